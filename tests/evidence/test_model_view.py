"""The model page's content: parameters, what changed, and who may know."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hawkari.errors import AccessDenied
from hawkari.evidence.judgements import JudgementKind, judge
from hawkari.evidence.linking.model_view import LevelChange, model_view
from tests.evidence.factories import row
from tests.evidence.proposing import candidate, stored_run

pytestmark = [pytest.mark.contract, pytest.mark.django_db]


def parameters(**weights: float) -> dict:
    levels = {name: {"m": 0.5, "u": 0.1, "weight": weight} for name, weight in weights.items()}
    return {
        "trained": "in two runs", "prior": 0.001, "m_from": {"name": "labels"},
        "comparisons": {"name": levels}, "join_at": 0.9, "expected_precision": 0.98,
    }  # fmt: skip


@pytest.fixture
def access(world):
    for name in "pqr":
        world.person("nca", f"nca:{name}", name=f"Saman {name}")
    return world.access("nca")


def test_without_a_run_there_is_no_model(access):
    assert model_view(access).run is None


def test_the_newest_run_is_told_with_its_levels_plan_and_guard(access):
    stored_run(
        access,
        parameters=parameters(same=3.0, other=-2.0),
        plan={"rules": [{"rule": "phone", "pairs": 3, "added": 3, "stopped": 0}]},
        guard=[{"comparison": "name", "level": "same", "finding": "raised"}],
        fingerprint="f",
        records=3,
    )
    run = model_view(access).run
    assert run is not None
    assert [(one.level, one.weight) for one in run.levels] == [("same", 3.0), ("other", -2.0)]
    assert (run.join_at, run.expected_precision, run.records) == (0.9, 0.98, 3)
    assert (run.plan[0]["rule"], run.guard[0]["finding"]) == ("phone", "raised")


def test_what_changed_is_told_largest_move_first(access):
    stored_run(access, parameters=parameters(same=3.0, other=-2.0, old=1.0), fingerprint="f")
    stored_run(access, parameters=parameters(same=3.05, other=-4.0, new=0.5), fingerprint="g")
    found = model_view(access)
    assert found.changes == (
        LevelChange("name", "new", None, 0.5),
        LevelChange("name", "old", 1.0, None),
        LevelChange("name", "other", -2.0, -4.0),
    )
    assert found.same_records is False


def test_decided_pairs_are_the_labels(access):
    run = stored_run(access, parameters=parameters(same=3.0))
    candidate(run, "p", "q", probability=0.8, weight=2.0)
    judge(access, "nca:p", "nca:q", JudgementKind.NEGATIVE)
    judge(access, "nca:p", "nca:r", JudgementKind.NEGATIVE)
    found = model_view(access)
    assert [(one.weight, one.probability, one.same) for one in found.labels] == [(2.0, 0.8, False)]
    assert (found.decided_since, found.new_loads) == (2, False)


def test_a_run_over_what_is_hidden_is_unknown_and_so_is_what_changed_since(world, access):
    stored_run(access, parameters=parameters(same=3.0))
    world.person("krg", "krg:x", how={"shared_with": []}, name="Saman hidden")
    insider = world.access("krg")
    stored_run(insider, parameters=parameters(same=9.0))
    assert model_view(insider).run.levels[0].weight == 9.0
    found = model_view(access)
    assert (found.run.levels[0].weight, found.previous) == (3.0, None)
    assert found.new_loads is False


def test_files_of_people_loaded_since_are_told_and_files_of_calls_are_not(world, access):
    stored_run(access, parameters=parameters(same=3.0))
    calls = [row("nca:call", "date", "2024-01-02", schema="Call")]
    world.load("nca", calls, slot="calls.csv")
    assert model_view(access).new_loads is False
    world.person("nca", "nca:late", name="Somebody Late")
    assert model_view(access).new_loads is True


def test_who_may_not_judge_is_told_nothing(world, access):
    with pytest.raises(AccessDenied):
        model_view(world.access("nca", "administrator"))


def test_a_run_over_what_was_new_is_not_compared_with_the_run_whose_model_it_has(access):
    stored_run(access, parameters=parameters(same=1.0), fingerprint="e")
    whole = stored_run(access, parameters=parameters(same=3.0), fingerprint="f")
    first = stored_run(access, parameters=parameters(same=3.0), fingerprint="g", base=whole)
    stored_run(access, parameters=parameters(same=3.0), fingerprint="h", base=first)
    assert model_view(access).changes == (LevelChange("name", "same", 1.0, 3.0),)


def test_a_long_row_of_increments_is_followed_in_one_query(access):
    stored_run(access, parameters=parameters(same=1.0))
    base = stored_run(access, parameters=parameters(same=3.0))

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            found = model_view(access)
        assert found.previous is not None
        assert [one.weight for one in found.previous.levels] == [1.0]
        return len(queries)

    before = asked()
    for _ in range(5):
        base = stored_run(access, parameters=parameters(same=3.0), base=base)
    assert asked() <= before
