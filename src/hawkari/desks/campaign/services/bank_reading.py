"""The myth bank as it is read: the list, one myth, one answer with what keeps it from leaving.

Every look is audited.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from hawkari.desks.campaign.bank import (
    LANGUAGES,
    Answer,
    Content,
    Part,
    Reason,
    Signature,
    digest_of,
    may_leave,
)
from hawkari.desks.campaign.models import (
    AnswerSignature,
    AnswerVersion,
    MadeProduct,
    Myth,
    Variant,
)
from hawkari.desks.campaign.services.access import require_reading
from hawkari.desks.campaign.services.answers import answer_of, may_sign_for, versions_of
from hawkari.desks.campaign.services.myths import known_myths, myth_of
from hawkari.desks.campaign.services.refusals import NotFound
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action
from hawkari.evidence.models import Act, Operation

__all__ = [
    "AnswerPage",
    "AnswerText",
    "Bank",
    "MythRow",
    "SignedPart",
    "Stand",
    "answer_page",
    "answer_texts",
    "bank_of",
    "myth_row",
    "rows_of",
]

MOST = 200


@dataclass(frozen=True, slots=True)
class Stand:
    """How the answer in one language stands.

    Attributes:
        language: of the answer.
        content: its newest words; None where nobody wrote any.
        reasons: why it may not leave; empty if it may.
        signed: how many of the three signatures stand on these words.
        drafted: who drafted the newest words; empty where there are none.
        digest: of the newest words; empty where there are none.
        mine: for what the reader may sign it now.
    """

    language: str
    content: Content | None = None
    reasons: tuple[Reason, ...] = ()
    signed: int = 0
    drafted: str = ""
    digest: str = ""
    mine: tuple[Part, ...] = ()

    @property
    def state(self) -> str:
        """One word of how it stands: none, leaves, retired, expired, incomplete, changed, waits."""
        if self.content is None:
            return "none"
        said = {one.what for one in self.reasons}
        for what, word in STATES.items():
            if what in said:
                return word
        return "waits" if said else "leaves"


BLOCKING = frozenset({"lacks", "expired", "retired"})
"""Reasons for which nobody can sign."""
STATES = {
    "retired": "retired",
    "expired": "expired",
    "lacks": "incomplete",
    "changed since it was signed": "changed",
}


@dataclass(frozen=True, slots=True)
class MythRow:
    """A myth, how it is said, and how its answers stand, in the order of `LANGUAGES`."""

    myth: Myth
    sayings: tuple[Variant, ...]
    stands: tuple[Stand, ...]

    @property
    def claim(self) -> Variant | None:
        """The claim in English, or else in the first language that has one."""
        claims = [one for one in self.sayings if one.is_claim]
        return min(claims, key=lambda one: LANGUAGES.index(one.language), default=None)


@dataclass(frozen=True, slots=True)
class Bank:
    """Myths, the newest first; `more` says that there are others besides."""

    rows: tuple[MythRow, ...]
    more: bool

    @property
    def mine(self) -> list[tuple[MythRow, Stand]]:
        """The answers that the reader may sign now."""
        return [(row, stand) for row in self.rows for stand in row.stands if stand.mine]


@dataclass(frozen=True, slots=True)
class SignedPart:
    """One of the three parts: who signed these words for it, and whether the reader may.

    Attributes:
        part: for what.
        signature: that stands on the newest words; None where there is none.
        is_mine: whether the reader's role signs for it and nothing of their own forbids it.
    """

    part: Part
    signature: AnswerSignature | None
    is_mine: bool


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """One answer: as it stands, its three parts, its versions and what left of it."""

    row: MythRow
    stand: Stand
    parts: tuple[SignedPart, ...]
    versions: tuple[AnswerVersion, ...]
    products: tuple[MadeProduct, ...]
    may_write: bool
    may_take: bool


@dataclass(frozen=True, slots=True)
class AnswerText:
    """Words by which posts are matched to a myth: its claim or another way in which it is said.

    Attributes:
        id: the myth's reference.
        lang: language of the words.
        text: the words.
    """

    id: str
    lang: str
    text: str


def bank_of(access: Access, asked: str = "") -> Bank:
    """The myths of the operation; audited.

    Args:
        access: who reads.
        asked: part of a reference, or of any way in which a myth is said.

    Raises:
        AccessDenied: if the role may not.
    """
    require_reading(access)
    found = known_myths(access)
    if asked:
        said = Variant.objects.filter(text__icontains=asked).values("myth")
        found = found.filter(Q(reference__icontains=asked) | Q(pk__in=said))
    rows = list(found.order_by("retired_at", "-pk")[: MOST + 1])
    bank = Bank(_rows(access, rows[:MOST]), len(rows) > MOST)
    _record(access, [one.myth.reference for one in bank.rows], what="myths")
    return bank


def rows_of(access: Access, references: Collection[str] | None = None) -> tuple[MythRow, ...]:
    """The myths of these references, or with None every myth of the operation; audited.

    Raises:
        AccessDenied: if the role may not.
    """
    require_reading(access)
    found = known_myths(access).order_by("-pk")
    if references is not None:
        found = found.filter(reference__in=references)
    rows = _rows(access, list(found))
    _record(access, [one.myth.reference for one in rows], what="myths")
    return rows


def myth_row(access: Access, reference: str) -> MythRow:
    """One myth with its answers; audited.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is none in the operation.
    """
    require_reading(access)
    (row,) = _rows(access, [myth_of(access, reference)])
    _record(access, [reference], what="myth")
    return row


def answer_page(access: Access, reference: str, language: str) -> AnswerPage:
    """One answer, written or not; audited.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such myth, or no such language.
    """
    require_reading(access)
    if language not in LANGUAGES:
        raise NotFound("answer", f"{reference} {language}")
    myth = myth_of(access, reference)
    versions = versions_of(myth, language)
    (row,) = _rows(access, [myth])
    stand = row.stands[LANGUAGES.index(language)]
    products = MadeProduct.objects.filter(version__in=versions).select_related("version", "made_by")
    page = AnswerPage(
        row=row,
        stand=stand,
        parts=tuple(_part(one, versions, stand) for one in Part),
        versions=tuple(versions),
        products=tuple(products.order_by("-pk")[:MOST]),
        may_write=access.may(Action.CAMPAIGN) and myth.agency_id == access.user.agency_id,
        may_take=access.may(Action.CAMPAIGN) or access.may(Action.SIGN_ANSWER),
    )
    _record(access, [reference], what="answer", language=language)
    return page


def answer_texts(operation: Operation) -> list[AnswerText]:
    """Every way in which the myths of an operation are said that are still answered.

    For the engine that matches posts to them; the caller has asked who may.
    """
    said = Variant.objects.filter(myth__operation=operation, myth__retired_at__isnull=True)
    rows = said.order_by("pk").values_list("myth__reference", "language", "text")
    return [AnswerText(*one) for one in rows]


def _rows(access: Access, myths: Sequence[Myth]) -> tuple[MythRow, ...]:
    """Rows of myths, read together: three queries, however many there are."""
    sayings: dict[int, list[Variant]] = {}
    for one in Variant.objects.filter(myth__in=myths):
        sayings.setdefault(one.myth_id, []).append(one)
    versions: dict[tuple[int, str], list[AnswerVersion]] = {}
    rows = AnswerVersion.objects.filter(myth__in=myths).order_by("-number")
    for version in rows.select_related("author").prefetch_related("signatures__by"):
        versions.setdefault((version.myth_id, version.language), []).append(version)
    return tuple(
        MythRow(
            myth,
            tuple(sayings.get(myth.pk, ())),
            tuple(
                _stand(access, myth, found)
                if (found := versions.get((myth.pk, one)))
                else Stand(one)
                for one in LANGUAGES
            ),
        )
        for myth in myths
    )


def _stand(access: Access, myth: Myth, versions: Sequence[AnswerVersion]) -> Stand:
    answer = answer_of(myth, versions)
    digest = digest_of(myth.reference, answer.content)
    standing = [one for one in answer.signatures if one.digest == digest]
    reasons = may_leave(answer, access.today)
    return Stand(
        language=answer.content.language,
        content=answer.content,
        reasons=reasons,
        signed=len({one.part for one in standing}),
        drafted=versions[0].drafted,
        digest=digest,
        mine=_mine(access, answer, standing=standing, reasons=reasons),
    )


def _mine(
    access: Access, answer: Answer, *, standing: Sequence[Signature], reasons: Sequence[Reason]
) -> tuple[Part, ...]:
    """For what a reader may sign now; for nothing where they wrote at it or signed it already."""
    taken = answer.authors | {one.by for one in standing}
    if access.user.username in taken or {one.what for one in reasons} & BLOCKING:
        return ()
    free = set(Part) - {one.part for one in standing}
    return tuple(one for one in Part if one in free and may_sign_for(access, one))


def _part(part: Part, versions: Sequence[AnswerVersion], stand: Stand) -> SignedPart:
    signed = next(
        (
            one
            for version in versions[:1]
            for one in version.signatures.all()
            if one.withdrawn_at is None and one.digest == stand.digest and one.part == part.value
        ),
        None,
    )
    return SignedPart(part, signed, part in stand.mine)


def _record(access: Access, objects: Sequence[str], **detail: str) -> None:
    with transaction.atomic():
        audit.record(
            Act.CONSULT, access=access, objects=objects, count=len(objects), detail=dict(detail)
        )
