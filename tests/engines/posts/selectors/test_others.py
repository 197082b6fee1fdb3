"""Accounts, prices, routes, and words of payment and transport."""

import pytest

from hawkari.engines.posts import read_selectors


def routes(text: str) -> list[tuple[str, str]]:
    return [(one.origin, one.destination) for one in read_selectors(text).routes]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("t.me/some_name1", "telegram:some_name1"),
        ("https://T.me/Some_Name1?x=1", "telegram:some_name1"),
        ("t . me / some_name1", "telegram:some_name1"),
        ("telegram: some_name1", "telegram:some_name1"),
        ("تەلەگرام @ some_name1", "telegram:some_name1"),
        ("تلغرام @some_name1", "telegram:some_name1"),
        ("tiktok.com/@some.name1", "tiktok:some.name1"),
        ("insta: some.name1", "instagram:some.name1"),
        ("facebook.com/some.name1", "facebook:some.name1"),
        ("write to @some_name1.", "unknown:some_name1"),
        ("whatsapp @some_name1", "unknown:some_name1"),
    ],
)
def test_an_account_is_read_with_its_service(text, value):
    assert [one.value for one in read_selectors(text).handles] == [value]


@pytest.mark.parametrize(
    "text",
    ["mail a.b@example.org", "telegram channel", "signal is good", "telegram: OO4477OO9OO123"],
)
def test_what_is_no_account_is_left_alone(text):
    assert read_selectors(text).handles == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("€3,500", "3500 EUR"),
        ("3.500 €", "3500 EUR"),
        ("3 500 euros", "3500 EUR"),
        ("٣٥٠٠ یۆرۆ", "3500 EUR"),
        ("٣٬٥٠٠ يورو", "3500 EUR"),
        ("۳۵۰۰ یورو", "3500 EUR"),
        ("$5.1k", "5100 USD"),
        ("5.1k دولار", "5100 USD"),
        ("5 هەزار دۆلار", "5000 USD"),
        ("3 hezar û pênc sed euro", "3500 EUR"),
        ("£4.50", "4.5 GBP"),
        ("2600 باوند", "2600 GBP"),
        ("2600 پاوەند", "2600 GBP"),
        ("3000 euro'ya", "3000 EUR"),
        ("EUR 3000", "3000 EUR"),
        ("50 میلیون تومان", "500000000 IRR"),
        ("5000 đô", "5000 USD"),
        ("40 ورقة", "4000 USD"),
    ],
)
def test_a_price_is_read_with_its_currency(text, value):
    assert [one.value for one in read_selectors(text).prices] == [value]


def test_slang_for_money_is_called_a_guess():
    (hit,) = read_selectors("السعر 40 ورقة").prices
    assert hit.guessed


def test_a_range_gives_both_its_ends():
    assert [one.value for one in read_selectors("3000-4000 €").prices] == ["3000 EUR", "4000 EUR"]


@pytest.mark.parametrize(
    "text", ["145 millions $", "2 milliards d'euros", "3000 people", "12 €/a b"]
)
def test_budgets_are_no_price_of_a_passage(text):
    assert not [one for one in read_selectors(text).prices if one.amount > 12]


@pytest.mark.parametrize(
    "text",
    [
        "Erbil - London",
        "Erbil → London",
        "from Erbil to London",
        "ڕێگای هەولێر بۆ لەندەن",
        "لە هەولێرەوە بۆ لەندەن",
        "من أربيل إلى لندن",
        "الطريق من اربيل الى لندن",
        "از اربیل تا لندن",
        "مسیر اربیل به لندن",
        "له اربیل څخه لندن ته",
        "rêya Hewlêr ber bi London",
        "ji Hewlêrê heta Londrayê",
        "Erbil'den Londra'ya",
        "rruga Erbil - Londër",
        "đường Erbil đi Luân Đôn",
        "von Erbil nach London",
        "de Erbil à Londres",
        "#هەولێر_لەندەن ✈️ هەولێر ✈️ لەندەن",
        "to London from Erbil",
        "لندن من أربيل".replace("لندن", "إلى لندن"),
    ],
)
def test_a_route_is_read_in_each_language(text):
    assert routes(text) == [("Erbil", "London")]


