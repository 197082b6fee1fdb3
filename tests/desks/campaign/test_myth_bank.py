"""Myths as they are said, their answers as they are written, and who reads the bank."""

import pytest

from hawkari.desks.campaign.bank import LANGUAGES, Help, NotSigned, Part
from hawkari.desks.campaign.models import Variant
from hawkari.desks.campaign.services.answers import (
    Written,
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
from hawkari.desks.campaign.services.products import make_product
from hawkari.desks.campaign.services.refusals import NotFound
from hawkari.errors import AccessDenied, BadInput
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


def test_a_bank_of_many_myths_is_read_with_few_queries(bank: Bank, django_assert_max_num_queries):
    for language in LANGUAGES:
        myth = bank.myth(language=language)
        bank.written(myth, language)
    with django_assert_max_num_queries(20):
        assert len(bank_of(bank.author).rows) == len(LANGUAGES)
