"""Why a step of a case was not taken."""

from collections.abc import Sequence

from hawkari.engines.casework import Reason
from hawkari.errors import BadInput, HawkariError

__all__ = ["CaseNotFound", "StepRefused"]


class CaseNotFound(BadInput):
    """There is no such case, or it is another agency's: nobody is told which.

    Args:
        reference: what was asked for.
    """

    def __init__(self, reference: str) -> None:
        self.reference = reference
        super().__init__(
            f"there is no case {reference!r} in this operation", "Look at the list of cases."
        )


class StepRefused(HawkariError):
    """Guards of the table keep a case from a step; nothing was changed.

    Args:
        reference: of the case.
        step: where it was to come.
        reasons: every guard that forbids it.
    """

    def __init__(self, reference: str, step: str, reasons: Sequence[Reason]) -> None:
        self.reference = reference
        self.step = step
        self.reasons = tuple(reasons)
        said = ", ".join(f"{one.guard} {one.subject}".strip() for one in self.reasons)
        super().__init__(f"{reference} cannot come to {step} now: {said}")
