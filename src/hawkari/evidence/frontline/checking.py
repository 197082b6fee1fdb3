"""Checks on the page, sealing a file for a post, and taking its log in; each asked and audited."""

import secrets
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.audit import Act
from hawkari.evidence.frontline.sealed import (
    MOST_A_DAY,
    MOST_IN_TEN_MINUTES,
    Answer,
    SealedTerms,
    TooManyChecks,
    read_log,
    seal,
)
from hawkari.evidence.frontline.tokens import (
    COST,
    is_number,
    tokens_of,
    tokens_of_name,
    tokens_of_number,
)
from hawkari.evidence.models import FrontlineCheck, FrontlineFile, WatchEntry
from hawkari.evidence.watchlists.normal_forms import probabilities

__all__ = ["LONGEST_DAYS", "SyncReport", "check", "seal_file", "sync_log"]

LONGEST_DAYS = 14


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a log brought: checks taken in now, those known before, and hits among the new."""

    taken: int
    known: int
    hits: int


def check(access: Access, text: str) -> Answer:
    """Answer a document, phone, plate or name: desks to call, or none.

    Numbers by their normal form; names by the names engine from each entry's probability on, which
    errs less than the tokens of a sealed file.

    Raises:
        AccessDenied: if the role makes no checks.
        BadInput: if it is too little to be checked.
        TooManyChecks: if this person asked too much; audited.
    """
    require(access, Action.CHECK)
    asked = set(tokens_of(text))
    _refuse_guessing(access)
    with transaction.atomic():
        met = _met(list(_entries(access)), text, asked)
        answer = Answer(tuple(sorted({one.call for one in met})))
        FrontlineCheck.objects.create(
            operation=access.operation, user=access.user, at=timezone.now(), hit=answer.is_hit
        )
        audit.record(
            Act.SEARCH,
            access=access,
            objects=[f"watch {one.pk}" for one in met],
            count=len(met),
            detail={"what": "border check", "terms": audit.term_hashes(text)},
        )
    return answer


def _refuse_guessing(access: Access) -> None:
    now = timezone.now()
    mine = FrontlineCheck.objects.filter(user=access.user)
    recent = mine.filter(at__gt=now - timedelta(minutes=10)).count()
    if recent < MOST_IN_TEN_MINUTES and (
        mine.filter(at__gt=now - timedelta(days=1)).count() < MOST_A_DAY
    ):
        return
    audit.record(
        Act.DENY, access=access, outcome="denied", detail={"action": "check", "rule": "too many"}
    )
    raise TooManyChecks


def _entries(access: Access) -> QuerySet[WatchEntry]:
    """The operation's entries that posts check for: those that give a desk to call."""
    found = WatchEntry.objects.filter(operation=access.operation, removed_at__isnull=True)
    return found.filter(expires__gte=access.today).exclude(call="").order_by("pk")


def _met(entries: Sequence[WatchEntry], text: str, asked: set[str]) -> list[WatchEntry]:
    """The entries that what was typed may be."""
    if is_number(text):
        return [one for one in entries if not asked.isdisjoint(_tokens(one))]
    named = [one for one in entries if not _is_numbered(one)]
    chances = probabilities(text, [one.value for one in named]) if named else {}
    return [one for one in named if chances[one.value] >= one.at_least]


def _is_numbered(entry: WatchEntry) -> bool:
    return entry.kind != "name" and (entry.kind != "boat" or is_number(entry.value))


def _tokens(entry: WatchEntry) -> tuple[str, ...]:
    return tokens_of_number(entry.value) if _is_numbered(entry) else tokens_of_name(entry.value)


def seal_file(access: Access, *, post: str, expires: date, secret: str, cost: int = COST) -> bytes:
    """Seal a file for a border post, of the operation's entries that give a desk to call.

    Only the reader's own agency's entries: what another agency watches is not theirs to hand out.

    Args:
        access: who seals it.
        post: whom it is for, in words.
        expires: the last day that it answers on; two weeks ahead at most.
        secret: the passphrase, to be told by another way than the file.
        cost: see `tokens.COST`.

    Raises:
        AccessDenied: if the role keeps no watchlists.
        BadInput: if the passphrase is too short, the day past or too far ahead, or there is nothing
            to seal.
    """
    require(access, Action.WATCH)
    if expires < access.today:
        raise BadInput(f"{expires.isoformat()} is past", "Give today or a later day.")
    if expires > access.today + timedelta(days=LONGEST_DAYS):
        raise BadInput("a file answers two weeks at most", "Give a nearer day.")
    entries = list(_entries(access).filter(agency=access.user.agency_id))
    if not entries:
        raise BadInput(
            "no entry of your agency gives a desk to call", "Add the number to an entry first."
        )
    desks: defaultdict[str, set[str]] = defaultdict(set)
    for one in entries:
        desks[one.call].update(_tokens(one))
    terms = SealedTerms(
        secrets.token_hex(16), post.strip()[:100], access.today, expires,
        secrets.token_hex(32), cost,
    )  # fmt: skip
    sealed = seal(desks, terms, secret=secret)
    with transaction.atomic():
        FrontlineFile.objects.create(
            operation=access.operation, agency_id=access.user.agency_id or 0, number=terms.number,
            post=terms.post, expires=expires, log_key=terms.log_key, made_by=access.user,
            made_at=timezone.now(),
        )  # fmt: skip
        audit.record(
            Act.DISCLOSE,
            access=access,
            objects=[f"watch {one.pk}" for one in entries],
            count=len(entries),
            recipient=terms.post,
            detail={"what": "sealed file for a post", "file": terms.number,
                    "expires": expires.isoformat()},
        )  # fmt: skip
    return sealed


def sync_log(access: Access, path: Path) -> SyncReport:
    """Take in the log that a post's file kept; the same log twice is taken once.

    Raises:
        AccessDenied: if the role keeps no watchlists.
        BadInput: if the log is of no file of the reader's agency, was changed, or contradicts one
            that was taken in before: then lines were cut off and written anew.
    """
    require(access, Action.WATCH)
    file = _file_of(access, path)
    lines = read_log(path, number=file.number, key=file.log_key)
    with transaction.atomic():
        known = dict(FrontlineCheck.objects.filter(file=file).values_list("line", "digest"))
        if any(known.get(one.line, one.proof) != one.proof for one in lines):
            raise BadInput(
                "the log contradicts what was taken in before", "Keep it: lines were cut off."
            )
        new = [one for one in lines if one.line not in known]
        FrontlineCheck.objects.bulk_create(
            FrontlineCheck(
                operation=file.operation, file=file, line=one.line, digest=one.proof, at=one.at,
                hit=one.hit,
            )
            for one in new
        )  # fmt: skip
        report = SyncReport(len(new), len(lines) - len(new), sum(one.hit for one in new))
        audit.record(
            Act.COLLECT,
            access=access,
            objects=[f"file {file.number}"],
            count=report.taken,
            detail={"what": "log of a post", "hits": report.hits},
        )
    return report


def _file_of(access: Access, path: Path) -> FrontlineFile:
    try:
        with path.open(encoding="ascii") as stream:
            number = stream.readline(40).strip()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput("the log cannot be read", "Check its path.", where=(path.name,)) from error
    mine = FrontlineFile.objects.filter(operation=access.operation, agency=access.user.agency_id)
    file = mine.filter(number=number).first()
    if file is None:
        raise BadInput("this log is of no file of yours", "Give the log beside the post's file.")
    return file
