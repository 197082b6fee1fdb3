"""Attacks on papers, acceptance, notices, consent and the journey."""

from dataclasses import replace

import pytest

from hawkari.engines.casework import EventKind, Place, Route, State, deadline
from tests.engines.casework.attacks.playing import (
    days,
    facts,
    refusing,
    said,
    tried,
    utc,
)
from tests.engines.casework.cases import BOOKED, NOW, history, notice

ACCEPTED = {
    "receiver": "erbil", "answer": "accepted", "document": "letter-1",
    "dated": "2026-10-20", "expires": "2027-01-01",
}  # fmt: skip
KINDS = ("intention", "departure_details")


def before_notices() -> list:
    """The enforced case on which everything but notices and a booking is there."""
    return [one for one in history() if one.kind not in {EventKind.NOTICE_SERVED, EventKind.BOOKED}]


def served(events, at, recorded=None, **more):
    for kind in KINDS:
        events = said(
            events, EventKind.NOTICE_SERVED, {**notice(kind), **more}, at=at, recorded=recorded
        )
    return events


def booked(events, at=NOW, **more):
    return said(events, EventKind.BOOKED, BOOKED | more, at=at)


# --- the receiving authority ----------------------------------------------------------------------


def test_an_old_letter_filed_again_does_not_undo_a_later_refusal():
    refused = ACCEPTED | {"answer": "refused", "document": "letter-2", "dated": "2026-11-10"}
    events = said(history(), EventKind.RECEIVER_ANSWERED, refused, at=NOW - days(1))
    events = said(events, EventKind.RECEIVER_ANSWERED, ACCEPTED)
    assert "not_accepted" in refusing(events)


def test_a_refusal_that_comes_to_light_late_outweighs_an_acceptance_recorded_before():
    refused = ACCEPTED | {"answer": "refused", "document": "letter-2", "dated": "2026-10-21"}
    events = said(
        history(), EventKind.RECEIVER_ANSWERED, refused, at=utc(2026, 10, 5), recorded=NOW
    )
    assert "not_accepted" in refusing(events)


def test_the_acceptance_of_one_authority_is_none_of_the_other():
    events = said(history(), EventKind.DETAILS, {"receiver": "baghdad"})
    assert {"not_accepted", "booking"} <= set(refusing(events))


def test_a_refusal_by_the_other_authority_does_not_hide_behind_the_named_ones_acceptance():
    events = said(
        history(), EventKind.RECEIVER_ANSWERED, ACCEPTED | {"receiver": "baghdad"}, at=NOW
    )
    # Only the latest answer counts, and it is of an authority that was not asked to receive.
    assert "not_accepted" in refusing(events)


@pytest.mark.parametrize("more", [{"expires": ""}, {"expires": "2026-11-27"}, {"document": ""}])
def test_an_acceptance_must_be_written_and_good_through_landing(more):
    events = said(history(), EventKind.RECEIVER_ANSWERED, ACCEPTED | more)
    assert "not_accepted" in refusing(events)


# --- documents ------------------------------------------------------------------------------------


def test_a_document_cancelled_at_an_earlier_day_is_not_good_because_that_day_was_earlier():
    passport = {"document": "P1", "kind": "passport", "status": "refused"}
    events = said(history(), EventKind.DOCUMENT, passport, at=utc(2026, 10, 3), recorded=NOW)
    assert "no_travel_document" in refusing(events)


def test_a_document_that_was_cancelled_is_not_good_again_by_an_earlier_entry():
    passport = {"document": "P1", "kind": "passport", "status": "expired"}
    events = said(history(), EventKind.DOCUMENT, passport, at=NOW - days(1))
    again = passport | {"status": "issued", "expires": "2030-01-01"}
    events = said(events, EventKind.DOCUMENT, again, at=NOW - days(20), recorded=NOW)
    assert "no_travel_document" in refusing(events)


@pytest.mark.parametrize("kind", ["inid", "csid", "family_book", "registration_1957", "ticket"])
def test_nobody_travels_on_a_paper_that_is_no_travel_document(kind):
    events = said(history(), EventKind.CORRECTED, {"event": 6, "why": "not seen"})
    assert "no_travel_document" in refusing(events)
    other = {"document": "X1", "kind": kind, "status": "issued", "expires": "2030-01-01"}
    assert "no_travel_document" in refusing(said(events, EventKind.DOCUMENT, other))


def test_a_document_good_until_the_day_of_landing_in_iraq_is_not_good_through_it():
    # It leaves at 19:00 and lands at 21:30 in London, which is 00:30 of the next day in Iraq.
    passport = {"document": "P1", "kind": "passport", "status": "issued", "expires": "2026-11-28"}
    events = said(history(), EventKind.DOCUMENT, passport)
    late = {"departs": "2026-11-27T16:00:00+00:00", "lands": "2026-11-27T21:30:00+00:00"}
    events = said(events, EventKind.BOOKED, BOOKED | late)
    assert "no_travel_document" in refusing(events)


