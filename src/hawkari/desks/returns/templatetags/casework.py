"""Filters that give the words of a case's codes."""

from datetime import datetime

from django import template
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext

from hawkari.desks.returns import due_words, words
from hawkari.desks.returns.case_words import BUTTONS, lifts_words, reason_title
from hawkari.desks.returns.models import Told
from hawkari.desks.returns.services.dues import Due
from hawkari.engines.casework import Event, EventKind, Reason, load_clocks, load_table

__all__ = [
    "barrier_word",
    "button_word",
    "case_word",
    "due_word",
    "event_about",
    "event_word",
    "in_days",
    "lifts",
    "owner_word",
    "title",
    "told_name",
    "told_part",
]

register = template.Library()
GROUPS: dict[str, words.Words] = {
    "state": words.STATES,
    "route": words.ROUTES,
    "receiver": words.RECEIVERS,
    "status": words.STATUSES,
    "document": words.DOCUMENTS,
    "language": words.LANGUAGES,
    "answer": words.ANSWERS,
    "notice": words.NOTICES,
    "closing": words.CLOSINGS,
    "sex": words.SEXES,
}


@register.filter
def case_word(code: object, group: str) -> Promise | str:
    """The words of a code: ``{{ case.state|case_word:"state" }}``."""
    return words.word(GROUPS[group], str(code or ""))


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
    guard = load_table().guards.get(kind)
    if guard is None:
        return kind
    return guard.title.get(get_language() or "en") or guard.title["en"]


@register.filter
def button_word(code: str) -> Promise | str:
    """What the button of a step says."""
    return BUTTONS.get(code, code)


@register.filter
def due_word(due: Due) -> str:
    """What is due."""
    if due.what == "clock":
        clock = next((one for one in load_clocks() if one.name == due.subject), None)
        if clock is not None:
            return clock.words.get(get_language() or "en") or clock.words["en"]
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
def owner_word(code: str) -> Promise | str:
    """Whose it is."""
    return due_words.OWNERS.get(code, code)


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
    ("why", barrier_word),
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
def in_days(moment: datetime, now: datetime) -> str:
    """How far away an instant is, in whole days: in 16 days, 3 days late, today."""
    days = (moment.date() - now.date()).days
    if days > 0:
        return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
    if days == 0:
        return gettext("today")
    return ngettext("%(days)s day ago", "%(days)s days ago", -days) % {"days": -days}
