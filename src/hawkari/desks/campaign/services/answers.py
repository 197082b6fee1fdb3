"""Answers to myths: written in versions, signed by three people, and stopped by any of them.

Nobody who wrote any version of an answer in a language signs it; one person signs for one part; the
signer signs exactly the words they saw. A new version has no signatures.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace

from django.db import transaction
from django.utils import timezone

from hawkari.desks.campaign.bank import (
    LANGUAGES,
    Answer,
    Content,
    Part,
    Signature,
    cleaned,
    content_of,
    data_of,
    digest_of,
    lacking,
    plain,
    wording_of,
)
from hawkari.desks.campaign.models import AnswerSignature, AnswerVersion, Drafted, Myth
from hawkari.desks.campaign.services.access import require_campaign
from hawkari.desks.campaign.services.myths import myth_of, own_myth
from hawkari.desks.campaign.services.refusals import NotFound
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.models import Act, Role

__all__ = [
    "STATEMENTS",
    "Written",
    "answer_of",
    "may_sign_for",
    "require_working",
    "sign_answer",
    "stop_answer",
    "versions_of",
    "write_answer",
]

STATEMENTS = {
    Part.COMMUNICATIONS: "The words are clear and fair, and say who speaks.",
    Part.LEGAL: "The law is stated rightly, and nothing in it deters anybody from asking for "
    "protection.",
    Part.READER: "I am a native reader of {language}. It reads well, and it says what is meant.",
}
ROLES = {
    Part.COMMUNICATIONS: frozenset({Role.COMMUNICATIONS.value}),
    Part.LEGAL: frozenset({Role.LEGAL.value}),
    Part.READER: frozenset({Role.COMMUNICATIONS.value, Role.LEGAL.value, Role.LIAISON.value}),
}
LONGEST = {"claim": 300, "answer": 1_000, "more": 6_000, "deterrence": 1_000, "attribution": 200}
MOST = 12
LONGEST_LINE = 1_000


@dataclass(frozen=True, slots=True)
class Written:
    """New words of an answer.

    Attributes:
        content: all of them.
        seen: number of the version that the writer began from; 0 where there was none.
        note: what was changed and why.
        drafted: who drafted them.
    """

    content: Content
    seen: int = 0
    note: str = ""
    drafted: str = Drafted.PERSON


def versions_of(myth: Myth, language: str) -> list[AnswerVersion]:
    """Every version of an answer, newest first, with its signatures; none of a strange language."""
    if language not in LANGUAGES:
        return []
    found = myth.versions.filter(language=language).order_by("-number")
    return list(found.select_related("author").prefetch_related("signatures__by"))


def answer_of(myth: Myth, versions: Sequence[AnswerVersion]) -> Answer:
    """An answer as it stands.

    Args:
        myth: that it answers.
        versions: all of them, newest first; at least one.
    """
    newest = versions[0]
    return Answer(
        reference=myth.reference,
        content=content_of(newest.content),
        written_on=newest.made_at.date(),
        authors=frozenset(one.author.username for one in versions),
        signatures=tuple(
            Signature(Part(one.part), one.by.username, one.digest)
            for version in versions
            for one in version.signatures.all()
            if one.withdrawn_at is None
        ),
        is_retired=myth.retired_at is not None,
    )


def write_answer(access: Access, reference: str, written: Written) -> AnswerVersion:
    """Keep a new version of an answer; every signature on the older ones is void by that.

    It may lack sources or a last day: then nobody can sign it yet.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such myth.
        BadInput: if another agency keeps it, somebody wrote in between, nothing was changed, or it
            deters where protection is due.
    """
    require_campaign(access)
    written = replace(written, content=cleaned(written.content), note=plain(written.note))
    content = written.content
    _check(content)
    with transaction.atomic():
        myth = own_myth(access, reference)
        newest = versions_of(myth, content.language)[:1]
        _check_step(myth, newest, written)
        made = AnswerVersion.objects.create(
            myth=myth, language=content.language, number=written.seen + 1,
            content=data_of(content), drafted=written.drafted, note=written.note,
            author=access.user, made_at=timezone.now(),
        )  # fmt: skip
        _record(access, Act.ALTER, made, step="written")
    return made


def _check(content: Content) -> None:
    if content.language not in LANGUAGES:
        raise BadInput("its language is not kept", "Choose one.", where=("language",))
    if not content.claim.strip() or not content.answer.strip():
        raise BadInput("an answer has a claim and words", "Write both.", where=("answer",))
    for name, longest in LONGEST.items():
        if len(getattr(content, name)) > longest:
            raise BadInput("it is too long", f"Up to {longest} letters.", where=(name,))
    for name in ("protection", "sources"):
        lines = getattr(content, name)
        if len(lines) > MOST or any(max(map(len, astuple(one))) > LONGEST_LINE for one in lines):
            remedy = f"Up to {MOST} lines of up to {LONGEST_LINE} letters a part."
            raise BadInput("it is too long", remedy, where=(name,))
    if content.protection_due and content.deterrence.strip():
        raise BadInput(
            "where protection is due nobody is deterred",
            "Leave the dangers empty; tell of help and protection.",
            where=("deterrence",),
        )


def _check_step(myth: Myth, newest: Sequence[AnswerVersion], written: Written) -> None:
    if myth.retired_at is not None:
        raise BadInput("it is answered no longer", "Look at the list again.")
    if myth.topic == Myth.Topic.ASYLUM and not written.content.protection_due:
        raise BadInput(
            "a myth of asylum is read by people in need of protection",
            "Say that protection is due.",
            where=("protection_due",),
        )
    if (newest[0].number if newest else 0) != written.seen:
        raise BadInput("somebody wrote another version since", "Read it, and write again.")
    if newest and content_of(newest[0].content) == written.content:
        raise BadInput("nothing was changed", "Change something, or leave it.")


def require_working(access: Access) -> None:
    """Refuse whoever neither works on answers nor signs them.

    Raises:
        AccessDenied: if the role may not; the denial is audited.
    """
    require(access, Action.CAMPAIGN if access.may(Action.CAMPAIGN) else Action.SIGN_ANSWER)


def may_sign_for(access: Access, part: Part) -> bool:
    """Whether a role signs for a part at all."""
    return access.may(Action.SIGN_ANSWER) and access.role in ROLES[part]


def sign_answer(access: Access, reference: str, language: str, *, part: Part, seen: str) -> None:
    """Sign the newest words of an answer for one part.

    Args:
        access: who signs.
        reference: of the myth.
        language: of the answer.
        part: for what.
        seen: the digest of the words that the signer saw.

    Raises:
        AccessDenied: if the role may not sign answers.
        NotFound: if there is no such answer.
        BadInput: if this role does not sign for that part, the signer wrote at the answer or has
            signed it already, something is missing, or the words are no longer those.
    """
    require(access, Action.SIGN_ANSWER)
    if not may_sign_for(access, part):
        raise BadInput("this role does not sign for that", "Ask a colleague of that role.")
    with transaction.atomic():
        myth = Myth.objects.select_for_update().get(pk=myth_of(access, reference).pk)
        versions = _versions(myth, language)
        answer = answer_of(myth, versions)
        digest = digest_of(myth.reference, answer.content)
        _check_signing(access, answer, digest=digest, seen=seen, part=part)
        name = wording_of(language).name
        AnswerSignature.objects.create(
            version=versions[0], part=part.value, by=access.user, digest=digest,
            stated=STATEMENTS[part].format(language=name), at=timezone.now(),
        )  # fmt: skip
        _record(access, Act.DECIDE, versions[0], step="signed", part=part.value, digest=digest)


def _versions(myth: Myth, language: str) -> list[AnswerVersion]:
    versions = versions_of(myth, language)
    if not versions:
        raise NotFound("answer", f"{myth.reference} {language}")
    return versions


def _check_signing(access: Access, answer: Answer, *, digest: str, seen: str, part: Part) -> None:
    if digest != seen:
        raise BadInput("the words were changed since you saw them", "Read them again.")
    missing = lacking(answer.content, answer.written_on)
    if missing:
        raise BadInput(f"it is not complete: {', '.join(missing)}", "Nobody can sign it yet.")
    if answer.is_retired:
        raise BadInput("it is answered no longer", "Look at the list again.")
    if answer.content.expires is not None and answer.content.expires < access.today:
        raise BadInput("it has expired", "Somebody must look at its facts and write it again.")
    me = access.user.username
    if me in answer.authors:
        raise BadInput("who wrote at an answer does not sign it", "Ask a colleague.")
    standing = [one for one in answer.signatures if one.digest == digest]
    if any(one.by == me for one in standing):
        raise BadInput("you have signed it already", "Another person signs for the other parts.")
    if any(one.part is part for one in standing):
        raise BadInput("it is signed for that already", "Look at it again.")


def stop_answer(access: Access, reference: str, language: str, *, why: str) -> int:
    """Withdraw every signature on an answer, so that it leaves no more; how many these were.

    Whoever writes or signs answers may stop one at any time, of any agency of the operation.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such answer.
        BadInput: if no signature stands, or no reason is given.
    """
    require_working(access)
    why = plain(why)
    if not why:
        raise BadInput("it needs a reason", "Say why it must not leave.", where=("why",))
    with transaction.atomic():
        myth = Myth.objects.select_for_update().get(pk=myth_of(access, reference).pk)
        versions = _versions(myth, language)
        standing = AnswerSignature.objects.filter(version__in=versions, withdrawn_at__isnull=True)
        count = standing.update(withdrawn_at=timezone.now(), withdrawn_by=access.user, why=why)
        if not count:
            raise BadInput("no signature stands", "It cannot leave as it is.")
        _record(access, Act.DECIDE, versions[0], step="stopped", signatures=count)
    return count


def _record(access: Access, act: Act, version: AnswerVersion, **more: str | int) -> None:
    audit.record(
        act,
        access=access,
        objects=[version.myth.reference],
        count=1,
        detail={
            "what": "answer", "language": version.language, "version": version.number, **more,
        },
    )  # fmt: skip
