"""Match two lists through the whole protocol, both sides in one process: to score and to compare.

Between agencies the sides are apart and the holder refuses by rule (`evaluation`); here nobody is
kept from anything, since whoever has both files needs no protection from himself.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np

from hawkari.engines.blindmatch import group
from hawkari.engines.blindmatch.coding import Tags
from hawkari.engines.blindmatch.identifiers import IdentifierType, normalize
from hawkari.engines.blindmatch.index import Index, PublishedIndex, tags_of
from hawkari.engines.blindmatch.scalars import SecretScalars
from hawkari.engines.blindmatch.scope import Scope
from hawkari.engines.blindmatch.voprf import Blinding, Mode, evaluate_own, prove

__all__ = ["Costs", "Outcome", "ask", "match_lists", "tags_of_values"]

BATCH = 16_384
"""Elements in a message and under one proof; RFC 9497 allows 65,535."""


@dataclass(slots=True)
class Costs:
    """What one run took: bytes on the wire, and processor seconds of each side."""

    index_bytes: int = 0
    query_bytes: int = 0
    answer_bytes: int = 0
    client_seconds: float = 0.0
    server_seconds: float = 0.0

    @contextmanager
    def client(self) -> Iterator[None]:
        """Count what is done inside on the querier's account."""
        begun = time.process_time()
        yield
        self.client_seconds += time.process_time() - begun

    @contextmanager
    def server(self) -> Iterator[None]:
        """Count what is done inside on the holder's account."""
        begun = time.process_time()
        yield
        self.server_seconds += time.process_time() - begun


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the querier learns, and what it took.

    Args:
        hits: places of the querier's lines that the holder has, in order.
        client_refused: places of the querier's lines that are not identifiers of the type.
        server_refused: the same of the holder's.
        client_items: different normal forms that were asked for.
        server_items: different normal forms in the index.
        costs: bytes and seconds.
    """

    hits: list[int]
    client_refused: list[int]
    server_refused: list[int]
    client_items: int
    server_items: int
    costs: Costs = field(compare=False)


def match_lists(
    client: Sequence[str],
    server: Sequence[str],
    *,
    kind: IdentifierType,
    country: str = "",
    mode: Mode = Mode.VERIFIABLE,
) -> Outcome:
    """Which of the querier's lines the holder has, by the protocol from key to answer.

    Args:
        client: the querier's lines, as written.
        server: the holder's.
        kind: what all of them are.
        country: ISO 3166-1 alpha-2 code in which national phone numbers are read.
        mode: with proofs (1) or without (0).
    """
    costs, scope = Costs(), Scope("server", "client", kind, 0)
    with costs.client():
        asked, asked_refused = _forms(client, kind, country)
    with SecretScalars.random() as key:
        with costs.server():
            held, held_refused = _forms(server, kind, country)
            public = group.base_times(key)
            tags = tags_of_values(key, scope, list(held), mode=mode)
            message = Index(scope, public, tags).publish()
        costs.index_bytes = len(message)
        with costs.client():
            index = PublishedIndex(message, scope, public)
        found = ask(index, list(asked), scope, key=key, mode=mode, costs=costs)
    hits = [at for places, hit in zip(asked.values(), found, strict=True) if hit for at in places]
    return Outcome(sorted(hits), asked_refused, held_refused, len(asked), len(held), costs)


def tags_of_values(key: SecretScalars, scope: Scope, values: list[str], *, mode: Mode) -> Tags:
    """Tags of a holder's own normal forms, in their order."""
    blocks = [tags_of(evaluate_own(key, scope.inputs(part), mode)) for part in _parts(values)]
    return np.concatenate([np.zeros(0, dtype=np.uint64), *blocks])


def ask(
    index: PublishedIndex,
    values: list[str],
    scope: Scope,
    *,
    key: SecretScalars,
    mode: Mode,
    costs: Costs,
) -> list[bool]:
    """Ask for values in batches, and look the answers up; whether each is held, in their order."""
    public, found = group.base_times(key), list[bool]()
    for part in _parts(values):
        with costs.client():
            asked = Blinding(scope.inputs(part), mode)
        costs.query_bytes += len(asked.blinded)
        with costs.server():
            evaluated = group.times(asked.blinded, key)
            proof = prove(key, asked.blinded, evaluated) if mode is Mode.VERIFIABLE else b""
        costs.answer_bytes += len(evaluated) + len(proof)
        with costs.client():
            outputs = asked.finish(evaluated, proof=proof, public=public)
            found += index.find(outputs).tolist()
    return found


def _forms(
    lines: Sequence[str], kind: IdentifierType, country: str
) -> tuple[dict[str, list[int]], list[int]]:
    """Places of each normal form, and places of lines that have none."""
    found: dict[str, list[int]] = {}
    refused = []
    for place, line in enumerate(lines):
        form = normalize(kind, line, country=country)
        if form is None:
            refused.append(place)
        else:
            found.setdefault(form, []).append(place)
    return found, refused


def _parts(values: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(values), BATCH):
        yield values[start : start + BATCH]
