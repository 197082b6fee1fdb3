"""The three lines of £800,000, as their page says it: golden, in three languages.

`HAWKARI_GOLDEN=1` writes what the page says now; look at every line of the difference.
"""

import os
import re
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.desks.programme.playing import COMMITMENT, Desk, approved

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).parent / "golden"


def said(page: str) -> str:
    """What stands under the heading, a cell or sentence a line."""
    main = page.partition('<div class="page">')[2].partition("</main>")[0]
    main = re.sub(r"<svg.*?</svg>|<form.*?</form>", "", main, flags=re.DOTALL)
    lines = re.split(r"</?(?:p|h1|h2|td|th|tr|div|section|footer|table|span|a|li)\b[^>]*>", main)
    texts = (re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", one))).strip() for one in lines)
    return "\n".join(one for one in texts if one) + "\n"


def test_the_page_of_the_three_lines_says_the_same_in_each_language():
    desk = Desk()
    first, second = desk.officer(), desk.officer()
    training = desk.line(first, name="Train Iraqi law enforcement in border security")
    region = desk.line(
        first, name="The Kurdistan Region, with a new taskforce", bound="amount",
        amount=Decimal(200_000),
    )  # fmt: skip
    desk.line(first, name="Serious organised crime", bound="amount", amount=Decimal(300_000))
    approved(first, second, training, COMMITMENT, amount=Decimal(90_000))
    approved(first, second, region, amount=Decimal("1250.55"))
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(first.user)
    for language in ("en", "ar", "ckb"):
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        now = said(client.get(reverse("programme:money")).content.decode())
        file = GOLDEN / f"money-{language}.txt"
        if os.environ.get("HAWKARI_GOLDEN"):
            file.parent.mkdir(exist_ok=True)
            file.write_text(now, encoding="utf-8")
        assert now == file.read_text(encoding="utf-8"), language
        for amount in ("£800,000", "£300,000", "£200,000", "£1,250.55", "£198,749.45", "£90,000"):
            assert amount in now, (language, amount)
