"""Return cases of the sample: invented, repeatable, of every kind, and each step in order."""

import hashlib
import json
from collections import Counter
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from hawkari.engines.corridor import generate, generate_returns
from hawkari.engines.corridor.numbers import is_invented_number
from hawkari.engines.corridor.returns.journal import period_end
from hawkari.engines.corridor.returns.stories import barriers
from hawkari.errors import BadInput
from tests.engines.corridor.samples import stated_ids

CASES = 1_300


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@cache
def made(folder: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    return read(folder / "returns.jsonl"), read(folder / "returns_truth.jsonl")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("returns")
    generate_returns(cases=CASES, seed=7, out=out)
    return out


@pytest.fixture(scope="module")
def cases(folder: Path) -> list[dict[str, Any]]:
    return made(folder)[0]


@pytest.fixture(scope="module")
def truth(folder: Path) -> list[dict[str, Any]]:
    return made(folder)[1]


def events(case: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [one for one in case["events"] if one["kind"] == kind]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_as_many_cases_as_asked_for_each_with_its_truth(
    cases: list[dict[str, Any]], truth: list[dict[str, Any]]
):
    assert len(cases) == CASES
    assert [case["reference"] for case in cases] == [fact["reference"] for fact in truth]
    assert len({case["reference"] for case in cases}) == CASES


def test_the_same_seed_gives_the_same_bytes_and_another_does_not(folder: Path, tmp_path: Path):
    generate_returns(cases=CASES, seed=7, out=tmp_path / "again")
    generate_returns(cases=CASES, seed=8, out=tmp_path / "other")

    def digest(path: Path) -> str:
        return hashlib.sha256((path / "returns.jsonl").read_bytes()).hexdigest()

    assert digest(folder) == digest(tmp_path / "again") != digest(tmp_path / "other")


def test_the_other_files_do_not_depend_on_return_cases(tmp_path: Path):
    generate(people=12, seed=3, out=tmp_path / "alone")
    generate_returns(cases=5, seed=3, out=tmp_path / "both")
    generate(people=12, seed=3, out=tmp_path / "both")
    for path in sorted((tmp_path / "alone").rglob("*.*")):
        other = tmp_path / "both" / path.relative_to(tmp_path / "alone")
        assert other.read_bytes() == path.read_bytes(), path.name
    assert "returns" not in (tmp_path / "both" / "manifest.json").read_text("utf-8")
    assert not any("R-20" in one for one in stated_ids(tmp_path / "both"))


def test_every_kind_of_barrier_opens_and_is_lifted_in_some_case(cases: list[dict[str, Any]]):
    kinds = {one.kind for one in barriers()}
    opened = {e["body"]["barrier"] for c in cases for e in events(c, "barrier_opened")}
    assert opened == kinds
    lifted = {e["body"]["barrier"] for c in cases for e in events(c, "barrier_lifted")}
    assert lifted >= kinds - {"uac"}


def test_every_story_is_told(truth: list[dict[str, Any]]):
    stories = Counter(fact["story"] for fact in truth)
    assert set(stories) == {
        *("smooth", "idle", "idle_document", "expired_acceptance", "expired_document"),
        *("consent_withdrawn", "refused_on_arrival", "booking_missed", "should_not_be_here"),
        *("not_worked", "barrier"),
    }
    assert {fact["pool"] for fact in truth} >= {"leave", "left", "citizen"}
    assert {fact["state"] for fact in truth} >= {
        *("screening", "documenting", "accepted_by_receiver", "held", "booked", "closed"),
        *("follow_up", "reintegration_plan"),
    }


def test_events_are_numbered_in_the_order_in_which_they_were_recorded(cases: list[dict[str, Any]]):
    for case in cases:
        happened = case["events"]
        assert [one["number"] for one in happened] == list(range(1, len(happened) + 1))
        recorded = [moment(one["recorded"]) for one in happened]
        assert recorded == sorted(recorded)
        assert all(moment(one["at"]) <= moment(one["recorded"]) for one in happened)


def test_nothing_happens_after_the_sample_ends(tmp_path: Path):
    generate_returns(cases=60, seed=2, out=tmp_path, until=date(2026, 11, 27))
    last = max(e["recorded"] for c in read(tmp_path / "returns.jsonl") for e in c["events"])
    assert "2026-10" < last < "2026-11-27T00:00:00Z"


def test_some_barriers_are_learned_of_late_and_some_only_after_arrival(
    cases: list[dict[str, Any]],
):
    late = [
        (case, one)
        for case in cases
        for one in events(case, "barrier_opened")
        if one["at"] < one["recorded"]
    ]
    assert late
    assert any(
        arrival["number"] < one["number"] and one["at"] < arrival["at"]
        for case, one in late
        for arrival in events(case, "arrived")
    )


def test_a_barrier_opened_before_departure_voids_the_booking_and_holds_the_case(
    cases: list[dict[str, Any]],
):
    seen = 0
    for case in cases:
        happened = case["events"]
        for one in events(case, "booking_voided"):
            before = happened[one["number"] - 2]
            if before["kind"] == "barrier_opened":
                moved = next(e for e in happened[one["number"] :] if e["kind"] == "moved")
                assert moved["body"]["to"] == "held"
                seen += 1
    assert seen


def test_a_withdrawn_consent_ends_the_case_and_opens_no_other(cases: list[dict[str, Any]]):
    ended = [case for case in cases if events(case, "consent_withdrawn")]
    assert ended
    for case in ended:
        last = case["events"][-1]
        assert (last["kind"], last["body"]["reason"]) == ("closed", "consent_withdrawn")


def test_those_refused_on_arrival_come_back_to_screening(cases: list[dict[str, Any]]):
    back = [case for case in cases if events(case, "refused_on_arrival")]
    assert back
    for case in back:
        refused = events(case, "refused_on_arrival")[0]
        rest = case["events"][refused["number"] :]
        assert not rest or rest[0]["body"] == {"to": "screening", "why": "brought back"}


def test_a_family_goes_one_way_on_one_day(cases: list[dict[str, Any]]):
    families: dict[str, list[dict[str, Any]]] = {}
    for case in cases:
        if case["family"]:
            families.setdefault(case["family"], []).append(case)
    assert families
    for family in families.values():
        assert len(family) >= 2
        first = [case["events"][0] for case in family]
        assert len({(one["at"], one["body"]["route"]) for one in first}) == 1
        assert len({case["person"]["birth_place"] for case in family}) == 1
        left = {one["at"][:10] for case in family for one in events(case, "departed")}
        assert len(left) <= 1 + any(events(case, "refused_on_arrival") for case in family)
    assert any(case["events"][0]["body"]["children"] for f in families.values() for case in f)


def test_a_child_on_its_own_is_not_sent_back(cases: list[dict[str, Any]]):
    alone = [case for case in cases if case["events"][0]["body"]["unaccompanied"]]
    assert alone
    assert not any(events(case, "departed") for case in alone)


def test_people_of_cases_are_invented(cases: list[dict[str, Any]]):
    phones = [case["person"]["phone"] for case in cases if case["person"]["phone"]]
    assert phones
    assert all(is_invented_number(phone) for phone in phones)
    assert len(set(phones)) == len(phones)


def test_the_notice_period_skips_weekends_and_bank_holidays():
    served = moment("2025-12-22T15:00:00+00:00")  # Monday before Christmas
    assert period_end(served).isoformat() == "2026-01-01T00:00:00+00:00"
    served = moment("2026-03-26T15:00:00+00:00")  # Thursday; then Good Friday, clocks change
    assert period_end(served).isoformat() == "2026-04-02T23:00:00+00:00"


@pytest.mark.parametrize("number", [-1, 1_000_001])
def test_an_impossible_number_of_cases_is_refused(tmp_path: Path, number: int):
    with pytest.raises(BadInput, match="cases cannot be invented"):
        generate_returns(cases=number, seed=1, out=tmp_path)


def test_no_case_at_all_is_a_sample_too(tmp_path: Path):
    assert generate_returns(cases=0, seed=1, out=tmp_path).cases == 0
    assert read(tmp_path / "returns.jsonl") == []
