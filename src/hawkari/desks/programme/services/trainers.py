"""Who may teach what: proposed by one person, signed by another, until a day."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from hawkari.desks.programme.models import Course, Licence, Trainer
from hawkari.desks.programme.services.access import own_agency
from hawkari.desks.programme.services.curricula import curriculum_of
from hawkari.desks.programme.services.refusals import NotFound
from hawkari.desks.programme.services.training_access import (
    known_trainers,
    open_course,
    record_training,
    require_training,
)
from hawkari.errors import BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = [
    "NewLicence",
    "add_trainer",
    "assign_trainer",
    "end_licence",
    "list_trainers",
    "propose_licence",
    "sign_licence",
    "who_may_teach",
]

LONGEST = timedelta(days=5 * 366)


@dataclass(frozen=True, slots=True)
class NewLicence:
    """What a trainer is to be let teach; see `Licence` for each."""

    curriculum: str
    grounds: str
    ends: date
    trains_trainers: bool = False


def list_trainers(access: Access) -> list[Trainer]:
    """The trainers of the agency with what they may teach; audited.

    Raises:
        AccessDenied: if the role may not.
    """
    require_training(access)
    with transaction.atomic():
        found = list(
            known_trainers(access).prefetch_related(
                "licences__curriculum", "licences__proposed_by", "licences__signed_by"
            )
        )
        record_training(access, Act.CONSULT, "", count=len(found), step="trainers")
    return found


def add_trainer(access: Access, *, name: str, unit: str) -> Trainer:
    """Add a trainer, who may teach nothing yet.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if a name or office is missing.
    """
    require_training(access)
    for field, said in (("name", name), ("unit", unit)):
        if not said.strip() or len(said) > 200:
            raise BadInput("this is missing, or too long", "At most 200 letters.", where=(field,))
    with transaction.atomic():
        made = Trainer.objects.create(
            operation=access.operation, agency=own_agency(access), name=name.strip(),
            unit=unit.strip(), made_by=access.user, made_at=timezone.now(),
        )  # fmt: skip
        record_training(access, Act.COLLECT, f"trainer {made.pk}", step="trainer added")
    return made


def _trainer(access: Access, number: int) -> Trainer:
    found = known_trainers(access).filter(pk=min(number, 2**63 - 1)).first()
    if found is None:
        raise NotFound("trainer", str(number))
    return found


def propose_licence(access: Access, trainer: int, new: NewLicence) -> Licence:
    """Propose that a trainer may teach a curriculum; they may once somebody else signs it.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if the grounds are missing, or it would end too late or at once.
        NotFound: if there is no such trainer or curriculum.
    """
    require_training(access)
    if not new.grounds.strip():
        raise BadInput("the grounds are missing", "Say what shows it.", where=("grounds",))
    if not access.today < new.ends <= access.today + LONGEST:
        raise BadInput("that is no day until which it holds", "Within 5 years.", where=("ends",))
    with transaction.atomic():
        made = Licence.objects.create(
            trainer=_trainer(access, trainer),
            curriculum=curriculum_of(access, new.curriculum),
            trains_trainers=new.trains_trainers,
            grounds=new.grounds.strip()[:2000],
            ends=new.ends,
            proposed_by=access.user,
            proposed_at=timezone.now(),
        )
        record_training(access, Act.DECIDE, f"trainer {trainer}", step="licence proposed")
    return made


def _licence(access: Access, number: int) -> Licence:
    rows = Licence.objects.filter(trainer__in=known_trainers(access), pk=min(number, 2**63 - 1))
    found = rows.select_for_update().first()
    if found is None:
        raise NotFound("licence", str(number))
    return found


def sign_licence(access: Access, number: int) -> Licence:
    """Sign, as the second person, that a trainer may teach what was proposed.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if the user proposed it, or it is signed or ended already.
        NotFound: if there is no such licence.
    """
    require_training(access)
    with transaction.atomic():
        found = _licence(access, number)
        if found.signed_at is not None or found.ended_why:
            raise BadInput("it is signed or ended already", "Propose another.")
        if found.proposed_by_id == access.user.pk:
            raise BadInput("you proposed this yourself", "Ask a colleague to sign it.")
        found.signed_by, found.signed_at = access.user, timezone.now()
        found.save(update_fields=["signed_by", "signed_at"])
        record_training(access, Act.DECIDE, f"trainer {found.trainer_id}", step="licence signed")
    return found


def end_licence(access: Access, number: int, *, why: str) -> Licence:
    """End what a trainer may teach, or refuse what was proposed; courses they taught stay.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no reason, or it is ended already.
        NotFound: if there is no such licence.
    """
    require_training(access)
    if not why.strip():
        raise BadInput("the reason is missing", "Write it in a few words.", where=("why",))
    with transaction.atomic():
        found = _licence(access, number)
        if found.ended_why:
            raise BadInput("it is ended already", "Nothing is to be done.")
        found.ended_why, found.ends = why.strip()[:300], min(found.ends, access.today)
        found.save(update_fields=["ended_why", "ends"])
        record_training(access, Act.DECIDE, f"trainer {found.trainer_id}", step="licence ended")
    return found


def who_may_teach(access: Access, course: Course) -> QuerySet[Trainer]:
    """Trainers whose signed licence covers a course to its last day. For services: asks nobody."""
    live = Q(
        licences__curriculum__subject=course.curriculum.subject,
        licences__signed_at__isnull=False,
        licences__ended_why="",
        licences__ends__gte=course.last,
    )
    return known_trainers(access).filter(live).distinct()


def assign_trainer(access: Access, reference: str, number: int) -> Trainer:
    """Name a trainer of a course.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if the course is closed, or nothing signed lets them teach it.
        NotFound: if there is no such course or trainer.
    """
    with transaction.atomic():
        course = open_course(access, reference)
        found = _trainer(access, number)
        if not who_may_teach(access, course).filter(pk=found.pk).exists():
            raise BadInput(
                "nothing signed lets this trainer teach it",
                "Have it proposed and signed by two people.",
            )
        course.trainers.add(found)
        record_training(access, Act.COLLECT, reference, step="trainer named", trainer=number)
    return found
