"""How to go through each door of the program, or why it need not ask who may.

A new address, API operation or command makes `test_every_door` fail until it stands here.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from django.test import Client
from django.urls import reverse

from hawkari.evidence.access import visible_to
from hawkari.evidence.grading.entering import read_marking
from hawkari.evidence.grading.regrading import regrade, regradings_of
from hawkari.evidence.judgements import judge
from hawkari.evidence.loaders.values import UNGRADED
from hawkari.evidence.local import ensure_agency
from hawkari.evidence.models import JudgementEvent, User
from tests.desks.intelligence.case import Case
from tests.trust import doors_access as access
from tests.trust import doors_keeping as keeping

Answer = Any
Go = Callable[[Client, "Ground"], Answer]


class Need(Enum):
    """What a door must do."""

    BOTH = "ask who may, and leave an audit entry"
    OPENS = "open the access anew, which asks who is a member, and leave an audit entry"
    AUDIT = "leave an audit entry: nobody's rights apply yet, or the machine's owner acts"


@dataclass
class Ground:
    """A loaded case: a pair to review, a judgement and a regrading that stand, ids to ask for."""

    case: Case
    rebwar: str = ""
    aras: str = ""
    standing: int = 0
    statement: int = 0
    regrading: int = 0
    named: int = 0

    def __post_init__(self) -> None:
        self.case.propose()
        analyst = self.case.access()
        self.standing = judge(analyst, "krg-2", "uk-5", "negative").pk
        self.rebwar, self.aras = self.case.id_of("uk-1"), self.case.id_of("krg-2")
        shared = visible_to(analyst).filter(part__marking__handling="P").order_by("pk")
        first, self.statement = shared.values_list("pk", flat=True)[:2]
        doubted = read_marking({"grade": "3E"}, UNGRADED)
        (new,) = regrade(analyst, [first], doubted, reason="doubted since").values()
        self.regrading = regradings_of(analyst, [new])[new].id
        self.named = visible_to(analyst).get(entity_id="uk-1", prop="name").pk

    @property
    def event(self) -> int:
        """The newest judgement."""
        newest = JudgementEvent.objects.order_by("-pk").first()
        return 0 if newest is None else int(newest.pk)


@dataclass(frozen=True)
class Visit:
    """One request: the address's name, what fills it, and what is sent.

    `first` is another visit that has to come before, e.g. a decision to be undone.
    """

    name: str
    method: str = "get"
    arguments: Callable[[Ground], list[str]] = lambda ground: []
    data: Callable[[Ground], dict[str, Any]] = lambda ground: {}
    need: Need = Need.BOTH
    first: "Visit | None" = None
    role: str = "analyst"
    as_json: bool = False

    def prepare(self, client: Client, ground: Ground) -> None:
        """Do what has to come before."""
        if self.first is not None:
            self.first.go(client, ground)

    def go(self, client: Client, ground: Ground) -> Answer:
        address = reverse(self.name, args=self.arguments(ground))
        how = {"content_type": "application/json"} if self.as_json else {}
        return getattr(client, self.method)(address, self.data(ground), **how)


# Written otherwise than it is stored, so that an answer which repeats it shows no content.
PHONE = "0044 7700 900 142"


def rebwar(ground: Ground) -> list[str]:
    return [ground.rebwar]


DECIDE = Visit(
    "intelligence:decide",
    "post",
    data=lambda _: {"left": "krg-1", "right": "uk-1", "judgement": "positive", "reason": "seen"},
)


def withdrawal(ground: Ground) -> dict[str, Any]:
    return {"event": ground.standing, "reason": "a mistake"}


def _kept(name: str, *numbers: Callable[[Ground], Any], **data: Any) -> Visit:
    """A page of the oversight desk's keeping, opened or sent as a reviewer."""
    return Visit(
        f"oversight:{name}",
        "post" if data else "get",
        arguments=lambda g: [str(number(g)) for number in numbers],
        data=lambda g: {key: one(g) if callable(one) else one for key, one in data.items()},
        role=keeping.REVIEWER,
    )


