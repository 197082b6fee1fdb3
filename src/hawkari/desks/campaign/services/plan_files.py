"""What a plan is measured by, from CSV files: counts a week, reach and money, survey answers."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from django.db import transaction

from hawkari.desks.campaign.models import Plan, PlanAnswers, PlanCount, PlanMeasure, PlanPlace
from hawkari.desks.campaign.services.plan_surveys import QUESTIONS, saying_so
from hawkari.desks.campaign.services.plans import own_plan, record_of_plan
from hawkari.errors import BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = ["Loaded", "load_answers", "load_counts", "load_measures"]

MOST_ROWS = 100_000
MOST_COUNT = 10**9
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of a file: rows taken in, and those that could not be read, the first 20."""

    taken: int
    bad: int
    problems: tuple[str, ...]


Row = Mapping[str, str]
Read = Callable[[Row], None]


def load_counts(access: Access, reference: str, content: bytes) -> Loaded:
    """Take in counts a week: CSV ``place, week, count``, and ``district`` before the seal.

    A week is given by any day of it. Before the plan is sealed, places that it does not know are
    added; afterwards they are bad rows. A count given again replaces the one before; of weeks
    before the campaign only until the plan is sealed, for the seal stands on them.

    Raises:
        AccessDenied, NotFound, BadInput: as `own_plan`; or if the file cannot be read at all.
    """
    with transaction.atomic():
        plan = own_plan(access, reference)
        places = {one.name: one for one in plan.places.all()}
        found: dict[tuple[str, date], int] = {}

        def read(row: Row) -> None:
            name, count = row["place"], _number(row["count"])
            week = _week(row["week"], access.today)
            if not name or len(name) > 120:
                raise ValueError("a place has a name of at most 120 letters")
            if not 0 <= count <= MOST_COUNT or count % 1:
                raise ValueError("a count is a whole number from 0 on")
            if plan.sealed_at is not None:
                _check_sealed(plan, name, week, known=name in places)
            # Made last: a place without counts would keep the plan from being sealed.
            if name not in places:
                places[name] = PlanPlace.objects.create(
                    plan=plan, name=name, district=(row.get("district") or name)[:120]
                )
            found[name, week] = int(count)

        loaded = _load(content, ("place", "week", "count"), read)
        PlanCount.objects.bulk_create(
            [
                PlanCount(place=places[name], week=week, count=count)
                for (name, week), count in found.items()
            ],
            update_conflicts=True,
            unique_fields=["place", "week"],
            update_fields=["count"],
            batch_size=200,
        )
        _record(access, plan, loaded, what="counts")
    return loaded


def _check_sealed(plan: Plan, name: str, week: date, *, known: bool) -> None:
    if not known:
        raise ValueError(f"the sealed plan has no place {name}")
    # Weeks between the seal and the first day are still to be counted, and loaded.
    if plan.counted_to is not None and week <= plan.counted_to:
        raise ValueError(f"the plan was sealed with its counts to the week of {plan.counted_to}")


def load_measures(access: Access, reference: str, content: bytes) -> Loaded:
    """Take in reach, engagement, recall and money: CSV ``week, kind, value``.

    Raises:
        AccessDenied, NotFound, BadInput: as `own_plan`; or if the file cannot be read at all.
    """
    with transaction.atomic():
        plan = own_plan(access, reference)
        found: dict[tuple[date, str], Decimal] = {}

        def read(row: Row) -> None:
            kind, value = row["kind"], _number(row["value"])
            if kind not in PlanMeasure.Kind.values:
                raise ValueError(f"kind is one of {', '.join(PlanMeasure.Kind.values)}")
            if not 0 <= value <= MOST_COUNT:
                raise ValueError("a value is a number from 0 on")
            found[_week(row["week"], access.today), kind] = round(value, 2)

        loaded = _load(content, ("week", "kind", "value"), read)
        PlanMeasure.objects.bulk_create(
            [
                PlanMeasure(plan=plan, week=week, kind=kind, value=value)
                for (week, kind), value in found.items()
            ],
            update_conflicts=True,
            unique_fields=["plan", "week", "kind"],
            update_fields=["value"],
            batch_size=200,
        )
        _record(access, plan, loaded, what="measures")
    return loaded


