"""People in posts are hidden before anybody sees a text."""

import pytest

from hawkari.desks.campaign.services.masking import masked
from hawkari.desks.campaign.services.read_selectors import read_posts
from tests.desks.campaign.playing import ADVERT, Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    desk = Desk()
    imported = desk.imported(desk.officer())

    def made(text):
        one = desk.post(imported, text)
        read_posts([one])
        return one

    return made


def shown(post) -> str:
    return "".join(one.text or f"[{one.hidden}]" for one in masked(post))


def test_a_phone_is_hidden_however_it_is_written(post):
    for text in (
        "call +44 7700 900163 now",
        "call 0044 7700900163 now",
        "call ٠٧٧٠٠ ٩٠٠١٦٣ now",
        "call ۰۷۷۰۰۹۰۰۱۶۳ now",
        "call 07700-900-163 now",
    ):
        said = shown(post(text))
        assert said.startswith("call ["), said
        assert said.endswith(" now"), said
        assert not any(one.isdigit() for one in said)


def test_a_number_that_no_rule_reads_as_a_phone_is_hidden_too(post):
    one = post("id 12345678901234")
    one.selectors.all().delete()
    assert shown(one) == "id [phone]"


def test_a_letter_in_place_of_a_zero_hides_no_number_from_the_mask(post):
    assert shown(post("call O77OO 9OO163 now")) == "call [phone] now"
    assert shown(post("oo oo ooo oo oo")) == "oo oo ooo oo oo"


def test_mail_that_is_spelt_out_is_hidden(post):
    assert shown(post("write karwan.k[at]example[dot]org")) == "write [address]"


def test_accounts_mail_and_web_addresses_are_hidden(post):
    said = shown(
        post("write @example_handle or a.b@example.org or https://example.org/x or t.me/joinme")
    )
    assert "example" not in said
    assert "joinme" not in said


def test_names_are_hidden_where_two_known_ones_stand_together_or_after_a_form_of_address(post):
    assert shown(post("پەیوەندی بە حەمە ئەمین بکە")) == "پەیوەندی بە [name] بکە"
    assert "Hassan" not in shown(post("Ask Ahmed Hassan in Dover"))
    assert "ڕێبوار" not in shown(post("کاک ڕێبوار دەزانێت"))


def test_price_and_route_stay_readable_and_are_marked(post):
    pieces = masked(post(ADVERT))
    assert {one.kind for one in pieces} >= {"price", "route"}
    text = "".join(one.text for one in pieces)
    assert "1500" in text
    assert "7700" not in text


def test_what_is_shown_is_the_text_but_for_what_is_hidden(post):
    text = "سنوور دەکرێتەوە، ئێستا بڕۆ\nthe border is opening"
    assert shown(post(text)) == text


def test_the_beginning_cuts_no_number_open(post):
    one = post("call +44 7700 900163 now")
    for upto in range(1, 24):
        said = "".join(piece.text for piece in masked(one, upto=upto))
        assert not any(char.isdigit() for char in said), (upto, said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("o0" * 50_000, "[phone]"),
        ("a.b+" * 25_000, "a.b+" * 25_000),
        ("£1,500 " * 10_000, "£1,500 " * 10_000),
    ],
)
def test_a_long_post_made_to_hold_up_the_page_is_masked_like_any_other(post, text, said):
    # Expressions that begin anew at each letter of a run would need minutes for these.
    assert shown(post(text)) == said
