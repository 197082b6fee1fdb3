"""What every answer says to a browser, and what no request can make the server do."""

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tests.trust.fuzzing import routes

pytestmark = pytest.mark.django_db
PAGES = ("/", "/sources", "/search?q=Rebwar", "/network", "/review", "/api/intelligence/search?q=R")
MISSING = ("/none", "/entities/none", "/network/export.exe", "/api/intelligence/entities/none")


def plain_routes() -> list[str]:
    """Every address without a blank in it."""
    return sorted({f"/{place}" for place in routes() if "<" not in place and "(?P" not in place})


def test_no_answer_is_kept_by_a_browser_or_a_proxy(browser: Client):
    for address in (*PAGES, *MISSING, *plain_routes()):
        assert "no-store" in browser.get(address)["Cache-Control"], address


def test_every_answer_carries_the_headers_that_keep_it_here(browser: Client):
    wanted = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    for address in (*PAGES, *MISSING, *plain_routes()):
        answer = browser.get(address)
        for name, value in wanted.items():
            assert answer.get(name) == value, (address, name)
        policy = answer["Content-Security-Policy"]
        for part in ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
            assert part in policy, address
        assert "unsafe" not in policy
        assert "camera=()" in answer["Permissions-Policy"]
        assert "Access-Control-Allow-Origin" not in answer
        assert "Server" not in answer
        assert "X-Powered-By" not in answer


def test_every_answer_states_its_kind_and_letters(browser: Client):
    for address in (*PAGES, *MISSING, *plain_routes()):
        answer = browser.get(address)
        kind = answer.get("Content-Type", "")
        if answer.content and kind.startswith("text/"):
            assert "charset=utf-8" in kind.lower(), address


def test_static_files_may_be_kept_but_not_embedded_elsewhere(client: Client):
    answer = client.get("/static/hawkari/base.css")
    assert answer["Content-Type"].startswith("text/css")
    assert "no-store" not in answer["Cache-Control"]
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    answer.close()
    assert client.get("/static/").status_code == 404
    assert client.get("/static/../settings.py").status_code == 404
    assert client.get("/static/%2e%2e/%2e%2e/settings.py").status_code == 404


NAMED = """
import json, django
django.setup()
from django.conf import settings
from django.test import Client
from django.core.management import call_command
call_command("migrate", verbosity=0)
answer = Client(headers={"host": "hawkari.example.org"}).get("/login", secure=True)
elsewhere = Client(headers={"host": "evil.example"}).get("/login", secure=True)
switched = Client(headers={"host": "hawkari.example.org"}).post(
    "/display", {"theme": "dark"}, secure=True)
print(json.dumps({
    "hsts": answer.get("Strict-Transport-Security"),
    "cookies": {name: [bool(c["secure"]), bool(c["httponly"]), c["samesite"], c["path"],
                c["domain"]] for one in (answer, switched) for name, c in one.cookies.items()},
    "session": settings.SESSION_COOKIE_NAME,
    "elsewhere": elsewhere.status_code,
    "debug": settings.DEBUG,
}))
"""


