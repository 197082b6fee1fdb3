"""Filters of the board."""

from datetime import datetime

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext

from hawkari.desks.returns.board_words import DUTIES, POOL
from hawkari.desks.returns.services.board import Row
from hawkari.desks.returns.words import STATUSES, barrier_word, clock_word, word

__all__ = ["about", "time_for"]

register = template.Library()


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
        return clock_word(one.duty) or word(DUTIES, one.duty)
    if view == "look_again" and row.unknown:
        return ngettext("One barrier is unknown", "%(kinds)s barriers are unknown", row.unknown) % {
            "kinds": row.unknown
        }
    if view == "pool":
        return word(POOL, one.pool)
    if view == "late":
        return barrier_word(one.late_barrier)
    if view == "expiring":
        document = one.first_expires == one.document_expires
        return gettext("travel document") if document else gettext("acceptance")
    if view == "idle" and one.document_status:
        return word(STATUSES, one.document_status)
    return ""
