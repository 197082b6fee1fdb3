"""After a package left: uses and feedback, corrections and recalls that reach every recipient."""

from datetime import timedelta

import pytest

from hawkari.desks.exchange.models import (
    Delivery,
    Package,
    PackageEvent,
    PackageRow,
    ReceivedPackage,
)
from hawkari.desks.exchange.node.partners import revoke_partner
from hawkari.desks.exchange.services import deciding, recalling, receiving, releasing, telling
from hawkari.desks.exchange.services.correcting import corrections_due, send_correction
from hawkari.desks.exchange.services.packages import sent_package
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import visible_to
from hawkari.evidence.categories import set_category
from hawkari.evidence.disclosures import after_load, record_disclosure
from hawkari.evidence.grading.codes import Grade, HandlingCode
from hawkari.evidence.grading.regrading import regrade
from hawkari.evidence.markings import MarkingTerms
from hawkari.evidence.models import Category, Change, CorrectionNotice, LoadRun, Medium
from tests.desks.exchange.sharing import Sharing
from tests.evidence.factories import World

pytestmark = [pytest.mark.contract, pytest.mark.django_db]


@pytest.fixture
def sharing(three_nodes) -> Sharing:
    return Sharing(three_nodes)


def recall(sharing: Sharing, package: Package, **more) -> list[telling.EventView]:
    with sharing.giver:
        told = recalling.recall(
            sharing.giver.access("reviewer"), package.reference, words="Wrong man", **more
        )
    sharing.nodes.deliver_all()
    return told


def correct(sharing: Sharing) -> None:
    with sharing.giver:
        analyst = sharing.giver.access("analyst")
        for due in corrections_due(analyst):
            send_correction(analyst, due.notice, words="It was wrong")
    sharing.nodes.deliver_all()


def test_a_recall_withdraws_everything_at_once_and_waits_for_an_answer(sharing):
    package = sharing.share()
    recall(sharing, package)
    assert sharing.seen() == {}
    with sharing.asker:
        event = PackageEvent.objects.get()
        assert (event.kind, event.withdrawn, event.words) == ("recall", 2, "Wrong man")
        assert ReceivedPackage.objects.get().state == "recalled"
        telling.answer(sharing.asker.access(), event.reference, words="Told nobody")
    sharing.nodes.deliver_all()
    with sharing.giver:
        event = PackageEvent.objects.get()
        assert (event.answer, event.withdrawn) == ("Told nobody", 2)
        assert event.answered_by == "nca-liaison"


def test_a_recall_of_some_statements_leaves_the_others(sharing):
    package = sharing.share()
    with sharing.giver:
        phone = visible_to(sharing.giver.access("analyst")).get(prop="phone").pk
        row = PackageRow.objects.get(number=phone).pk
    recall(sharing, package, rows=[row])
    assert sharing.seen() == {"name": "ڕێبوار ئەمین"}
    with sharing.giver, pytest.raises(BadInput, match="recalled already"):
        recalling.recall(
            sharing.giver.access("reviewer"), package.reference, words="Again", rows=[row]
        )


def test_a_recall_reaches_every_recipient_and_says_who_has_not_answered(sharing):
    sharing.hold()
    iraq = sharing.nodes.iraq
    with iraq:
        iraq.operation()
    package = sharing.draft(sharing.ask(), recipients=[iraq.slug])
    sharing.release(package)
    sharing.load(package)
    recall(sharing, package)
    for node in (sharing.asker, iraq):
        with node:
            event = PackageEvent.objects.get()
            assert ReceivedPackage.objects.get().state == "recalled"
            if node is sharing.asker:
                telling.answer(node.access(), event.reference, words="Done")
    sharing.nodes.deliver_all()
    with sharing.giver:
        view = sent_package(sharing.giver.access("reviewer"), package.reference)
        unanswered = [one.partner for one in view.events if one.awaits_answer]
        assert unanswered == ["federal-police"]
        event = PackageEvent.objects.get(partner__slug="federal-police")
        late = event.answer_due + timedelta(days=1)
        assert telling.event_view(event, late).is_overdue
        assert not telling.event_view(event, event.answer_due).is_overdue


def test_a_recall_that_overtakes_its_package_holds_when_that_arrives(sharing):
    sharing.hold()
    package = sharing.draft(sharing.ask())
    with sharing.giver:
        releasing.submit(sharing.giver.access("analyst"), package.reference)
        releasing.sign(sharing.giver.access("reviewer"), package.reference)
        recalling.recall(sharing.giver.access("reviewer"), package.reference, words="Wrong man")
        # The stick with the package comes last.
        package_first, recall_after = Delivery.objects.filter(
            message__kind__in=("package", "package-event")
        ).order_by("pk")
        package_first.pk, recall_after.pk = recall_after.pk, package_first.pk
        Delivery.objects.filter(pk__in=(package_first.pk, recall_after.pk)).delete()
        package_first.save(force_insert=True)
        recall_after.save(force_insert=True)
    sharing.nodes.deliver_all()
    assert [kind for _, _, kind in sharing.nodes.passed][-2:] == ["package-event", "package"]
    with sharing.asker:
        received = ReceivedPackage.objects.get()
        assert (received.state, received.body["statements"]) == ("recalled", [])
        with pytest.raises(BadInput, match="recalled, not waiting"):
            receiving.load_package(sharing.asker.access(), package.reference)