def test_a_named_server_is_reached_by_tls_and_by_its_name_only(tmp_path: Path):
    variables = {
        **os.environ,
        "HAWKARI_HOME": str(tmp_path),
        "HAWKARI_HOSTS": "hawkari.example.org",
        "DJANGO_SETTINGS_MODULE": "hawkari.site.settings",
    }
    variables.pop("HAWKARI_DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, "-c", NAMED], env=variables, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["hsts"] == "max-age=63072000; includeSubDomains"
    assert told["session"] == "__Host-sessionid"
    assert "__Host-csrftoken" in told["cookies"]
    for name, (secure, hidden, same_site, path, domain) in told["cookies"].items():
        assert (secure, hidden, path, domain) == (True, True, "/", ""), name
        assert same_site in ("Lax", "Strict"), name
    assert told["elsewhere"] == 400
    assert told["debug"] is False


def test_cookies_are_hidden_from_scripts_and_small(browser: Client):
    answers = [
        browser.get("/login"),
        browser.get("/"),
        browser.post("/display", {"theme": "dark"}),
        browser.post("/language", {"language": "ar"}),
        browser.post("/logout"),
    ]
    written = {name: cookie for answer in answers for name, cookie in answer.cookies.items()}
    assert {"display", "django_language"} <= set(written)
    for name, cookie in written.items():
        assert cookie["httponly"] or not cookie.value, name
        assert len(name) + len(cookie.value) < 4096


def posts() -> list[str]:
    return [f"/{place}" for place in routes() if not place.endswith("openapi.json")]


def test_no_form_is_taken_from_another_site(case):
    careful = Client(enforce_csrf_checks=True, headers={"host": "127.0.0.1"})
    careful.force_login(case.access().user)
    for place in posts():
        address = place.replace("<str:canonical_id>", "x").replace("<int:pk>", "1")
        if "<" in address or "(?P" in address:
            continue
        answer = careful.post(address, {"a": "b"})
        # Refused for its origin, or because nothing is posted there; never done.
        assert answer.status_code in (403, 404, 405), (address, answer.status_code)


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)",
        "https:evil.example", "http:///evil.example", "\thttps://evil.example",
        "//evil.example@127.0.0.1",
    ],
)  # fmt: skip
def test_nothing_leads_to_another_host(browser: Client, target: str):
    for address, data in (
        ("/display", {"theme": "dark"}),
        ("/language", {"language": "ar"}),
    ):
        answer = browser.post(address, {**data, "next": target})
        assert answer.status_code == 302
        assert "evil" not in answer["Location"], address
    nobody = Client(headers={"host": "127.0.0.1"})
    assert "evil" not in nobody.get("/login", {"next": target}).get("Location", "")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1@evil", ""])
def test_a_host_that_was_not_named_is_refused(browser: Client, host: str):
    assert browser.get("/", headers={"host": host}).status_code == 400


def test_a_header_of_the_sender_changes_no_address_of_ours(browser: Client):
    plain = browser.get("/search?q=Rebwar").content
    for name in ("X-Forwarded-Host", "X-Original-URL", "X-Rewrite-URL", "Forwarded"):
        answer = browser.get("/search?q=Rebwar", headers={name: "evil.example"})
        assert b"evil.example" not in answer.content
        assert len(answer.content) == len(plain)


@pytest.mark.parametrize("method", ["trace", "put", "delete", "patch", "post"])
def test_a_page_that_is_read_is_only_read(browser: Client, method: str):
    for address in ("/", "/search", "/network"):
        answer = getattr(browser, method)(address)
        assert answer.status_code in (405, 403), (method, address)


def test_nothing_is_changed_by_following_a_link(browser: Client):
    for name in ("operation", "display", "intelligence:decide", "intelligence:undo"):
        assert browser.get(reverse(name)).status_code == 405, name
    browser.get(reverse("set_language"), {"language": "ar"})
    assert 'lang="en"' in browser.get("/").content.decode()


def test_a_fault_shows_no_trace_path_or_query(browser: Client, monkeypatch, caplog):
    from hawkari.site import views

    def broken(*_: object, **__: object) -> None:
        secret = "a value of somebody"  # noqa: F841  must not be shown
        raise RuntimeError("SELECT secret FROM evidence_statement at /srv/hawkari")

    monkeypatch.setattr(views, "sources_overview", broken)
    with caplog.at_level(logging.CRITICAL, logger="django"):
        answer = browser.get("/sources")
    assert answer.status_code == 500
    for word in (b"Traceback", b"SELECT", b"RuntimeError", b"/srv/", b".py", b"a value of"):
        assert word not in answer.content


