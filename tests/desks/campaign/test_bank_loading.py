"""Seeds and files of myths: kept once, never over a person's words, and never signed."""

import json

import pytest

from hawkari.desks.campaign.bank import LANGUAGES, NotSigned, Part
from hawkari.desks.campaign.models import AnswerSignature, AnswerVersion, Myth, Variant
from hawkari.desks.campaign.services.bank_loading import load_bank, seed_lines
from hawkari.desks.campaign.services.bank_reading import bank_of
from hawkari.desks.campaign.services.products import KINDS, make_product
from hawkari.errors import AccessDenied, BadInput
from tests.desks.campaign.answering import FONTS
from tests.desks.campaign.signing import Bank

pytestmark = [pytest.mark.django_db, pytest.mark.contract]
SEEDS = 5


@pytest.fixture
def bank(db) -> Bank:
    return Bank()


def test_five_seeds_come_in_five_languages_and_say_who_drafted_them(bank: Bank):
    done = load_bank(bank.author, seed_lines())
    assert (done.myths, done.answers, done.refused) == (SEEDS, SEEDS * len(LANGUAGES), [])
    assert {one.origin for one in Myth.objects.all()} == {"seed"}
    drafted = AnswerVersion.objects.values_list("language", "drafted")
    assert {one for language, one in drafted if language == "en"} == {"seed"}
    assert {one for language, one in drafted if language != "en"} == {"machine"}


def test_no_seed_leaves_and_none_can_be_signed_as_it_is(bank: Bank):
    load_bank(bank.author, seed_lines())
    for row in bank_of(bank.author).rows:
        for stand in row.stands:
            assert stand.state == "incomplete"
            for kind in KINDS:
                with pytest.raises(NotSigned, match="attribution"):
                    make_product(
                        bank.author, row.myth.reference, stand.language, kind=kind, fonts=FONTS
                    )
    with pytest.raises(BadInput, match="attribution, expires"):
        bank.sign(Myth.objects.get(key="crossing-safe"), "ckb", parts=(Part.READER,))
    assert not AnswerSignature.objects.exists()


def test_every_seed_tells_of_help_and_that_of_asylum_deters_nobody(bank: Bank):
    load_bank(bank.author, seed_lines())
    for row in bank_of(bank.author).rows:
        for stand in row.stands:
            assert stand.content is not None
            assert len(stand.content.protection) == len(("danger", "asylum", "forced work"))
            assert stand.content.sources
            is_asylum = row.myth.topic == "asylum"
            assert stand.content.protection_due is is_asylum
            assert (stand.content.verdict == "disputed") is is_asylum


def test_a_file_loaded_twice_adds_nothing_and_keeps_what_a_person_wrote(bank: Bank):
    load_bank(bank.author, seed_lines())
    myth = Myth.objects.get(key="speedboat")
    bank.written(myth)
    again = load_bank(bank.author, seed_lines())
    assert (again.myths, again.sayings, again.answers) == (0, 0, 0)
    assert again.kept == SEEDS * len(LANGUAGES)
    newest = myth.versions.filter(language="en").order_by("-number").first()
    assert newest.drafted == "person"


def test_a_line_that_cannot_be_used_is_named_and_the_others_are_kept(bank: Bank):
    good = {"key": "a", "topic": "price", "claims": [{"language": "en", "text": "It is cheap"}]}
    bad = [
        "no json", "[]", json.dumps({"topic": "price"}), json.dumps(good | {"key": "b", "x": 1}),
        json.dumps(good | {"key": "c", "topic": "rumour"}),
        json.dumps(good | {"key": "d", "claims": []}),
        json.dumps(good | {"key": "e", "claims": [{"language": "xx", "text": "x"}]}),
        json.dumps(good | {"key": "f", "answers": [{"content": {"language": "en"}}]}),
        json.dumps(good | {"key": "g", "claims": "x"}), json.dumps(good | {"key": "h\0"}),
        json.dumps(good | {"key": "i", "answers": [{"drafted": "oracle", "content": {}}]}),
        json.dumps(good | {"key": "j", "topic": ["x"]}), "[" * 100_000,
    ]  # fmt: skip
    done = load_bank(bank.author, [*bad, "", json.dumps(good)])
    assert [number for number, _ in done.refused] == list(range(1, len(bad) + 1))
    assert (done.myths, Myth.objects.get().key, Variant.objects.count()) == (1, "a", 1)


def test_only_who_works_on_the_campaign_loads_myths(bank: Bank):
    with pytest.raises(AccessDenied):
        load_bank(bank.desk.officer("legal"), seed_lines())
