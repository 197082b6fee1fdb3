"""What was asked about a judgement that gave way and stands again, under its new number.

A judgement that stands again is the same decision. What was open about it is open again, what
somebody settled stays settled, who read it a second time has read it, and which proposals it
answered, and by what it was answered, holds as before.
"""

from hawkari.evidence.models import JudgementEvent, ReviewIssue, SecondReading

__all__ = ["carry_over"]


def carry_over(number: int, again: JudgementEvent) -> None:
    """Let what speaks of a judgement speak of the event by which it stands again.

    For a caller's transaction. Judgements themselves are only added to; what is moved is kept
    beside them.

    Args:
        number: of the judgement as it stood before.
        again: the event by which it stands now.
    """
    SecondReading.objects.filter(first=number).update(first=again)
    issues = list(ReviewIssue.objects.filter(events__lists=number))
    for issue in issues:
        issue.events = [again.pk if one == number else one for one in issue.events]
    ReviewIssue.objects.bulk_update(issues, ["events"], batch_size=200)
    before = JudgementEvent.objects.get(pk=number)
    again.answers.set(before.answers.all())
    again.answered_by.set(before.answered_by.all())
