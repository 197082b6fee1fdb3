"""Myths, their answers, the three signatures, and that nothing leaves without them."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hawkari.desks.campaign.bank import LANGUAGES, Help, NotSigned, Part, content_of, lacking
from hawkari.desks.campaign.models import AnswerSignature, AnswerVersion, MadeProduct, Variant
from hawkari.desks.campaign.services.answers import (
    STATEMENTS,
    Written,
    sign_answer,
    stop_answer,
    write_answer,
)
from hawkari.desks.campaign.services.bank_reading import (
    AnswerText,
    answer_page,
    answer_texts,
    bank_of,
    myth_row,
)
from hawkari.desks.campaign.services.myths import (
    NewMyth,
    Saying,
    add_variant,
    make_myth,
    retire_myth,
)
from hawkari.desks.campaign.services.products import KINDS, draft_card, make_product
from hawkari.desks.campaign.services.refusals import NotFound
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import open_access
from hawkari.evidence.models import AuditEntry
from tests.desks.campaign.answering import FONTS, SAID, content
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


def test_a_retired_myth_is_answered_no_longer(bank: Bank):
    myth = bank.signed()
    retire_myth(bank.author, myth.reference, why="Nobody says it any more")
    with pytest.raises(NotSigned, match="retired"):
        take(bank, myth)
    assert answer_texts(bank.desk.operation) == []
    with pytest.raises(BadInput, match="no longer"):
        bank.written(myth, answer="More.")


def test_where_protection_is_due_no_deterrence_is_kept(bank: Bank):
    asylum = bank.myth("asylum")
    with pytest.raises(BadInput, match="in need of protection"):
        bank.written(asylum)
    with pytest.raises(BadInput, match="nobody is deterred"):
        bank.written(asylum, protection_due=True, deterrence="You will be sent back.")
    assert bank.written(asylum, protection_due=True).number == 1


def test_nobody_writes_over_what_they_have_not_seen(bank: Bank):
    myth = bank.myth()
    bank.written(myth)
    with pytest.raises(BadInput, match="another version"):
        write_answer(bank.author, myth.reference, Written(content(answer="Other."), seen=0))
    with pytest.raises(BadInput, match="nothing was changed"):
        bank.written(myth)


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


def test_another_operation_knows_of_no_myth(bank: Bank):
    myth = bank.signed()
    stranger = Bank().author
    assert bank_of(stranger).rows == ()
    for look in (lambda: myth_row(stranger, myth.reference), lambda: take(bank, myth, by=stranger)):
        with pytest.raises(NotFound):
            look()


@pytest.mark.parametrize("role", ["reviewer", "programme", "legal"])
def test_readers_read_and_change_nothing(bank: Bank, role: str):
    myth = bank.signed()
    reader = bank.desk.officer(role)
    page = answer_page(reader, myth.reference, "en")
    assert page.stand.state == "leaves"
    assert not page.may_write
    with pytest.raises(AccessDenied):
        bank.written(myth, by=reader, answer="Other.")
    with pytest.raises(AccessDenied):
        make_myth(reader, NewMyth("safety", (Saying("en", "It is easy"),)))
    if role != "legal":
        with pytest.raises(AccessDenied):
            take(bank, myth, by=reader)


def test_roles_without_part_in_the_campaign_read_no_myth(bank: Bank):
    for role in ("caseworker", "trainer", "auditor", "administrator"):
        with pytest.raises(AccessDenied):
            bank_of(bank.desk.officer(role))


def test_a_myth_is_said_in_many_ways_and_posts_are_matched_to_all_of_them(bank: Bank):
    myth = bank.myth()
    add_variant(bank.author, myth.reference, Saying("en", "  New boat,\n no danger "))
    add_variant(bank.author, myth.reference, Saying("ckb", SAID["ckb"][0]))
    assert answer_texts(bank.desk.operation) == [
        AnswerText(myth.reference, "en", SAID["en"][0]),
        AnswerText(myth.reference, "en", "New boat, no danger"),
        AnswerText(myth.reference, "ckb", SAID["ckb"][0]),
    ]
    claims = Variant.objects.filter(is_claim=True).values_list("language", flat=True)
    assert list(claims) == ["en", "ckb"]
    with pytest.raises(BadInput, match="kept already"):
        add_variant(bank.author, myth.reference, Saying("en", "New boat, no danger"))
    assert [one.myth for one in bank_of(bank.author, "no danger").rows] == [myth]
    assert bank_of(bank.author, "speedboat").rows == ()


@pytest.mark.parametrize(
    "saying", [Saying("xx", "Words"), Saying("en", "  "), Saying("en", "x" * 1_001)]
)
def test_a_myth_without_words_or_of_a_language_that_is_not_kept_is_refused(bank: Bank, saying):
    with pytest.raises(BadInput):
        make_myth(bank.author, NewMyth("safety", (saying,)))
    with pytest.raises(BadInput):
        make_myth(bank.author, NewMyth("rumour", (Saying("en", "Words"),)))


def test_marks_that_nobody_sees_are_taken_out_before_anybody_signs(bank: Bank):
    myth = bank.myth()
    turned = "Boats\u202e break\x00.\r\nMore\u2067."
    kept = bank.written(myth, answer=turned, attribution="\u202dInvented Border Office")
    assert kept.content["answer"] == "Boats break.\nMore."
    assert kept.content["attribution"] == "Invented Border Office"
    assert bank.written(myth, "fa", answer="می\u200cشکند").content["answer"] == "می\u200cشکند"


@pytest.mark.parametrize(
    "change",
    [{"answer": "x" * 1_001}, {"claim": "x" * 301}, {"protection": (Help("x", "y" * 1_001),)},
     {"protection": (Help("x", "y"),) * 13}, {"attribution": "x" * 201}],
)  # fmt: skip
def test_what_is_too_long_for_a_product_is_refused(bank: Bank, change):
    with pytest.raises(BadInput, match="too long"):
        bank.written(bank.myth(), **change)


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


def test_the_page_says_which_part_the_reader_may_sign(bank: Bank):
    myth = bank.myth()
    bank.written(myth)

    def mine(access) -> set[str]:
        page = answer_page(access, myth.reference, "en")
        return {one.part.value for one in page.parts if one.is_mine}

    def waiting(access) -> list[str]:
        return [row.myth.reference for row, _ in bank_of(access).mine]

    assert mine(bank.author) == set()
    assert waiting(bank.author) == []
    assert waiting(bank.signers[Part.LEGAL]) == [myth.reference]
    assert mine(bank.signers[Part.LEGAL]) == {"legal", "reader"}
    bank.sign(myth, parts=(Part.READER,))
    assert mine(bank.signers[Part.LEGAL]) == {"legal"}
    assert mine(bank.signers[Part.READER]) == set()
    assert waiting(bank.signers[Part.READER]) == []


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


def test_a_bank_of_many_myths_is_read_with_few_queries(bank: Bank, django_assert_max_num_queries):
    for language in LANGUAGES:
        myth = bank.myth(language=language)
        bank.written(myth, language)
    with django_assert_max_num_queries(20):
        assert len(bank_of(bank.author).rows) == len(LANGUAGES)
