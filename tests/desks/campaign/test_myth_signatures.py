"""The three signatures on an answer, and that nothing leaves without them."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hawkari.desks.campaign.bank import Help, NotSigned, Part, content_of, lacking
from hawkari.desks.campaign.models import AnswerSignature, AnswerVersion, MadeProduct
from hawkari.desks.campaign.services.answers import (
    STATEMENTS,
    sign_answer,
    stop_answer,
)
from hawkari.desks.campaign.services.bank_reading import (
    bank_of,
)
from hawkari.desks.campaign.services.products import KINDS, draft_card, make_product
from hawkari.desks.campaign.services.refusals import NotFound
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import open_access
from hawkari.evidence.models import AuditEntry
from tests.desks.campaign.answering import FONTS
from tests.desks.campaign.signing import Bank

pytestmark = [pytest.mark.django_db, pytest.mark.contract]
PAGE = "https://example.org/answers/boats"


@pytest.fixture
def bank(db) -> Bank:
    return Bank()


def take(bank: Bank, myth, kind: str = "message", language: str = "en", *, by=None):
    return make_product(
        by or bank.author, myth.reference, language, kind=kind, fonts=FONTS, url=PAGE
    )


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_signed_by_three_people_leaves_as_each_product(bank: Bank, kind: str):
    made = take(bank, bank.signed("ckb"), kind, "ckb")
    assert made.content
    kept = MadeProduct.objects.get()
    entry = AuditEntry.records.order_by("pk").last()
    assert entry.act == "disclose"
    assert entry.detail["sha256"] == kept.sha256


@pytest.mark.parametrize("left_out", Part)
@pytest.mark.parametrize("kind", KINDS)
def test_no_product_leaves_while_one_signature_is_missing(bank: Bank, left_out: Part, kind: str):
    myth = bank.myth()
    bank.written(myth)
    bank.sign(myth, parts=tuple(one for one in Part if one is not left_out))
    with pytest.raises(NotSigned, match=f"not signed \\({left_out}\\)"):
        take(bank, myth, kind)
    assert not MadeProduct.objects.exists()
    assert AuditEntry.records.order_by("pk").last().outcome == "refused"


def test_a_change_after_the_signatures_voids_them_and_is_seen_in_the_list(bank: Bank):
    myth = bank.signed()
    bank.written(myth, answer="It is not safe at all.")
    with pytest.raises(NotSigned, match="changed since it was signed"):
        take(bank, myth)
    (row,) = bank_of(bank.author).rows
    assert row.stands[0].state == "changed"
    assert AnswerSignature.objects.count() == len(Part)


def test_an_answer_leaves_on_its_last_day_and_not_on_the_day_after(bank: Bank):
    myth = bank.signed()
    last = bank.author.today + timedelta(days=200)
    bank.desk.operation.ends = None
    on_time = open_access(bank.author.user, bank.desk.operation.slug, today=last)
    late = open_access(bank.author.user, bank.desk.operation.slug, today=last + timedelta(days=1))
    assert take(bank, myth, by=on_time).content
    with pytest.raises(NotSigned, match="expired"):
        take(bank, myth, by=late)


def test_who_wrote_any_version_signs_none(bank: Bank):
    myth = bank.myth()
    other = bank.desk.officer("communications")
    bank.written(myth)
    bank.written(myth, by=other, answer="It is not safe at all.")
    for writer in (bank.author, other):
        for part in (Part.COMMUNICATIONS, Part.READER):
            with pytest.raises(BadInput, match="does not sign"):
                sign_answer(writer, myth.reference, "en", part=part, seen=bank.seen(myth))


def test_one_person_signs_for_one_part_only(bank: Bank):
    myth = bank.myth()
    bank.written(myth)
    lawyer = bank.signers[Part.LEGAL]
    sign_answer(lawyer, myth.reference, "en", part=Part.READER, seen=bank.seen(myth))
    with pytest.raises(BadInput, match="signed it already"):
        sign_answer(lawyer, myth.reference, "en", part=Part.LEGAL, seen=bank.seen(myth))


@pytest.mark.parametrize(
    ("role", "part"),
    [("communications", Part.LEGAL), ("liaison", Part.LEGAL), ("liaison", Part.COMMUNICATIONS),
     ("legal", Part.COMMUNICATIONS)],
)  # fmt: skip
def test_a_role_signs_only_for_what_it_is_there_for(bank: Bank, role: str, part: Part):
    myth = bank.myth()
    bank.written(myth)
    with pytest.raises(BadInput, match="this role"):
        sign_answer(bank.desk.officer(role), myth.reference, "en", part=part, seen=bank.seen(myth))


@pytest.mark.parametrize("role", ["analyst", "reviewer", "programme", "caseworker"])
def test_other_roles_sign_nothing(bank: Bank, role: str):
    myth = bank.myth()
    bank.written(myth)
    with pytest.raises(AccessDenied):
        sign_answer(
            bank.desk.officer(role), myth.reference, "en", part=Part.READER, seen=bank.seen(myth)
        )


def test_a_signer_signs_the_words_they_saw(bank: Bank):
    myth = bank.myth()
    bank.written(myth)
    seen = bank.seen(myth)
    bank.written(myth, answer="It is not safe at all.")
    with pytest.raises(BadInput, match="changed since you saw"):
        sign_answer(bank.signers[Part.LEGAL], myth.reference, "en", part=Part.LEGAL, seen=seen)


@pytest.mark.parametrize(
    "change", [{"attribution": ""}, {"protection": ()}, {"sources": ()}, {"expires": None}]
)
def test_nobody_signs_what_is_not_complete(bank: Bank, change):
    myth = bank.myth()
    bank.written(myth, **change)
    with pytest.raises(BadInput, match="not complete"):
        bank.sign(myth)


def test_the_reader_affirms_to_be_a_native_reader_of_that_language(bank: Bank):
    bank.signed("ckb")
    stated = AnswerSignature.objects.get(part="reader").stated
    assert stated == STATEMENTS[Part.READER].format(language="کوردی (سۆرانی)")


def test_any_signer_stops_an_answer_at_once_and_says_why(bank: Bank):
    myth = bank.signed()
    with pytest.raises(BadInput, match="reason"):
        stop_answer(bank.signers[Part.LEGAL], myth.reference, "en", why=" ")
    stop_answer(bank.signers[Part.LEGAL], myth.reference, "en", why="The law changed")
    with pytest.raises(NotSigned, match="not signed"):
        take(bank, myth)
    with pytest.raises(BadInput, match="no signature"):
        stop_answer(bank.author, myth.reference, "en", why="Again")
    bank.sign(myth)
    assert take(bank, myth).content


def test_what_was_written_or_signed_is_never_changed(bank: Bank):
    bank.signed()
    for change in (
        lambda: AnswerVersion.objects.update(content={}),
        lambda: AnswerSignature.objects.update(digest="0" * 64),
        lambda: AnswerSignature.objects.update(by=bank.author.user),
    ):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            change()


def test_another_agency_of_the_operation_reads_signs_and_stops_but_does_not_write(bank: Bank):
    myth = bank.myth()
    bank.written(myth)
    partner = bank.desk.officer("communications", agency="krg")
    reader = bank.desk.officer("liaison", agency="krg")
    assert [one.myth for one in bank_of(partner).rows] == [myth]
    with pytest.raises(BadInput, match="another agency"):
        bank.written(myth, by=partner, answer="Other.")
    sign_answer(reader, myth.reference, "en", part=Part.READER, seen=bank.seen(myth))
    stop_answer(reader, myth.reference, "en", why="A wrong word")


def test_a_withdrawn_signature_never_stands_again(bank: Bank):
    myth = bank.signed()
    stop_answer(bank.author, myth.reference, "en", why="A wrong word")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        AnswerSignature.objects.update(withdrawn_at=None)


def test_a_draft_is_shown_before_anybody_signed_it(bank: Bank):
    myth = bank.myth()
    bank.written(myth, attribution="", protection=())
    assert (
        draft_card(bank.signers[Part.READER], myth.reference, "en", fonts=FONTS)[:4] == b"\x89PNG"
    )
    assert not MadeProduct.objects.exists()


STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("write"), st.integers(0, 3),
            st.fixed_dictionaries(
                {"answer": st.sampled_from(["Boats break.", "It is not safe."]),
                 "attribution": st.sampled_from(["Invented Border Office", ""]),
                 "protection": st.sampled_from([(Help("112", "Call it."),), ()]),
                 "expires": st.sampled_from([5, 60, None])}
            ),
        ),
        st.tuples(st.just("sign"), st.integers(0, 3), st.sampled_from(list(Part))),
        st.tuples(st.just("sign all"), st.integers(0, 3), st.none()),
        st.tuples(st.just("stop"), st.integers(0, 3), st.none()),
        st.tuples(st.just("wait"), st.integers(1, 30), st.none()),
    ),
    max_size=12,
)  # fmt: skip


@given(steps=STEPS, kind=st.sampled_from(["message", "claimreview"]))
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_whatever_people_do_in_whatever_order_no_product_leaves_that_may_not(
    bank: Bank, steps, kind: str
):
    """What left is judged by the rows of the store alone, without the rule under test."""
    people = [bank.author, *bank.signers.values()]
    with transaction.atomic():
        myth, day = bank.myth(), bank.author.today
        for step, who, what in [*steps, ("wait", 0, None)]:
            with suppress(BadInput, AccessDenied, NotFound):
                if step == "wait":
                    day += timedelta(days=who)
                elif step == "write":
                    until = what["expires"]
                    last = day + timedelta(days=until) if until else None
                    bank.written(myth, by=people[who], **(what | {"expires": last}))
                elif step == "sign":
                    seen = bank.seen(myth)
                    today = replace(people[who], today=day)
                    sign_answer(today, myth.reference, "en", part=what, seen=seen)
                elif step == "sign all":
                    bank.sign(myth)
                else:
                    stop_answer(people[who], myth.reference, "en", why="A wrong word")
            try:
                take(bank, myth, kind, by=replace(bank.author, today=day))
            except (NotSigned, NotFound):
                assert not _may_leave(myth, day)
            else:
                assert _may_leave(myth, day)
        transaction.set_rollback(True)


def _may_leave(myth, day) -> bool:
    newest = myth.versions.filter(language="en").order_by("-number").first()
    if newest is None:
        return False
    said = content_of(newest.content)
    signed = newest.signatures.filter(withdrawn_at__isnull=True)
    authors = set(myth.versions.values_list("author", flat=True))
    signers = set(signed.values_list("by", flat=True)) - authors
    parts = set(signed.values_list("part", flat=True))
    return (
        not lacking(said, newest.made_at.date())
        and day <= said.expires
        and len(signers) == len(parts) == len(Part)
    )
