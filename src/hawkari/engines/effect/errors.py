"""Why no effect is given."""

from hawkari.errors import HawkariError

__all__ = ["NoComparison"]


class NoComparison(HawkariError):
    """There is nothing that would show what had happened without the campaign.

    Args:
        reason: what is missing, in plain words, without a full stop.
        remedy: what would make a comparison possible.
    """

    def __init__(self, reason: str, remedy: str) -> None:
        self.reason = reason
        self.remedy = remedy
        super().__init__(f"{reason}. {remedy}")
