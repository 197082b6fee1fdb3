"""Use cases of the desk: what each viewer is given, and what is left in the audit log."""

from dataclasses import astuple

import pytest

from hawkari.desks.intelligence.services.analysing import analyse
from hawkari.desks.intelligence.services.comparing import compared_rows, name_pieces, score_of
from hawkari.desks.intelligence.services.corroborating import reported
from hawkari.desks.intelligence.services.deciding import Answer, Kept, answer, conflict_of, withdraw
from hawkari.desks.intelligence.services.evidence import tie_between
from hawkari.desks.intelligence.services.networks import Filters, chart_of, whole
from hawkari.desks.intelligence.services.profiles import profile
from hawkari.desks.intelligence.services.reviewing import queue
from hawkari.desks.intelligence.services.searching import find
from hawkari.desks.intelligence.services.undoing import undo
from hawkari.desks.intelligence.values import ChartTie
from hawkari.engines.disruption import Network
from hawkari.errors import AccessDenied
from hawkari.evidence.access import Access
from hawkari.evidence.categories import set_category
from hawkari.evidence.entities import EntityNotFound, TieReport
from hawkari.evidence.judgements import JudgementConflict, JudgementKind, judge
from hawkari.evidence.models import Act, AuditEntry, Category
from hawkari.evidence.reviewing.queue import candidates_behind
from tests.desks.intelligence.case import Case
from tests.evidence.factories import row

pytestmark = [pytest.mark.contract, pytest.mark.django_db]


def decide(access: Access, pair: tuple[str, str], kind: str, *, reason: str = "") -> Kept:
    return answer(access, Answer(kind, left=pair[0], right=pair[1], reason=reason))


def test_search_finds_a_latin_name_by_its_sorani_spelling(case: Case):
    result = find(case.access(), "ڕێبوار")
    assert result.state == "found"
    assert {hit.matched_name for hit in result.hits} >= {"Rebwar Hama Amin", "ڕێبوار محەمەد ئەمین"}


@pytest.mark.parametrize(
    ("query", "state"), [("  ", "empty"), ("ع", "short"), ("?!", "short"), ("Zzyzx", "none")]
)
def test_search_has_a_state_for_every_kind_of_nothing(case: Case, query: str, state: str):
    assert find(case.access(), query).state == state


@pytest.mark.parametrize(
    ("query", "state"), [("Re", "short"), ("Reb", "found"), ("ڕێ", "none"), ("07", "short")]
)
def test_what_is_asked_while_typing_has_more_letters(case: Case, query: str, state: str):
    assert find(case.access(), query, as_typed=True).state == state


def test_two_given_names_that_do_not_meet_are_said(case: Case):
    case.world.person("nca", "uk-8", name="Hussein Nabil")
    case.world.person("krg", "krg-8", name="Hamid Nabbil")
    reason = {"comparison": "name", "level": "rather the same", "weight": 5.3}
    said = {**reason, "left": "Hamid Nabbil", "right": "Hussein Nabil"}
    case.propose("krg-8", "uk-8", reasons=[said])
    (row, *_) = compared_rows(candidates_behind(case.access(), None, limit=20)[0])
    assert row.unmet == ("Hamid", "Hussein")
    case.propose()
    (row, *_) = compared_rows(candidates_behind(case.access(), None, limit=20)[1])
    assert row.unmet == ()


def test_a_search_that_is_not_run_is_not_audited(case: Case):
    access = case.access()
    find(access, "ع")
    assert not AuditEntry.records.filter(act=Act.SEARCH).exists()
    find(access, "Rebwar")
    # Two people are called so, and nothing says yet that they are one.
    assert AuditEntry.records.get(act=Act.SEARCH).count == 2


def test_two_viewers_rightly_see_two_different_networks(case: Case):
    for_uk = whole(case.access("nca"), Filters())
    for_france = whole(case.access("fr"), Filters())
    assert "payment" not in for_uk.kinds
    assert for_france.kinds["payment"] == 1


