"""Every address, API operation and command asks who may, and leaves an audit entry.

The doors are enumerated from the running program, so a new one fails here until `doors` says how
to go through it, or why it need not ask.
"""

import pytest
from django.test import Client
from typer.testing import CliRunner

from hawkari.cli.app import build
from hawkari.errors import AccessDenied
from hawkari.evidence import audit
from hawkari.evidence.audit import AuditUnavailable
from hawkari.evidence.local import ensure_local_user
from hawkari.evidence.models import AuditEntry, OperationMember
from tests.desks.intelligence.case import Case
from tests.evidence.factories import World
from tests.trust import doors, visits
from tests.trust.conftest import TrustLine
from tests.trust.visits import Ground, Need, Visit
from tests.trust.watching import (
    cannot_record,
    commands,
    operations,
    patch_everywhere,
    routes,
    undone,
    watch_doors,
)

pytestmark = pytest.mark.django_db

# What the case holds of people; none of it may reach somebody who reads no content.
CONTENT = ("Rebwar", "ڕێبوار", "ئاراس", "Saman", "Nawzad", "Kawa", "+4477009", "964700000")


def holds_content(text: str) -> bool:
    return any(word in text for word in CONTENT)


def by_role(ground: Ground) -> dict[str, Client]:
    """A browser of a member in each role that some door needs."""
    roles = {visit.role for visit in doors.VISITS.values()}
    return {role: ground.case.client(role=role) for role in sorted(roles)}


def web_doors() -> dict[str, Visit]:
    return {name: doors.VISITS[name] for name in routes() if name in doors.VISITS}


def test_every_address_is_covered_or_exempt_with_a_reason():
    known = {*doors.VISITS, *doors.EXEMPT_ROUTES}
    assert [name for name in routes() if name not in known] == []
    assert {name for name in known if name not in routes()} == set()
    assert all(doors.EXEMPT_ROUTES.values())


def test_every_address_asks_who_may_and_is_audited(
    monkeypatch: pytest.MonkeyPatch, trust_line: TrustLine
):
    ground = Ground(Case().load())
    clients, outsider = by_role(ground), visits.outsider()
    visitor, leaver = visits.nobody(), ground.case.client()
    idle = ground.case.client(role="administrator")
    watch = watch_doors(monkeypatch)
    wrong = []
    for name, visit in web_doors().items():
        with undone():
            by = {"login": visitor, "logout": leaver}.get(name, clients[visit.role])
            visit.prepare(by, ground)
            watch.clear()
            answer = visit.go(by, ground)
            if answer.status_code >= 400:
                wrong.append(f"{name}: answers {answer.status_code}")
            asked = watch.checked or (visit.need is Need.OPENS and watch.opened)
            if visit.need is not Need.AUDIT and not asked:
                wrong.append(f"{name}: asks nobody")
            if not watch.recorded:
                wrong.append(f"{name}: leaves no audit entry")
        if visit.need is Need.AUDIT:
            continue
        for who, browser in (("an outsider", outsider), ("an administrator", idle)):
            with undone():
                watch.clear()
                answer = visit.go(browser, ground)
                if holds_content(visits.text(answer)):
                    wrong.append(f"{name}: shows content to {who}")
                if answer.status_code in (401, 403) and not watch.denied:
                    wrong.append(f"{name}: leaves no audit entry of refusing {who}")
                if who == "an outsider" and answer.status_code not in (401, 403):
                    wrong.append(f"{name}: answers {answer.status_code} to {who}")
    assert not wrong, "\n".join(map(str, wrong))
    trust_line(
        "routes that neither check access nor audit",
        f"0 of {len(routes())} ({len(doors.EXEMPT_ROUTES)} exempt, each with its reason)",
    )


def test_every_address_refuses_whoever_is_not_logged_in():
    ground = Ground(Case().load())
    wrong = []
    for name, visit in web_doors().items():
        if visit.need is not Need.AUDIT:
            with undone():
                answer = visit.go(visits.nobody(), ground)
                to_login = answer.status_code == 302 and "/login" in answer.headers["Location"]
                if not to_login and answer.status_code not in (401, 403):
                    wrong.append((name, answer.status_code))
    assert not wrong, "\n".join(map(str, wrong))


