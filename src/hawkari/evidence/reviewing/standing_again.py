"""What was asked about a judgement that gave way and stands again, under its new number.

A judgement that stands again is the same decision. What was open about it is open again, what
somebody settled stays settled, who read it a second time has read it, and which proposals it
answered, and by what it was answered, holds as before.
"""

from collections.abc import Mapping

from hawkari.evidence.models import JudgementEvent, ReviewIssue, SecondReading

__all__ = ["carry_over"]


def carry_over(again: Mapping[int, JudgementEvent]) -> None:
    """Let what speaks of some judgements speak of the events by which they stand again.

    For a caller's transaction. Judgements themselves are only added to; what is moved is kept
    beside them. One pass over the issues, however many stand again.

    Args:
        again: the event by which each stands now, by its number before.
    """
    if not again:
        return
    issues = list(ReviewIssue.objects.filter(events__lists_any=again))
    for issue in issues:
        issue.events = [again[one].pk if one in again else one for one in issue.events]
    ReviewIssue.objects.bulk_update(issues, ["events"], batch_size=200)
    for number, event in again.items():
        SecondReading.objects.filter(first=number).update(first=event)
        before = JudgementEvent.objects.get(pk=number)
        event.answers.set(before.answers.all())
        event.answered_by.set(before.answered_by.all())
