"""Filters of the board."""

from datetime import date, datetime

from django import template
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext

from hawkari.desks.returns.board_words import DUTIES, POOL
from hawkari.desks.returns.services.board import Row
from hawkari.desks.returns.words import RECEIVERS, ROUTES, STATES, STATUSES, word
from hawkari.engines.casework import Reason, load_clocks, load_table

__all__ = [
    "about",
    "receiver_word",
    "refusal_word",
    "route_word",
    "state_word",
    "time_for",
    "time_since",
]

register = template.Library()


@register.filter
def state_word(code: str) -> Promise | str:
    """A state in words."""
    return word(STATES, code)


@register.filter
def receiver_word(code: str) -> Promise | str:
    """A receiving authority in words, or that none is named."""
    return word(RECEIVERS, code) if code else gettext("not named")


@register.filter
def route_word(code: str) -> Promise | str:
    """A route in words, or that none is named."""
    return word(ROUTES, code) if code else gettext("not named")


@register.filter
def refusal_word(reason: Reason) -> str:
    """What keeps a case from a step, in words."""
    return load_table().title(reason, get_language() or "en")


@register.filter
def time_since(moment: datetime | date, now: datetime) -> str:
    """How long ago, or in how many days, in words; whole days."""
    day = moment.date() if isinstance(moment, datetime) else moment
    days = (now.date() - day).days
    if days == 0:
        return gettext("today")
    if days < 0:
        return ngettext("in one day", "in %(days)s days", -days) % {"days": -days}
    return ngettext("one day ago", "%(days)s days ago", days) % {"days": days}


@register.filter
def time_for(moment: datetime, now: datetime) -> str:
    """How long something has been so, in whole days."""
    days = (now.date() - moment.date()).days
    if days <= 0:
        return gettext("since today")
    return ngettext("for one day", "for %(days)s days", days) % {"days": days}


@register.filter
def about(row: Row, view: str) -> Promise | str:
    """Why a case is in the list, in words; empty where the list's name says it."""
    one = row.standing
    if view == "overdue":
        return _duty(one.duty)
    if view == "pool":
        return word(POOL, one.pool)
    if view == "late":
        return _barrier(one.late_barrier)
    if view == "expiring":
        document = one.first_expires == one.document_expires
        return gettext("travel document") if document else gettext("acceptance")
    if view == "idle" and one.document_status:
        return word(STATUSES, one.document_status)
    return ""


def _duty(code: str) -> Promise | str:
    clock = next((one for one in load_clocks() if one.name == code), None)
    if clock is None:
        return word(DUTIES, code)
    return clock.words.get(get_language() or "en") or clock.words["en"]


def _barrier(kind: str) -> str:
    guard = load_table().guards.get(kind)
    return kind if guard is None else guard.title.get(get_language() or "en") or guard.title["en"]
