"""Rows of a public series to its numbers: detections by month, arrivals by day."""

from collections.abc import Iterator, Sequence

from hawkari.evidence.loaders.cleaning import Reading, cleaner
from hawkari.evidence.loaders.digits import cell_text
from hawkari.evidence.loaders.layout_rules import FiguresRule, header_key, month_of
from hawkari.evidence.loaders.values import Cell, Refused, RowOutcome, UnreadableValue
from hawkari.evidence.rows import LONGEST_NATIONALITY, LONGEST_ROUTE, MOST_COUNTED, FigureRow

__all__ = ["FigureMapper"]

_NOT_WHOLE = UnreadableValue("is no whole number of 0 or more", "Correct it in the file.")
_NO_TIME = UnreadableValue("is no day and no month", "Write it as 2026-03 or 2026-03-05.")


class FigureMapper:
    """Maps the rows of one table of a series under one header."""

    def __init__(self, rule: FiguresRule, header: Sequence[str]) -> None:
        self._rule = rule
        self._header = tuple(header)
        self._place = {header_key(name): at for at, name in enumerate(header)}
        months = ((month_of(name), at) for at, name in enumerate(header))
        self._months = sorted((month, at) for month, at in months if month and not rule.period)
        self._date = cleaner(Reading("date", order=rule.order))
        self._number = cleaner(Reading("number"))

    def map_row(self, cells: Sequence[Cell], row: str) -> RowOutcome:
        """The numbers of one row, and what of it was refused.

        A month without a number is left out, and so is a zero that another month follows: what a
        series does not count in its time is 0. The last month stays, for it says how far the
        series goes.
        """
        refused: list[Refused] = []
        rule = self._rule
        route = rule.route if rule.is_one_route else self._text(cells, rule.route)
        nationality = self._text(cells, rule.nationality)
        if not route or len(route) > LONGEST_ROUTE or len(nationality) > LONGEST_NATIONALITY:
            problem = "the row names no route, or a name is too long"
            return RowOutcome((), (Refused(row, rule.route, problem, "Correct the row."),))
        figures = [
            FigureRow(rule.series, measure, route, period, value, nationality)
            for measure, period, value in self._numbers(cells, row, refused)
        ]
        return RowOutcome((), refused, figures=figures)

    def _numbers(
        self, cells: Sequence[Cell], row: str, refused: list[Refused]
    ) -> Iterator[tuple[str, str, int]]:
        """What is counted, when, how many."""
        rule = self._rule
        if not rule.period:
            ((measure, _),) = rule.measures
            for month, at in self._months:
                value = self._value(cells, at, row, refused=refused)
                if value or (value == 0 and month == self._months[-1][0]):
                    yield measure, month, value
            return
        period = self._period(cells, row, refused)
        if not period:
            return
        for measure, column in rule.measures:
            value = self._value(cells, self._place[header_key(column)], row, refused=refused)
            if value is not None:
                yield measure, period, value

    def _text(self, cells: Sequence[Cell], column: str) -> str:
        return cell_text(cells[self._place[header_key(column)]]).strip() if column else ""

    def _period(self, cells: Sequence[Cell], row: str, refused: list[Refused]) -> str:
        column = self._rule.period
        cell = cells[self._place[header_key(column)]]
        cleaned = self._date(cell)
        for written, error in cleaned.refused:
            refused.append(Refused(row, column, error.problem, error.remedy, written))
        found = cleaned.values[0][0][:10] if cleaned.values else ""
        if len(found) in (7, 10):
            return found
        if not cleaned.refused:
            refused.append(
                Refused(
                    row, column, _NO_TIME.problem, _NO_TIME.remedy, cell_text(cell) or "(empty)"
                )
            )
        return ""

    def _value(
        self, cells: Sequence[Cell], at: int, row: str, *, refused: list[Refused]
    ) -> int | None:
        """A count; None for an empty cell and for what is none, which is refused."""
        cell = cells[at]
        written = cell_text(cell).strip()
        if not written:
            return None
        cleaned = self._number(cell)
        text = cleaned.values[0][0] if cleaned.values else ""
        try:
            number = float(text)
        except ValueError:
            number = -1.0
        if 0 <= number <= MOST_COUNTED and number == int(number):
            return int(number)
        refused.append(
            Refused(row, self._header[at], _NOT_WHOLE.problem, _NOT_WHOLE.remedy, written)
        )
        return None