def test_ties_of_a_pair_are_one_line_with_every_kind(case: Case):
    network = whole(case.access("fr"), Filters())
    kinds = [tuple(tie.kind for tie in ties) for ties in network.edges.values()]
    assert ("payment", "shared phone") in kinds


def test_only_what_another_agency_knows_on_its_own_corroborates(case: Case):
    ends = sorted((case.id_of("uk-1"), case.id_of("uk-3")))

    def probability() -> float:
        ties = whole(case.access(), Filters()).ties
        (found,) = Network.from_ties(
            tie for tie in ties if [tie.source, tie.target] == ends
        ).probability
        return float(found)

    def met(agency: str) -> None:
        ends = (("person", "uk-1"), ("associate", "uk-3"))
        rows = [row(f"{agency}-met", prop, value, schema="Associate") for prop, value in ends]
        case.world.load(agency, rows, slot="met.csv", grade="1C")

    assert probability() == pytest.approx(0.85)
    met("nca")
    assert probability() == pytest.approx(0.85)
    met("krg")
    assert probability() == pytest.approx(1 - 0.15 * 0.35)


def test_agencies_that_share_a_report_are_one_origin():
    agencies = [("nca",), ("krg", "nca"), ("fr",), ("be", "fr"), ()]
    reports = tuple(TieReport(one, "1B", "2026-03-01", "2026-04", 2) for one in agencies)
    ties = reported(("a", "b"), [ChartTie("call", 10, "", "", "1B", "P", (), reports)])
    assert [tie.origin for tie in ties] == ["krg nca", "krg nca", "be fr", "be fr", ""]
    assert {astuple(tie)[:5] for tie in ties} == {("a", "b", 2.0, "1B", "call")}
    assert {(tie.first, tie.last) for tie in ties} == {("2026-03-01", "2026-04")}


def test_a_network_is_filtered_by_kind_and_by_least_grade(case: Case):
    access = case.access()
    assert set(whole(access, Filters(kinds=frozenset({"call"}))).kinds) >= {"call"}
    calls = whole(access, Filters(kinds=frozenset({"call"})))
    assert {tie.kind for ties in calls.edges.values() for tie in ties} == {"call"}
    confirmed = whole(access, Filters(min_grade="B"))
    assert {tie.kind for ties in confirmed.edges.values() for tie in ties} == {"call"}
    assert confirmed.kinds["shared phone"] == 1, "what the filter leaves out is still offered"


def test_a_focus_shows_its_ring_and_the_ties_within_it(case: Case):
    access = case.access()
    focus = case.id_of("krg-2")
    network = whole(access, Filters(focus=focus, hops=1))
    assert network.distance[focus] == 0
    assert set(network.distance.values()) == {0, 1}
    others = {one for one in network.nodes if one != focus}
    assert others == {case.id_of("uk-1"), case.id_of("uk-4")}
    assert tuple(sorted(others)) in network.edges


def test_a_chart_is_cut_and_says_what_it_left_out(case: Case):
    access = case.access()
    network = whole(access, Filters())
    full = chart_of(access, network, most=2000)
    assert (full.left_out_nodes, full.left_out_edges) == (0, 0)
    cut = chart_of(access, network, most=4)
    assert cut.elements <= 4
    assert len(cut.nodes) + cut.left_out_nodes == len(full.nodes)
    assert len(cut.edges) + cut.left_out_edges == len(full.edges)
    assert sum(node.hidden for node in cut.nodes) > 0


def test_positions_are_within_the_drawing_and_the_same_each_time(case: Case):
    access = case.access()
    first, second = (chart_of(access, whole(access, Filters()), most=400) for _ in range(2))
    assert first == second
    assert all(0 <= value <= 1 for node in first.nodes for value in (node.x, node.y))


