"""A person who came home, at a time that a test sets; and the interviews that a phone sends."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils import timezone

from hawkari.desks.returns.models import Case
from hawkari.desks.returns.services.complaints import NewComplaint, record_complaint
from hawkari.desks.returns.services.departing import confirm_departure, record_arrival
from hawkari.desks.returns.services.follow_up import form_for, take_submissions
from hawkari.desks.returns.services.reintegration import (
    Referring,
    assess,
    give_item,
    plan,
    promise_item,
    refer,
    reintegration_of,
)
from hawkari.engines.casework import State
from hawkari.engines.casework.instruments import (
    Scored,
    demonstration,
    form_version,
    read_answers,
    score,
)
from hawkari.evidence.access import Access, open_access
from tests.desks.returns.playing import Desk, proposed
from tests.engines.casework.instruments.answers import random_answers

GOAL = {"goal": "A stall", "step": "Ask the market", "who": "the person", "until": "2026-09-30"}


@dataclass
class Clock:
    """What time it is; a test moves it on."""

    now: datetime = datetime(2026, 5, 5, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def on(self, **much: float) -> None:
        self.now += timedelta(**much)

    def set(self, monkeypatch) -> "Clock":
        monkeypatch.setattr(timezone, "now", self)
        return self


def again(access: Access) -> Access:
    """The same officer, on the day that it is now."""
    return open_access(access.user, access.operation.slug)


def arrived(desk: Desk, first: Access, second: Access, **details) -> Case:
    """Somebody who arrived just now."""
    case = desk.to(first, State.BOOKED, **details)
    proposed(first, case.reference)
    confirm_departure(second, case.reference)
    record_arrival(first, case.reference, place="Erbil")
    return case


def planned(desk: Desk, first: Access, second: Access, **details) -> Case:
    """Somebody who arrived just now and has a plan."""
    case = arrived(desk, first, second, **details)
    plan(first, case.reference, [GOAL], document="plan 1")
    return case


def _score_fields(scored: Scored) -> str:
    parts = []
    for one in (scored.whole, *scored.dimensions):
        name = one.dim or "whole"
        value = "" if one.value is None else repr(one.value)
        parts.append(f"<score_{name}>{value}</score_{name}><band_{name}>{one.band}</band_{name}>")
    return "".join(parts)


def submission(
    code: str, wave: int, *, seed: int = 1, instance: str = "uuid:1", agreed: bool = True,
    day: str = "",
) -> bytes:  # fmt: skip
    """What a phone would send; `tests/engines/casework/instruments` has what a phone does send."""
    demo, day = demonstration(), day or timezone.now().date().isoformat()
    answers = random_answers(random.Random(seed)) if agreed else {}
    scored = score(demo, read_answers(demo, answers))
    items = "".join(f"<{name}>{text}</{name}>" for name, text in answers.items())
    place = "<place>Soran</place><household>5</household>" if agreed else ""
    return (
        f'<data id="{demo.id}" version="{form_version(demo)}"><today>{day}</today>'
        f"<link>{code}</link><wave>{wave}</wave><agreed>{'yes' if agreed else 'no'}</agreed>"
        f"{place}{items}{_score_fields(scored)}"
        f"<meta><instanceID>{instance}</instanceID></meta></data>"
    ).encode()


def helped(desk: Desk, first: Access, second: Access) -> Case:
    """Somebody assessed, planned with, helped, referred and interviewed once."""
    case = planned(desk, first, second)
    assess(first, case.reference, {"skills": "خەیاتی", "family": "brother in Ranya"})
    for kind, what, amount in (("work", "sewing machine", "240.50"), ("cash", "first days", "300")):
        promise_item(first, case.reference, kind, what=what, amount=amount)
    item = reintegration_of(first, case.reference).done.aid[0].number
    give_item(second, case.reference, item, receipt="receipt 3")
    refer(
        first,
        case.reference,
        Referring(
            "Clinic in Soran", "health", "form 12", timezone.now().date(), "ckb", informed=True,
            fields=["name", "phone"],
        ),
    )  # fmt: skip
    for wave, seed in ((0, 2), (3, 9)):
        code, _form = form_for(first, case.reference, wave)
        sent = submission(code, wave, seed=seed, instance=f"uuid:{wave}")
        take_submissions(first, [("a.xml", sent)])
    record_complaint(first, NewComplaint("کەس وەڵامی نەدامەوە", timezone.now().date(), "phone"))
    return case