def test_no_address_serves_what_it_cannot_log(monkeypatch: pytest.MonkeyPatch):
    ground = Ground(Case().load())
    clients = by_role(ground)
    wrong = []
    for name, visit in web_doors().items():
        client = clients[visit.role]
        if visit.need is not Need.AUDIT:
            with undone(), monkeypatch.context() as broken:
                visit.prepare(client, ground)
                patch_everywhere(broken, audit.record, cannot_record)
                answer = visit.go(client, ground)
                if answer.status_code != 503 or holds_content(visits.text(answer)):
                    wrong.append((name, answer.status_code))
    assert not wrong, "\n".join(map(str, wrong))


def test_every_api_operation_asks_who_may_and_is_audited(
    monkeypatch: pytest.MonkeyPatch, trust_line: TrustLine
):
    found = {name: where for name, where in operations().items() if name not in doors.EXEMPT_ROUTES}
    assert sorted(found) == sorted(doors.OPERATIONS), "each operation needs its visit"
    ground = Ground(Case().load())
    clients = by_role(ground)
    watch = watch_doors(monkeypatch)
    wrong = []
    for name, (method, path) in found.items():
        visit = doors.OPERATIONS[name]
        with undone():
            visit.prepare(clients[visit.role], ground)
            watch.clear()
            answer = visit.go(clients[visit.role], ground)
            assert visit.method.upper() == method, (name, path)
            if answer.status_code >= 400 or not watch.checked or not watch.recorded:
                wrong.append((name, answer.status_code, watch))
    assert not wrong, "\n".join(map(str, wrong))
    trust_line("API operations that neither check access nor audit", f"0 of {len(found)}")


def local_ground() -> Ground:
    """The case in the operation of this machine's own user."""
    _, operation = ensure_local_user()
    return Ground(Case(World(operation)).load())


def test_every_command_is_covered_or_exempt_with_a_reason():
    known = {*doors.COMMANDS, *doors.EXEMPT_COMMANDS}
    assert sorted(known) == sorted(commands())
    assert all(doors.EXEMPT_COMMANDS.values())


def test_every_command_asks_who_may_and_is_audited(
    monkeypatch: pytest.MonkeyPatch, tmp_path, trust_line: TrustLine
):
    ground = local_ground()
    watch = watch_doors(monkeypatch)
    member = OperationMember.objects.get(user=ensure_local_user()[0])
    wrong = []
    for name, call in doors.COMMANDS.items():
        words, typed = call.words(ground, tmp_path), call.typed
        with undone():
            watch.clear()
            OperationMember.objects.filter(pk=member.pk).update(role=call.role)
            done = CliRunner().invoke(build(), [*name.split(), *words], input=typed)
            if done.exit_code or not watch.recorded:
                wrong.append((name, done.exit_code, done.output, repr(done.exception)))
            if call.need is Need.BOTH and not watch.checked:
                wrong.append((name, "asks nobody"))
        if call.need is not Need.BOTH:
            continue
        with undone():
            watch.clear()
            OperationMember.objects.filter(pk=member.pk).update(role="administrator")
            done = CliRunner().invoke(build(), [*name.split(), *words], input=typed)
            if not isinstance(done.exception, AccessDenied) or not watch.denied:
                wrong.append((name, "an administrator is not refused", repr(done.exception)))
            if holds_content(done.output):
                wrong.append((name, "shows content to an administrator"))
    assert not wrong, "\n".join(map(str, wrong))
    trust_line(
        "commands that neither check access nor audit",
        f"0 of {len(commands())} ({len(doors.EXEMPT_COMMANDS)} exempt, each with its reason)",
    )


def test_no_command_gives_what_it_cannot_log(monkeypatch: pytest.MonkeyPatch, tmp_path):
    ground = local_ground()
    patch_everywhere(monkeypatch, audit.record, cannot_record)
    before = AuditEntry.records.count()
    member = OperationMember.objects.get(user=ensure_local_user()[0])
    for name, call in doors.COMMANDS.items():
        with undone():
            OperationMember.objects.filter(pk=member.pk).update(role=call.role)
            words = [*name.split(), *call.words(ground, tmp_path)]
            done = CliRunner().invoke(build(), words, input=call.typed)
            assert isinstance(done.exception, AuditUnavailable), (name, done.output)
            assert not holds_content(done.output), name
    assert AuditEntry.records.count() == before
