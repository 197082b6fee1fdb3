"""Loads cases with their whole history: good ones are kept, bad ones listed with what is wrong."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.utils import timezone

from hawkari.desks.returns.models import Case, CaseEvent, CasePerson, Family, Standing
from hawkari.desks.returns.services.access import known_cases, own_agency, require_returns
from hawkari.desks.returns.services.case_files import ReadCase, read_case
from hawkari.desks.returns.services.cases import KEPT_FOR, stored_person
from hawkari.desks.returns.services.recording import event_row
from hawkari.desks.returns.services.replaying import lawful
from hawkari.desks.returns.services.standing import standing_of
from hawkari.engines.casework import fold
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.models import Act

__all__ = ["BadCase", "CaseLoad", "load_cases"]

AT_ONCE = 200
SHOWN = 3


@dataclass(frozen=True, slots=True)
class BadCase:
    """A line that was not loaded: its number in the file, the case's reference, and why."""

    line: int
    reference: str
    why: str


@dataclass(slots=True)
class CaseLoad:
    """What became of a file of cases.

    Attributes:
        loaded: cases that are new here.
        events: of these.
        known: cases that were here already, and stay as they are.
        bad: lines that were not loaded.
    """

    loaded: int = 0
    events: int = 0
    known: int = 0
    bad: list[BadCase] = field(default_factory=list)


def load_cases(
    access: Access,
    lines: Iterable[bytes],
    *,
    name: str,
    progress: Callable[[int], None] = lambda _: None,
) -> CaseLoad:
    """Load a file of cases, some hundreds in one transaction; the same file again changes nothing.

    Each history is held to the guards: no case comes in that departed past a barrier. Loading a
    case is deciding that its history stands, so it takes the right to decide.

    Args:
        access: who loads.
        lines: of the file, see `lines_of`; empty ones are passed over.
        name: of the file, for the audit log.
        progress: called with the lines read so far.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if the operation is not for returns.
    """
    require(access, Action.CASEWORK)
    require(access, Action.RETURN_DECIDE)
    require_returns(access)
    load = CaseLoad()
    numbered = ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    while part := list(islice(numbered, AT_ONCE)):
        good = _lawful(_new(access, list(_read(part, load)), load), load, timezone.now())
        with transaction.atomic():
            _write(access, good, load, name=name)
        progress(part[-1][0])
    return load


def _read(part: Iterable[tuple[int, bytes]], load: CaseLoad) -> Iterator[tuple[int, ReadCase]]:
    for number, line in part:
        try:
            yield number, read_case(line)
        except BadInput as error:
            load.bad.append(BadCase(number, "", error.problem))


def _lawful(read: Iterable[tuple[int, ReadCase]], load: CaseLoad, now: datetime) -> list[ReadCase]:
    """Those whose whole history the guards allow."""
    found = []
    for number, one in read:
        wrong = lawful(one.events)
        if one.events[-1].recorded > now:
            wrong.append("it was recorded in the future")
        if wrong:
            load.bad.append(BadCase(number, one.reference, "; ".join(wrong[:SHOWN])))
        else:
            found.append(one)
    return found


def _write(access: Access, new: Sequence[ReadCase], load: CaseLoad, *, name: str) -> None:
    families = _families(access, new)
    cases = Case.objects.bulk_create(_case(access, one, families) for one in new)
    rows = list(zip(cases, new, strict=True))
    CasePerson.objects.bulk_create(
        CasePerson(case=case, **stored_person(one.person)) for case, one in rows
    )
    events = [event_row(access, case, event) for case, one in rows for event in one.events]
    CaseEvent.objects.bulk_create(events, batch_size=500)
    Standing.objects.bulk_create(
        standing_of(case, one.events, fold(one.events)) for case, one in rows
    )
    load.loaded += len(rows)
    load.events += len(events)
    if rows:
        audit.record(
            Act.COLLECT,
            access=access,
            objects=[case.reference for case in cases],
            count=len(cases),
            detail={"what": "cases", "file": name},
        )


def _new(
    access: Access, read: Sequence[tuple[int, ReadCase]], load: CaseLoad
) -> Iterator[tuple[int, ReadCase]]:
    """Those that are not here yet. Another agency's reference is told from no other bad one."""
    wanted = [one.reference for _, one in read]
    here = set(known_cases(access).filter(reference__in=wanted).values_list("reference", flat=True))
    taken = set(Case.objects.filter(reference__in=wanted).values_list("reference", flat=True))
    parted = _foreign_families(access, [one.family for _, one in read])
    for number, one in read:
        if one.reference in here:
            load.known += 1
        elif one.reference in taken or one.family in parted:
            why = "the reference, of the case or its family, is taken; give it another"
            load.bad.append(BadCase(number, one.reference, why))
        else:
            taken.add(one.reference)
            yield number, one


def _foreign_families(access: Access, references: Sequence[str]) -> set[str]:
    """Family groups of these references that are not ours."""
    known = Family.objects.filter(reference__in=set(references)).exclude(
        operation=access.operation, agency=access.user.agency_id
    )
    return set(known.values_list("reference", flat=True))


def _families(access: Access, read: Sequence[ReadCase]) -> dict[str, Family]:
    wanted = {one.family: one.events[0].at for one in reversed(read) if one.family}
    mine = Family.objects.filter(operation=access.operation, agency=access.user.agency_id)
    known = {one.reference: one for one in mine.filter(reference__in=wanted)}
    made = [
        Family(
            reference=reference,
            operation=access.operation,
            agency=own_agency(access),
            opened_at=opened,
        )
        for reference, opened in wanted.items()
        if reference not in known
    ]
    return known | {one.reference: one for one in Family.objects.bulk_create(made)}


def _case(access: Access, read: ReadCase, families: dict[str, Family]) -> Case:
    return Case(
        reference=read.reference,
        operation=access.operation,
        agency=own_agency(access),
        family=families.get(read.family),
        opened_at=read.events[0].at,
        review_due=access.today + KEPT_FOR,
    )
