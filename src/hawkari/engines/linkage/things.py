"""Links vessels, vehicles, aircraft and accounts, each family by itself, by stated models.

People are told apart by a model trained on them. Of things a store has few, most of them stated
once, so there is nothing to train on; and what is counted over people (how rare a name is, how many
hold a number) must not move with the cars beside them. So each family of things is linked alone, by
a model that is stated here: general knowledge, unmeasured, and rounded. Since it never moves, later
records get the weights that a whole run would give them.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from hawkari.engines.linkage.comparisons import COMPARISONS
from hawkari.engines.linkage.defaults import DEFAULT_U
from hawkari.engines.linkage.keeping import LinkState, state_after
from hawkari.engines.linkage.linking import CERTAIN_AT, concluded
from hawkari.engines.linkage.model import Model
from hawkari.engines.linkage.preparing import family_of
from hawkari.engines.linkage.values import Judged, Linkage, Record
from hawkari.engines.linkage.watching import as_watcher
from hawkari.engines.linkage.weighing import Learning, weigh
from hawkari.errors import BadInput

__all__ = ["THINGS", "link_things", "stated_model"]

_Levels = tuple[tuple[float, ...], tuple[float, ...]]

# One in so many pairs of a family is one thing. A number that is given once in the world must then
# say some 16 bits to be certain between two sources; a plate, which is sold, stolen and forged, and
# says no country, says 13 and is left to a person unless something else agrees.
_PRIOR = 1 / 1000

_SOURCE: _Levels = ((0.1, 0.9), (0.3, 0.7))
_BUILT: _Levels = (
    (0.05, 0.02, 0.1, 0.4, 0.05, 0.05, 0.05, 0.06, 0.06, 0.16),
    (0.6, 0.035, 0.165, 0.14, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01),
)
_FLAG: _Levels = ((0.2, 0.8), (0.6, 0.4))
# IMO numbers, vehicle identification numbers.
_NUMBER: _Levels = ((0.04, 0.03, 0.03, 0.9), (0.99949, 0.0004, 0.0001, 0.00001))
# Plates, registrations, call signs, account numbers of an unstated bank: neighbours differ by one
# sign.
_MARK: _Levels = ((0.1, 0.03, 0.04, 0.83), (0.9955, 0.004, 0.0004, 0.0001))
# Ships are renamed, and share names.
_SHIP: _Levels = (
    (0.25, 0.05, 0.04, 0.05, 0.06, 0.08, 0.1, 0.1, 0.1, 0.1, 0.07),
    (0.75, 0.12, 0.06, 0.035, 0.015, 0.008, 0.004, 0.004, 0.002, 0.0015, 0.0005),
)
_SHOWN_NAME: _Levels = (
    (0.5, 0.05, 0.03, 0.03, 0.04, 0.05, 0.06, 0.08, 0.06, 0.05, 0.05),
    (0.88, 0.05, 0.03, 0.015, 0.008, 0.005, 0.004, 0.004, 0.002, 0.0015, 0.0005),
)
# Many agencies may state one account: that many records hold it is no reason against it.
_ACCOUNT: _Levels = ((0.04, 0.31, 0.32, 0.33), (0.999985, 5e-6, 5e-6, 5e-6))
# Names of accounts are given up and taken by others; one platform's are not another's.
_HANDLE: _Levels = ((0.3, 0.05, 0.1, 0.55), (0.9968, 0.001, 0.002, 0.0002))
_PHONE: _Levels = ((0.1, 0.1, 0.2, 0.6), (0.992, 0.003, 0.003, 0.002))

_CRAFT = {"source": _SOURCE, "birth": _BUILT, "identifier": _NUMBER, "mark": _MARK}
_STATED: Mapping[str, Mapping[str, _Levels]] = {
    "Vessel": {**_CRAFT, "name": _SHIP, "country": _FLAG},
    # A car is called by its make, which thousands share: that says nothing.
    "Vehicle": _CRAFT,
    "Airplane": _CRAFT,
    "BankAccount": {"source": _SOURCE, "account": _ACCOUNT, "identifier": _MARK},
    "CryptoWallet": {"source": _SOURCE, "account": _ACCOUNT},
    "UserAccount": {
        "source": _SOURCE, "account": _HANDLE, "name": _SHOWN_NAME, "phone": _PHONE,
    },
}  # fmt: skip

THINGS = tuple(_STATED)
"""Families that have a stated model, each called by its schema of FollowTheMoney."""


def stated_model(family: str) -> Model:
    """The model of a family of things: every m and u as stated, nothing trained.

    What the family is not told apart by weighs nothing, whichever level it shows.

    Args:
        family: one of `THINGS`.
    """
    said = _STATED[family]
    weighed = [said.get(one.key, (DEFAULT_U[one.key], DEFAULT_U[one.key])) for one in COMPARISONS]
    return Model(
        prior=_PRIOR,
        m=tuple(np.array(m) for m, _ in weighed),
        u=tuple(np.array(u) for _, u in weighed),
        trained=f"stated for {family}, not trained",
        sources=("stated",) * len(COMPARISONS),
        guard=(),
    )


def link_things(
    family: str,
    records: Iterable[Record],
    *,
    judged: Sequence[Judged] = (),
    join_at: float = CERTAIN_AT,
) -> tuple[Linkage, LinkState]:
    """Link the records of one family of things, and keep a state that later ones are added to.

    Args:
        family: one of `THINGS`.
        records: all of this family, of any sources, in any order.
        judged: live judgements; they bind. The model learns nothing from them.
        join_at: least probability of a pair that is joined without a person, 0–1.

    Raises:
        BadInput: if a record is of another family, or two have the same id.
    """
    listed = list(records)
    strange = next((one for one in listed if family_of(one.schema) != family), None)
    if strange is not None:
        problem = f"the record {strange.id!r} is a {strange.schema}, not a {family}"
        raise BadInput(problem, "Link each kind of thing by itself.")
    watcher = as_watcher(None)
    learning = Learning(judged, stated_model(family))
    weighed = weigh(listed, engine="duckdb", watcher=watcher, learning=learning)
    linkage = concluded(weighed, judged=judged, join_at=join_at, watcher=watcher)
    return linkage, state_after(weighed, linkage, judged=judged, join_at=join_at)