def test_a_partner_who_cannot_be_reached_any_more_stays_in_the_list(sharing):
    package = sharing.share()
    with sharing.giver:
        revoke_partner(sharing.asker.slug, by="tests", reason="A test")
    (told,) = recall(sharing, package)
    assert told.problem
    assert told.awaits_answer


def test_who_passed_a_recalled_value_on_is_owed_a_notice(sharing):
    package = sharing.share()
    with sharing.asker:
        analyst = sharing.asker.access("analyst")
        numbers = list(visible_to(analyst).values_list("pk", flat=True))
        record_disclosure(analyst, numbers, recipient="A court", medium=Medium.BRIEF)
    recall(sharing, package)
    with sharing.asker:
        notice = CorrectionNotice.objects.get()
        assert (notice.change, len(notice.statements)) == (Change.RETRACTED, 2)


def test_a_value_that_the_originator_takes_back_is_withdrawn_at_the_recipient(sharing):
    sharing.share()
    with sharing.giver:
        World(sharing.giver.operation()).person(
            "asayish", "asayish:1", name="ڕێبوار ئەمین",
            how={"slot": "asayish:1.csv", "version": "2"},
        )  # fmt: skip
        notices(sharing)
    correct(sharing)
    assert sharing.seen() == {"name": "ڕێبوار ئەمین"}
    with sharing.giver:
        assert CorrectionNotice.objects.get().state == "sent"
    with sharing.asker:
        event = PackageEvent.objects.get()
        assert (event.kind, event.code, event.withdrawn) == ("correction", "retracted", 1)
        telling.answer(sharing.asker.access(), event.reference, words="Brief 3 put right")
    sharing.nodes.deliver_all()
    with sharing.giver:
        assert CorrectionNotice.objects.get().state == "acknowledged"


def notices(sharing: Sharing) -> None:
    """What a load of a newer file does through its service: notices to past recipients."""
    after_load(LoadRun.objects.order_by("-pk").first())


def test_a_value_that_is_graded_anew_stands_so_at_the_recipient(sharing):
    sharing.share(condition="Not in court")
    with sharing.giver:
        analyst = sharing.giver.access("analyst")
        phone = visible_to(analyst).get(prop="phone").pk
        worse = MarkingTerms(Grade.parse("3E"), HandlingCode.PERMITTED)
        regrade(analyst, [phone], worse, reason="The source lied")
    correct(sharing)
    with sharing.asker:
        found = visible_to(sharing.asker.access("analyst")).select_related(
            "part__marking__condition"
        )
        marking = found.get(prop="phone").part.marking
        assert marking.grade == "3E"
        assert marking.condition.text == "Not in court"
        assert found.get(prop="name").part.marking.grade == "2D"
    # The statement in the old one's place is followed too.
    with sharing.giver:
        analyst = sharing.giver.access("analyst")
        phone = visible_to(analyst).get(prop="phone").pk
        regrade(
            analyst, [phone], MarkingTerms(Grade.parse("3D"), HandlingCode.PERMITTED),
            reason="He did not",
        )  # fmt: skip
    correct(sharing)
    with sharing.asker:
        assert visible_to(sharing.asker.access("analyst")).get(prop="phone").part.marking.grade == (
            "3D"
        )


def test_a_value_whose_new_marking_forbids_its_release_is_withdrawn(sharing):
    sharing.share()
    with sharing.giver:
        analyst = sharing.giver.access("analyst")
        phone = visible_to(analyst).get(prop="phone").pk
        strict = MarkingTerms(Grade.parse("2D"), HandlingCode.PERMITTED, tlp="RED")
        regrade(analyst, [phone], strict, reason="For named people only")
    correct(sharing)
    assert sharing.seen() == {"name": "ڕێبوار ئەمین"}


def test_a_changed_category_is_told_and_a_person_there_decides(sharing):
    sharing.share()
    with sharing.giver:
        set_category(
            sharing.giver.access("analyst"), sharing.person, Category.VICTIM, basis="assessment"
        )
    correct(sharing)
    with sharing.asker:
        event = PackageEvent.objects.get()
        assert (event.code, event.withdrawn) == ("category", 0)
        assert event.categories == {"suspect": "fact", "victim": "assessment"}
    assert len(sharing.seen()) == 2


def test_the_originator_learns_how_its_package_was_used_and_how_good_it_was(sharing):
    package = sharing.share()
    with sharing.asker:
        liaison = sharing.asker.access()
        telling.report_use(liaison, package.reference, code="look_up", words="Checked a list")
        telling.give_feedback(liaison, package.reference, code="useful", words="It was him")
        with pytest.raises(BadInput, match="is not known"):
            telling.give_feedback(liaison, package.reference, code="five stars", words="x")
    sharing.nodes.deliver_all()
    with sharing.giver:
        said = list(PackageEvent.objects.values_list("kind", "code", "words", "by"))
    assert said == [
        ("use", "look_up", "Checked a list", "nca-liaison"),
        ("feedback", "useful", "It was him", "nca-liaison"),
    ]


def test_who_may_not_release_recalls_nothing(sharing):
    package = sharing.share()
    with sharing.giver, pytest.raises(AccessDenied):
        recalling.recall(sharing.giver.access("liaison"), package.reference, words="x")
    with sharing.giver, pytest.raises(BadInput, match="reason"):
        recalling.recall(sharing.giver.access("reviewer"), package.reference, words=" ")
    assert len(sharing.seen()) == 2
    with sharing.giver, pytest.raises(BadInput):
        deciding.drop(sharing.giver.access("analyst"), package.reference, words="Too late")
