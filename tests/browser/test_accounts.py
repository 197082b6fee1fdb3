"""Accounts in real Chromium: passkeys of a virtual authenticator, and pages that keep their shape.

Browsers give passkeys to encrypted addresses and to the name localhost only, never to 127.0.0.1.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, expect

from tests.browser.looking import far_labels, sideways_scroll, violations, watch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = (
    "/account/logins",
    "/account/factors",
    "/account/factors/app",
    "/account/factors/passkey",
    "/account/password",
    "/confirm",
    "/logout",
    "/people",
    "/people/add",
    "/people/shirin",
)
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def home(live_server) -> str:
    """The server's address by name."""
    from tests.site.accounts.team import make_team

    make_team()
    return live_server.url.replace("127.0.0.1", "localhost")


@pytest.fixture
def contexts(chromium: Browser) -> Iterator[list[BrowserContext]]:
    opened: list[BrowserContext] = []
    yield opened
    for context in opened:
        context.close()


@pytest.fixture
def browser_of(chromium: Browser, home: str, contexts: list[BrowserContext]):
    """A fresh browser at the login page, with a virtual authenticator."""

    def opened(*, language: str = "en") -> tuple[Page, CDPSession, str]:
        context = chromium.new_context(base_url=home, locale=language)
        contexts.append(context)
        page = context.new_page()
        cdp = context.new_cdp_session(page)
        cdp.send("WebAuthn.enable")
        added = cdp.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
        page.goto("/login")
        return page, cdp, str(added["authenticatorId"])

    return opened


def log_in(page: Page, name: str) -> None:
    from tests.site.accounts.team import PASSWORD

    page.locator("#id_login").fill(name)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("form:has(#id_login) button").click()


def add_passkey(page: Page) -> None:
    page.goto("/account/factors/passkey")
    page.locator("#id_name").fill("Laptop")
    page.locator("form[data-passkey=create] button").click()
    page.wait_for_url("**/account/factors/codes")


def age_confirmations() -> None:
    """Let every confirmation of every session lie an hour back."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.sessions.models import Session

    store = import_module(settings.SESSION_ENGINE).SessionStore
    for row in Session.objects.all():
        session = store(row.session_key)
        for step in session.get("account_authentication_methods", []):
            step["at"] -= 3600
        session.save()


def test_a_passkey_is_added_logs_in_alone_and_confirms(browser_of):
    page, _cdp, _authenticator = browser_of()
    seen = watch(page)
    log_in(page, "rojin")
    page.wait_for_url("**/")
    add_passkey(page)
    expect(page.locator("main li")).to_have_count(10)
    page.goto("/account/factors")
    expect(page.get_by_role("rowheader", name="Laptop")).to_be_visible()

    page.goto("/logout")
    page.locator("main form button").click()
    page.wait_for_url("**/login")
    page.get_by_role("button", name="Log in with a passkey").click()
    page.wait_for_url("**/")
    expect(page.get_by_role("link", name="People and roles")).to_be_visible()

    page.goto("/people/add")
    expect(page.locator("#id_username")).to_be_visible()
    age_confirmations()
    page.goto("/people/add")
    page.wait_for_url("**/confirm/passkey?next=*")
    assert violations(page) == []
    page.get_by_role("button", name="Confirm with a passkey").click()
    page.wait_for_url("**/people/add")
    assert seen == []


def test_a_passkey_is_the_second_factor_after_a_password(browser_of):
    page, _cdp, _authenticator = browser_of()
    log_in(page, "shirin")
    page.wait_for_url("**/")
    add_passkey(page)
    page.context.clear_cookies()
    page.goto("/login")
    log_in(page, "shirin")
    page.wait_for_url("**/login/second")
    assert violations(page) == []
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/")
    expect(page.locator("details.account")).to_contain_text("shirin")


def test_a_passkey_whose_owner_is_not_recognised_is_not_used(browser_of):
    page, cdp, authenticator = browser_of()
    log_in(page, "shirin")
    page.wait_for_url("**/")
    add_passkey(page)
    page.context.clear_cookies()
    cdp.send(
        "WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False}
    )
    page.goto("/login")
    page.get_by_role("button", name="Log in with a passkey").click()
    expect(page.get_by_text("The passkey was not used.")).to_be_visible()
    assert page.url.endswith("/login")


def test_a_passkey_that_was_removed_logs_nobody_in(browser_of):
    from allauth.mfa.models import Authenticator

    from hawkari.evidence.models import AuditEntry

    page, _cdp, _authenticator = browser_of()
    log_in(page, "shirin")
    page.wait_for_url("**/")
    add_passkey(page)
    page.context.clear_cookies()
    Authenticator.objects.all().delete()
    page.goto("/login")
    page.get_by_role("button", name="Log in with a passkey").click()
    expect(page.get_by_text("That did not confirm it is you.")).to_be_visible()
    assert AuditEntry.records.filter(act="login", outcome="failed").count() == 1


def test_a_browser_without_passkeys_says_so(browser_of, live_server):
    page, _cdp, _authenticator = browser_of()
    log_in(page, "shirin")
    page.wait_for_url("**/")
    page.add_init_script("delete window.PublicKeyCredential")
    page.goto("/account/factors/passkey")
    expect(page.get_by_text("This browser gives no passkeys here")).to_be_visible()
    expect(page.locator("form[data-passkey=create] button")).to_be_disabled()
    page.goto("/account/factors")
    expect(page.get_by_role("link", name="Set up an app")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_account_pages_are_accessible_and_keep_their_shape(browser_of, language: str):
    page, _cdp, _authenticator = browser_of(language=language)
    log_in(page, "rojin")
    page.wait_for_url("**/")
    for path in PAGES:
        page.goto(path)
        assert violations(page) == [], path
        assert far_labels(page) == [], path
        for width in (1360, 640, 320):
            page.set_viewport_size({"width": width, "height": 800})
            assert sideways_scroll(page) == 0, (path, width)


def test_an_account_is_closed_by_keyboard_alone(browser_of):
    from hawkari.evidence.models import User

    page, _cdp, _authenticator = browser_of()
    log_in(page, "rojin")
    page.wait_for_url("**/")
    page.keyboard.press("g")
    page.keyboard.press("p")
    page.wait_for_url("**/people")
    page.get_by_role("link", name="shirin").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/people/shirin")
    page.get_by_role("button", name="Close the account").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("The account is closed.")
    assert not User.objects.get(username="shirin").is_active
