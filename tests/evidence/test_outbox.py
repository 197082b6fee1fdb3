"""Packages to receiving authorities: prepared, read and released by people, never by itself."""

from dataclasses import replace

import pytest

from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import Access, open_access
from hawkari.evidence.local import ensure_agency
from hawkari.evidence.models import (
    AuditEntry,
    Basis,
    IncomingPackage,
    OperationMember,
    OutgoingPackage,
    OutgoingState,
    User,
)
from hawkari.evidence.outbox import (
    PackageKind,
    Prepared,
    drop,
    drop_released,
    known_incoming,
    known_outgoing,
    prepare,
    read_note,
    release,
    set_aside,
    take,
)
from hawkari.evidence.outbox.carrying import Came, keep_incoming, waiting, wire_of
from hawkari.evidence.outbox.forgetting import forget_packages
from tests.evidence.factories import World

pytestmark = [pytest.mark.contract, pytest.mark.django_db]
ASKED = Prepared(
    kind=PackageKind.REQUEST,
    recipient="civil-status",
    about="R-2026-7KQ4XM",
    body={"full_name": "Karwan Rebwar Aziz", "asked": "identity", "authority": "erbil"},
    basis="consent",
    purpose="To find out who he is, so that he can return as he wishes",
)


@pytest.fixture
def world() -> World:
    made = World()
    made.operation.agencies.add(ensure_agency("civil-status"), ensure_agency("returns"))
    return made


def person(world: World, name: str, role: str = "caseworker", agency: str = "returns") -> Access:
    user, made = User.objects.get_or_create(
        username=name, defaults={"agency": ensure_agency(agency)}
    )
    if made:
        OperationMember.objects.create(operation=world.operation, user=user, role=role)
    return open_access(user, world.operation.slug)


def noted(words: str) -> Prepared:
    return replace(ASKED, body={**ASKED.body, "note": words})


def state_of(reference: str) -> str:
    return OutgoingPackage.objects.get(reference=reference).state


def test_a_package_leaves_only_when_a_person_released_it(world: World):
    access = person(world, "zara")
    made = prepare(access, ASKED)
    assert waiting(access.user.agency) == []
    release(access, made.reference)
    assert waiting(access.user.agency) == [made.pk]


def test_what_leaves_is_the_fields_and_the_references_alone(world: World):
    made = prepare(person(world, "zara"), ASKED)
    assert wire_of(made) == {"reference": made.reference, "answers": "", "fields": ASKED.body}
    assert "R-2026" not in str(wire_of(made))


def test_a_note_leaves_only_after_a_second_person_read_exactly_this_note(world: World):
    writer, reader = person(world, "zara"), person(world, "hemin")
    made = prepare(writer, noted("His family lives in Soran."))
    with pytest.raises(BadInput, match="nobody but its writer"):
        release(writer, made.reference)
    with pytest.raises(BadInput, match="does not check it"):
        read_note(writer, made.reference)
    read_note(reader, made.reference)
    OutgoingPackage.objects.filter(pk=made.pk).update(body={**made.body, "note": "Another note"})
    with pytest.raises(BadInput, match="nobody but its writer"):
        release(writer, made.reference)
    OutgoingPackage.objects.filter(pk=made.pk).update(body=made.body)
    release(writer, made.reference)
    assert state_of(made.reference) == OutgoingState.RELEASED


def test_a_note_that_tells_is_refused_whoever_reads_it(world: World):
    with pytest.raises(BadInput, match="would tell of asylum"):
        prepare(person(world, "zara"), noted("He asked for asylum in May."))
    assert not OutgoingPackage.objects.exists()


def test_a_body_changed_behind_the_services_is_caught_at_release_and_at_the_last_moment(
    world: World,
):
    access = person(world, "zara")
    made = prepare(access, ASKED)
    OutgoingPackage.objects.filter(pk=made.pk).update(body={**made.body, "status": "asylum"})
    with pytest.raises(BadInput, match="may not leave"):
        release(access, made.reference)
    made.refresh_from_db()
    with pytest.raises(BadInput, match="may not leave"):
        wire_of(made)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"basis": ""}, "is no basis"),
        ({"basis": "because"}, "is no basis"),
        ({"purpose": " "}, "needs its purpose"),
        ({"recipient": "asayish"}, "takes no part"),
        ({"recipient": "returns"}, "takes no part"),
        ({"answers": "0" * 32}, "no such package between"),
        ({"body": {**ASKED.body, "route": "enforced"}}, "may not leave"),
        ({"body": {"asked": "identity", "authority": "erbil"}}, "full_name is missing"),
    ],
)
def test_a_package_without_basis_purpose_or_its_fields_is_not_kept(world: World, other, why):
    with pytest.raises(BadInput, match=why):
        prepare(person(world, "zara"), replace(ASKED, **other))
    assert not OutgoingPackage.objects.exists()