def _named(kind: str) -> Callable[[Ground], str]:
    return lambda _: kind


_REASON = keeping.REASON
_SOURCE = (_named("source"), keeping.source)
_KEEPING = (
    _kept("retention"),
    _kept("review_one", *_SOURCE),
    _kept("keep_one", *_SOURCE, reason=_REASON),
    _kept(
        "extend_one",
        *_SOURCE,
        reason=_REASON,
        until=lambda _: keeping.soon(),
    ),
    _kept("dispose_one", *_SOURCE, reason=_REASON, understood="on"),
    _kept("disposal", keeping.disposal),
    _kept("resume_one", keeping.disposal, finish="on"),
    _kept("holds"),
    _kept("lift", hold=keeping.hold, reason=_REASON),
    _kept("corrections"),
    _kept("mark_correction", notice=keeping.notice, state="sent", note="by letter"),
    _kept("subject_access"),
    _kept("subject_export", lambda g: keeping.export(g).pk),
    Visit(
        "oversight:mark_rows",
        "post",
        arguments=lambda g: [str(keeping.row(g).export_id)],
        data=lambda g: {"decision": "release", "row": str(keeping.newest_row())},
        role=keeping.REVIEWER,
    ),
    _kept("submit_export", lambda g: keeping.export(g).pk, send="on"),
    _kept("approve_export", lambda g: keeping.export(g, "reviewed").pk, refuse="", note=_REASON),
    _kept("api:corrections"),
    Visit(
        "oversight:api:mark",
        "post",
        arguments=lambda g: [str(keeping.notice(g))],
        data=lambda _: {"state": "sent", "note": "by letter"},
        role=keeping.REVIEWER,
        as_json=True,
    ),
    _kept("api:reviews"),
    _kept("export_pdf", lambda g: keeping.export(g, "approved").pk),
    _kept("export_json", lambda g: keeping.export(g, "approved").pk),
)


def _auditing(name: str, method: str = "get", **data: str) -> Visit:
    """A page or API operation of the audit log, as an auditor."""
    return Visit(f"oversight:{name}", method, data=lambda _: data, role="auditor")


