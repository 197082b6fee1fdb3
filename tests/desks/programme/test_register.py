"""The register: claims are added, never changed; those that disagree stand side by side."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from hawkari.desks.programme.models import Claim, ClaimStatusChange, RegisterItem
from hawkari.desks.programme.services.cells import standing
from hawkari.desks.programme.services.reading import Query, find_items, tree, view_item
from hawkari.desks.programme.services.refusals import NotFound
from hawkari.desks.programme.services.register import (
    NewClaim,
    NewItem,
    add_item,
    claims_of,
    prefer,
    record_claim,
    set_status,
)
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.models import AuditEntry
from tests.desks.programme.promising import SIGNED, Programme, claim, item, money

pytestmark = [pytest.mark.django_db, pytest.mark.contract]


@pytest.fixture
def programme() -> Programme:
    return Programme()


@pytest.fixture
def officer(programme):
    return programme.officer()


def cell_of(access, of: RegisterItem, name: str):
    return next(one for one in view_item(access, of.reference).cells if one.attribute == name)


def test_two_reports_of_one_sum_stay_side_by_side(officer):
    package = item(officer, "agreement")
    money(officer, package, "800000", reported_by="Office text")
    money(officer, package, "800000", bound="at_least", reported_by="One paper")
    found = cell_of(officer, package, "amount")
    assert found.conflict
    assert found.is_open
    assert found.chosen is None
    assert [one.reported_by for one in found.claims] == ["Office text", "One paper"]


def test_the_same_sum_from_two_papers_is_no_conflict(officer):
    package = item(officer)
    money(officer, package, "300000", bound="at_most", reported_by="One paper")
    money(officer, package, "300000.00", bound="at_most", reported_by="Another paper")
    found = cell_of(officer, package, "amount")
    assert not found.conflict
    assert found.reporters == ("One paper", "Another paper")
    assert len(found.values) == 1


def test_preferring_one_claim_hides_none_and_keeps_who_and_why(officer):
    package = item(officer)
    first = money(officer, package, "10")
    second = money(officer, package, "9", reported_by="Another paper")
    prefer(officer, second.pk, "it names its source")
    found = cell_of(officer, package, "amount")
    assert found.conflict
    assert not found.is_open
    assert found.chosen == second
    assert set(found.claims) == {first, second}
    prefer(officer, first.pk, "the other was corrected")
    assert cell_of(officer, package, "amount").chosen == first
    changes = ClaimStatusChange.objects.filter(claim=second).values_list("status", "why")
    assert list(changes) == [
        ("preferred", "it names its source"),
        ("reported", "another is preferred: the other was corrected"),
    ]
    assert {one.made_by for one in ClaimStatusChange.objects.all()} == {officer.user}


def test_what_nobody_says_is_not_published_and_never_zero(officer):
    spent = cell_of(officer, item(officer), "spent")
    assert spent.current == ()
    assert spent.chosen is None


def test_words_in_two_languages_do_not_contradict_each_other(officer):
    of = item(officer)
    claim(officer, of, "called", value="Taskforce North")
    claim(officer, of, "called", value="هێزی باکوور", language="ckb", reported_by="Another")
    assert not cell_of(officer, of, "called").conflict
    claim(officer, of, "called", value="Taskforce South", reported_by="A third")
    assert cell_of(officer, of, "called").conflict


def test_of_what_changes_the_newest_report_counts_and_the_older_stays(officer):
    of = item(officer, "activity")
    for month, state in ((1, "planned"), (6, "running")):
        claim(officer, of, "state", value=state, published_on=date(2025, month, 1))
    found = cell_of(officer, of, "state")
    assert not found.conflict
    assert found.chosen.value == "running"
    assert len(found.claims) == 2
    claim(officer, of, "state", value="stopped", reported_by="Another paper")
    assert cell_of(officer, of, "state").conflict


def test_a_withdrawn_claim_stays_readable_and_counts_no_more(officer):
    of = item(officer)
    wrong = money(officer, of, "5")
    money(officer, of, "6", reported_by="Another paper")
    set_status(officer, wrong.pk, "withdrawn", why="a typing error")
    found = cell_of(officer, of, "amount")
    assert not found.conflict
    assert found.chosen.amount == 6
    assert found.claims[-1] == wrong
    with pytest.raises(BadInput, match="withdrawn"):
        prefer(officer, wrong.pk, "after all")


def test_a_decision_about_a_claim_needs_a_reason_and_a_change(officer):
    made = money(officer, item(officer), "5")
    with pytest.raises(BadInput) as caught:
        prefer(officer, made.pk, "  ")
    assert caught.value.where == ("why",)
    prefer(officer, made.pk, "the only one")
    with pytest.raises(BadInput, match="already"):
        prefer(officer, made.pk, "again")
    with pytest.raises(NotFound):
        prefer(officer, 2**70, "none")


BAD = [
    ("attribute", {"attribute": "colour", "value": "red"}),
    ("value", {"attribute": "what", "value": " "}),
    ("value", {"attribute": "what", "value": "a\0b"}),
    ("value", {"attribute": "what", "value": "a\ud800b"}),
    ("value", {"attribute": "what", "value": "x" * 4001}),
    ("amount", {"attribute": "amount", "amount": Decimal("NaN"), "currency": "GBP"}),
    ("amount", {"attribute": "amount", "amount": Decimal("Infinity"), "currency": "GBP"}),
    ("amount", {"attribute": "amount", "amount": Decimal("1e30"), "currency": "GBP"}),
    ("amount", {"attribute": "amount", "amount": Decimal("1e-30"), "currency": "GBP"}),
    ("amount", {"attribute": "amount", "amount": Decimal(-1), "currency": "GBP"}),
    ("amount", {"attribute": "amount", "value": "a lot", "currency": "GBP"}),
    ("currency", {"attribute": "amount", "amount": Decimal(1)}),
    ("currency", {"attribute": "amount", "amount": Decimal(1), "currency": "£££"}),
    ("bound", {"attribute": "amount", "amount": Decimal(1), "currency": "GBP", "bound": "about"}),
    ("day", {"attribute": "made_on", "value": "yesterday"}),
    ("day", {"attribute": "made_on", "day": date(1, 1, 1)}),
    ("value", {"attribute": "state", "value": "excellent"}),
    ("grade", {"attribute": "what", "value": "x", "grade": "9Z"}),
    ("url", {"attribute": "what", "value": "x", "url": "javascript:alert(1)"}),
    ("url", {"attribute": "what", "value": "x", "url": "http://[::1"}),
    ("language", {"attribute": "what", "value": "x", "language": "english!"}),
    ("published_on", {"attribute": "what", "value": "x", "published_on": date(2199, 1, 1)}),
]


@pytest.mark.parametrize(("field", "said"), BAD)
def test_what_cannot_be_kept_is_refused_at_its_field(officer, field, said):
    with pytest.raises(BadInput) as caught:
        record_claim(officer, item(officer).reference, NewClaim(**said))
    assert caught.value.where == (field,)
    assert not Claim.objects.exists()


def test_the_very_same_claim_is_kept_once(officer):
    of = item(officer)
    money(officer, of, "5")
    with pytest.raises(BadInput, match="kept already"):
        money(officer, of, "5")
    money(officer, of, "5", published_on=officer.today - timedelta(days=1))


def test_an_item_hangs_on_one_of_its_kind_or_the_kind_before(officer):
    agreement = item(officer, "agreement")
    commitment = item(officer, parent=agreement.reference)
    activity = item(officer, "activity", parent=commitment.reference)
    assert [(depth, one.reference) for depth, one in tree(officer)] == [
        (0, agreement.reference), (1, commitment.reference), (2, activity.reference),
    ]  # fmt: skip
    assert view_item(officer, activity.reference).path == (agreement, commitment)
    with pytest.raises(BadInput) as caught:
        item(officer, "output", parent=agreement.reference)
    assert caught.value.where == ("parent",)
    for bad in ({"kind": "wish"}, {"name": ""}, {"name": "x" * 301}, {"names": {"??": "x"}}):
        with pytest.raises(BadInput):
            add_item(officer, NewItem(**{"kind": "agreement", "name": "x"} | bad))


def test_what_happened_to_what_hangs_on_a_promise_stands_beside_it(officer):
    promise = item(officer, "agreement")
    commitment = item(officer, parent=promise.reference)
    activity = item(officer, "activity", parent=commitment.reference)
    for number, of in enumerate((promise, commitment, activity)):
        claim(officer, of, "happened", value=f"Step {number}", day=SIGNED + timedelta(number))
    rows = {one.item: one for one in find_items(officer, Query()).rows}
    assert [one.value for (one,) in rows[promise].since.groups] == ["Step 2", "Step 1", "Step 0"]
    assert [one.value for (one,) in rows[commitment].since.groups] == ["Step 2", "Step 1"]
    assert activity not in rows


def test_items_are_found_by_kind_strand_and_words_in_each_script(officer):
    one = item(officer, names={"ckb": "ڕاهێنانی پۆلیسی سنوور"}, strand="border")
    other = item(officer, "activity", name="Taskforce")
    claim(officer, other, value="works on the coast")

    def found(**asked):
        return [row.item for row in find_items(officer, Query(**{"kind": "", **asked})).rows]

    assert found() == [one, other]
    assert found(kind="activity") == [other]
    assert found(strand="border") == [one]
    assert found(words="پۆلیسی") == [one]
    assert found(words="COAST") == [other]
    assert found(words=other.reference.lower()) == [other]
    assert found(words="100%\0") == []
    assert find_items(officer, Query(page=9999)).page == 1


def test_another_agency_and_another_operation_know_of_nothing(programme, officer):
    of = item(officer)
    made = money(officer, of, "5")
    for other in (programme.officer(agency="elsewhere"), Programme().officer()):
        assert find_items(other, Query(kind="")).total == 0
        assert tree(other) == []
        for act in (
            lambda other=other: view_item(other, of.reference),
            lambda other=other: claims_of(other, of.reference),
            lambda other=other: prefer(other, made.pk, "mine"),
            lambda other=other: money(other, of, "6"),
            lambda other=other: item(other, parent=of.reference),
        ):
            with pytest.raises(NotFound):
                act()


def test_a_reader_reads_and_changes_nothing(programme, officer):
    of = item(officer)
    made = money(officer, of, "5")
    reader = programme.officer("liaison")
    assert claims_of(reader, of.reference) == [made]
    for act in (
        lambda: item(reader),
        lambda: money(reader, of, "6"),
        lambda: prefer(reader, made.pk, "mine"),
    ):
        with pytest.raises(AccessDenied):
            act()
    with pytest.raises(AccessDenied):
        find_items(programme.officer("trainer"), Query())


def test_every_step_leaves_its_audit_entry(officer):
    before = AuditEntry.records.count()
    of = item(officer)
    prefer(officer, money(officer, of, "5").pk, "the only one")
    claims_of(officer, of.reference)
    entries = list(AuditEntry.records.order_by("seq"))[before:]
    assert [one.act for one in entries] == ["collect", "collect", "decide", "consult"]
    assert all(one.object_ids == [of.reference] for one in entries)


def test_a_claim_without_reporter_is_the_own_agency_s_word(officer):
    made = claim(officer, item(officer), "owner", value="Director", reported_by="", public=True)
    assert made.reported_by == officer.user.agency.name
    assert not made.public, "what an agency steers by is never public"


def test_cells_come_in_one_order_whatever_the_order_of_claims(officer):
    of = item(officer)
    money(officer, of, "5")
    claim(officer, of, "made_on", day=SIGNED)
    names = [one.attribute for one in standing(of, of.claims.order_by("-pk"))]
    assert names == ["made_on", "parties", "amount", "spent", "happened"]
