"""The page of goods in both directions, by its filter; its tables accessible and in shape."""

import pytest
from playwright.sync_api import expect

from tests.browser.looking import far_labels, sideways_scroll, unmirrored, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_goods_are_filtered_by_keyboard_and_groups_shown_in_both_directions(visitor):
    from tests.desks.intelligence.case import Case
    from tests.desks.intelligence.test_goods import seize, travel

    case = Case().load()
    travel(case, "uk-1", "uk-3", "krg-2", "uk-4")
    seize(case, "2.5 kg heroin", "uk-1", "uk-3")
    seize(case, "٤٠ سترة نجاة", "uk-3", number=2)
    seize(case, "1.500 kg zzz", "uk-3", number=3)
    visit = visitor(case)
    english, sorani = (visit("/network/goods", language=language) for language in ("en", "ckb"))
    for page in (english, sorani):
        expect(page.locator("section table")).to_have_count(2)
        assert violations(page) == []
        assert (sideways_scroll(page), far_labels(page)) == (0, [])
    assert unmirrored(english, sorani, ["form.filters .field", "section table"]) == []
    english.locator("#goods").focus()
    english.keyboard.type("heroin")
    english.keyboard.press("Tab")
    english.keyboard.press("Enter")
    english.wait_for_url("**goods=heroin")
    expect(english.locator("section[aria-labelledby=seizures] tbody tr")).to_have_count(1)