_AUDITING = (
    _auditing("audit", person="uk-1"),
    _auditing("audit_export", why="inspection 4"),
    _auditing("audit_term", "post", term=PHONE),
    _auditing("audit_patterns"),
    _auditing(
        "audit_hours", "post", time_zone="Asia/Baghdad", first_hour="8", last_hour="15", days="1"
    ),
    _auditing("api:entries", person="uk-1"),
    _auditing("api:term", "post", term=PHONE),
    _auditing("api:patterns"),
    _auditing("api:log_health"),
)
_BREAK = Visit(
    "oversight:break_glass", "post", data=access.asked, need=Need.OPENS, role=access.READER
)
_ACCESS = (
    Visit("oversight:colleagues", role=access.MANAGER),
    Visit("oversight:colleague", arguments=lambda g: [access.member(g)], role=access.MANAGER),
    Visit("oversight:source_readers", arguments=lambda g: [access.source(g)], role=access.MANAGER),
    Visit("oversight:operations", need=Need.AUDIT),
    Visit("oversight:operation", need=Need.OPENS),
    Visit("oversight:open_operation", "post", data=lambda _: access.OPENED, role=access.MANAGER),
    Visit("oversight:review_operation", "post", data=lambda _: access.WENT_ON, role="reviewer"),
    _BREAK,
    Visit(
        "oversight:end_glass",
        "post",
        data=access.newest,
        need=Need.AUDIT,
        first=_BREAK,
        role=access.READER,
    ),
    Visit("oversight:glass_uses", need=Need.OPENS),
    Visit("oversight:review_glass", "post", data=access.review, role=access.REVIEWER),
)
_VISITS = (
    Visit("home"),
    Visit("sources"),
    Visit(
        "operation",
        "post",
        data=lambda g: {"operation": g.case.world.operation.slug},
        need=Need.OPENS,
    ),
    Visit("login", "post", data=lambda _: {"login": "nobody", "password": "x"}, need=Need.AUDIT),
    Visit("logout", "post", need=Need.AUDIT),
    Visit("logins", need=Need.AUDIT),
    Visit("end_other_logins", "post", need=Need.AUDIT),
    Visit("intelligence:search", data=lambda _: {"q": PHONE}),
    Visit("intelligence:entity", arguments=rebwar),
    Visit(
        "intelligence:category",
        "post",
        arguments=rebwar,
        data=lambda _: {"category": "suspect", "basis": "fact", "reason": "charged"},
    ),
    Visit("intelligence:withdraw", "post", arguments=rebwar, data=withdrawal),
    Visit("intelligence:regrade", arguments=lambda g: [g.rebwar, g.named]),
    Visit(
        "intelligence:undo_regrade",
        "post",
        arguments=lambda g: [g.rebwar, g.regrading],
        data=lambda _: {"reason": "a mistake"},
    ),
    Visit("intelligence:brief", arguments=rebwar, data=lambda _: {"why": "for the court"}),
    Visit("intelligence:review"),
    DECIDE,
    Visit("intelligence:undo", "post", first=DECIDE),
    Visit("intelligence:withdraw_from_review", "post", data=withdrawal),
    Visit("intelligence:network"),
    Visit("intelligence:export", arguments=lambda _: ["csv"], data=lambda _: {"why": "for court"}),
    Visit("intelligence:tie", arguments=lambda g: sorted((g.rebwar, g.aras))),
    Visit("intelligence:api:search", data=lambda _: {"q": PHONE}),
    Visit("intelligence:api:entity", arguments=rebwar),
    Visit("intelligence:api:network"),
    *_KEEPING,
    *_AUDITING,
    *_ACCESS,
)
VISITS = {visit.name: visit for visit in _VISITS}
OPERATIONS = {name: visit for name, visit in VISITS.items() if ":api:" in name}

LOGIN_STEP = "a step of a login: that is audited, and so is each failure: tests/site/accounts"
CONFIRMING = "a confirmation is audited, and each failure: tests/site/accounts/test_stepup"
OWN_FACTORS = "one's own second factors; each change audited: tests/site/accounts"
ADMINISTRATION = "asks who administers, audits and refuses: tests/site/accounts/test_people_doors"
EXEMPT_ROUTES = {
    "oversight:policy": "the policy that is shipped, the same for everybody; no evidence",
    "account_login": "the same address as login, under the name that allauth uses",
    "account_logout": "the same address as logout, under the name that allauth uses",
    "mfa_authenticate": LOGIN_STEP,
    "mfa_login_webauthn": LOGIN_STEP,
    "openid_connect_login": LOGIN_STEP,
    "openid_connect_callback": LOGIN_STEP,
    "socialaccount_login_cancelled": "says that nobody was logged in",
    "account_reauthenticate": CONFIRMING,
    "mfa_reauthenticate": CONFIRMING,
    "mfa_reauthenticate_webauthn": CONFIRMING,
    "account_start": "sets one's own first password by a link, audited: tests/site/accounts",
    "account_set_password": "says that the account has no password",
    "account_change_password": "one's own password, audited: tests/site/accounts/test_sessions",
    "end_login": "one's own session, audited when there is one: tests/site/accounts/test_sessions",
    "mfa_index": OWN_FACTORS,
    "mfa_list_webauthn": OWN_FACTORS,
    "mfa_activate_totp": OWN_FACTORS,
    "mfa_deactivate_totp": OWN_FACTORS,
    "mfa_add_webauthn": OWN_FACTORS,
    "mfa_remove_webauthn": OWN_FACTORS,
    "mfa_view_recovery_codes": OWN_FACTORS,
    "mfa_generate_recovery_codes": OWN_FACTORS,
    "people": ADMINISTRATION,
    "person": ADMINISTRATION,
    "person_add": ADMINISTRATION,
    "person_act": ADMINISTRATION,
    "login_once": "refused before anybody is known; a login by it is audited by its signal",
    "set_language": "keeps a cookie with the language of the pages",
    "display": "keeps a cookie with how pages look",
    "health": "says that the server answers, and nothing else",
    "intelligence:api:openapi-json": "describes the API's form; the same for everybody",
    "intelligence:api:api-root": "answers 404",
    "oversight:api:openapi-json": "describes the API's form; the same for everybody",
    "oversight:api:api-root": "answers 404",
}


