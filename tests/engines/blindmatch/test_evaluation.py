"""Evaluation refuses by rule before it computes, counts exactly, and fails closed."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from hawkari.engines.blindmatch import Limits, PublishedIndex, Refused, confirm, group, witness
from hawkari.engines.blindmatch.epochs import first_day
from hawkari.engines.blindmatch.index import Index
from tests.engines.blindmatch.nodes import TODAY, Holder, holder, numbers, query


@pytest.fixture
def krg() -> Holder:
    return holder()


def refusal(krg: Holder, asked, day=TODAY) -> str:
    with pytest.raises(Refused) as refused:
        krg.evaluator.evaluate(asked, day)
    assert refused.value.remedy
    return refused.value.rule


def test_a_query_on_good_grounds_is_answered_and_a_hit_confirmed(krg: Holder):
    scope, held = krg.scope, numbers(30)
    public = krg.keys.public(scope)
    copy = PublishedIndex(Index(scope, public, krg.keys.tags(scope, held)).publish(), scope, public)
    asked, blinding = query(scope, [held[3], "+964750009999", held[7]])
    answer = krg.evaluator.evaluate(asked, TODAY)
    outputs = blinding.finish(answer.evaluated, proof=answer.proof, public=public)
    assert copy.find(outputs).tolist() == [True, False, True]
    assert confirm(witness(outputs[0]), krg.keys.output(scope, held[3]))
    assert not confirm(witness(outputs[0]), krg.keys.output(scope, held[7]))


def test_both_sides_log_the_same_digest(krg: Holder):
    asked, _ = query(krg.scope, numbers(1))
    answer = krg.evaluator.evaluate(asked, TODAY)
    assert krg.ledger.log == [("evaluated", asked.digest(), "")]
    assert answer.query == asked.digest()


@pytest.mark.parametrize("missing", ["operation", "legal_basis", "purpose", "necessity", "officer"])
@pytest.mark.parametrize("said", ["", "  ", "-"])
def test_a_query_without_grounds_is_refused(krg: Holder, missing: str, said: str):
    assert refusal(krg, query(krg.scope, numbers(1), **{missing: said})[0]) == "grounds"


def test_a_query_that_the_partner_did_not_sign_is_refused(krg: Holder):
    asked, _ = query(krg.scope, numbers(1))
    assert refusal(krg, replace(asked, signature=b"forged")) == "signature"


def test_whatever_is_signed_changes_what_is_signed(krg: Holder):
    asked, _ = query(krg.scope, numbers(2))
    others = [
        replace(asked, id="other"),
        replace(asked, commitment=bytes(32)),
        replace(asked, blinded=asked.blinded[:32]),
        replace(asked, scope=replace(asked.scope, epoch=asked.scope.epoch + 1)),
        replace(asked, grounds=replace(asked.grounds, operation="OP H", legal_basis="AZEL")),
        replace(asked, grounds=replace(asked.grounds, authorizer="someone")),
    ]
    assert len({made.digest() for made in [asked, *others]}) == len(others) + 1


def test_what_is_malformed_is_refused_before_anything_is_counted(krg: Holder):
    asked, _ = query(krg.scope, numbers(2))
    wrong = {
        "shape": [
            replace(asked, blinded=b""),
            replace(asked, blinded=asked.blinded + b"x"),
            replace(asked, blinded=asked.blinded + bytes(32)),
            replace(asked, blinded=asked.blinded + b"\xff" * 32),
            replace(asked, commitment=b"short"),
            replace(asked, id=""),
        ],
        "addressee": [replace(asked, scope=replace(krg.scope, holder="fr"))],
        "epoch": [replace(asked, scope=replace(krg.scope, epoch=krg.scope.epoch - 2))],
        "key": [replace(asked, scope=replace(krg.scope, partner="fr"))],
        "batch": [replace(asked, blinded=asked.blinded[:32] * 10_001)],
    }
    for rule, queries in wrong.items():
        assert [refusal(krg, one) for one in queries] == [rule] * len(queries)
    assert krg.ledger.counters == {}
    assert len(krg.ledger.log) == sum(map(len, wrong.values()))


def test_a_query_is_answered_once(krg: Holder):
    asked, _ = query(krg.scope, numbers(1))
    krg.evaluator.evaluate(asked, TODAY)
    assert refusal(krg, asked) == "replay"


def test_above_a_small_batch_a_second_person_is_needed():
    krg = holder(Limits(batch=5))
    assert refusal(krg, query(krg.scope, numbers(6))[0]) == "second-person"
    assert refusal(krg, query(krg.scope, numbers(6), authorizer="officer-1")[0]) == "second-person"
    krg.evaluator.evaluate(query(krg.scope, numbers(6), authorizer="head-1")[0], TODAY)


@pytest.mark.parametrize(
    "said", [" ", "-", "Officer-1", "officer-1 ", "officer-1\u200b", "\uff4ffficer-1"]
)
def test_a_second_person_who_is_nobody_or_the_first_is_none(said: str):
    krg = holder(Limits(batch=5))
    assert refusal(krg, query(krg.scope, numbers(6), authorizer=said)[0]) == "second-person"


def test_an_officer_written_otherwise_is_counted_and_suspended_as_himself():
    krg = holder(Limits(officer_epoch=5))
    krg.evaluator.evaluate(query(krg.scope, numbers(5))[0], TODAY)
    for said in ("OFFICER-1", "officer-1 ", "Officer -1"):
        asked, _ = query(krg.scope, numbers(1), officer=said)
        assert refusal(krg, asked) == "quota:officer-epoch"
    assert refusal(krg, query(krg.scope, numbers(1))[0]) == "suspended"


def test_who_is_suspended_allows_nothing_for_others(krg: Holder):
    krg.ledger.suspend("uk", "head-1", "a decoy was hit")
    asked, _ = query(krg.scope, numbers(1), authorizer="Head-1")
    assert refusal(krg, asked) == "suspended"


def test_a_stranger_cannot_make_the_node_check_points_or_tell_its_epochs(
    krg: Holder, monkeypatch: pytest.MonkeyPatch
):
    checked: list[bytes] = []
    monkeypatch.setattr(group, "check", checked.append)
    asked, _ = query(krg.scope, numbers(1))
    for epoch in (krg.scope.epoch, krg.scope.epoch - 2):
        strange = replace(asked, signature=b"forged", scope=replace(krg.scope, epoch=epoch))
        assert refusal(krg, strange) == "signature"
    assert checked == []


@pytest.mark.parametrize(
    ("limits", "rule"),
    [
        (Limits(officer_epoch=10), "quota:officer-epoch"),
        (Limits(officer_day=10), "quota:officer-day"),
        (Limits(operation_epoch=10), "quota:operation-epoch"),
        (Limits(partner_day=10), "quota:partner-day"),
        (Limits(partner_epoch=10), "quota:partner-epoch"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_quota_holds_to_the_last_value(limits: Limits, rule: str):
    krg = holder(limits)
    krg.evaluator.evaluate(query(krg.scope, numbers(6))[0], TODAY)
    assert refusal(krg, query(krg.scope, numbers(5))[0]) == rule
    krg.evaluator.evaluate(query(krg.scope, numbers(4))[0], TODAY)
    assert refusal(krg, query(krg.scope, numbers(1))[0]) == rule


def test_a_quota_of_a_day_is_fresh_the_next_day_and_that_of_an_epoch_is_not():
    krg = holder(Limits(officer_day=10, officer_epoch=15))
    krg.evaluator.evaluate(query(krg.scope, numbers(10))[0], TODAY)
    tomorrow = TODAY + timedelta(days=1)
    krg.evaluator.evaluate(query(krg.scope, numbers(5))[0], tomorrow)
    assert refusal(krg, query(krg.scope, numbers(1))[0], tomorrow) == "quota:officer-epoch"


def test_around_a_change_of_epoch_queries_of_both_are_answered():
    krg = holder()
    change = first_day(krg.scope.epoch + 1)
    krg.keys.rotate([("uk", krg.scope.kind)], change)
    later = replace(krg.scope, epoch=krg.scope.epoch + 1)
    for scope in (krg.scope, later):
        asked, blinding = query(scope, numbers(2))
        answer = krg.evaluator.evaluate(asked, change)
        public = krg.keys.public(scope)
        outputs = blinding.finish(answer.evaluated, proof=answer.proof, public=public)
        assert outputs[0] == krg.keys.output(scope, numbers(1)[0])
    assert refusal(krg, query(krg.scope, numbers(1))[0], change + timedelta(days=1)) == "epoch"


def test_who_asks_beyond_the_quota_again_and_again_is_suspended():
    krg = holder(Limits(officer_epoch=5, strikes=3))
    for _ in range(3):
        assert refusal(krg, query(krg.scope, numbers(6))[0]) == "quota:officer-epoch"
    assert refusal(krg, query(krg.scope, numbers(1))[0]) == "suspended"
    krg.evaluator.evaluate(query(krg.scope, numbers(1), officer="officer-2")[0], TODAY)


@pytest.mark.parametrize("broken", ["admit", "is_suspended", "write"])
def test_when_the_node_cannot_count_or_log_nothing_is_answered(krg: Holder, broken: str):
    krg.ledger.broken = broken
    assert refusal(krg, query(krg.scope, numbers(1))[0]) == "closed"


def test_a_signature_check_that_fails_to_run_refuses(krg: Holder):
    def breaks(_):
        raise RuntimeError("the key file is gone")

    krg.evaluator.is_signed = breaks
    assert refusal(krg, query(krg.scope, numbers(1))[0]) == "closed"


@pytest.mark.parametrize("said", ["", False, 0])
def test_a_ledger_that_does_not_say_yes_is_not_taken_to_say_it(krg: Holder, said):
    krg.ledger.admit = lambda *_: said
    assert refusal(krg, query(krg.scope, numbers(1))[0]) == "closed"


@pytest.mark.parametrize("said", ["no", 1, object()])
def test_a_signature_check_that_does_not_say_true_refuses(krg: Holder, said):
    krg.evaluator.is_signed = lambda _: said
    assert refusal(krg, query(krg.scope, numbers(1))[0]) == "signature"


def test_counters_are_exact_under_sixteen_callers():
    krg = holder(Limits(officer_epoch=100))
    queries = [query(krg.scope, numbers(3))[0] for _ in range(64)]

    def answered(asked) -> int:
        try:
            return len(krg.evaluator.evaluate(asked, TODAY).evaluated) // 32
        except Refused:
            return 0

    with ThreadPoolExecutor(16) as pool:
        total = sum(pool.map(answered, queries))
    assert total == 99
