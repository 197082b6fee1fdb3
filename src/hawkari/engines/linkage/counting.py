"""What is counted over all records of a run: how many hold each part of a name, each number.

Some records of a run (a partition, new records beside a state) are compared as in the whole when
they are told these counts.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.columns import MORE_RECORDS, Columns
from hawkari.engines.linkage.naming import Forms
from hawkari.engines.linkage.numbers import Number
from hawkari.engines.linkage.prepared import Prepared
from hawkari.engines.names import skeletons

__all__ = ["counted_texts", "told_counts"]

Held = Callable[[Sequence[str]], NDArray[np.int64]]


def counted_texts(one: Prepared) -> Iterator[str]:
    """All texts of a record of which it matters how many records hold them; each once.

    Parts of names as they are, all else behind what it is and a tab. Phones are not among them.
    """
    yield from frozenset[str]().union(*one.parts)
    for kind, names in (("father", one.fathers), ("mother", one.mothers)):
        yield from {f"{kind}\t{part}" for name in names for part in skeletons(name)}
    yield from {f"word\t{word}" for words in one.addresses for word in words}
    yield from {f"account\t{_account(number)}" for number in one.accounts}
    yield from {f"document\t{number.value}" for number in one.documents}
    yield from {f"mark\t{number.value}" for number in one.marks}


def _account(number: Number) -> str:
    return f"{number.kind}\t{number.value}"


def told_counts(
    columns: Columns, prepared: Sequence[Prepared], forms: Forms, *, held: Held, records: int
) -> Columns:
    """Arrays of some records with the counts over all of them, but for phones.

    Args:
        columns: of the records.
        prepared: the records.
        forms: their names.
        held: how many of all records hold each of some texts of `counted_texts`.
        records: how many there are in all.
    """
    parts = sorted({part for form in forms.parts for part in form})
    words = sorted({word for one in prepared for words in one.addresses for word in words})
    accounts = sorted({_account(number) for one in prepared for number in one.accounts})
    documents = sorted({number.value for one in prepared for number in one.documents})
    marks = sorted({number.value for one in prepared for number in one.marks})

    def rarity(texts: Sequence[str], kind: str) -> NDArray[np.float64]:
        return np.log2((records + MORE_RECORDS) / (count(texts, kind) + 1))

    def count(texts: Sequence[str], kind: str) -> NDArray[np.int64]:
        return held([kind + text for text in texts])

    return replace(
        columns,
        names=columns.names._replace(rarity=rarity(parts, "")),
        fathers=columns.fathers._replace(rarity=rarity(parts, "father\t")),
        mothers=columns.mothers._replace(rarity=rarity(parts, "mother\t")),
        addresses=columns.addresses._replace(rarity=rarity(words, "word\t")),
        accounts=columns.accounts._replace(held=count(accounts, "account\t")),
        documents=columns.documents._replace(held=count(documents, "document\t")),
        marks=columns.marks._replace(held=count(marks, "mark\t")),
    )