def test_a_migrant_is_in_the_network_and_never_ranked(case: Case):
    access = case.access()
    migrant = case.id_of("uk-4")
    found = analyse(access, whole(access, Filters()))
    assert found is not None
    assert found.unranked == 1
    named = [one.who.id for one in (*found.between, *found.order)] + [
        who.id for who in found.most_tied
    ]
    assert migrant not in named
    assert migrant in whole(access, Filters()).nodes


def test_a_category_set_after_the_analysis_counts_at_once(case: Case):
    access = case.access()
    before = analyse(access, whole(access, Filters()))
    assert before is not None
    first = before.order[0].who.id
    set_category(access, first, Category.VICTIM, basis="fact", reason="says so")
    after = analyse(access, whole(access, Filters()))
    assert after is not None
    assert first not in [one.who.id for one in after.order]


def test_every_broker_has_an_interval_and_a_probability_of_staying(case: Case):
    access = case.access()
    found = analyse(access, whole(access, Filters()))
    assert found is not None
    assert found.between
    for one in found.between:
        assert 0 <= one.low <= one.high <= 1
        assert 0 <= one.stays <= 1


def test_nothing_is_worked_out_without_a_tie(case: Case):
    access = case.access()
    assert analyse(access, whole(access, Filters(kinds=frozenset({"nothing"})))) is None


def test_the_evidence_behind_a_tie_is_the_statements_this_viewer_may_see(case: Case):
    left, right = sorted((case.id_of("uk-3"), case.id_of("uk-5")))
    for_uk = tie_between(case.access("nca"), left, right)
    assert [one.tie.kind for one in for_uk.ties] == ["shared phone"]
    for_france = tie_between(case.access("fr"), left, right)
    assert [one.tie.kind for one in for_france.ties] == ["payment", "shared phone"]
    assert for_france.handling == "C"
    with pytest.raises(EntityNotFound):
        tie_between(case.access("nca"), left, case.id_of("krg-2"))


def test_a_profile_groups_values_and_keeps_conflicts_side_by_side(case: Case):
    access = case.access("fr")
    judge(access, "uk-1", "fr-9", JudgementKind.POSITIVE, reason="same face")
    page = profile(access, "uk-1")
    birth = next(group for group in page.groups if group.prop == "birthDate")
    assert [value.value for value in birth.values] == ["1988-07-01", "1990"]
    assert birth.in_conflict
    assert page.handling == "C"
    assert page.conditions == ("Ask before use",)


def test_a_date_that_another_completes_is_no_conflict(case: Case):
    access = case.access()
    judge(access, "uk-1", "krg-1", JudgementKind.POSITIVE)
    page = profile(access, "uk-1")
    birth = next(group for group in page.groups if group.prop == "birthDate")
    assert len(birth.values) == 2
    assert not birth.in_conflict


def test_a_profile_says_who_joined_its_records_and_undo_takes_them_apart(case: Case):
    access = case.access()
    event = judge(access, "uk-1", "krg-1", JudgementKind.POSITIVE, reason="same photograph")
    page = profile(access, "uk-1")
    assert [member.id for member in page.members] == ["uk-1", "krg-1"]
    assert [(one.judgement.maker, one.judgement.reason) for one in page.joins] == [
        (access.user.username, "same photograph")
    ]
    withdraw(access, event.pk, reason="another photograph")
    assert [member.id for member in profile(access, "uk-1").members] == ["uk-1"]


def test_the_waterfall_adds_up_and_stays_within_the_drawing(case: Case):
    case.propose()
    score = score_of(candidates_behind(case.access(), None, limit=20)[0])
    parts = [score.start, *score.steps]
    assert sum(step.weight for step in parts) == pytest.approx(score.total.weight)
    assert score.total.weight == pytest.approx(5.0)
    for step in (*parts, score.total):
        assert step.x >= 0
        assert step.x + step.width <= 100
    assert score.one_in == 7, "a prior of -2.6 bits is one pair in seven"