def test_a_paper_for_one_journey_is_used_up_by_a_journey():
    single = {"document": "LP1", "kind": "laissez_passer", "status": "issued",
              "expires": "2030-01-01"}  # fmt: skip
    events = said(history(), EventKind.CORRECTED, {"event": 6, "why": "not seen"})
    events = said(events, EventKind.DOCUMENT, single)
    events = said(events, EventKind.DEPARTED, {"booking": 14})
    events = said(events, EventKind.REFUSED_ON_ARRIVAL, {"why": "not admitted"}, at=NOW + days(1))
    assert "no_travel_document" in refusing(events, NOW + days(1))


# --- notices --------------------------------------------------------------------------------------


def test_a_notice_from_before_a_refusal_at_landing_does_not_come_back_either():
    events = said(history(), EventKind.DEPARTED, {"booking": 14}, at=NOW - days(9))
    events = said(events, EventKind.REFUSED_ON_ARRIVAL, {"why": "no"}, at=NOW - days(8))
    events = served(events, NOW - days(20), recorded=NOW)
    assert "notice_of_intention" in refusing(events)


@pytest.mark.parametrize("place", [Place.IRAQ, Place.KURDISTAN])
def test_the_days_off_of_another_country_do_not_shorten_the_time_of_a_notice(place):
    christmas = utc(2026, 12, 23, 10)
    events = served(before_notices(), christmas, place=place)
    ends = min(deadline("removal_notice", christmas, one).binding for one in list(Place)[:3])
    before = ends - days(1)
    journey = {
        "departs": before.isoformat(), "lands": (before + days(0.2)).isoformat(),
    }  # fmt: skip
    events = booked(events, christmas, **journey)
    assert "notice_period" in refusing(events, before)


@pytest.mark.parametrize(
    ("more", "guard"),
    [
        ({"language": "ar"}, "notice_of_intention"),
        ({"language": "en"}, "notice_of_intention"),
        ({"route": " "}, "notice_of_intention"),
        ({"destination": ""}, "notice_of_intention"),
        ({"destination": "Baghdad"}, "notice_of_intention"),
        ({"appeal_details": False}, "notice_of_intention"),
        ({"lawyer_details": False}, "notice_of_intention"),
        ({"valid_until": "2026-11-27T08:00:00+00:00"}, "notice_of_intention"),
        ({"period_ends": "2026-12-01T00:00:00+00:00"}, "notice_period"),
    ],
    ids=str,
)
def test_a_notice_that_tells_the_person_too_little_is_none(more, guard):
    assert guard in refusing(booked(served(before_notices(), NOW - days(20), **more)))


def test_a_typed_end_never_shortens_the_time_of_a_notice():
    events = served(before_notices(), NOW - days(2), period_ends=(NOW - days(1)).isoformat())
    assert "notice_period" in refusing(booked(events))


def test_one_notice_is_not_both():
    events = said(before_notices(), EventKind.NOTICE_SERVED, notice(KINDS[0]), at=NOW - days(20))
    assert "notice_of_departure_details" in refusing(booked(events))


def test_voiding_the_newer_notice_does_not_bring_its_period_forward():
    events = served(before_notices(), NOW - days(20))
    events = said(events, EventKind.NOTICE_SERVED, notice("departure_details"), at=NOW - days(1))
    assert "notice_period" in refusing(booked(events))


def test_a_change_of_the_persons_language_makes_every_notice_unread():
    events = said(history(), EventKind.DETAILS, {"language": "kmr"})
    assert {"notice_of_intention", "notice_of_departure_details"} <= set(refusing(events))


def before_notices_served():
    return served(before_notices(), NOW - days(20))


def test_a_notice_runs_out_21_days_after_the_journey_failed_not_after_somebody_said_so():
    first = {"departs": "2026-10-20T12:00:00+00:00", "lands": "2026-10-20T17:00:00+00:00"}
    events = said(before_notices_served_long_ago(), EventKind.BOOKED, BOOKED | first,
                  at=utc(2026, 10, 19))  # fmt: skip
    # The journey of 20 October did not take place; nobody said so until 26 November.
    booking = events[-1].number
    body = {"booking": booking, "why": "missed"}
    events = said(events, EventKind.BOOKING_VOIDED, body, at=NOW - days(1))
    assert "notice_of_intention" in refusing(booked(events))


def before_notices_served_long_ago():
    return served(before_notices(), utc(2026, 10, 5))


def test_taking_a_booking_back_as_a_mistake_does_not_let_a_notice_live_for_ever():
    first = {"departs": "2026-10-20T12:00:00+00:00", "lands": "2026-10-20T17:00:00+00:00"}
    events = said(before_notices_served_long_ago(), EventKind.BOOKED, BOOKED | first,
                  at=utc(2026, 10, 19))  # fmt: skip
    body = {"event": events[-1].number, "why": "mistake"}
    events = said(events, EventKind.CORRECTED, body, at=NOW - days(1))
    assert "notice_of_intention" in refusing(booked(events))


