"""Numbers the statements that sentences rest on, and describes each for the schedule."""

from collections.abc import Collection, Iterable, Mapping

from django.utils.translation import gettext

from hawkari.desks.intelligence import words
from hawkari.desks.intelligence.brief import Labels, Run, SourceRow
from hawkari.evidence.entities import ValueView

__all__ = ["Sources", "labels"]

LEFT_TO_RIGHT_MARK = "\u200e"
# A text of a source may be a whole report; the schedule tells which it is.
LONGEST = 120


class Sources:
    """The sources of one document: 1, 2, 3 … in the order in which sentences first rest on them."""

    def __init__(
        self, captions: Mapping[str, str] | None = None, *, spared: Collection[str] = ()
    ) -> None:
        """Begin without any.

        Args:
            captions: what records are called, by their id as stated, where one refers to another.
            spared: records as stated of whom a statement is described by its property alone.
        """
        self._captions = captions or {}
        self._spared = frozenset(spared)
        self._rows: dict[int, SourceRow] = {}

    def cite(self, values: Iterable[ValueView]) -> tuple[int, ...]:
        """The numbers of some statements, ascending; new ones are added at the end."""
        found = set()
        for value in values:
            if value.statement_id not in self._rows:
                self._rows[value.statement_id] = self._row(len(self._rows) + 1, value)
            found.add(self._rows[value.statement_id].number)
        return tuple(sorted(found))

    @property
    def rows(self) -> tuple[SourceRow, ...]:
        """What sentences rest on, by number."""
        return tuple(self._rows.values())

    def others(self, read: Iterable[ValueView]) -> tuple[SourceRow, ...]:
        """What was read and is not among `rows`, numbered on from them, in the order given."""
        left = [one for one in read if one.statement_id not in self._rows]
        return tuple(self._row(number, one) for number, one in enumerate(left, len(self._rows) + 1))

    def _row(self, number: int, value: ValueView) -> SourceRow:
        return SourceRow(
            number=number,
            agency=value.agency_name,
            source=value.source_name,
            file=value.file,
            # The mark keeps a row number from changing places with a sheet's name in Arabic script.
            row=value.row.replace("!", LEFT_TO_RIGHT_MARK + "!"),
            grade=value.grade,
            handling=value.handling,
            condition="; ".join(one for one in (value.condition, value.marks) if one),
            recorded=value.recorded_at.date().isoformat(),
            states=self._states(value),
            seen=value.seen,
        )

    def _states(self, value: ValueView) -> tuple[Run, ...]:
        label = words.prop(value.prop, value.prop_label)
        if value.entity_id in self._spared:
            return (Run(label),)
        if value.prop_type == "entity":
            said = self._captions.get(value.value, "")
            return (Run(f"{label}: "), Run.of(said)) if said else (Run(label),)
        text = words.value(value.prop_type, value.value)
        if len(text) > LONGEST:
            text = text[:LONGEST].rstrip() + " …"
        return (Run(f"{label}: "), Run.of(text, value.lang))


def labels(*, with_unused: bool, reader: str) -> Labels:
    """The words of a document's own frame, in the language that is on.

    Args:
        with_unused: whether what was read and not used has a schedule of its own.
        reader: user name of who made it.
    """
    return Labels(
        sources=gettext("Relied on") if with_unused else gettext("Sources of every sentence"),
        about_sources=_about(reader) if with_unused else "",
        source_header=(
            gettext("No."),
            gettext("What it states"),
            gettext("Source and row"),
            gettext("Grade"),
            gettext("Handling"),
            gettext("Dated"),
        ),
        places=gettext("Sources"),
        place_header=(
            gettext("Source"),
            gettext("Originator"),
            gettext("File"),
            gettext("Condition"),
            gettext("Recorded"),
        ),
        page=gettext("Page"),
        unused=gettext("Seen and not used") if with_unused else "",
        about_unused=gettext(
            "Read while this brief was made; no sentence rests on it. Whoever decides on "
            "disclosure decides on these rows as well."
        )
        if with_unused
        else "",
    )


def _about(reader: str) -> str:
    return gettext(
        "Every statement that a sentence rests on. Rows under handling conditions are described as "
        "far as %(reader)s may see them; what %(reader)s may not see is neither counted nor "
        "described. Of victims, migrants and witnesses the property alone is named."
    ) % {"reader": reader}
