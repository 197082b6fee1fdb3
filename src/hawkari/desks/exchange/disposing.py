"""What the desk keeps of values that are erased, and how it goes with them.

A ticket keeps which records it was of, under their new ids; what officers said of it goes. What was
typed, on a request or as the label of a ticket, goes where it repeats an erased value. Of settled
messages every body goes, since nobody can tell what it repeats. Words of joint tasks that came from
the plan go with the tie; those typed by hand cannot be traced to a record and stay. Called inside
the transaction that erases; see `hawkari.evidence.erased_elsewhere`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta

from hawkari.desks.exchange.models import (
    BlindTicket,
    DeconflictionNotice,
    HeldIndex,
    HeldTag,
    InformationRequest,
    JointStep,
    JointTask,
    PackageRow,
    RequestStep,
    TextTranslation,
)
from hawkari.desks.exchange.node.forgetting import forget_settled
from hawkari.evidence.bulk import in_ids, in_list
from hawkari.evidence.identities import touching
from hawkari.evidence.models import Task
from hawkari.evidence.retention.traces import ERASED_WORDS
from hawkari.evidence.search_keys import identifier_key
from hawkari.evidence.unseen import Doomed

__all__ = ["erase_traces", "rename_traces"]

FEWEST = 4
"""Shorter values, such as a country's code, are in too many words to be looked for."""
AT_ONCE = 500


def erase_traces(doomed: Sequence[Doomed]) -> None:
    """Take away what the desk repeats of statements that are erased, and words typed about them.

    Args:
        doomed: the statements of one batch of a disposal.
    """
    records = sorted({one.entity_id for one in doomed})
    values = {one.value for one in doomed} | {one.original_value for one in doomed}
    typed = _Typed(value for value in values if len(value) >= FEWEST)
    _tickets(set(records), typed)
    _requests(typed)
    rows = PackageRow.objects.filter(number__in=in_ids([one.pk for one in doomed]))
    for field in ("sanitised", "condition", "reason"):
        rows.exclude(**{field: ""}).update(**{field: ERASED_WORDS})
    _joint_tasks(records)
    indexed = HeldTag.objects.filter(record__in=in_list(records)).values("index")
    # What an index was read from is forgotten, so that the next publication reads all of it again.
    HeldIndex.objects.filter(pk__in=indexed).update(parts=[])
    forget_settled(kept_for=timedelta(0))


def rename_traces(names: Mapping[str, str]) -> None:
    """Call records with nothing left by their new ids.

    The old ones may be names or numbers of people, and are to be nowhere.
    """
    old = in_list(sorted(names))
    for table in (HeldTag, DeconflictionNotice):
        for row in table._default_manager.filter(record__in=old):
            row.record = names[row.record]
            row.save(update_fields=["record"])
    for ticket in BlindTicket.objects.exclude(records=[]).iterator(chunk_size=AT_ONCE):
        renamed = [names.get(one, one) for one in ticket.records]
        if renamed != ticket.records:
            ticket.records = renamed
            ticket.save(update_fields=["records"])


class _Typed:
    """Whether typed words repeat one of some values, in its own writing or as an identifier."""

    def __init__(self, values: Iterable[str]) -> None:
        self._plain = {value.casefold() for value in values}
        self._keys = {identifier_key(value) for value in self._plain} - {""}

    def repeat(self, words: str) -> bool:
        """Whether some words hold a value, or as a whole are one in another writing."""
        folded = words.casefold()
        return identifier_key(folded) in self._keys or any(one in folded for one in self._plain)


def _tickets(records: Collection[str], typed: _Typed) -> None:
    for ticket in BlindTicket.objects.iterator(chunk_size=AT_ONCE):
        is_of = not set(records).isdisjoint(ticket.records)
        if not is_of and not typed.repeat(ticket.label):
            continue
        ticket.label = ERASED_WORDS if ticket.label else ""
        ticket.our_words = ERASED_WORDS if ticket.our_words else ""
        ticket.their_words = ERASED_WORDS if ticket.their_words else ""
        ticket.save(update_fields=["label", "our_words", "their_words"])


def _requests(typed: _Typed) -> None:
    for one in InformationRequest.objects.iterator(chunk_size=AT_ONCE):
        kept = [each for each in one.identifiers if not typed.repeat(str(each.get("value", "")))]
        if kept == one.identifiers and not typed.repeat(one.what) and not typed.repeat(one.why):
            continue
        one.identifiers, one.what, one.why = kept, ERASED_WORDS, ERASED_WORDS
        one.save(update_fields=["identifiers", "what", "why"])
        RequestStep.objects.filter(request=one).exclude(words="").update(words=ERASED_WORDS)
        TextTranslation.objects.filter(kind="request", reference=one.reference).delete()


def _joint_tasks(records: Sequence[str]) -> None:
    planned = Task.objects.filter(touching(records)).values("pk")
    tasks = JointTask.objects.filter(plan_task__in=planned)
    references = list(tasks.values_list("reference", flat=True))
    JointStep.objects.filter(task__in=tasks).exclude(words="").update(words=ERASED_WORDS)
    TextTranslation.objects.filter(reference__in=in_list(references)).delete()
    tasks.exclude(why="").update(why=ERASED_WORDS)
    tasks.update(what=ERASED_WORDS)