# --- consent and route ----------------------------------------------------------------------------


@pytest.mark.parametrize("route", [Route.VOLUNTARY, Route.ASSISTED])
def test_a_withdrawal_dated_before_the_consent_still_withdraws_it(route):
    events = said(
        history(route), EventKind.CONSENT_WITHDRAWN, {"how": "letter"}, at=utc(2026, 10, 1),
        recorded=NOW,
    )  # fmt: skip
    assert "consent" in refusing(events)
    assert facts(events).state is State.CLOSED


def test_who_withdrew_is_not_returned_by_force_on_the_same_case():
    events = said(history(Route.VOLUNTARY), EventKind.CONSENT_WITHDRAWN, {"how": "by phone"})
    events = said(events, EventKind.DETAILS, {"route": "enforced"})
    assert "consent" in refusing(events)
    assert "step" in tried(events, EventKind.MOVED, {"to": "liable"}, State.LIABLE)
    assert "step" in tried(events, EventKind.MOVED, {"to": "screening"}, State.SCREENING)


def test_a_new_consent_does_not_undo_a_withdrawal():
    events = said(history(Route.VOLUNTARY), EventKind.CONSENT_WITHDRAWN, {"how": "by phone"})
    consent = next(one for one in events if one.kind is EventKind.CONSENT_GIVEN)
    assert "consent" in refusing(said(events, EventKind.CONSENT_GIVEN, consent.body))


@pytest.mark.parametrize(
    "more",
    [
        {"language": "ar"}, {"informed": False}, {"told_withdrawable": False},
        {"counselling_language": "en"}, {"counselled": "2026-10-03"}, {"counselled": ""},
        {"dated": "2026-12-01"}, {"document": ""},
    ],
    ids=str,
)  # fmt: skip
def test_consent_that_is_not_informed_dated_and_in_the_persons_language_is_none(more):
    events = history(Route.VOLUNTARY)
    body = next(one for one in events if one.kind is EventKind.CONSENT_GIVEN).body | more
    events = said(events, EventKind.CONSENT_GIVEN, body)
    assert {"consent", "counselling"} & set(refusing(events))


# --- who should not be here, and who signs --------------------------------------------------------


@pytest.mark.parametrize("pool", ["leave", "citizen", "left", "died"])
def test_whoever_may_stay_is_not_returned_by_force(pool):
    events = said(history(), EventKind.DETAILS, {"pool": pool})
    assert "not_to_be_returned" in refusing(events)
    number = len(history()) + 1
    events = said(events, EventKind.CORRECTED, {"event": number, "why": "wrong person"})
    assert "not_to_be_returned" in refusing(events)


@pytest.mark.parametrize("second", ["", "soran", "SORAN", " soran ", "Soran"])
def test_one_person_is_not_two_by_another_spelling(second):
    from hawkari.engines.casework import check, foreseen
    from tests.engines.casework.attacks.playing import TABLE

    events = history()
    event = replace(events[-1], kind=EventKind.DEPARTED, body={"booking": 14},
                    number=len(events) + 1, at=NOW, recorded=NOW)  # fmt: skip
    seen = foreseen(events, event)
    verdict = check(TABLE, seen, State.DEPARTED, NOW, actor="soran", second=second)
    assert [one.guard for one in verdict.reasons] == ["four_eyes"]


# --- disclosure -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "field", ["asylum", "asylum_claim", "home_office_reference", "detained", "reason", "Names"]
)
def test_whoever_told_the_receiving_authority_too_much_has_made_a_new_risk(field):
    asked = {"receiver": "erbil", "request": "R2", "fields": ["names", field]}
    events = said(history(), EventKind.RECEIVER_ASKED, asked)
    assert "only_permitted_fields" in refusing(events)
    # Asking again with less, or saying that it was a mistake, does not untell it.
    number = len(history()) + 1
    events = said(events, EventKind.CORRECTED, {"event": number, "why": "typed wrongly"})
    events = said(events, EventKind.RECEIVER_ASKED, asked | {"fields": ["names"]})
    assert "only_permitted_fields" in refusing(events)


# --- steps ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", list(State))
def test_nobody_departs_but_from_a_booking(state):
    from hawkari.engines.casework.table import load_table

    for route in Route:
        assert load_table().has_step(state, State.DEPARTED, route) is (state is State.BOOKED)


@pytest.mark.parametrize("state", [State.HELD, State.CLOSED, State.REFUSED_ON_ARRIVAL])
def test_whoever_was_held_or_refused_goes_through_everything_again(state):
    from hawkari.engines.casework.table import load_table

    for route in Route:
        found = {to for to in State if load_table().has_step(state, to, route)}
        assert found <= {State.SCREENING, State.CLOSED}