def test_the_places_between_are_kept():
    (hit,) = read_selectors("Erbil → Istanbul → Athens → London").routes
    assert (hit.origin, hit.via, hit.destination) == ("Erbil", ("Istanbul", "Athens"), "London")


def test_flags_make_a_route_but_a_flag_of_decoration_does_not():
    assert routes("🇹🇷➡️🇬🇷") == [("Turkey", "Greece")]
    assert routes("Selam 🇬🇧 Italy - UK") == [("Italy", "UK")]


@pytest.mark.parametrize(
    "text",
    [
        "Paris et Berlin",
        "London. Calais",
        "UK, Italy",
        "nice to split",
        "le bar à van",
        "Mali / Russie",
        "Russia-Turkey agreement",
        "ÖSTERREICH - WIEN",
        "en Allemagne à Berlin",
        "كان إلى لندن",
        "Europe, which is south of Paris",
        "بريمن الى مقاطعات هامبورغ",
    ],
)
def test_two_places_alone_are_no_route(text):
    assert routes(text) == []


@pytest.mark.parametrize(
    ("text", "payment", "transport"),
    [
        ("پارە دوای گەیشتن، بەلەم", "pay after arrival", "boat"),
        ("حوالة، شاحنة", "hawala", "lorry"),
        ("garantili kamyon", "guarantee", "lorry"),
        ("المبلغ عند المكتب، قارب", "office", "boat"),
    ],
)
def test_words_of_payment_and_transport_are_read(text, payment, transport):
    found = read_selectors(text)
    assert [one.value for one in found.payment] == [payment]
    assert [one.value for one in found.transport] == [transport]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("+44 7700 900123 USD 3700", "3700 USD"),
        ("+44 7700 900123 €6,100", "6100 EUR"),
        ("12.2 K us$", "12200 USD"),
        ("$10500/-", "10500 USD"),
        ("5 mijë €", "5000 EUR"),
        ("4500 اليورو", "4500 EUR"),
        ("1.2k یۆرۆیە", "1200 EUR"),
    ],
)
def test_signs_and_words_of_money_go_with_their_own_number(text, value):
    assert [one.value for one in read_selectors(text).prices] == [value]


def test_a_name_that_is_an_everyday_word_is_a_place_only_in_an_offer():
    assert routes("الطريق من كان إلى لندن") == []
    assert routes("الطريق من كان إلى لندن، €3000") == [("Caen", "London")]


@pytest.mark.parametrize(
    ("text", "language", "meanings"),
    [
        ("ngồi trên thuyền", "vi", ["boat"]),
        ("bi trên", "kmr", ["train"]),
        ("il est parti car il pleut", "fr", []),
        ("by car", "en", ["car"]),
        ("بس يا اخي", "ar", []),
    ],
)
def test_a_word_of_transport_in_one_language_is_none_in_another(text, language, meanings):
    found = read_selectors(text, language=language).transport
    assert [one.value for one in found] == meanings


def test_a_short_name_with_an_ending_is_another_word():
    assert routes("هەولێر → دوور €3000") == [("Erbil", "Dover")]
    assert routes("هەولێر → دوورە €3000") == []


def test_of_several_places_called_the_same_the_one_on_the_way_counts():
    assert routes("Frankfurt - Berlin") == [("Frankfurt", "Berlin")]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("from Erbil and Ranya to London", [("Ranya", "London"), ("Erbil", "London")]),
        ("لە هەولێر و ڕانیە بۆ لەندەن", [("Ranya", "London"), ("Erbil", "London")]),
        ("من أربيل إلى ألمانيا وبريطانيا", [("Erbil", "Germany"), ("Erbil", "UK")]),
        ("Erbil → Istanbul, Athens", [("Erbil", "Istanbul"), ("Erbil", "Athens")]),
    ],
)
def test_routes_that_have_an_end_in_common_are_read_one_by_one(text, pairs):
    assert routes(text) == pairs
