"""What the desk keeps of letters, comparisons and packages goes with their case."""

from hawkari.desks.returns.models import Case, IdentityCheck, MadeLetter
from hawkari.evidence.outbox.forgetting import forget_packages

__all__ = ["forget_case"]


def forget_case(case: Case) -> None:
    """Empty what letters, comparisons and packages say; that they were made stays."""
    MadeLetter.objects.filter(case=case).update(said={}, pdf=b"")
    IdentityCheck.objects.filter(case=case).update(
        ours={}, theirs={}, source="", purpose="", why=""
    )
    forget_packages([case.reference])
