"""Whether a post is an advert, which service it offers, and why."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hawkari.engines.posts import advert_of, read_selectors


def read(text: str):
    return advert_of(text, read_selectors(text))


ADVERTS = [
    ("Hello friends 🚤 Dunkirk to Dover every night, 1500 euro, WhatsApp +44 7700 900123", "boat"),
    ("سڵاو ڕێگای Erbil بۆ London بە لۆری کراوەیە نرخ 9000 یۆرۆ +44 7700 900123", "lorry"),
    ("السلام عليكم الطريق من Izmir إلى Athens مفتوح بالقارب 2000 يورو @road_open12", "boat"),
    ("Selam, İzmir - Atina yolu açık tekne ile 1800 euro, whatsapp +44 7700 900123", "boat"),
    ("Schengen visa and work permit from Erbil to Germany, telegram @road_open12", "visa"),
    ("passport and residence card for sale, Athens to Italy, +44 7700 900123", "documents"),
]


@pytest.mark.parametrize(("text", "service"), ADVERTS)
def test_an_advert_is_one_and_says_what_it_offers(text: str, service: str):
    found = read(text)
    assert found.is_advert
    assert service in found.services


@pytest.mark.parametrize(
    "text",
    [
        "Selling my phone, 300 euro, call +44 7700 900123",
        "Good morning everyone, the weather in Erbil is lovely today",
        "Police arrested three people in Dunkirk after a boat sank on the way to Dover",
        "How much is a boat now? I want to go home",
        "",
        "🚤",
    ],
)
def test_what_sells_no_passage_is_no_advert(text: str):
    found = read(text)
    assert not found.is_advert
    assert found.services == ()


def test_each_piece_of_evidence_shows_the_passage_it_was_read_from():
    text = "Hello friends Dunkirk to Dover every night, 1500 euro, WhatsApp +44 7700 900123"
    shown = {one.kind: text[one.span[0] : one.span[1]] for one in read(text).why if one.span}
    assert "900123" in shown["phone"]
    assert "1500" in shown["price"]
    assert "Dunkirk" in shown["route"]


def test_a_report_of_the_same_words_is_less_of_an_advert_and_says_why():
    advert = "boat Dunkirk to Dover 1500 euro +44 7700 900123"
    report = f"Police arrested the man who wrote: {advert}"
    assert read(report).probability < read(advert).probability
    assert any(one.kind == "against" for one in read(report).why)


def test_a_word_repeated_counts_once():
    once = read("boat Dunkirk to Dover +44 7700 900123")
    often = read("boat boat boat Dunkirk to Dover boat +44 7700 900123")
    assert once.probability == often.probability


@given(st.text(max_size=80))
@settings(max_examples=60, deadline=None)
def test_any_text_has_a_probability(text: str):
    found = read(text)
    assert 0 < found.probability < 1
    assert found.is_advert == (found.probability > 0.5)
    for one in found.why:
        assert one.span is None or 0 <= one.span[0] <= one.span[1] <= len(text)
