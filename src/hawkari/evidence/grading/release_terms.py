"""What a release is asked with: the thing, the recipient, the act, and the basis for a transfer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from hawkari.evidence.grading.reading import CEILING
from hawkari.evidence.grading.values import MarkingValue, Ref

__all__ = [
    "OperationTerms",
    "Permissions",
    "Recipient",
    "Releasable",
    "ReleaseAction",
    "Subject",
    "TransferBasis",
]


class ReleaseAction(StrEnum):
    """What the recipient will do with it; PAP says how far that may go (``pap.json``)."""

    HOLD = "hold"
    LOOK_UP = "look_up"
    ACT = "act"
    PASS_ON = "pass_on"  # noqa: S105  an action, not a password
    JUDICIAL = "judicial"
    PUBLISH = "publish"


@dataclass(frozen=True, slots=True)
class Subject:
    """One person that a value speaks of, in the operation.

    `categories` maps each subject category to its basis, ``fact`` or ``assessment``; empty means
    unset, which blocks every release.
    """

    categories: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class OperationTerms:
    """The operation that a release is for: its kind of purpose, agencies and period (inclusive)."""

    purpose: str
    partners: frozenset[Ref]
    starts: date
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class Permissions:
    """What the provider or originator has allowed, and the recipient acknowledged.

    Attributes:
        judicial: H1: the provider permits use in judicial proceedings.
        passing_on: H2: the provider permits passing it on.
        onward: agencies to which the originator lets the holder pass it on.
        acknowledged: H3: the very words that the recipient has acknowledged for this release.
    """

    judicial: bool = False
    passing_on: bool = False
    onward: frozenset[Ref] = frozenset()
    acknowledged: str = ""


@dataclass(frozen=True, slots=True)
class TransferBasis:
    """Why a transfer out of the United Kingdom is lawful: DPA 2018 Part 3 chapter 5.

    The sections, limbs and what each needs are data (``transfer-basis.json``). Not legal advice;
    verified by: nobody yet.

    Attributes:
        section: e.g. ``75`` or ``76``.
        limb: ``instrument`` or ``test`` of s.75; ``a`` to ``e`` of s.76.
        recipient_authority: the agency it was made for; each authority is a recipient of its own.
        reasoning: why, in the controller's words.
        onward_terms: what the recipient must ask before passing it on.
        instrument: s.75(1A)(a): the legal instrument that binds the recipient.
        test_by, test_at: s.75(1A)(b): who made the data-protection test, when.
        individual_case: s.76(1)(d), (e): whether it is for an individual case.
        rights_considered: s.76(2): the subject's rights were weighed and do not override.
        eu_origin_authorisation: reference of the member state's authorisation, s.73.
        osja_ref: reference of the human-rights risk assessment.
    """

    section: str
    recipient_authority: Ref
    limb: str = ""
    reasoning: str = ""
    onward_terms: str = ""
    instrument: str = ""
    test_by: str = ""
    test_at: datetime | None = None
    individual_case: bool = False
    rights_considered: bool = False
    eu_origin_authorisation: str = ""
    osja_ref: str = ""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who would receive it.

    Attributes:
        agency: which.
        country: ISO 3166-1 alpha-2 code; anything but ``GB`` needs a transfer basis.
        users: the people who would receive it, for TLP:RED and conditions that name people.
        client_of: agencies whose client it is, for TLP:AMBER.
        ceiling: the highest classification it may hold; empty if unknown, which is below all.
        is_relevant_authority: whether its functions are comparable to a UK competent
            authority's (s.72).
    """

    agency: Ref
    country: str
    users: frozenset[Ref] = frozenset()
    client_of: frozenset[Ref] = frozenset()
    ceiling: str = ""
    is_relevant_authority: bool = False


@dataclass(frozen=True, slots=True)
class Releasable:
    """A value with all that decides whether it may leave.

    Attributes:
        marking: its grade, handling and restrictions.
        originator: whose value it is.
        holder: who would release it.
        operation: what the release is for.
        subjects: the people it speaks of; values of nobody have none.
        keep_until: last day on which it may be kept; None where no review has set one, which
            counts as lapsed.
        is_retracted, is_recalled: whether its source took it back, or its originator recalled it.
        is_eu_origin: whether an EU member state first made it available.
        is_bulk: whether it would leave in a package of many people.
        permissions: what was allowed and acknowledged.
        transfer: the basis for a transfer out of the United Kingdom, if there is one.
        ceiling: the highest classification of this installation.
    """

    marking: MarkingValue
    originator: Ref
    holder: Ref
    operation: OperationTerms
    subjects: tuple[Subject, ...]
    keep_until: date | None
    is_retracted: bool = False
    is_recalled: bool = False
    is_eu_origin: bool = False
    is_bulk: bool = True
    permissions: Permissions = Permissions()
    transfer: TransferBasis | None = None
    ceiling: str = CEILING