def load_answers(access: Access, reference: str, content: bytes) -> Loaded:
    """Take in the survey's answers as the form's server exports them: one row a person.

    They are counted by place, and only the counts are kept; a round that is loaded again replaces
    the one before.

    Raises:
        AccessDenied, NotFound, BadInput: as `own_plan`; or if the file cannot be read at all.
    """
    with transaction.atomic():
        plan = own_plan(access, reference)
        places = {one.name: one for one in plan.places.all()}
        counted: dict[tuple[str, str, bool], list[int]] = {}

        def read(row: Row) -> None:
            if row.get("agreed", "yes") != "yes":
                raise ValueError("did not agree to be asked")
            if row["place"] not in places:
                raise ValueError(f"the plan has no place {row['place']}")
            if row["round"] not in {"before", "after"}:
                raise ValueError("round is before or after")
            for question in QUESTIONS:
                so = saying_so(question, row.get(question.id, ""))
                if so is not None:
                    key = (row["place"], question.id, row["round"] == "after")
                    one = counted.setdefault(key, [0, 0])
                    one[0] += 1
                    one[1] += so

        loaded = _load(content, ("place", "round"), read)
        rounds = {after for _, _, after in counted}
        PlanAnswers.objects.filter(place__plan=plan, is_after__in=rounds).delete()
        PlanAnswers.objects.bulk_create(
            PlanAnswers(place=places[name], question=question, is_after=after, asked=asked, so=so)
            for (name, question, after), (asked, so) in counted.items()
        )
        _record(access, plan, loaded, what="answers")
    return loaded


def _load(content: bytes, columns: Iterable[str], read: Read) -> Loaded:
    """Read each row; those that cannot be read are named and the rest is kept."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput("the file is not UTF-8 text", "Save it as CSV UTF-8.") from error
    if "\0" in text:
        raise BadInput("the file is no CSV", "Save the table as CSV UTF-8.")
    rows = csv.DictReader(io.StringIO(text, newline=""))
    taken, problems = 0, []
    try:
        missing = [one for one in columns if one not in (rows.fieldnames or ())]
        if missing:
            raise BadInput(
                f"the file has no column {', '.join(missing)}", "Name its columns in its first row."
            )
        for number, row in enumerate(rows, 2):
            if number > MOST_ROWS:
                raise BadInput(f"more than {MOST_ROWS} rows", "Split the file.")
            try:
                read(
                    {
                        name: (value or "").strip()
                        for name, value in row.items()
                        if name and not isinstance(value, list)
                    }
                )
                taken += 1
            except ValueError as error:
                problems.append(f"row {number}: {error}")
    except csv.Error as error:
        raise BadInput("the file is no CSV", "Save the table as CSV UTF-8.") from error
    if not taken:
        first = f": {problems[0]}" if problems else ""
        raise BadInput(f"no row could be read{first}", "Correct the file and load it again.")
    return Loaded(taken, len(problems), tuple(problems[:SHOWN]))


def _number(said: str) -> Decimal:
    try:
        found = Decimal(said)
    except InvalidOperation:
        raise ValueError(f"{said[:20]!r} is no number") from None
    if not found.is_finite():
        raise ValueError(f"{said[:20]!r} is no number")
    return found


def _week(said: str, today: date) -> date:
    """The Monday of a day's week, which is not to come."""
    try:
        day = date.fromisoformat(said[:10])
    except ValueError:
        raise ValueError(f"{said[:20]!r} is no day; write YYYY-MM-DD") from None
    if day > today or day.year < 2000:
        raise ValueError(f"the week of {day} cannot have been counted")
    return day - timedelta(days=day.weekday())


def _record(access: Access, plan: Plan, loaded: Loaded, *, what: str) -> None:
    record_of_plan(access, Act.COLLECT, plan, step=what, rows=loaded.taken, bad=loaded.bad)