def test_an_operation_whose_name_would_tell_sends_nothing(world: World):
    access = person(world, "zara")
    access.operation.slug = "failed-asylum-2026"
    with pytest.raises(BadInput, match="short name would tell"):
        prepare(access, ASKED)


@pytest.mark.parametrize("role", ["analyst", "liaison", "auditor", "administrator", "monitor"])
def test_who_works_on_no_cases_prepares_reads_and_releases_nothing(world: World, role: str):
    made = prepare(person(world, "zara"), noted("His family lives in Soran."))
    other = person(world, f"a-{role}", role)
    for act in (
        lambda: prepare(other, ASKED),
        lambda: read_note(other, made.reference),
        lambda: release(other, made.reference),
        lambda: drop(other, made.reference),
        lambda: drop_released(other, made.about, unless=bool),
    ):
        with pytest.raises(AccessDenied):
            act()
    assert state_of(made.reference) == OutgoingState.DRAFT


def test_another_agency_of_the_operation_knows_nothing_of_it(world: World):
    made = prepare(person(world, "zara"), ASKED)
    other = person(world, "shilan", agency="civil-status")
    assert not known_outgoing(other).exists()
    with pytest.raises(BadInput, match="no such draft"):
        release(other, made.reference)


def test_what_may_leave_no_more_is_dropped_until_it_is_posted_and_nothing_else(world: World):
    access = person(world, "zara")
    draft, gone = prepare(access, ASKED), prepare(access, ASKED)
    duty = prepare(access, replace(ASKED, basis="legal duty"))
    other = prepare(access, replace(ASKED, about="R-2026-OTHER1"))
    for one in (gone, duty, other):
        release(access, one.reference)
    rests = drop_released(access, ASKED.about, unless=lambda one: one.basis != Basis.CONSENT)
    assert rests == 1
    assert [state_of(one.reference) for one in (draft, gone, duty, other)] == [
        "draft", "dropped", "released", "released",
    ]  # fmt: skip
    assert waiting(access.user.agency) == [duty.pk, other.pk]


def came(access: Access, answers: str, **body: str) -> Came:
    return Came(
        kind=PackageKind.REPLY,
        sender=ensure_agency("civil-status"),
        holder=access.user.agency,
        operation=access.operation,
        reference="ab" * 16,
        answers=answers,
        body={"answer": "identity_confirmed", "authority": "erbil", **body},
        signer="shilan",
        sent_at=access.user.date_joined,
    )


def test_a_reply_waits_for_a_person_who_takes_it_into_a_case_once(world: World):
    access = person(world, "zara")
    made = prepare(access, ASKED)
    kept = keep_incoming(came(access, made.reference))
    assert [one.pk for one in known_incoming(access)] == [kept.pk]
    taken = take(access, kept.pk, about=made.about)
    assert (taken.state, taken.about) == ("taken", made.about)
    with pytest.raises(BadInput, match="no such package waits"):
        take(access, kept.pk, about=made.about)


def test_a_reply_that_answers_nothing_of_ours_or_holds_more_is_refused(world: World):
    access = person(world, "zara")
    made = prepare(access, ASKED)
    with pytest.raises(BadInput, match="answers no package"):
        keep_incoming(came(access, "cd" * 16))
    with pytest.raises(BadInput, match="not allowed"):
        keep_incoming(came(access, made.reference, why="asylum"))
    assert not IncomingPackage.objects.exists()


def test_setting_aside_needs_a_reason(world: World):
    access = person(world, "zara")
    kept = keep_incoming(came(access, prepare(access, ASKED).reference))
    with pytest.raises(BadInput, match="needs a reason"):
        set_aside(access, kept.pk, words=" ")
    assert set_aside(access, kept.pk, words="Of another person").state == "set aside"


def test_the_log_names_the_fields_and_never_a_value(world: World):
    access = person(world, "zara")
    made = prepare(access, ASKED)
    release(access, made.reference)
    every = AuditEntry.records.order_by("pk")
    entries = [one for one in every if f"package {made.reference}" in one.object_ids]
    assert [one.act for one in entries] == ["decide", "disclose"]
    assert entries[1].recipient == "civil-status"
    assert entries[1].detail["fields"] == ["asked", "authority", "full_name"]
    assert not any(one.justification for one in entries)
    assert "Karwan" not in str([one.detail for one in entries])


def test_what_is_kept_of_packages_goes_with_the_case(world: World):
    access = person(world, "zara")
    made = prepare(access, ASKED)
    kept = keep_incoming(came(access, made.reference))
    take(access, kept.pk, about=made.about)
    assert forget_packages([made.about]) == 2
    made.refresh_from_db()
    kept.refresh_from_db()
    assert (made.body, kept.body, made.purpose, made.state) == ({}, {}, "", "dropped")
