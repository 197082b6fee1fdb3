"""Clusters: what is joined, what is refused, and with which evidence."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.linkage import Cut, Judged
from hawkari.engines.linkage.clustering import Scored, cluster
from hawkari.engines.linkage.conflicts import part_judged
from hawkari.engines.linkage.dates import BIRTH_LEVELS, BirthDate, birth_level
from hawkari.engines.linkage.joining import dates_differ
from hawkari.engines.linkage.preparing import prepare
from tests.engines.linkage.people import record

HIWA = {"birthDate": "1972-05-13", "idNumber": "19720513-88"}
IDS = [f"r-{number}" for number in range(9)]
DATES = st.builds(BirthDate, st.integers(1970, 1974), st.integers(0, 3), st.integers(0, 3))
PAIRS = st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)).filter(lambda pair: pair[0] < pair[1])
JUDGEMENTS = st.lists(st.builds(Judged, st.sampled_from(IDS), st.sampled_from(IDS), st.booleans()))


@st.composite
def runs(draw):
    """Records with a date or a gender or neither, and weights of some pairs of them."""
    births = st.sampled_from(["", "1970-05-05", "1970-05-06", "1971-05-05", "1990-02-03", "1970"])
    genders = st.sampled_from(["", "male", "female"])
    stated = [(draw(births), draw(genders)) for _ in IDS]
    properties = [{k: v for k, v in (("birthDate", b), ("gender", g)) if v} for b, g in stated]
    prepared = prepare([record(i, i, **p) for i, p in zip(IDS, properties, strict=True)])
    weights = draw(st.dictionaries(PAIRS, st.integers(-12, 20), max_size=20))
    return prepared, weights


def scored(weights):
    pairs = sorted(weights)
    weight = np.array([float(weights[pair]) for pair in pairs])
    left, right = (np.array([IDS.index(pair[side]) for pair in pairs], int) for side in (0, 1))
    return Scored(left, right, weight)


def clustered(run, judged=(), join_at=0.5):
    prepared, weights = run
    return cluster(prepared, scored(weights), judged=judged, join_at=join_at)


def named(weights, judged=(), **properties):
    """Clusters and refusals of a few records of given properties."""
    prepared = prepare([record(i, i, **properties.get(i.replace("-", "_"), {})) for i in IDS])
    return clustered((prepared, weights), judged)


@pytest.fixture(scope="module", autouse=True)
def _compiled():
    """The first joining compiles, which takes longer than a property may."""
    named({("r-0", "r-1"): 20})
    named({("r-0", "r-1"): 20}, r_0=HIWA, r_1=HIWA | {"birthDate": "1976-05-13"})
    dates_differ(np.zeros(4, int), np.zeros(4, int))


@given(runs(), JUDGEMENTS, st.data())
def test_the_order_of_judgements_changes_nothing(run, judged, data):
    shuffled = data.draw(st.permutations(judged))
    assert clustered(run, judged).clusters == clustered(run, shuffled).clusters
    assert clustered(run, judged).cuts == clustered(run, shuffled).cuts


@given(runs(), JUDGEMENTS)
def test_a_negative_judgement_always_holds(run, judged):
    clusters = clustered(run, judged, join_at=0.05).clusters
    for one in judged:
        if not one.same and one.left != one.right:
            assert clusters[one.left] != clusters[one.right]


@given(runs(), JUDGEMENTS)
def test_a_positive_judgement_holds_unless_it_is_in_dispute(run, judged):
    found = clustered(run, judged)
    disputed = {frozenset(link) for cut in found.cuts for link in pairwise(cut.chain)}
    for one in judged:
        pair = frozenset((one.left, one.right))
        if one.same and found.clusters[one.left] != found.clusters[one.right]:
            assert pair in disputed or any(frozenset((c.left, c.right)) == pair for c in found.cuts)
    assert all(found.clusters[a] != found.clusters[b] for a, b in map(tuple, disputed))


@given(runs(), JUDGEMENTS, st.builds(Judged, *[st.sampled_from(IDS)] * 2, st.booleans()))
def test_withdrawing_a_judgement_restores_exactly_what_was(run, judged, one_more):
    before = clustered(run, judged)
    clustered(run, [*judged, one_more])
    after = clustered(run, judged)
    assert before.clusters == after.clusters
    assert before.cuts == after.cuts


@given(runs(), JUDGEMENTS)
def test_contradicting_genders_are_together_only_by_a_judgement(run, judged):
    found = clustered(run, judged)
    genders = {one.record.id: one.genders for one in run[0]}
    bound = clustered((run[0], {}), judged).clusters
    for a, b in combinations(IDS, 2):
        if found.clusters[a] == found.clusters[b] and genders[a] and genders[b]:
            assert not genders[a].isdisjoint(genders[b]) or bound[a] == bound[b]


@given(JUDGEMENTS)
def test_judgements_that_bind_never_connect_a_pair_judged_different(judged):
    same, _, _ = part_judged(judged)
    group = {one: {one} for one in IDS}
    for left, right in same:
        if group[left] is not group[right]:
            group[left] |= group[right]
            for one in group[right]:
                group[one] = group[left]
    for one in judged:
        if not one.same and one.left != one.right:
            assert group[one.left] is not group[one.right]


@given(DATES, DATES)
def test_dates_contradict_where_their_level_is_worse_than_a_swap(a, b):
    rows = [np.array([x.year, x.month, x.day, x.is_full]) for x in (a, b)]
    if a.is_full and b.is_full:
        expected = birth_level(a, b) < BIRTH_LEVELS.index("day and month swapped")
    else:
        expected = abs(a.year - b.year) > 2
    assert dates_differ(*rows) == expected


def test_a_chain_of_judgements_against_another_is_a_dispute_and_joins_nothing():
    judged = [Judged("r-0", "r-2", True), Judged("r-2", "r-1", True), Judged("r-0", "r-1", False)]
    # Weights alone would join all three.
    found = named({("r-0", "r-2"): 20, ("r-1", "r-2"): 20, ("r-0", "r-1"): 20}, judged)
    assert len({found.clusters[one] for one in ("r-0", "r-1", "r-2")}) == 3
    assert found.cuts[0] == Cut(
        "r-0",
        "r-1",
        "contradictory judgements",
        between=("r-0", "r-1"),
        chain=("r-0", "r-2", "r-1"),
    )
    assert found.cuts[0].words == (
        "conflict: contradictory judgements: r-0 = r-2 = r-1, but r-0 is judged different from r-1"
    )


def test_a_dispute_leaves_judgements_beside_its_chain_alone():
    judged = [Judged("r-0", "r-2", True), Judged("r-2", "r-1", True), Judged("r-0", "r-1", False)]
    found = named({}, [*judged, Judged("r-2", "r-5", True)])
    assert found.clusters["r-5"] == found.clusters["r-2"]


def test_a_refusal_names_the_two_records_and_dates_that_contradict():
    weights = {("r-0", "r-1"): 20, ("r-1", "r-2"): 10}
    born = {"r_0": {"birthDate": "1970-05-05"}, "r_2": {"birthDate": "1990-05-05"}}
    (cut,) = named(weights, **born).cuts
    assert (cut.left, cut.right) == ("r-1", "r-2")
    assert cut.between == ("r-0", "r-2")
    assert cut.values == ("1970-05-05", "1990-05-05")
    assert cut.words == (
        "conflict: contradicting dates of birth: 1970-05-05 (r-0) and 1990-05-05 (r-2)"
    )


def test_a_refusal_by_judgement_names_the_judged_pair():
    weights = {("r-0", "r-1"): 20, ("r-1", "r-2"): 10}
    (cut,) = named(weights, [Judged("r-0", "r-2", False)]).cuts
    assert (cut.why, cut.between) == ("judged different", ("r-0", "r-2"))


def test_one_strong_pair_does_not_outvote_several_that_speak_against_it():
    weights = {("r-0", "r-1"): 20, ("r-0", "r-2"): 20, ("r-1", "r-2"): 20, ("r-2", "r-3"): 19}
    weights |= {("r-0", "r-3"): -5, ("r-1", "r-3"): -5}
    (cut,) = named(weights).cuts
    assert cut.why == "the pairs between them speak against it on the whole"
    assert cut.words == f"conflict: {cut.why}"


def test_a_pair_compared_and_found_different_is_not_joined_by_way_of_others():
    chain = {("r-0", "r-1"): 20, ("r-1", "r-2"): 15}
    (cut,) = named(chain | {("r-0", "r-2"): -8.5}).cuts
    assert (cut.why, cut.between) == ("compared and found different", ("r-0", "r-2"))
    assert not named(chain | {("r-0", "r-2"): -8}).cuts


def test_pairs_that_nothing_proposed_count_against_a_joining():
    for members, refused in ((3, 0), (4, 1)):
        group = dict.fromkeys(combinations(IDS[:members], 2), 20)
        cuts = named(group | {(IDS[members - 1], IDS[members]): 19}).cuts
        assert len(cuts) == refused


def test_more_genders_than_anyone_states_do_not_stop_a_run():
    few = [record(f"r-{n:03}", "Goran", gender=f"gender {n}") for n in range(80)]
    none = np.zeros(0, int)
    found = cluster(prepare(few), Scored(none, none, np.zeros(0)), join_at=0.5)
    assert len(set(found.clusters.values())) == 80


def same_number(weights=None, judged=(), **changed):
    """Clusters of a man and of records that differ from his in some properties; and refusals."""
    man = HIWA | {"name": "Hiwa Karim Ahmed"}
    changes = {"r_0": {}} | changed
    people = {one.replace("_", "-"): man | p for one, p in changes.items()}
    given = [record(one, **{k: v for k, v in p.items() if v}) for one, p in sorted(people.items())]
    pairs = scored(weights or {("r-0", "r-1"): 20})
    return cluster(prepare(given), pairs, judged=judged, join_at=0.5)


@pytest.mark.parametrize("born", ["1976-05-13", "1983-11-02", "1952-05-13"])
def test_a_slip_in_the_date_does_not_part_one_number_and_one_name(born):
    found = same_number(r_1={"birthDate": born})
    assert len(set(found.clusters.values())) == 1
    assert not found.cuts


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "Rizgar Karim Ahmed"},
        {"name": "Hana Karim Ahmed", "birthDate": "1972-05-14"},
        {"idNumber": "19720513-89"},
        {"idNumber": ""},
        {"birthDate": "1922-02-13"},
    ],
    ids=["a brother", "a twin", "a number alike", "no number", "a grandfather"],
)
def test_a_differing_date_parts_those_who_share_less_than_number_and_name(changed):
    found = same_number(r_1={"birthDate": "1976-05-13"} | changed)
    assert len(set(found.clusters.values())) == 2
    (cut,) = found.cuts
    assert cut.why == "contradicting dates of birth"


BROTHERS = [
    ("Hassan Karim Ahmed", "Husain Karim Ahmed"),
    ("Jalal Karim Ahmed", "Jalil Karim Ahmed"),
    ("حسن كريم احمد", "حسين كريم احمد"),
    ("Hassan Karim Ahmed", "حسين كريم احمد"),
]


@pytest.mark.parametrize(("name", "other"), BROTHERS)
def test_brothers_whose_names_pass_for_one_are_parted_under_a_number_of_theirs(name, other):
    found = same_number(r_0={"name": name}, r_1={"name": other, "birthDate": "1976-11-02"})
    assert [cut.why for cut in found.cuts] == ["contradicting dates of birth"]


@pytest.mark.parametrize(("name", "other"), BROTHERS)
def test_names_that_pass_for_one_are_one_where_the_date_is_a_digit_away(name, other):
    found = same_number(r_0={"name": name}, r_1={"name": other, "birthDate": "1973-05-13"})
    assert not found.cuts


@pytest.mark.parametrize("name", ["Hwia Karim Ahmed", "Karim Hiwa Ahmed", "Hiwa Karim"])
def test_a_name_out_of_order_or_cut_is_still_the_same_name(name):
    found = same_number(r_1={"name": name, "birthDate": "1983-11-02"})
    assert len(set(found.clusters.values())) == 1


def test_a_telephone_number_vouches_for_no_date():
    phone = {"phone": "+9647500000123", "idNumber": ""}
    found = same_number(r_0=phone, r_1=phone | {"birthDate": "1976-05-13"})
    assert [cut.why for cut in found.cuts] == ["contradicting dates of birth"]


def test_a_number_that_a_family_holds_vouches_for_a_slip_of_one_digit_only():
    family = {"r_2": {"name": "Sirwan Karim Ahmed", "birthDate": "1979-01-07"}}
    slip = same_number(r_1={"birthDate": "1976-05-13"}, **family)
    assert slip.clusters["r-0"] == slip.clusters["r-1"]
    brother = same_number(r_1={"birthDate": "1983-11-02"}, **family)
    assert brother.clusters["r-0"] != brother.clusters["r-1"]


def test_contradicting_genders_part_even_one_number_and_one_name():
    man, woman = {"gender": "male"}, {"gender": "female", "birthDate": "1976-05-13"}
    found = same_number({("r-1", "r-2"): 20}, r_1=man, r_2=woman)
    assert [cut.why for cut in found.cuts] == ["contradicting gender"]


def test_a_record_that_agrees_with_either_date_still_joins():
    born = {"birthDate": "1976-05-13"}
    weights = {(a, b): 20 if a == "r-0" else 15 for a, b in combinations(IDS[:4], 2)}
    found = same_number(weights, r_1=born, r_2={"idNumber": ""}, r_3=born | {"idNumber": ""})
    assert found.clusters["r-2"] == found.clusters["r-0"]
    assert not [cut for cut in found.cuts if cut.right == "r-2"]


def test_a_record_that_agrees_with_neither_date_is_refused():
    weights = {("r-0", "r-1"): 20, ("r-0", "r-2"): 15}
    other = {"idNumber": "", "birthDate": "1981-02-03"}
    found = same_number(weights, r_1={"birthDate": "1976-05-13"}, r_2=other)
    assert [(cut.left, cut.right) for cut in found.cuts] == [("r-0", "r-2")]


def test_a_record_that_was_kept_apart_lends_no_date():
    weights = {("r-0", "r-1"): 20, ("r-0", "r-2"): 15}
    born = {"birthDate": "1976-05-13"}
    apart = [Judged("r-0", "r-1", same=False)]
    found = same_number(weights, apart, r_1=born, r_2=born | {"idNumber": ""})
    assert [(cut.left, cut.right, cut.why) for cut in found.cuts] == [
        ("r-0", "r-1", "judged different"),
        ("r-0", "r-2", "contradicting dates of birth"),
    ]
