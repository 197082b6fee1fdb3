"""A case's history as sections of rows, in the reader's language: on the page as on paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from hawkari.desks.returns import history_words, words
from hawkari.desks.returns.package_words import ANSWERED, PACKAGES, STANDINGS, fields_said
from hawkari.desks.returns.services.history import Entry, History, Look

__all__ = ["Cell", "Section", "sections_of"]

Line = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: lines of a label, which may be empty, and what it labels."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with a table, or with what to say where there is nothing.

    Attributes:
        key: of its heading, for links.
        heading: in the reader's language.
        note: a sentence below it; may be empty.
        header: names of the columns.
        widths: how wide each is on paper, relative to one another.
        rows: of cells, the first of each names the row.
    """

    key: str
    heading: str
    note: str
    header: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]


def sections_of(history: History) -> list[Section]:
    """Everything of a history."""
    return [
        _events(history), _faults(history), _refused(history), _letters(history),
        _packages(history), _checks(history), _looks(history),
    ]  # fmt: skip


def _text(*said: str) -> Cell:
    return Cell(tuple(("", one) for one in said if one))


def _at(moment: datetime) -> Cell:
    return _text(f"{timezone.localtime(moment):%Y-%m-%d %H:%M}")


def _section(  # noqa: PLR0913  the parts of a section
    key: str,
    heading: str,
    *,
    header: Iterable[str],
    widths: tuple[int, ...],
    rows: Iterable[tuple[Cell, ...]],
    nothing: str,
    note: str = "",
) -> Section:
    kept = tuple(rows)
    return Section(key, heading, note if kept else nothing, tuple(header), widths, kept)


def _events(history: History) -> Section:
    return _section(
        "events",
        gettext("What was recorded, in order"),
        header=(
            gettext("Number"), gettext("What happened"), gettext("When (UTC)"),
            gettext("Recorded (UTC)"), gettext("By"),
        ),
        widths=(1, 8, 3, 3, 3),
        rows=map(_event, history.entries),
        nothing=gettext("Nothing was recorded."),
    )  # fmt: skip


def _event(entry: Entry) -> tuple[Cell, ...]:
    event = entry.event
    marks = [
        gettext("learned more than a day later") if entry.is_late else "",
        gettext("a later event says that this was wrong") if entry.is_wrong else "",
    ]
    title = " · ".join([history_words.event_title(event), *filter(None, marks)])
    said = tuple(history_words.said_in(event)) or (("", gettext("erased, or without words")),)
    return (
        _text(str(event.number)),
        Cell((("", title), *said)),
        _at(event.at),
        _at(event.recorded),
        _text(event.actor, event.second),
    )


def _faults(history: History) -> Section:
    return _section(
        "guards",
        gettext("Every step, held to the guards again"),
        note=gettext("On what was known then, the guards in force today would not have allowed:"),
        header=(gettext("What was found"),),
        widths=(1,),
        rows=[(_text(one),) for one in history.faults],
        nothing=gettext(
            "The words of this case were erased, so its steps cannot be held to the guards."
        )
        if history.case.disposed_at is not None
        else gettext(
            "On what was known then, the guards in force today would have allowed each step."
        ),
    )


def _refused(history: History) -> Section:
    return _section(
        "refused",
        gettext("Steps that were refused"),
        header=(gettext("Who"), gettext("When (UTC)"), gettext("Step")),
        widths=(3, 3, 4),
        rows=[
            (_look_by(one), _at(one.at), _text(str(words.word(words.STATES, one.what))))
            for one in history.refused
        ],
        nothing=gettext("Nobody tried a step that was refused."),
    )


def _look_by(look: Look) -> Cell:
    return _text(look.actor, look.role)


def _letters(history: History) -> Section:
    rows = [
        (
            _text(one.reference),
            _text(
                str(PACKAGES[one.kind]),
                str(words.word(words.LANGUAGES, one.language)),
                "" if one.is_signed else gettext("no native reader had checked the translation"),
            ),
            _at(one.made_at),
            _text(one.made_by),
            _text(
                gettext("served: event %(number)s") % {"number": one.served_event}
                if one.served_event
                else gettext("not recorded as served")
            ),
        )
        for one in history.letters
    ]
    return _section(
        "letters",
        gettext("Letters to the person"),
        header=(
            gettext("Reference"), gettext("Letter"), gettext("Made (UTC)"), gettext("By"),
            gettext("Served"),
        ),
        widths=(3, 5, 3, 3, 3),
        rows=rows,
        nothing=gettext("No letter was made."),
    )  # fmt: skip


def _packages(history: History) -> Section:
    sent = [
        (
            one.prepared_at,
            (
                _text(
                    str(PACKAGES[one.kind]), gettext("to %(name)s") % {"name": one.recipient.name}
                ),
                Cell(tuple(fields_said(one.body))),
                _at(one.released_at or one.prepared_at),
                _text(
                    one.prepared_by.get_username(),
                    one.released_by.get_username() if one.released_by else "",
                ),
                _text(str(STANDINGS[one.state]), one.basis and str(STANDINGS[one.basis])),
            ),
        )
        for one in history.sent
    ]
    came = [
        (
            one.received_at,
            (
                _text(
                    str(PACKAGES[one.kind]), gettext("from %(name)s") % {"name": one.sender.name}
                ),
                Cell(tuple(fields_said(one.body))),
                _at(one.received_at),
                _text(one.signer, one.decided_by.get_username() if one.decided_by else ""),
                _text(str(STANDINGS[one.state])),
            ),
        )
        for one in history.came
    ]
    ordered = sorted([*sent, *came], key=lambda one: one[0])
    return _section(
        "packages",
        gettext("What was told to receiving authorities, and what they said"),
        header=(
            gettext("Package"), gettext("Fields"), gettext("When (UTC)"), gettext("By"),
            gettext("State"),
        ),
        widths=(3, 6, 3, 3, 3),
        rows=[row for _, row in ordered],
        nothing=gettext("Nothing was sent and nothing came."),
    )  # fmt: skip


def _checks(history: History) -> Section:
    return _section(
        "identity",
        gettext("Decisions on who the person is"),
        header=(gettext("Decision"), gettext("Why"), gettext("When (UTC)"), gettext("By")),
        widths=(3, 6, 3, 3),
        rows=[
            (
                _text(str(ANSWERED[one.outcome])),
                _text(one.why, one.source, one.purpose),
                _at(one.at),
                _text(one.by.get_username()),
            )
            for one in history.checks
        ],
        nothing=gettext("Records were compared by nobody, or nobody decided."),
    )


def _looks(history: History) -> Section:
    shown = len(history.looks)
    note = ngettext(
        "One look is recorded.",
        "%(shown)s of %(all)s looks, the newest first.",
        history.looks_in_all,
    ) % {"shown": shown, "all": history.looks_in_all}
    return _section(
        "looks",
        gettext("Who looked at this case"),
        note=note,
        header=(gettext("Who"), gettext("When (UTC)"), gettext("What")),
        widths=(3, 3, 4),
        rows=[
            (_look_by(one), _at(one.at), _text(str(history_words.LOOKS.get(one.act, one.act))))
            for one in history.looks
        ],
        nothing=gettext("Nobody looked yet."),
    )
