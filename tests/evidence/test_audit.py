"""The audit log: whole, in order, and every change inside it is found."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from hawkari.engines.merkle import Frontier, leaf_hash
from hawkari.evidence import audit
from hawkari.evidence.audit import Act, AuditUnavailable
from hawkari.evidence.log_entries import FIELDS, hash_entry
from hawkari.evidence.models.audit import AuditEntry, AuditHead, AuditMark

pytestmark = [pytest.mark.contract, pytest.mark.django_db]

AWKWARD = {
    "terms": 'بەرزان\x00 \ud800 \x1f "quoted" \\ \u2028',
    "weight": 0.1,
    "set": {"b", "a"},
    "none": None,
    "n": 2**40,
    "large": 2**70,
}


def write(count: int) -> None:
    for number in range(count):
        audit.record(Act.SEARCH, actor="rebin", count=number, objects=["a", "b"], detail=AWKWARD)


def write_first_version(count: int) -> None:
    """Entries as they were written before there were versions."""
    head, _ = AuditHead.objects.get_or_create(pk=1)
    for _ in range(count):
        fields = {
            "seq": head.size,
            "at": datetime(2026, 11, 26, 5, 0, head.size, 120, UTC),
            "act": "search",
            "actor": "رێبین",
            "agency": "nca",
            "operation": "op",
            "justification": "",
            "count": 1,
            "recipient": "",
            "outcome": "ok",
            "detail": {"terms": "Rebwar", "b": {"y": 1, "x": None}},
        }
        at = fields["at"].isoformat(timespec="microseconds")
        text = json.dumps(
            {**fields, "objects": ["a"], "at": at},
            ensure_ascii=False,
            sort_keys=True,
            separators=(",", ":"),
        )
        leaf = leaf_hash(text.encode())
        frontier = Frontier.from_hex(head.size, head.peaks).append(leaf)
        AuditEntry.records.create(
            **fields,
            object_ids=["a"],
            version=1,
            leaf_hash=leaf.hex(),
            node_hash=frontier.peaks[-1].hex(),
        )
        head.size, head.peaks = frontier.size, frontier.hex_peaks
        head.root_hash = frontier.root().hex()
        head.save()


def test_entries_are_numbered_without_gaps_and_verify():
    write(11)
    report = audit.verify()
    assert (report.ok, report.entries) == (True, 11)
    assert list(AuditEntry.records.values_list("seq", flat=True)) == list(range(11))
    assert report.root == AuditHead.objects.get().root_hash


def test_entries_of_the_first_version_still_verify_beside_new_ones():
    write_first_version(5)
    write(6)
    report = audit.verify(block=4)
    assert (report.ok, report.entries) == (True, 11)
    assert set(AuditEntry.records.values_list("version", flat=True)) == {1, 2}


@pytest.mark.parametrize("field", ["role", "purpose", "basis"])
def test_a_field_that_an_old_entry_never_had_cannot_be_put_there(field):
    write_first_version(5)
    AuditEntry.records.filter(seq=4).update(**{field: "auditor"})
    assert [problem.seq for problem in audit.verify().problems] == [4]


def test_an_empty_log_is_whole():
    assert audit.verify().ok


def test_an_entry_keeps_who_what_and_for_which_operation(world):
    world.operation.legal_basis = "DPA 2018 s.35"
    world.operation.save()
    access = world.access("nca")
    entry = audit.record(Act.CONSULT, access=access, objects=["x"], justification="tasking 4")
    assert (entry.actor, entry.agency, entry.operation, entry.justification) == (
        access.user.username,
        "nca",
        world.operation.slug,
        "tasking 4",
    )
    assert (entry.role, entry.purpose, entry.basis) == ("analyst", "crime", "DPA 2018 s.35")


def test_reasons_are_kept_unless_the_setting_says_not_to(settings):
    assert audit.record(Act.CONSULT, actor="rebin", justification="tasking").justification
    settings.AUDIT_JUSTIFICATION = False
    assert not audit.record(Act.CONSULT, actor="rebin", justification="tasking").justification


def test_what_is_read_back_is_what_was_recorded():
    audit.record(Act.SEARCH, actor="rebin", objects=["ب", 'a"b'], detail={"n": [1, {"x": None}]})
    entry = AuditEntry.records.get()
    assert (entry.object_ids, entry.detail) == (["ب", 'a"b'], {"n": [1, {"x": None}]})
    stored = AuditEntry.records.filter(seq=0).values(*FIELDS[2]).get()
    assert hash_entry(stored).hex() == entry.leaf_hash


def tamper_text():
    AuditEntry.records.filter(seq=4).update(actor="someone else")


def tamper_count():
    AuditEntry.records.filter(seq=4).update(count=F("count") + 1)


def tamper_detail():
    AuditEntry.records.filter(seq=4).update(detail={})


def tamper_detail_into_no_json():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE evidence_auditentry SET detail = 'nonsense' WHERE seq = 4")


def tamper_role():
    AuditEntry.records.filter(seq=4).update(role="auditor")


def tamper_version():
    AuditEntry.records.filter(seq=4).update(version=1)


def tamper_into_unknown_version():
    AuditEntry.records.filter(seq=4).update(version=3)


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
    fields = entry.values(*FIELDS[2]).get()
    entry.update(leaf_hash=hash_entry(fields).hex())


def spoil_hash():
    AuditEntry.records.filter(seq=4).update(leaf_hash="nonsense")


def spoil_tree():
    AuditEntry.records.filter(seq=4).update(node_hash="00" * 32)


def shout_hash():
    entry = AuditEntry.records.get(seq=4)
    AuditEntry.records.filter(seq=4).update(leaf_hash=entry.leaf_hash.upper())


@pytest.mark.parametrize("block", [2, 4096])
@pytest.mark.parametrize(
    "tamper",
    [
        tamper_text, tamper_count, tamper_detail, tamper_detail_into_no_json, tamper_role,
        tamper_version, tamper_into_unknown_version, tamper_time, drop_one, swap_two,
        rewrite_with_its_hash, spoil_hash, spoil_tree, shout_hash,
    ],
)  # fmt: skip
def test_a_change_inside_the_log_is_found_where_it_is(tamper, block):
    write(9)
    tamper()
    report = audit.verify(block=block)
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


def put_one_before_the_first():
    entry = AuditEntry.records.get(seq=0)
    entry.seq = -1
    entry.save(force_insert=True)


@pytest.mark.parametrize(
    "tamper",
    [
        cut_back, cut_back_with_head, append_past_head, lose_head, spoil_head,
        put_one_before_the_first,
    ],
)  # fmt: skip
def test_a_log_that_does_not_fit_its_head_is_found(tamper):
    write(9)
    tamper()
    assert not audit.verify().ok


def rewrite_from(seq: int, actor: str) -> None:
    """Rewrite the end of the log without a flaw, as somebody could who has the database."""
    kept = list(AuditEntry.records.filter(seq__gte=seq).values("act", "count"))
    AuditEntry.records.filter(seq__gte=seq).delete()
    frontier = Frontier()
    for leaf in AuditEntry.records.order_by("seq").values_list("leaf_hash", flat=True):
        frontier = frontier.append(bytes.fromhex(leaf))
    root = frontier.root().hex()
    AuditHead.objects.update(size=frontier.size, peaks=frontier.hex_peaks, root_hash=root)
    for entry in kept:
        audit.record(entry["act"], actor=actor, count=entry["count"])


def test_a_flawless_rewriting_is_found_by_a_head_that_was_handed_out():
    write(9)
    assert audit.sign_head().size == 9
    write(3)
    assert audit.verify().ok
    rewrite_from(5, "someone else")
    assert "handed out" in audit.verify(block=4).problems[0].what


def test_a_flawless_cutting_back_is_found_by_a_head_that_was_handed_out():
    write(9)
    audit.sign_head()
    AuditEntry.records.filter(seq__gte=7).delete()
    rewrite_from(6, "rebin")
    assert ["handed out" in problem.what for problem in audit.verify().problems] == [True]


def test_that_the_log_was_verified_is_remembered_when_asked_for():
    write(3)
    audit.verify()
    assert not AuditMark.objects.exists()
    report = audit.verify(mark=True)
    mark = AuditMark.objects.get()
    assert (mark.kind, mark.size, mark.root_hash, mark.whole) == ("verified", 3, report.root, True)


def test_one_changed_entry_is_one_problem():
    write(50)
    tamper_text()
    assert [problem.seq for problem in audit.verify().problems] == [4]
    assert [problem.seq for problem in audit.verify(block=8).problems] == [4]


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
