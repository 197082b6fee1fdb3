"""Stop-values: what so many records hold that it proposes nothing by itself."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.blocking.keys import values_of
from hawkari.engines.linkage.blocking.rules import RULES
from hawkari.engines.linkage.prepared import Prepared
from hawkari.engines.linkage.values import RulePlan
from hawkari.engines.names import blocking_keys

__all__ = ["StopValue", "stop_values"]

_ALONE = {"phone": "same phone", "identifier": "same identifier", "part": "one rare name part"}
_MOST = {rule.name: rule.most for rule in RULES}
Held = Callable[[str, Sequence[str]], NDArray[np.int64]]
# Places and nicknames propose nothing alone; from so many records on they are named all the same.
_MANY = 400


@dataclass(frozen=True, slots=True)
class StopValue:
    """A value that too many records hold.

    Attributes:
        field: `phone`, `identifier`, `part` (of a name), `place`, `nickname`, or `birth`.
        value: as compared: digits, folded text, a key; of births a default day (`01-01`), or a date
            that stands far too often.
        held: how many records hold it.
        example: of a part the word, of a place the text that one record writes; else empty.
    """

    field: str
    value: str
    held: int
    example: str = ""


def stop_values(
    prepared: Sequence[Prepared],
    plan: Sequence[RulePlan] = (),
    *,
    held: Held | None = None,
    most: int = 20,
) -> tuple[StopValue, ...]:
    """The stop-values of prepared records, field by field, those held by most records first.

    Args:
        prepared: all records of the run, or some of them.
        plan: of the run: its caps; the widest that rules allow where it is empty.
        held: how many of all records hold each of some values of a field, where the records are
            some; default days of birth are not counted then, and are left out.
        most: so many of each field at most.

    Cost: linear in the values of all records; some seconds a million records.
    """
    caps = _MOST | {rule.rule: rule.cap for rule in plan}
    fields = [(field, caps[rule]) for field, rule in _ALONE.items()]
    found: list[StopValue] = []
    for field, cap in (*fields, ("place", _MANY), ("nickname", _MANY)):
        counted = Counter(value for one in prepared for value in values_of(one, field))
        if held is not None:
            counted = Counter(dict(zip(counted, held(field, [*counted]).tolist(), strict=True)))
        stopped = _highest(counted, cap, most)
        examples = _examples(prepared, field, {value for value, _ in stopped})
        found += [StopValue(field, value, n, examples.get(value, "")) for value, n in stopped]
    if held is not None:
        return tuple(found)
    births = Counter(day for one in prepared for day in {*_stopped_days(one)})
    return (*found, *(StopValue("birth", day, n) for day, n in _highest(births, 1, most)))


def _highest(held: Counter[str], cap: int, most: int) -> list[tuple[str, int]]:
    above = [(value, count) for value, count in held.items() if count > cap]
    return sorted(above, key=lambda one: (-one[1], one[0]))[:most]


def _stopped_days(one: Prepared) -> Iterator[str]:
    """Default days of a record, without their years, and its dates that stand far too often."""
    for date in one.births:
        if date.day and not date.is_full:
            yield str(date) if date.is_common else f"{date.month:02}-{date.day:02}"


def _examples(prepared: Sequence[Prepared], field: str, wanted: set[str]) -> dict[str, str]:
    """For some keys, the shortest text that gives them, the first in order of the alphabet."""
    found: dict[str, str] = {}
    for one in prepared if wanted else ():
        for text, keys in _texts(one, field):
            for key in wanted.intersection(keys):
                found[key] = min(found.get(key, text), text, key=lambda t: (len(t), t))
    return {key: _word_of(text, key) for key, text in found.items()} if field == "part" else found


def _word_of(name: str, key: str) -> str:
    """The word of a name that gives a key; the whole name where it takes several."""
    return next((word for word in name.split() if key in blocking_keys(word)), name)


def _texts(one: Prepared, field: str) -> Iterable[tuple[str, Iterable[str]]]:
    if field == "part":
        return zip(one.names, one.keys, strict=True)
    if field == "place":
        return ((text, one.places) for text in one.record.properties.get("birthPlace", ()))
    return ()
