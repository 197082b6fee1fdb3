"""What can go wrong in blind matching.

HawkariError
└── BlindMatchError
    ├── LibraryMissing     the cryptographic library cannot be loaded
    ├── BadElement         a point or scalar from the other side is not one
    ├── BadProof           the answer was not made with the key that was promised
    ├── BadMessage         an index or a delta is cut, altered or not the next one
    ├── KeyGone            no key answers for that epoch, partner and type
    └── Refused            the evaluation is not allowed; carries the rule
"""

from hawkari.errors import HawkariError

__all__ = [
    "BadElement",
    "BadMessage",
    "BadProof",
    "BlindMatchError",
    "KeyGone",
    "LibraryMissing",
    "Refused",
]


class BlindMatchError(HawkariError):
    """Root of the errors of blind matching."""


class LibraryMissing(BlindMatchError):
    """libsodium cannot be loaded.

    Args:
        reason: what the system said.
    """

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(
            f"libsodium cannot be loaded: {reason}. Install the package rbcl, and set TMPDIR "
            "to a folder from which programs may run"
        )


class BadElement(BlindMatchError):
    """A point or scalar from the other side is not one: wrong length, not canonical, or identity.

    Args:
        place: its number in the batch, from 0; None when the batch as a whole is meant.
    """

    def __init__(self, place: int | None = None) -> None:
        self.place = place
        where = "the batch" if place is None else f"element {place}"
        super().__init__(
            f"{where} is not made of elements of the group. Refuse the message and log it"
        )


class BadProof(BlindMatchError):
    """The answer was not made with the key that was promised, or belongs to another batch."""

    def __init__(self) -> None:
        super().__init__(
            "The proof does not hold: the answer was not made with the published key. "
            "Use none of it and tell the partner"
        )


class BadMessage(BlindMatchError):
    """An index or a delta cannot be used.

    Args:
        problem: what is wrong, in plain words.
    """

    def __init__(self, problem: str) -> None:
        self.problem = problem
        super().__init__(f"{problem}. Ask the holder for the whole index again")


class KeyGone(BlindMatchError):
    """No key answers for that epoch: destroyed, or not made yet.

    Args:
        epoch: the epoch that was asked for.
    """

    def __init__(self, epoch: int) -> None:
        self.epoch = epoch
        super().__init__(
            f"No key answers for epoch {epoch}. Ask again with the epoch of the newest index"
        )


class Refused(BlindMatchError):
    """An evaluation is not allowed.

    Args:
        rule: a short stable name of the rule, e.g. ``"quota:user"``.
        remedy: what the person can do.
    """

    def __init__(self, rule: str, remedy: str) -> None:
        self.rule = rule
        self.remedy = remedy
        super().__init__(f"refused by {rule}. {remedy}")
