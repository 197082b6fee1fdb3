"""The audit log: whole, in order, and every change inside it is found."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.db.models import F

from hawkari.evidence import audit
from hawkari.evidence.audit import Act, AuditUnavailable
from hawkari.evidence.models import AuditEntry, AuditHead

pytestmark = [pytest.mark.contract, pytest.mark.django_db]

AWKWARD = {"terms": "بەرزان\x00 \ud800", "weight": 0.1, "set": {"b", "a"}, "none": None, "n": 2**40}


def write(count: int) -> None:
    for number in range(count):
        audit.record(Act.SEARCH, actor="rebin", count=number, objects=["a", "b"], detail=AWKWARD)


def test_entries_are_numbered_without_gaps_and_verify():
    write(11)
    report = audit.verify()
    assert (report.ok, report.entries) == (True, 11)
    assert list(AuditEntry.records.values_list("seq", flat=True)) == list(range(11))
    assert report.root == AuditEntry.records.get(seq=10).root_hash


def test_an_empty_log_is_whole():
    assert audit.verify().ok


def test_an_entry_keeps_who_what_and_for_which_operation(world):
    access = world.access("nca")
    entry = audit.record(Act.CONSULT, access=access, objects=["x"], justification="tasking 4")
    assert (entry.actor, entry.agency, entry.operation, entry.justification) == (
        access.user.username,
        "nca",
        world.operation.slug,
        "tasking 4",
    )


def tamper_text():
    AuditEntry.records.filter(seq=4).update(actor="someone else")


def tamper_count():
    AuditEntry.records.filter(seq=4).update(count=F("count") + 1)


def tamper_detail():
    AuditEntry.records.filter(seq=4).update(detail={})


def tamper_time():
    entry = AuditEntry.records.get(seq=4)
    AuditEntry.records.filter(seq=4).update(at=entry.at + timedelta(microseconds=1))


def drop_one():
    AuditEntry.records.filter(seq=4).delete()


def swap_two():
    AuditEntry.records.filter(seq=4).update(seq=1000)
    AuditEntry.records.filter(seq=5).update(seq=4)
    AuditEntry.records.filter(seq=1000).update(seq=5)


def rewrite_with_its_hash():
    entry = AuditEntry.records.filter(seq=4)
    entry.update(actor="someone else")
    fields = entry.values(*audit.FIELDS).get()
    entry.update(leaf_hash=audit.hash_entry(fields).hex())


def spoil_hash():
    AuditEntry.records.filter(seq=4).update(leaf_hash="nonsense")


def spoil_root():
    AuditEntry.records.filter(seq=4).update(root_hash="00" * 32)


@pytest.mark.parametrize(
    "tamper",
    [
        tamper_text, tamper_count, tamper_detail, tamper_time, drop_one, swap_two,
        rewrite_with_its_hash, spoil_hash, spoil_root,
    ],
)  # fmt: skip
def test_a_change_inside_the_log_is_found_where_it_is(tamper):
    write(9)
    tamper()
    report = audit.verify()
    assert not report.ok
    assert min(problem.seq for problem in report.problems if problem.seq is not None) == 4


def cut_back():
    AuditEntry.records.filter(seq__gte=7).delete()


def cut_back_with_head():
    cut_back()
    AuditHead.objects.update(size=7)


def append_past_head():
    AuditHead.objects.update(size=8)


def lose_head():
    AuditHead.objects.all().delete()


def spoil_head():
    AuditHead.objects.update(root_hash="00" * 32)


@pytest.mark.parametrize(
    "tamper", [cut_back, cut_back_with_head, append_past_head, lose_head, spoil_head]
)
def test_a_log_that_does_not_fit_its_head_is_found(tamper):
    write(9)
    tamper()
    assert not audit.verify().ok


def test_one_changed_entry_is_one_problem():
    write(50)
    tamper_text()
    assert [problem.seq for problem in audit.verify().problems] == [4]


def test_what_cannot_be_recorded_does_not_happen(monkeypatch):
    def fail(*_args, **_kwargs):
        raise DatabaseError("disk full")

    monkeypatch.setattr(AuditEntry, "save", fail)
    with pytest.raises(AuditUnavailable, match="nothing was done"), transaction.atomic():
        audit.record(Act.SEARCH, actor="rebin")
    monkeypatch.undo()
    assert audit.verify().entries == 0


def test_a_lost_head_never_lets_an_entry_be_overwritten():
    write(3)
    lose_head()
    with pytest.raises(AuditUnavailable):
        write(1)


def test_an_act_that_is_rolled_back_leaves_no_entry():
    with transaction.atomic():
        write(1)
        transaction.set_rollback(True)
    write(1)
    assert (audit.verify().ok, audit.verify().entries) == (True, 1)
