"""Commands: how each is run, or why it need not ask who may."""

import json
from collections.abc import Callable
from pathlib import Path

from tests.trust import doors_access as access
from tests.trust import doors_frontline as frontline
from tests.trust import doors_keeping as keeping
from tests.trust.visits import Call, Ground, Need

__all__ = ["COMMANDS", "EXEMPT_COMMANDS"]


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


def _judgements(folder: Path) -> str:
    path = folder / "judgements.jsonl"
    path.write_text('["krg-1", "uk-1", "unsure", null, "somebody", null]\n', encoding="utf-8")
    return str(path)


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
    "check seal": Call(lambda _, folder: frontline.words_to_seal(folder)),
    "check sync": Call(frontline.words_to_sync),
    "watch run": Call(lambda *_: ["--json"]),
    "review": Call(lambda *_: ["--json"]),
    "network brief": Call(lambda _, folder: ["--out", str(folder / "brief.docx")]),
    "judgements export": Call(),
    "judgements import": Call(lambda _, folder: [_judgements(folder)]),
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
    "demo-exchange": "invented people at nodes in new folders, through the services of the desks",
    "demo": "invented files in a new folder, through the services that the other commands call",
    "audit head": "signs a size and a hash, which tell nothing of anybody",
    "audit verify": "must run where the log cannot be written; tells sizes and hashes only",
    "backup": "needs a database file; audited or not made, shown by tests/site/backup",
    "restore": "needs a database file; proves the log, enters itself: see tests/site/backup",
    "backup-key": NO_STORE,
    "grading list": "shipped vocabularies, the same for everybody; no evidence",
    "grading taxonomies": "shipped vocabularies, the same for everybody; no evidence",
    "check ask": "answers from a sealed file without a store, and logs: tests/evidence/frontline",
    "link explain": NO_STORE,
    "link run": NO_STORE,
    "sample": NO_STORE,
    "blindmatch run": NO_STORE,
    "posts cluster": NO_STORE,
    "campaign effect": NO_STORE,
    "iati validate": NO_STORE,
    "posts language": NO_STORE,
    "posts match": NO_STORE,
    "posts selectors": NO_STORE,
    "names compare": NO_STORE,
    "names explain": NO_STORE,
    "names index add": NO_STORE,
    "names index build": NO_STORE,
    "names index remove": NO_STORE,
    "names index search": NO_STORE,
    "names search": NO_STORE,
    "disrupt ask": NO_STORE,
    "disrupt order": NO_STORE,
    "disrupt plan": NO_STORE,
    "disrupt what-if": NO_STORE,
    "returns flow": NO_STORE,
    "returns guards": NO_STORE,
    "returns prove": NO_STORE,
    "returns forecast": NO_STORE,
    "returns queue": NO_STORE,
}
