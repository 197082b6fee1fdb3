"""What can be so of the person, the papers, the notices and the journey; see `scenes`."""

from collections.abc import Callable, Mapping

from hawkari.engines.casework.events import EventKind
from hawkari.engines.casework.proof.drafts import Draft, Said, at_day, granted, notice
from hawkari.engines.casework.values import Json

__all__ = ["JOURNEY"]

Change = Callable[[Draft], None]
Row = tuple[str, str, Change]


def _nothing(draft: Draft) -> None:
    del draft


def _unsaid(name: str) -> Change:
    return lambda draft: draft.details.__delitem__(name)


def _no_route(draft: Draft) -> None:
    """Everything that any route needs is there; only which it is nobody says."""
    _consent()(draft)
    _both(draft)
    del draft.details["route"]


# What makes reception necessary, and the barriers that the same people bring with them.
_CARE: Mapping[str, tuple[Json, tuple[tuple[str, str, str, str], ...]]] = {
    "ill": (True, (("fitness_to_fly", "clinical_statement", "clinician", "fit"),)),
    "pregnant": (True, (("pregnancy", "clinical_statement", "clinician", "fit"),)),
    "unaccompanied": (True, (("uac", "reception_agreement", "childrens_services", "agreed"),)),
    "children": (
        2,
        (
            ("s55_not_assessed", "written_assessment", "home_office", "may_return"),
            ("ifrp_not_consulted", "panel_advice", "family_panel", "may_return"),
        ),
    ),
}


def _nobody_receives(name: str, *, unsaid: bool = False) -> Change:
    """Somebody who needs care travels, assessed as the law asks, and nobody receives them."""

    def change(draft: Draft) -> None:
        there, barriers = _CARE[name]
        draft.details[name] = None if unsaid else there
        for kind, paper, by, outcome in barriers:
            opened: dict[str, Json] = {"barrier": kind, "source": "letter"}
            draft.barriers.append(Said(EventKind.BARRIER_OPENED, opened, at_day(10), kind))
            lifted: dict[str, Json] = {
                "barrier": kind,
                "opening": f"@{kind}",
                "document": "D1",
                "dated": "2026-10-16",
                "document_kind": paper,
                "decided_by": by,
                "outcome": outcome,
            }
            draft.barriers.append(Said(EventKind.BARRIER_LIFTED, lifted, at_day(16)))

    return change


def _detail(name: str, value: Json) -> Change:
    return lambda draft: draft.details.__setitem__(name, value)


def _consent(**changes: Json) -> Change:
    def change(draft: Draft) -> None:
        usual: dict[str, Json] = {
            "document": "C1",
            "dated": "2026-10-20",
            "language": "ckb",
            "informed": True,
            "told_withdrawable": True,
            "counselled": "2026-10-19",
            "counselling_language": "ckb",
        }
        draft.consent = (draft.consent or usual) | changes

    return change


def _no_consent(draft: Draft) -> None:
    draft.consent = None


def _withdrawn(draft: Draft) -> None:
    _consent()(draft)
    draft.later.append(Said(EventKind.CONSENT_WITHDRAWN, {"how": "by telephone"}, at_day(49)))


def _papers(*changes: dict[str, Json]) -> Change:
    usual: dict[str, Json] = {"document": "P1", "kind": "passport"}
    return lambda draft: setattr(draft, "documents", [usual | one for one in changes])


def _answer(**changes: Json) -> Change:
    def change(draft: Draft) -> None:
        draft.answer = (draft.answer or {}) | changes

    return change


def _no_answer(draft: Draft) -> None:
    draft.answer = None
    draft.asked = draft.asked or {"receiver": "erbil", "request": "R1", "fields": ["names"]}


def _nobody_asked(draft: Draft) -> None:
    draft.answer, draft.asked = None, None


def _asked(*fields: str) -> Change:
    def change(draft: Draft) -> None:
        told: list[Json] = list(fields)
        draft.asked = {"receiver": "erbil", "request": "R1", "fields": told}

    return change


def _nothing_sent(draft: Draft) -> None:
    draft.asked = None


def _both(draft: Draft) -> None:
    for number, kind in enumerate(("intention", "departure_details")):
        draft.notices.setdefault(kind, notice(kind, at_day(30 + number)))


def _notice(kind: str, **changes: Json) -> Change:
    def change(draft: Draft) -> None:
        _both(draft)
        draft.notices[kind] = notice(kind, draft.notices[kind].at, **changes)

    return change


def _no_notice(kind: str) -> Change:
    def change(draft: Draft) -> None:
        draft.notices.pop(kind, None)

    return change


def _voided(kind: str) -> Change:
    def change(draft: Draft) -> None:
        _both(draft)
        body: dict[str, Json] = {"notice": f"@{kind}", "why": "served on another person"}
        draft.later.append(Said(EventKind.NOTICE_VOIDED, body, at_day(49)))

    return change


