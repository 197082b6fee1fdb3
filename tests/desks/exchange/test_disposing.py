"""What the desk repeats of a value goes with it; what it says of others stays."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hawkari.desks.exchange.models import (
    BlindTicket,
    DeconflictionNotice,
    HeldIndex,
    HeldTag,
    InformationRequest,
    JointTask,
    OutMessage,
    RequestStep,
    TextTranslation,
)
from hawkari.desks.exchange.services.publishing import publish_indexes
from hawkari.engines.blindmatch import IdentifierType
from hawkari.evidence.access import visible_to
from hawkari.evidence.models import Agency, Task, TaskKind, TaskState
from hawkari.evidence.retention import DisposalRequest, dispose
from tests.desks.exchange.nodes import Nodes
from tests.desks.exchange.sharing import Sharing
from tests.evidence.factories import World

pytestmark = [pytest.mark.contract, pytest.mark.django_db]
NAME, PHONE, OTHER = "Rebwar Amin", "+447700900123", "+447700900456"
WHY = "the review found no need to keep it"
NOW = timezone.now()


@pytest.fixture
def world() -> World:
    made = World()
    made.person("nca", "nca:1", name=NAME, phone=PHONE)
    made.person("nca", "nca:2", name="Karim Hassan", phone=OTHER)
    return made


@pytest.fixture
def reviewer(world):
    return world.access("nca", "reviewer")


def partner(world: World) -> Agency:
    return world.agency("asayish")


def ticket(world: World, reference: str, **values) -> None:
    BlindTicket.objects.create(
        reference=reference, side="asked", partner=partner(world), operation=world.operation,
        kind="phone", epoch=1, query="q", state="confirmed", created_at=NOW, **values,
    )  # fmt: skip


def forget(reviewer, entity: str, *props: str) -> None:
    found = visible_to(reviewer).filter(entity_id=entity)
    found = found.filter(prop__in=props) if props else found
    dispose(
        reviewer, DisposalRequest(reason=WHY, statements=tuple(found.values_list("pk", flat=True)))
    )


def test_the_label_of_a_ticket_goes_in_whatever_writing_and_another_stays(world, reviewer):
    ticket(world, "a", label="+44 7700 900 123", our_words=f"it is {NAME}")
    ticket(world, "b", label=OTHER, our_words="another man")
    forget(reviewer, "nca:1", "phone")
    found = {one.reference: (one.label, one.our_words) for one in BlindTicket.objects.all()}
    assert found == {"a": ("[disposed]", "[disposed]"), "b": (OTHER, "another man")}


def test_the_records_of_a_ticket_and_of_a_notice_go_by_new_ids(world, reviewer):
    ticket(world, "a", records=["nca:1", "nca:2"], their_words="known here")
    DeconflictionNotice.objects.create(
        reference="n", operation=world.operation, partner=partner(world), record="nca:1",
        kind="phone", raised_at=NOW,
    )  # fmt: skip
    forget(reviewer, "nca:1")
    gone, stays = BlindTicket.objects.get().records
    assert (gone.partition("-")[0], stays) == ("nca:disposed", "nca:2")
    assert DeconflictionNotice.objects.get().record == gone
    assert BlindTicket.objects.get().their_words == "[disposed]"


def request(world: World, reference: str, **values) -> InformationRequest:
    whole = {"what": "Who is it?", "why": "A boat", "identifiers": [], **values}
    return InformationRequest.objects.create(
        reference=reference, holder=world.agency("nca"), is_ours=True, partner=partner(world),
        operation=world.operation, legal_basis="x", purpose="crime", action="look_up",
        deadline=NOW.date() + timedelta(days=3), asked_by="officer", asked_at=NOW, **whole,
    )  # fmt: skip


def test_a_request_that_repeats_a_value_loses_its_words_and_the_value(world, reviewer):
    shown = [{"type": "phone", "value": PHONE}, {"type": "phone", "value": OTHER}]
    about = request(world, "a", identifiers=shown)
    RequestStep.objects.create(
        request=about, state="sent", words=f"for {NAME}", agency=world.agency("nca"), by="x", at=NOW
    )
    request(world, "b", what=f"Where does {NAME.upper()} live?")
    request(world, "c", identifiers=shown[1:])
    TextTranslation.objects.create(
        kind="request", reference="a", field="what", original="0" * 64, language="ar",
        words="من هو؟", agency=world.agency("nca"), by="x", at=NOW,
    )  # fmt: skip
    forget(reviewer, "nca:1")
    found = {one.reference: (one.what, one.identifiers) for one in InformationRequest.objects.all()}
    assert found == {
        "a": ("[disposed]", shown[1:]), "b": ("[disposed]", []), "c": ("Who is it?", shown[1:]),
    }  # fmt: skip
    assert RequestStep.objects.get().words == "[disposed]"
    assert not TextTranslation.objects.exists()


def test_a_joint_task_from_the_plan_loses_its_words_with_the_tie(world, reviewer):
    planned = Task.objects.create(
        operation=world.operation, kind=TaskKind.CONFIRM_TIE, left_id="nca:1", right_id="nca:2",
        agency=world.agency("nca"), state=TaskState.PROPOSED,
    )  # fmt: skip
    common = {
        "is_ours": True, "partner": partner(world), "operation": world.operation,
        "kind": "question", "handling": "P",
    }  # fmt: skip
    JointTask.objects.create(
        reference="a", what=f"Do {NAME} and the other meet?", plan_task=planned, **common
    )
    JointTask.objects.create(reference="b", what="Is the quay lit?", **common)
    forget(reviewer, "nca:1")
    assert dict(JointTask.objects.values_list("reference", "what")) == {
        "a": "[disposed]", "b": "Is the quay lit?",
    }  # fmt: skip


def test_settled_messages_lose_their_bodies_and_those_on_their_way_keep_them(three_nodes: Nodes):
    sharing = Sharing(three_nodes)
    sharing.share()
    with sharing.giver as giver:
        bodies = OutMessage.objects.exclude(kind="tree-head")
        assert bodies.exclude(body={"forgotten": True}).exists()
        reviewer = giver.access("reviewer")
        numbers = visible_to(reviewer).filter(entity_id=sharing.person, prop="phone")
        dispose(
            reviewer,
            DisposalRequest(reason=WHY, statements=tuple(numbers.values_list("pk", flat=True))),
        )
        assert not bodies.filter(kind="package").exclude(body={"forgotten": True}).exists()


def test_a_value_that_was_erased_is_in_no_index_after_the_next_publication(three_nodes: Nodes):
    with three_nodes.uk as uk:
        world = World(uk.operation())
        world.person("nca", "nca:1", name=NAME, phone=PHONE)
        world.person("nca", "nca:2", phone=OTHER)
        publish_indexes(kinds=(IdentifierType.PHONE,))
        index = HeldIndex.objects.filter(kind="phone", purpose="records").first()
        assert index is not None
        before = set(HeldTag.objects.filter(index=index).values_list("record", flat=True))
        assert before == {"nca:1", "nca:2"}
        reviewer = uk.access("reviewer")
        # Nothing stated lately is read again by itself.
        HeldIndex.objects.update(as_of=NOW + timedelta(days=9))
        forget(reviewer, "nca:1", "phone")
        publish_indexes(kinds=(IdentifierType.PHONE,))
        after = set(HeldTag.objects.filter(index=index).values_list("record", flat=True))
        assert after == {"nca:2"}
        HeldIndex.objects.update(as_of=NOW + timedelta(days=9))
        forget(reviewer, "nca:2")
        publish_indexes(kinds=(IdentifierType.PHONE,))
        assert not HeldTag.objects.filter(index=index).exists()
