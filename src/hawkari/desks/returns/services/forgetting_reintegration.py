"""What reintegration forgets when a case is disposed of: its links, and what complaints say."""

from hawkari.desks.returns.models import Case, Complaint, FollowUp

__all__ = ["forget_case"]


def forget_case(case: Case) -> None:
    """Erase what is kept about a case beside its events; that there was a complaint stays."""
    FollowUp.objects.filter(case=case).delete()
    Complaint.objects.filter(case=case).update(said="", answer="", language="", case=None)