def test_rows_say_what_agrees_what_differs_and_what_was_not_compared(case: Case):
    case.world.person("krg", "krg-7", name="Ali", idNumber="X-1")
    case.propose()
    rows = {
        row.comparison or row.prop: row
        for row in compared_rows(candidates_behind(case.access(), None, limit=20)[0])
    }
    assert rows["name"].verdict == "near"
    assert rows["birth date"].verdict == "near"
    assert rows["phone"].verdict == "different"
    marked = [piece.text for piece in rows["birth date"].right[0].pieces if piece.differs]
    assert marked == ["07", "01"]


def test_a_short_form_that_met_its_full_name_is_not_marked(case: Case):
    case.propose()
    name = next(
        row
        for row in compared_rows(candidates_behind(case.access(), None, limit=20)[0])
        if row.comparison == "name"
    )
    latin = next(cell for cell in (*name.left, *name.right) if cell.value.value.isascii())
    assert "".join(piece.text for piece in latin.pieces) == "Rebwar Hama Amin"
    assert not any(piece.differs for piece in latin.pieces)


def test_the_words_of_a_name_that_met_no_other_are_marked():
    pieces = name_pieces("Rebwar Hama Amin", "ڕێبوار ئەمین")
    assert [piece.text for piece in pieces if piece.differs] == ["Hama"]


def test_decisions_undo_and_counts(case: Case):
    case.propose()
    case.propose("uk-3", "uk-5", probability=0.5)
    access = case.access()
    found = queue(access)
    assert (found.counts.waiting, found.counts.decided_today) == (2, 0)
    assert found.pair is not None
    assert found.following is not None
    decide(access, (found.pair.left.id, found.pair.right.id), "negative", reason="brothers")
    after = queue(access)
    assert after.pair is not None
    assert after.pair.key == found.following.key
    assert [one.judgement for one in after.last] == ["negative"]
    assert undo(access, after.undo.event) == ("krg-1", "uk-1")
    again = queue(access)
    assert again.pair is not None
    assert again.pair.key == found.pair.key
    assert again.last == ()


def test_unsure_pairs_come_back_at_the_end_of_the_queue(case: Case):
    first = case.propose()
    second = case.propose("uk-3", "uk-5", probability=0.5)
    access = case.access()
    decide(access, ("krg-1", "uk-1"), "unsure")
    found = queue(access)
    assert found.pair is not None
    assert found.following is not None
    assert (found.pair.key, found.following.key) == (f"pair-{second.pk}", f"pair-{first.pk}")
    assert found.following.item.unsure


def test_a_contradiction_is_told_with_its_path(case: Case):
    access = case.access()
    judge(access, "uk-1", "krg-1", JudgementKind.POSITIVE)
    judge(access, "krg-1", "krg-2", JudgementKind.NEGATIVE)
    with pytest.raises(JudgementConflict) as refused:
        decide(access, ("uk-1", "krg-2"), "positive")
    told = conflict_of(access, refused.value)
    chain = [view.members[0] for view in told.chain]
    assert chain in (["krg-1", "uk-1", "krg-2"], ["krg-2", "uk-1", "krg-1"])
    assert [one.judgement for one in told.against] == ["negative"]


@pytest.mark.parametrize(
    "act",
    [
        lambda access: find(access, "Rebwar"),
        lambda access: whole(access, Filters()),
        lambda access: profile(access, "uk-1"),
        queue,
        lambda access: undo(access, 1),
        lambda access: decide(access, ("uk-1", "krg-1"), "positive"),
        lambda access: tie_between(access, "uk-1", "krg-2"),
    ],
)
@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_roles_that_read_no_content_are_refused_and_it_is_audited(case: Case, act, role: str):
    access = case.access("nca", role)
    with pytest.raises(AccessDenied):
        act(access)
    assert AuditEntry.records.filter(act=Act.DENY).exists()
