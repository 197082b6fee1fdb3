"""Filters that give the words of the desk's codes."""

from collections.abc import Mapping
from datetime import date, datetime

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext

from hawkari.desks.returns import (
    due_words,
    flow_words,
    package_words,
    reintegration_words,
    words,
)
from hawkari.desks.returns.case_words import BUTTONS, lifts_words, reason_title
from hawkari.desks.returns.models import Told
from hawkari.desks.returns.services.dues import Due
from hawkari.engines.casework import Event, EventKind, Reason

__all__ = [
    "barrier_word",
    "case_word",
    "due_word",
    "event_about",
    "event_word",
    "in_days",
    "lifts",
    "title",
    "told_name",
    "told_part",
]

register = template.Library()
GROUPS: Mapping[str, words.Words] = {
    "state": words.STATES,
    "route": words.ROUTES,
    "receiver": words.RECEIVERS,
    "status": words.STATUSES,
    "document": words.DOCUMENTS,
    "language": words.LANGUAGES,
    "answer": words.ANSWERS,
    "notice": words.NOTICES,
    "closing": words.CLOSINGS,
    "button": BUTTONS,
    "owner": due_words.OWNERS,
    "method": flow_words.METHODS,
    "input": flow_words.INPUTS,
    "package": package_words.PACKAGES,
    "standing": package_words.STANDINGS,
    "basis": package_words.BASES,
    "field": package_words.FIELDS,
    "identity": package_words.ANSWERED,
    "verdict": package_words.VERDICTS,
    "nearness": package_words.NEARNESS,
    **reintegration_words.WORDS,
}


@register.filter
def case_word(code: object, group: str) -> Promise | str:
    """The words of a code: ``{{ case.state|case_word:"state" }}``."""
    return words.word(GROUPS[group], "" if code is None else str(code))


@register.filter
def title(reason: Reason) -> str:
    """What is wrong."""
    return reason_title(reason)


@register.filter
def lifts(reason: Reason) -> str:
    """What would change it."""
    return lifts_words(reason)


@register.filter
def barrier_word(kind: str) -> str:
    """The words of a kind of barrier."""
    return words.barrier_word(kind)


@register.filter
def due_word(due: Due) -> str:
    """What is due."""
    if due.what == "clock" and (clock := words.clock_word(due.subject)):
        return clock
    said = str(due_words.DUES[due.what])
    subject = _about(due)
    return f"{said}: {subject}" if subject else said


def _about(due: Due) -> str:
    if due.what == "barrier_review":
        return barrier_word(due.subject)
    if due.what == "document_expires":
        return str(words.word(words.DOCUMENTS, due.subject))
    return ""


@register.filter
def event_word(event: Event) -> Promise | str:
    """What happened."""
    about = event.body.get("about")
    if event.kind is EventKind.NOTE and about in words.NOTES:
        return words.NOTES[str(about)]
    return words.EVENTS[event.kind]


@register.filter
def event_about(event: Event) -> str:
    """What an event is about, in a few words."""
    body = event.body
    for name, say in ABOUT:
        if (value := body.get(name)) not in (None, "", []):
            return say(str(value))
    return ""


ABOUT = (
    ("barrier", barrier_word),
    ("to", lambda code: str(words.word(words.STATES, code))),
    ("status", lambda code: str(words.word(words.STATUSES, code))),
    ("answer", lambda code: str(words.word(words.ANSWERS, code))),
    ("reason", lambda code: str(words.word(words.CLOSINGS, code))),
    ("why", lambda code: str(words.WHYS.get(code) or barrier_word(code))),
    ("text", str),
    ("how", str),
    ("destination", str),
    ("place", str),
)


@register.filter
def told_part(one: Told) -> Promise | str:
    """Which part somebody outside has in a journey."""
    part = one.who.partition(": ")[0]
    return due_words.PARTS.get(part, part)


@register.filter
def told_name(one: Told) -> str:
    """Who it is."""
    return one.who.partition(": ")[2]


@register.filter
def in_days(moment: datetime | date, now: datetime) -> str:
    """How far away a day is, in whole days: in 16 days, one day ago, today."""
    day = moment.date() if isinstance(moment, datetime) else moment
    days = (day - now.date()).days
    if days == 0:
        return gettext("today")
    if days > 0:
        return ngettext("in one day", "in %(days)s days", days) % {"days": days}
    return ngettext("one day ago", "%(days)s days ago", -days) % {"days": -days}