def _fell_through(draft: Draft) -> None:
    """A journey fell through more than three weeks ago; another was booked since."""
    _both(draft)
    first = Said(EventKind.BOOKED, draft.booking or {}, at_day(32), "first booking")
    body: dict[str, Json] = {"booking": "@first booking", "why": "strike"}
    draft.notices |= {
        "first": first,
        "fell": Said(EventKind.BOOKING_VOIDED, body, at_day(33)),
    }


def _served_late(*kinds: str) -> Change:
    def change(draft: Draft) -> None:
        _both(draft)
        for kind in kinds:
            # Monday 23 November: five working days end with Monday 30 November.
            draft.notices[kind] = notice(kind, at_day(53))

    return change


def _served_again(draft: Draft) -> None:
    _both(draft)
    draft.notices["again"] = notice("departure_details", at_day(53))


def _before_calendars(draft: Draft) -> None:
    """Served on a day of which no calendar is known."""
    _both(draft)
    kind = "intention"
    draft.notices[kind] = notice(kind, at_day(30).replace(year=1996))


def _booking(**changes: Json) -> Change:
    return lambda draft: setattr(draft, "booking", (draft.booking or {}) | changes)


def _no_booking(draft: Draft) -> None:
    draft.booking = None


def _booking_void(draft: Draft) -> None:
    body: dict[str, Json] = {"booking": "@booking", "why": "strike"}
    draft.later.append(Said(EventKind.BOOKING_VOIDED, body, at_day(51)))


def _unheard_of(draft: Draft) -> None:
    body: dict[str, Json] = {"barrier": "stayed_by_a_minister", "source": "letter"}
    draft.barriers.append(Said(EventKind.BARRIER_OPENED, body, at_day(10)))


def _after_a_claim(draft: Draft) -> None:
    """Both notices were served while a claim was open, which has been decided since."""
    _both(draft)
    opened: dict[str, Json] = {"barrier": "jr_pending", "source": "letter"}
    draft.barriers.append(Said(EventKind.BARRIER_OPENED, opened, at_day(10), "claim"))
    lifted: dict[str, Json] = {
        "barrier": "jr_pending",
        "opening": "@claim",
        "document": "D1",
        "dated": "2026-11-15",
        "document_kind": "determination",
        "decided_by": "court",
        "outcome": "dismissed",
    }
    draft.barriers.append(Said(EventKind.BARRIER_LIFTED, lifted, at_day(45)))


def _hands(actor: str, second: str) -> Change:
    def change(draft: Draft) -> None:
        draft.actor, draft.second = actor, second

    return change


def _refused_answer(draft: Draft) -> None:
    body: dict[str, Json] = {"receiver": "erbil", "answer": "refused", "document": "A2"}
    _answer()(draft)
    draft.later.append(
        Said(EventKind.RECEIVER_ANSWERED, body | {"dated": "2026-11-20"}, at_day(50))
    )


def _two_words(name: str, right: str) -> tuple[Row, ...]:
    return ((right, f"{name} {right}", _nothing), ("missing", f"{name} missing", _unsaid(name)))


def _notices(kind: str) -> tuple[Row, ...]:
    return (
        ("served", "both served", _both),
        ("none", "not served", _no_notice(kind)),
        ("void", "voided", _voided(kind)),
        ("expired", "past its last day", _notice(kind, valid_until="2026-11-20T00:00:00+00:00")),
        ("other_language", "in another language", _notice(kind, language="ar")),
        ("incomplete", "without appeal details", _notice(kind, appeal_details=False)),
        ("other_destination", "for another place", _notice(kind, destination="Baghdad")),
        ("other_route", "for another way", _notice(kind, route="by road")),
        ("other_journey", "for the day after", _notice(kind, departs="2026-11-28T12:00:00+00:00")),
        ("other_journey", "with another carrier", _notice(kind, carrier="IA 9")),
        ("void", "served while a claim was open", _after_a_claim),
        ("incomplete", "without lawyer details", _notice(kind, lawyer_details=False)),
        ("incomplete", "without a route", _notice(kind, route="")),
        ("incomplete", "without a destination", _notice(kind, destination=" ")),
        ("expired", "three weeks after a journey fell through", _fell_through),
    )


