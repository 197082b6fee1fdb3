"""Pages of claims without an answer: shown with people hidden, made a myth, put aside."""

import pytest
from django.urls import reverse

from hawkari.desks.campaign.models import Claim, Myth, Post
from tests.desks.campaign.playing import Desk
from tests.desks.campaign.test_claims import PAPERS, posted, reread

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def access(desk):
    return desk.officer()


@pytest.fixture
def browser(client, desk, access):
    client.force_login(access.user)
    session = client.session
    session["operation"] = desk.operation.slug
    session.save()
    return client


@pytest.fixture
def claim(desk, access):
    reread(posted(desk, access, *PAPERS[:2], PAPERS[2] + " call +44 7700 900163"))
    return Claim.objects.get()


def at(name, *arguments):
    return reverse(f"campaign:{name}", args=arguments)


def test_the_list_shows_a_claim_with_its_numbers_and_hides_phones(browser, claim):
    page = browser.get(at("claims")).content.decode()
    assert claim.reference in page
    assert "900163" not in page
    assert "gets papers" in page


def test_a_claim_becomes_a_myth_in_words_of_ones_own(browser, claim):
    given = {"text": "Kurds get papers in London", "language": "en", "topic": "law"}
    answer = browser.post(at("claim_made_myth", claim.reference), given)
    myth = Myth.objects.get()
    assert answer.url == at("myth", myth.reference)
    assert set(Post.objects.values_list("myth", flat=True)) == {myth.reference}


def test_what_is_missing_is_said_and_nothing_is_kept(browser, claim):
    answer = browser.post(at("claim_made_myth", claim.reference), {"language": "en"})
    assert answer.status_code == 422
    assert not Myth.objects.exists()
    answer = browser.post(at("claim_aside", claim.reference), {"why": ""})
    assert answer.status_code == 422


def test_a_claim_put_aside_leaves_the_list_and_stands_under_its_own(browser, claim):
    browser.post(at("claim_aside", claim.reference), {"why": "ordinary news"})
    assert claim.reference not in browser.get(at("claims")).content.decode()
    assert "ordinary news" in browser.get(at("claims") + "?state=aside").content.decode()
    again = browser.post(at("claim_aside", claim.reference), {"why": "again"})
    assert "settled this claim already" in again.content.decode()


def test_the_file_has_numbers_and_no_words_of_posts(browser, claim):
    lines = browser.get(at("claims_file")).content.decode().splitlines()
    assert lines[1].startswith(f"{claim.reference},3,1,")
    assert "papers" not in "".join(lines)


def test_the_api_says_the_same(browser, claim):
    (one,) = browser.get(reverse("campaign:api:claims")).json()["claims"]
    assert (one["reference"], one["posts"]) == (claim.reference, 3)


def test_a_claim_of_nobody_is_not_found(browser):
    assert browser.get(at("claim", "C-2026-XXXXXX")).status_code == 404


def test_matching_again_leads_to_the_imports(browser, claim):
    assert browser.post(at("match_again")).url == at("imports")
