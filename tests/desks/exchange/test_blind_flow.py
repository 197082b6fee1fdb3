"""Two nodes: a blind query, its hit, the ticket, and both duty officers; on both sides audited."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hawkari.desks.exchange.blind import answering
from hawkari.desks.exchange.models import BlindQuery, BlindTicket, InMessage, PartnerIndex
from hawkari.desks.exchange.services.asking import Asked, ask
from hawkari.desks.exchange.services.auditing_queries import value_was_asked
from hawkari.desks.exchange.services.publishing import publish_indexes
from hawkari.desks.exchange.services.ticketing import say_of_ticket, ticket_of, tickets_of
from hawkari.engines.blindmatch import IdentifierType
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.models import AuditEntry
from hawkari.evidence.retention.proof import search_tables
from tests.desks.exchange.nodes import Node, Nodes
from tests.evidence.factories import World

pytestmark = [pytest.mark.contract, pytest.mark.django_db]

PHONE = "+9647000000001"
OTHER = "+447700900142"


def asked(*lines: str, kind: str = "phone", to: tuple[str, ...] = ("asayish",)) -> Asked:
    return Asked(
        to, kind, lines, "DPA 2018 s.73", "find the facilitator", "no other source holds it"
    )


def hold(node: Node, **values: str) -> None:
    with node:
        World(node.operation()).person(node.slug, f"{node.slug}-1", **values)


def publish(nodes: Nodes) -> None:
    for node in (nodes.uk, nodes.krg):
        with node:
            node.operation()
            publish_indexes(kinds=(IdentifierType.PHONE, IdentifierType.NAME))
    nodes.deliver_all()


@pytest.fixture
def nodes(three_nodes: Nodes) -> Nodes:
    hold(three_nodes.krg, name="ڕێبوار محەمەد ئەمین", birthDate="1988-07-02", phone=PHONE)
    publish(three_nodes)
    return three_nodes


def test_a_query_becomes_a_hit_a_ticket_and_a_confirmed_ticket_on_both_sides(nodes: Nodes):
    uk, krg = nodes.uk, nodes.krg
    with uk:
        (number,) = ask(uk.access(), asked("+964 700 000 0001", OTHER))
        assert BlindQuery.objects.get().state == "sent"
    nodes.deliver_all()
    with uk:
        query = BlindQuery.objects.get(pk=number)
        assert (query.state, query.hits, query.subjects) == ("answered", 1, [])
        (ticket,) = tickets_of(uk.access())
        assert (ticket.label, ticket.state) == ("+964 700 000 0001", "hit")
        say_of_ticket(uk.access(), ticket.reference, "confirmed", call="NCA desk +44 7700 900001")
    nodes.deliver_all()
    with krg:
        (theirs,) = tickets_of(krg.access())
        assert theirs.reference == ticket.reference
        seen = ticket_of(krg.access(), theirs.reference)
        assert [one.caption for one in seen.records] == ["ڕێبوار محەمەد ئەمین"]
        assert seen.their_call == "NCA desk +44 7700 900001"
        say_of_ticket(krg.access(), theirs.reference, "confirmed", call="Asayish desk")
    nodes.deliver_all()
    for node in (uk, krg):
        with node:
            assert BlindTicket.objects.get().state == "confirmed"
    with uk:
        assert BlindTicket.objects.get().their_call == "Asayish desk"


def test_each_step_is_in_the_audit_log_of_both_sides(nodes: Nodes):
    uk, krg = nodes.uk, nodes.krg
    with uk:
        ask(uk.access(), asked(PHONE))
    nodes.deliver_all()
    with uk:
        (ticket,) = tickets_of(uk.access())
        say_of_ticket(uk.access(), ticket.reference, "confirmed", call="a desk")
        digest = BlindQuery.objects.get().digest
    nodes.deliver_all()
    with krg:
        say_of_ticket(krg.access(), ticket.reference, "dismissed", words="an old number")
    nodes.deliver_all()
    whats: dict[str, list[str]] = {}
    for node in (uk, krg):
        with node:
            rows = AuditEntry.records.filter(detail__contains="blind").order_by("seq")
            whats[node.name] = [
                row.detail["what"] for row in rows if row.detail["what"].startswith("blind ")
            ]
            assert AuditEntry.records.filter(detail__contains=digest).exists()
            assert BlindTicket.objects.get().state == "dismissed"
    assert "blind query evaluated" in whats["krg"]
    assert [one for one in whats["uk"] if "index" not in one] == [
        "blind query asked", "blind query answered", "blind tickets", "blind ticket",
        "blind ticket of a partner",
    ]  # fmt: skip


def test_nothing_is_kept_of_what_did_not_hit_but_an_auditor_can_ask_of_a_value(nodes: Nodes):
    uk = nodes.uk
    with uk:
        ask(uk.access(), asked(OTHER))
        nodes.deliver_all()
    with uk:
        query = BlindQuery.objects.get()
        assert (query.subjects, bytes(query.blinds), query.hits) == ([], b"", 0)
        auditor = uk.access("auditor")
        assert value_was_asked(auditor, query.pk, "+44 7700 900142")
        assert not value_was_asked(auditor, query.pk, PHONE)
        with pytest.raises(AccessDenied):
            value_was_asked(uk.access(), query.pk, OTHER)
        assert list(search_tables([OTHER, OTHER.removeprefix("+")])) == []


def test_the_holder_learns_nothing_of_a_hit_that_the_asker_dismisses(nodes: Nodes):
    uk, krg = nodes.uk, nodes.krg
    with uk:
        ask(uk.access(), asked(PHONE))
    nodes.deliver_all()
    with uk:
        (ticket,) = tickets_of(uk.access())
        say_of_ticket(uk.access(), ticket.reference, "dismissed", words="a misreading")
    nodes.deliver_all()
    with krg:
        assert not BlindTicket.objects.exists()


def test_a_person_is_found_across_scripts_by_composite_keys(nodes: Nodes):
    uk = nodes.uk
    with uk:
        ask(uk.access(), asked("Rebwar Mohammed Amin; 1988-07-02", kind="name"))
    nodes.deliver_all()
    with uk:
        (ticket,) = tickets_of(uk.access())
        assert ticket.label == "Rebwar Mohammed Amin"
        assert ticket.bound is not None
        assert ticket.bound > 13


def test_a_lone_name_is_never_asked_for(nodes: Nodes):
    with nodes.uk as uk, pytest.raises(BadInput, match="too little beside it"):
        ask(uk.access(), asked("Rebwar Mohammed Amin", kind="name"))


def test_a_record_that_comes_later_is_found_after_the_next_publication(nodes: Nodes):
    with nodes.krg as krg:
        World(krg.operation()).person("asayish", "asayish-2", phone="+9647000000002")
    publish(nodes)
    with nodes.uk as uk:
        assert {one.kind for one in PartnerIndex.objects.all()} >= {"phone", "name"}
        ask(uk.access(), asked("+9647000000002", PHONE))
    nodes.deliver_all()
    with nodes.uk as uk:
        assert BlindQuery.objects.get().hits == 2


def test_what_is_retracted_is_no_hit_after_the_next_publication(nodes: Nodes):
    with nodes.krg as krg:
        # a newer file in the same place, which no longer states the number
        World(krg.operation()).person(
            "asayish", "asayish-1", how={"version": "2"}, name="ڕێبوار محەمەد ئەمین"
        )
    publish(nodes)
    with nodes.uk as uk:
        ask(uk.access(), asked(PHONE))
    nodes.deliver_all()
    with nodes.uk:
        assert (BlindQuery.objects.get().state, BlindQuery.objects.get().hits) == ("answered", 0)


def test_a_hit_whose_record_is_taken_back_meanwhile_is_refused_and_dismissed(nodes: Nodes):
    uk, krg = nodes.uk, nodes.krg
    with uk:
        ask(uk.access(), asked(PHONE))
    nodes.deliver_all()
    with krg:
        World(krg.operation()).person(
            "asayish", "asayish-1", how={"version": "2"}, name="ڕێبوار محەمەد ئەمین"
        )
    with uk:
        (ticket,) = tickets_of(uk.access())
        say_of_ticket(uk.access(), ticket.reference, "confirmed", call="a desk")
    nodes.deliver_all()
    with krg:
        assert not BlindTicket.objects.exists()
    with uk:
        ours = BlindTicket.objects.get()
        assert (ours.state, ours.their_officer) == ("dismissed", "node")
        assert "no longer held" in ours.their_words


def test_a_shown_hit_is_believed_only_with_its_proof(nodes: Nodes):
    uk, krg = nodes.uk, nodes.krg
    with uk:
        ask(uk.access(), asked(PHONE))
    nodes.deliver_all()
    with uk:
        ticket = BlindTicket.objects.get()
        tag = ticket.shown[0][:16]
        ticket.shown = [tag + "00" * 24]
        ticket.save()
        say_of_ticket(uk.access(), ticket.reference, "confirmed", call="a desk")
    nodes.deliver_all()
    with krg:
        assert not BlindTicket.objects.exists()
        assert InMessage.objects.get(kind="blind-ticket").outcome != "ok"


def test_a_query_that_got_no_answer_in_its_epoch_is_closed_and_its_values_are_erased(nodes: Nodes):
    with nodes.uk as uk:
        ask(uk.access(), asked(PHONE))
        BlindQuery.objects.update(epoch=1)
        publish_indexes(kinds=())
        query = BlindQuery.objects.get()
        assert (query.state, query.subjects, bytes(query.blinds)) == ("refused", [], b"")


def test_a_partner_that_lost_count_gets_the_whole_index_again(nodes: Nodes):
    with nodes.uk:
        PartnerIndex.objects.all().delete()
    with nodes.krg as krg:
        World(krg.operation()).person("asayish", "asayish-2", phone="+9647000000002")
    publish(nodes)
    with nodes.uk as uk:
        ask(uk.access(), asked("+9647000000002", PHONE))
    nodes.deliver_all()
    with nodes.uk:
        assert BlindQuery.objects.get().hits == 2


def test_publishing_again_sends_nothing_where_nothing_changed(nodes: Nodes):
    with nodes.krg:
        assert publish_indexes(kinds=(IdentifierType.PHONE, IdentifierType.NAME)).sent == 0


def test_an_answer_that_was_altered_on_the_way_is_not_used(nodes: Nodes, monkeypatch):
    def other(body, **how):
        answered = answering_answer(body, **how)
        return {**answered, "proof": "00" * 64}

    answering_answer = answering.answer
    monkeypatch.setattr(answering, "answer", other)
    with nodes.uk as uk:
        ask(uk.access(), asked(PHONE))
    nodes.deliver_all()
    with nodes.uk:
        query = BlindQuery.objects.get()
        assert (query.state, query.rule, query.subjects) == ("refused", "proof", [])
        assert not BlindTicket.objects.exists()


def test_proofs_go_with_their_epoch_and_a_dismissed_hit_is_forgotten(nodes: Nodes):
    with nodes.uk as uk:
        ask(uk.access(), asked(PHONE))
    nodes.deliver_all()
    with nodes.uk as uk:
        say_of_ticket(uk.access(), BlindTicket.objects.get().pk, "dismissed", words="another")
        long_ago = timezone.now() - timedelta(days=90)
        BlindTicket.objects.update(epoch=1, created_at=long_ago)
        publish_indexes(kinds=())
        ticket = BlindTicket.objects.get()
        assert (ticket.shown, ticket.label, ticket.state) == ([], "", "dismissed")
