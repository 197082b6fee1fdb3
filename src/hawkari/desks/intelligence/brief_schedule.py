"""The schedules of a brief as tables: where statements come from once, then what each states.

Thousands of statements come from a few files, often several from one row. A file is named once,
under a sign such as ``S3``, and the statements of one row that are dated and graded alike share a
line, so that the schedule of a network is pages and not hundreds of them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from hawkari.desks.intelligence.brief_values import Run, SourceRow, Table

__all__ = ["Place", "coded", "places_table", "ranges", "signs_of", "statements_table"]

Place = tuple[str, str, str, str, str]
"""Originator, source, file, condition and day of recording."""


def coded(text: str) -> Run:
    """Codes and numbers, which run from left to right in every document."""
    return Run(text, "und")


def ranges(numbers: Iterable[int]) -> str:
    """Rising numbers as ``[1]–[40], [44]``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    return ", ".join("–".join(f"[{end}]" for end in run) for run in runs)


def signs_of(rows: Iterable[SourceRow]) -> dict[Place, str]:
    """A sign ``S1``, ``S2`` … for each place, in the order in which rows first stand there."""
    places = dict.fromkeys(_place(one) for one in rows)
    return {place: f"S{number}" for number, place in enumerate(places, start=1)}


def places_table(signs: Mapping[Place, str], header: tuple[str, ...]) -> Table:
    """What each sign stands for."""
    rows = []
    for (agency, source, file, condition, recorded), sign in signs.items():
        named = [Run.of(one) for one in (source, file) if one]
        stands = tuple(run for one in named for run in (Run(", "), one))[1:]
        cells = (coded(sign),), (Run.of(agency),), stands, (Run.of(condition),), (coded(recorded),)
        rows.append(cells)
    return Table(header, tuple(rows), widths=(3, 10, 12, 14, 6))


def statements_table(
    rows: Sequence[SourceRow], signs: Mapping[Place, str], header: tuple[str, ...], *, then: str
) -> Table:
    """What the statements state, those of one row together where all else is the same.

    Args:
        rows: by number.
        signs: of `signs_of`, for at least these rows.
        header: words of the columns.
        then: what stands between two statements.
    """
    return Table(
        header,
        tuple(_line(together, signs, then) for together in _together(rows)),
        widths=(5, 24, 6, 3, 3, 6),
    )


def _together(rows: Iterable[SourceRow]) -> Iterator[list[SourceRow]]:
    """Rows that follow one another and differ only in what they state; no row of a file is none."""
    held: list[SourceRow] = []
    for one in rows:
        if held and not (one.row and _kept(one) == _kept(held[-1])):
            yield held
            held = []
        held.append(one)
    if held:
        yield held


def _kept(one: SourceRow) -> tuple[object, ...]:
    return (_place(one), one.row, one.grade, one.handling, one.seen)


def _place(one: SourceRow) -> Place:
    return (one.agency, one.source, one.file, one.condition, one.recorded)


def _line(
    together: Sequence[SourceRow], signs: Mapping[Place, str], then: str
) -> tuple[tuple[Run, ...], ...]:
    first = together[0]
    states = tuple(run for one in together for run in (Run(then), *one.states))[1:]
    where = (coded(signs[_place(first)]), *((Run(", "), Run.of(first.row)) if first.row else ()))
    return (
        (coded(ranges(one.number for one in together)),),
        states,
        where,
        (Run.of(first.grade),),
        (Run.of(first.handling),),
        (Run.of(first.seen),),
    )