JOURNEY: Mapping[str, tuple[Row, ...]] = {
    "route": (("named", "route named", _nothing), ("missing", "no route named", _no_route)),
    "receiver": _two_words("receiver", "named"),
    "language": _two_words("language", "recorded"),
    "interpreter": _two_words("interpreter", "recorded"),
    "pool": (
        ("nothing_said", "nothing says that the person may stay", _nothing),
        *((word, f"pool {word}", _detail("pool", word)) for word in ("leave", "citizen")),
        *((word, f"pool {word}", _detail("pool", word)) for word in ("left", "died")),
        ("leave", "granted, and no other claim", granted()),
        ("leave", "granted, which was taken back", granted(taken_back=True)),
        ("leave", "said to return, granted afterwards", granted(first="none")),
    ),
    "counselling": (
        ("given", "counselled", _consent()),
        ("none", "not counselled", _consent(counselled="", counselling_language="")),
        ("other_language", "counselled in Arabic", _consent(counselling_language="ar")),
        ("after_consent", "counselled after it", _consent(counselled="2026-10-21")),
    ),
    "consent": (
        ("given", "consent given", _consent()),
        ("none", "no consent", _no_consent),
        ("withdrawn", "consent withdrawn", _withdrawn),
        ("incomplete", "not informed", _consent(informed=False)),
        ("other_language", "consent in Arabic", _consent(language="ar")),
        ("incomplete", "not told that it can be withdrawn", _consent(told_withdrawable=False)),
        ("incomplete", "undated", _consent(dated="")),
        ("incomplete", "no paper", _consent(document="")),
    ),
    "disclosure": (
        ("permitted_only", "only what may be told", _asked("names", "date_of_birth")),
        ("nothing_sent", "nothing told", _nothing_sent),
        ("too_much", "told of the asylum claim", _asked("names", "asylum_claim")),
    ),
    "notice_intention": _notices("intention"),
    "notice_departure_details": _notices("departure_details"),
    "notice_period": (
        ("over", "time is over", _both),
        ("running", "served on Monday", _served_late("intention", "departure_details")),
        ("not_computed", "no calendar for the day of service", _before_calendars),
        ("running", "one of two served on Monday", _served_late("departure_details")),
        ("running", "served again on Monday", _served_again),
        ("running", "told a longer time", _notice("intention", period_ends="2026-12-24T00:00Z")),
        (
            "running",
            "served on Monday, a shorter time typed",
            lambda draft: draft.notices.update(
                {
                    kind: notice(kind, at_day(53), period_ends="2026-11-24T00:00:00+00:00")
                    for kind in ("intention", "departure_details")
                }
            ),
        ),
    ),
    "travel_document": (
        ("valid", "passport", _nothing),
        ("missing", "no document", _papers()),
        ("sought", "asked for", _papers({"status": "sought"})),
        ("agreed", "agreed", _papers({"status": "agreed"})),
        ("no_expiry", "no expiry", _papers({"status": "issued"})),
        (
            "expires_before_landing",
            "expires on the day of landing",
            _papers({"status": "issued", "expires": "2026-11-27"}),
        ),
        (
            "missing",
            "issued, then refused",
            _papers({"status": "issued", "expires": "2030-01-01"}, {"status": "refused"}),
        ),
        (
            "missing",
            "only a civil card",
            _papers({"status": "issued", "expires": "2030-01-01", "kind": "inid"}),
        ),
        ("sought", "revalidation", _papers({"status": "revalidation", "expires": "2030-01-01"})),
    ),
    "acceptance": (
        ("accepted", "accepted", _nothing),
        ("none", "nobody asked", _nobody_asked),
        ("asked", "no answer", _no_answer),
        ("more_needed", "asks for more", _answer(answer="more_needed")),
        ("refused", "refused", _answer(answer="refused")),
        ("other_authority", "accepted by Baghdad", _answer(receiver="baghdad")),
        ("no_expiry", "no expiry", _answer(expires="")),
        ("expires_before_landing", "ends on landing", _answer(expires="2026-11-27")),
        ("asked", "accepted, not in writing", _answer(document="")),
        ("asked", "accepted, undated", _answer(dated="")),
        ("refused", "accepted, then refused", _refused_answer),
    ),
    "booking": (
        ("today", "booked for today", _nothing),
        ("none", "no booking", _no_booking),
        ("void", "booking void", _booking_void),
        ("incomplete", "lands before it departs", _booking(lands="2026-11-27T11:00:00+00:00")),
        ("other_authority", "lands at Baghdad's", _booking(receiver="baghdad")),
        (
            "late",
            "booked for Wednesday",
            _booking(departs="2026-11-25T12:00:00+00:00", lands="2026-11-25T17:00:00+00:00"),
        ),
        (
            "early",
            "booked for next week",
            _booking(departs="2026-12-04T12:00:00+00:00", lands="2026-12-04T17:00:00+00:00"),
        ),
        ("incomplete", "no time", _booking(departs="")),
    ),
    "escort": (("present", "escort", _nothing), ("missing", "no escort", _booking(escort=""))),
    "medical_notes": (
        ("present", "medical notes", _nothing),
        ("missing", "no medical notes", _booking(medical_notes="")),
    ),
    "reception": (
        ("not_needed", "nobody needs it", _nothing),
        ("arranged", "arranged", _booking(reception="sister, in Erbil")),
        *(("missing", f"{one}, nobody receives", _nobody_receives(one)) for one in _CARE),
        *(("unknown", f"{one} unsaid", _nobody_receives(one, unsaid=True)) for one in _CARE),
    ),
    "other_barriers": (
        ("none", "no other barrier", _nothing),
        ("open", "a barrier of a kind nobody knows", _unheard_of),
    ),
    "hands": (
        ("two", "two people", _nothing),
        ("one", "one alone", _hands("officer", "")),
        ("none", "nobody", _hands("", "")),
        ("one", "one, named twice", _hands("officer", " Officer ")),
    ),
}