@pytest.mark.parametrize(
    "address",
    [
        "/entities/../../etc/passwd", "/entities/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/network/export.../../etc/passwd", "/static/..%2f..%2f..%2fetc%2fpasswd",
        "/oversight/../../etc/passwd", "/.git/config", "/.env", "/hawkari.sqlite3", "/secret-key",
        "/server-status", "/debug", "/admin/", "/api/docs", "/metrics",
    ],
)  # fmt: skip
def test_no_address_leads_to_a_file_or_to_what_is_not_ours(browser: Client, address: str):
    answer = browser.get(address)
    assert answer.status_code in (400, 404), address
    assert b"root:" not in answer.content


def test_files_are_downloads_with_plain_names_of_our_own(browser: Client, case):
    canonical = case.id_of("uk-1")
    answers = [
        browser.get(f"/network/export.{form}?why=test&x=%22%0d%0aX-Evil:%201")
        for form in ("csv", "graphml", "svg", "png")
    ]
    answers.append(browser.get(f"/entities/{canonical}/brief.docx?why=test"))
    for answer in answers:
        assert answer.status_code == 200
        disposition = answer["Content-Disposition"]
        assert disposition.startswith("attachment")
        assert "\r" not in disposition
        assert "\n" not in disposition
        assert "X-Evil" not in answer
        assert '"' in disposition or "filename=" in disposition


def test_fields_that_a_form_does_not_have_change_nothing(browser: Client, case):
    user = case.access().user
    before = (user.is_superuser, user.is_staff, user.agency_id)
    more = {
        "is_superuser": "on",
        "is_staff": "on",
        "agency": "1",
        "user": "1",
        "role": "administrator",
    }
    browser.post("/display", {"theme": "dark", **more})
    canonical = case.id_of("uk-1")
    browser.post(
        f"/entities/{canonical}/category",
        {"category": "suspect", "basis": "fact", "reason": "charged", "set_by": "9", **more},
    )
    user.refresh_from_db()
    assert (user.is_superuser, user.is_staff, user.agency_id) == before


def test_a_parameter_given_twice_or_in_the_wrong_place_is_not_mixed(browser: Client):
    twice = browser.get("/api/intelligence/search?q=Rebwar&q=Aras")
    assert twice.status_code in (200, 422)
    if twice.status_code == 200:
        assert twice.json()["query"] in ("Rebwar", "Aras")
    in_body = browser.generic("GET", "/api/intelligence/search", b'{"q": "Rebwar"}')
    assert in_body.status_code == 422


def test_a_request_that_is_too_large_is_refused(browser: Client):
    many = browser.post("/display", {f"f{number}": "x" for number in range(2_000)})
    assert many.status_code == 400
    large = browser.post("/display", {"theme": "x" * (4 << 20)})
    assert large.status_code == 400


def test_a_line_of_the_log_stays_one_line(browser: Client, caplog):
    with caplog.at_level(logging.WARNING, logger="django.request"):
        browser.get("/none%0d%0aERROR%20forged%20entry%1b[2J")
    assert caplog.records
    for record in caplog.records:
        assert "\n" not in record.getMessage()
        assert "\x1b" not in record.getMessage()


def test_an_error_of_the_api_is_data_and_never_a_page(browser: Client):
    answer = browser.get("/api/intelligence/search?q=x&limit=<script>")
    assert answer["Content-Type"].startswith("application/json")
    assert answer.status_code == 422
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_nobody_is_logged_in_by_a_session_key_of_their_choice(case):
    forged = Client(headers={"host": "127.0.0.1"})
    forged.cookies["sessionid"] = "a" * 32
    assert forged.get("/").status_code == 302
    assert forged.get("/api/intelligence/search?q=x").status_code == 401


def test_logging_out_clears_what_the_browser_kept(browser: Client):
    answer = browser.post("/logout")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert browser.get("/").status_code == 302


def test_every_page_offers_to_log_out(browser: Client):
    for address in ("/", "/sources", "/search", "/network", "/review"):
        assert reverse("logout") in browser.get(address).content.decode(), address
