"""Packages about people who return travel between nodes, each exactly once, and wait for people."""

from typing import Any

import pytest
from django.db import transaction

from hawkari.desks.exchange.models import Delivery, InMessage, OutMessage
from hawkari.desks.exchange.node.sending import send
from hawkari.desks.exchange.node.sticks import export_to, import_from
from hawkari.desks.exchange.services.posting import post_released
from hawkari.evidence.models import IncomingPackage, OutgoingPackage
from hawkari.evidence.outbox import (
    PackageKind,
    Prepared,
    known_incoming,
    known_outgoing,
    prepare,
    release,
    take,
)

pytestmark = [pytest.mark.contract, pytest.mark.django_db]
FIELDS = {"full_name": "کاروان ڕێبوار عەزیز", "asked": "identity", "authority": "erbil"}


@pytest.fixture
def nodes(three_nodes) -> Any:
    """The three nodes, each in the operation."""
    for node in (three_nodes.uk, three_nodes.krg, three_nodes.iraq):
        with node:
            node.operation()
    return three_nodes


def package(to: str, fields: dict[str, str], kind=PackageKind.REQUEST, answers: str = ""):
    return Prepared(
        kind, to, "R-2026-7KQ4XM", fields, "consent", "To find out who he is", answers=answers
    )


def released(node, given: Prepared) -> str:
    """A package that a caseworker of a node released; its reference."""
    with node:
        access = node.access("caseworker")
        reference = prepare(access, given).reference
        release(access, reference)
    return reference


def posted(node) -> int:
    with node:
        return post_released()


def states(node) -> list[str]:
    with node:
        return [one.state for one in OutgoingPackage.objects.order_by("pk")]


def test_a_request_goes_out_is_answered_and_both_sides_know(nodes):
    reference = released(nodes.uk, package("asayish", FIELDS))
    assert posted(nodes.uk) == 1
    nodes.deliver_all()
    assert states(nodes.uk) == ["delivered"]
    with nodes.krg:
        access = nodes.krg.access("caseworker")
        got = known_incoming(access).get()
        assert (got.reference, got.body, got.state) == (reference, FIELDS, "waiting")
        take(access, got.pk, about="K-1")
    answer = {"answer": "identity_confirmed", "authority": "erbil"}
    released(nodes.krg, package("nca", answer, PackageKind.REPLY, answers=reference))
    posted(nodes.krg)
    nodes.deliver_all()
    with nodes.uk:
        back = known_incoming(nodes.uk.access("caseworker")).get()
        assert (back.answers, back.body, back.signer) == (reference, answer, "asayish-caseworker")


def test_what_was_not_released_does_not_leave(nodes):
    with nodes.uk:
        prepare(nodes.uk.access("caseworker"), package("asayish", FIELDS))
        assert post_released() == 0
        assert not OutMessage.objects.exists()


def test_a_released_package_leaves_once_however_often_it_is_posted(nodes):
    released(nodes.uk, package("asayish", FIELDS))
    assert [posted(nodes.uk), posted(nodes.uk)] == [1, 0]
    nodes.deliver_all(lose=lambda _: True)
    nodes.deliver_all()
    with nodes.krg:
        assert IncomingPackage.objects.count() == 1


def test_a_crash_while_posting_leaves_it_released_and_nothing_sent(nodes, monkeypatch):
    released(nodes.uk, package("asayish", FIELDS))

    def breaks(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as inside:
        inside.setattr("hawkari.desks.exchange.services.posting.mark_posted", breaks)
        with nodes.uk, pytest.raises(KeyboardInterrupt):
            post_released()
    with nodes.uk:
        assert not Delivery.objects.exists()
    assert states(nodes.uk) == ["released"]
    assert posted(nodes.uk) == 1


def test_on_the_wire_is_nothing_but_fields_and_references(nodes):
    reference = released(nodes.uk, package("asayish", FIELDS))
    posted(nodes.uk)
    with nodes.uk:
        message = OutMessage.objects.get()
        assert message.body == {"reference": reference, "answers": "", "fields": FIELDS}
        assert message.kind == "return-request"
        signed = Delivery.objects.get().signed
    assert "R-2026-7KQ4XM" not in signed
    assert "consent" not in signed


def test_on_a_stick_it_travels_as_well(nodes, tmp_path):
    released(nodes.uk, package("asayish", FIELDS))
    with nodes.uk:
        assert export_to(tmp_path, "asayish", by="tests").messages == 1
    with nodes.krg:
        assert all(one.is_ok for one in import_from([tmp_path], by="tests"))
        assert IncomingPackage.objects.get().body == FIELDS


def test_a_partner_who_is_not_pinned_holds_up_no_other(nodes):
    with nodes.uk:
        operation = nodes.uk.operation()
        from hawkari.evidence.local import ensure_agency

        operation.agencies.add(ensure_agency("stranger"))
    released(nodes.uk, package("stranger", FIELDS))
    released(nodes.uk, package("asayish", FIELDS))
    assert posted(nodes.uk) == 1
    with nodes.uk:
        kept = known_outgoing(nodes.uk.access("caseworker"))
        assert [one.state for one in kept] == ["released", "posted"]
        assert "stranger" in kept[0].words


def forged(node, to: str, body: dict[str, Any], kind: str = "return-request") -> None:
    """A message that the services of this project would never send."""
    with node, transaction.atomic():
        agency = next(one for one in node.operation().agencies.all() if one.slug == to)
        send(kind, body, to=[agency], by=node.user("caseworker"), operation=node.operation().slug)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"reference": "ab" * 16, "answers": "", "fields": {**FIELDS, "x": "y"}}, "not-allowed"),
        ({"reference": "ab" * 16, "fields": FIELDS, "status": "asylum"}, "malformed"),
        ({"reference": "ab", "answers": "", "fields": FIELDS}, "malformed"),
        ({"reference": "ab" * 16, "answers": "", "fields": []}, "malformed"),
        (
            {"reference": "ab" * 16, "fields": {**FIELDS, "full_name": "Asylum Seeker"}},
            "not-allowed",
        ),
    ],
)
def test_what_is_not_allowed_is_refused_at_the_recipient_too(nodes, body, code):
    forged(nodes.uk, "asayish", body)
    nodes.deliver_all()
    with nodes.krg:
        assert not IncomingPackage.objects.exists()
        assert InMessage.objects.get().outcome == code


def test_an_answer_to_nothing_of_ours_is_refused(nodes):
    fields = {"answer": "accepted", "authority": "erbil"}
    forged(
        nodes.krg, "nca", {"reference": "ab" * 16, "answers": "cd" * 16, "fields": fields},
        "return-reply",
    )  # fmt: skip
    nodes.deliver_all()
    with nodes.uk:
        assert not IncomingPackage.objects.exists()


def test_another_partner_cannot_answer_for_the_one_who_was_asked(nodes):
    reference = released(nodes.uk, package("asayish", FIELDS))
    posted(nodes.uk)
    nodes.deliver_all()
    fields = {"answer": "accepted", "authority": "erbil"}
    forged(
        nodes.iraq, "nca", {"reference": "ab" * 16, "answers": reference, "fields": fields},
        "return-reply",
    )  # fmt: skip
    nodes.deliver_all()
    with nodes.uk:
        assert not IncomingPackage.objects.exists()


def test_the_sender_learns_that_its_package_was_refused(nodes):
    with nodes.krg:
        nodes.krg.operation().agencies.remove(nodes.krg.agency_of(nodes.uk))
    released(nodes.uk, package("asayish", FIELDS))
    posted(nodes.uk)
    nodes.deliver_all()
    assert states(nodes.uk) == ["refused"]