@dataclass(frozen=True)
class Call:
    """One run of a command: its words after the command's own, and what is typed."""

    words: Callable[[Ground, Path], list[str]] = lambda ground, folder: []
    typed: str = ""
    need: Need = Need.BOTH
    role: str = "analyst"


def _people(folder: Path) -> Path:
    path = folder / "people.ftm.json"
    record = {"id": "x1", "schema": "Person", "properties": {"name": ["Invented Person"]}}
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    return path


def _own_codes(folder: Path) -> str:
    path = folder / "codes.json"
    code = {"part": "action", "code": "X1", "words": {"en": "An invented code"}}
    path.write_text(json.dumps({"source": "invented", "codes": [code]}), encoding="utf-8")
    return str(path)


def _officer(ground: Ground) -> str:
    """The name of somebody whose account a command may change."""
    return str(ground.case.access().user.username)


def _on_account(command: str, *more: str) -> "dict[str, Call]":
    def words(ground: Ground, _folder: Path) -> list[str]:
        return [_officer(ground), *more]

    return {f"user {command}": Call(words, need=Need.AUDIT)}


def _keeping(words: "Callable[[Ground, Path], list[str]]") -> "Call":
    return Call(words, role=keeping.REVIEWER)


_WHY = ["--reason", keeping.REASON]
KEEPING = {
    "retention due": _keeping(lambda *_: ["--json"]),
    "retention keep": _keeping(lambda g, _: ["--source", keeping.source(g), *_WHY]),
    "retention extend": _keeping(
        lambda g, _: ["--source", keeping.source(g), *_WHY, "--until", keeping.soon()]
    ),
    "retention resume": _keeping(lambda g, _: [str(keeping.disposal(g))]),
    "retention disposals": _keeping(lambda *_: ["--json"]),
    "retention readmit": _keeping(lambda g, _: [str(keeping.disposal(g)), *_WHY]),
    "retention hold": _keeping(lambda g, _: ["court", "--source", keeping.source(g), *_WHY]),
    "retention holds": _keeping(lambda *_: ["--json"]),
    "retention lift": _keeping(lambda g, _: [str(keeping.hold(g)), *_WHY]),
    "retention prove": _keeping(lambda g, _: [str(keeping.disposal(g))]),
    "corrections list": _keeping(lambda *_: ["--json"]),
    "corrections mark": _keeping(lambda g, _: [str(keeping.notice(g)), "sent"]),
    "subject draft": _keeping(lambda g, _: [g.rebwar, "--requester", "somebody"]),
    "subject list": _keeping(lambda *_: ["--json"]),
    "subject export": _keeping(
        lambda g, folder: [str(keeping.export(g, "approved").pk), "--out", keeping.out(folder)]
    ),
}
AUDITING = {
    "audit export": Call(lambda _, folder: ["--out", str(folder / "log.jsonl")], need=Need.AUDIT),
    "audit prove": Call(lambda *_: ["0"], need=Need.AUDIT),
    "audit ship": Call(lambda _, folder: ["--to", str(folder / "shipped")], need=Need.AUDIT),
    "audit who-saw": Call(lambda g, _: [g.rebwar], role="auditor"),
    "audit officer": Call(lambda g, _: [_officer(g)], role="auditor"),
}
COMMANDS = {
    **KEEPING,
    **AUDITING,
    "load": Call(lambda _, folder: [str(_people(folder)), "--agency", "nca", "--source", "extra"]),
    "resolve": Call(),
    "search": Call(lambda *_: ["Rebwar", "--json"]),
    "sources": Call(lambda *_: ["--json"]),
    "review": Call(lambda *_: ["--json"]),
    "judgements export": Call(),
    "grading codes": Call(lambda _, folder: [_own_codes(folder)]),
    "grading release": Call(lambda g, _: [str(g.statement), "--to", "krg"]),
    "grading regrade": Call(
        lambda g, _: [str(g.statement), "--grade", "3E", "--reason", "doubted since"]
    ),
    "grading undo": Call(lambda g, _: [str(g.regrading), "--reason", "a mistake"]),
    "user add": Call(
        lambda *_: ["shirin", "--agency", "nca"],
        typed="an invented long phrase\n",
        need=Need.AUDIT,
    ),
    "user list": Call(need=Need.AUDIT),
    "user role": Call(
        lambda g, _: [_officer(g), g.case.world.operation.slug, "reviewer"], need=Need.AUDIT
    ),
    **_on_account("deactivate"),
    **_on_account("end-sessions"),
    **_on_account("start-link"),
    **_on_account("reset-second-factor", "--reason", "lost telephone"),
    **_on_account("link", "person-1"),
    "operation review": Call(
        lambda g, _: [access.slug(g), "--go-on", "--reason", "still needed"], need=Need.AUDIT
    ),
    "operation leave": Call(lambda g, _: [access.slug(g), access.agency(g)], need=Need.AUDIT),
    "operation who-sees": Call(
        lambda g, _: [access.slug(g), "--user", access.member(g)], need=Need.AUDIT
    ),
    "operation add": Call(
        lambda *_: ["larkspur", "--purpose", "boats", "--agency", "nca"], need=Need.AUDIT
    ),
}

