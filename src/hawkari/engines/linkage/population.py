"""What is counted over all records of a run, so that some of them can be compared as in the whole.

How rare a part of a name is, how widely a phone is held, which dates of birth are common: each
level rests on these, so a partition on Spark, or new records beside a state, must be told them.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from hawkari.engines.linkage.counting import counted_texts, told_counts
from hawkari.engines.linkage.dates import BirthDate, common_among
from hawkari.engines.linkage.hashed import Counts, count_texts, held_by
from hawkari.engines.linkage.prepared import Prepared
from hawkari.engines.linkage.preparing import PreparedRecords, prepare
from hawkari.engines.linkage.values import Record

__all__ = ["Population", "count_population", "full_dates", "prepare_among"]


@dataclass(frozen=True, slots=True)
class Population:
    """Counts over all records; several are counted together.

    Attributes:
        records: how many there are.
        parts: in how many records each part of a name, and each other counted text, stands.
        phones: how many records hold each phone.
        births: in how many records each full date of birth stands.
    """

    records: int
    parts: tuple[Counts, ...]
    phones: tuple[Counts, ...]
    births: Counter[BirthDate]

    def __add__(self, other: "Population") -> "Population":
        return Population(
            self.records + other.records,
            self.parts + other.parts,
            self.phones + other.phones,
            self.births + other.births,
        )


def count_population(prepared: Sequence[Prepared]) -> Population:
    """The counts over some records."""
    return Population(
        records=len(prepared),
        parts=(count_texts(text for one in prepared for text in counted_texts(one)),),
        phones=(count_texts(phone for one in prepared for phone in one.phones),),
        births=full_dates(prepared),
    )


def full_dates(prepared: Iterable[Prepared]) -> Counter[BirthDate]:
    """In how many records each full date of birth stands, common ones too."""
    stated = Counter(date for one in prepared for date in one.births)
    found: Counter[BirthDate] = Counter()
    for date, count in stated.items():
        plain = replace(date, is_common=False)
        if plain.is_full and not plain.calendar:
            found[plain] += count
    return found


def prepare_among(records: Sequence[Record], population: Population) -> PreparedRecords:
    """Prepare some records as a run over the whole population prepares them, in their order."""
    among = prepare(records, common=common_among(population.births))
    told = told_counts(
        among.columns,
        among.rows,
        among.forms,
        held=partial(held_by, population.parts),
        records=population.records,
    )
    phones = sorted({phone for one in among.rows for phone in one.phones})
    numbers = told.phones._replace(held=held_by(population.phones, phones))
    return PreparedRecords(among.rows, among.forms, among.unread, replace(told, phones=numbers))