NO_STORE = "an engine on the caller's own files; touches no store, see test_engine_commands"
EXEMPT_COMMANDS = {
    "retention dispose": "erases for good: asked and audited in tests/evidence/retention",
    "serve": "serves the addresses, which are enumerated themselves",
    "demo": "invented files in a new folder, through the services that the other commands call",
    "audit head": "signs a size and a hash, which tell nothing of anybody",
    "audit verify": "must run where the log cannot be written; tells sizes and hashes only",
    "backup": "needs a database file; audited or not made, shown by tests/site/backup",
    "restore": "needs a database file; proves the log, enters itself: see tests/site/backup",
    "backup-key": NO_STORE,
    "grading list": "shipped vocabularies, the same for everybody; no evidence",
    "grading taxonomies": "shipped vocabularies, the same for everybody; no evidence",
    "link": NO_STORE,
    "sample": NO_STORE,
    "names compare": NO_STORE,
    "names explain": NO_STORE,
    "names index add": NO_STORE,
    "names index build": NO_STORE,
    "names index remove": NO_STORE,
    "names index search": NO_STORE,
    "names search": NO_STORE,
    "disrupt order": NO_STORE,
}


def browser(user: User | None) -> Client:
    client = Client(headers={"host": "127.0.0.1"})
    if user is not None:
        client.force_login(user)
    return client


def outsider() -> Client:
    """A browser of an officer who is in no operation."""
    user = User.objects.create(username="outsider", agency=ensure_agency("elsewhere"))
    return browser(user)


def nobody() -> Client:
    """A browser that nobody has logged in with."""
    return browser(None)


def text(answer: Answer) -> str:
    """What an answer says, whatever it is a file of."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return bytes(content).decode("utf-8", "replace")
