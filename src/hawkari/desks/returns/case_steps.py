"""What can be recorded in a case by a page: each step with its form, its service and its words."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from hawkari.desks.returns import case_forms as form
from hawkari.desks.returns import notice_forms as notice_form
from hawkari.desks.returns.services import (
    barriers,
    cases,
    departing,
    keeping,
    moving,
    notices,
    papers,
    same_person,
)
from hawkari.desks.returns.services.asking import standing_notices
from hawkari.desks.returns.steps import PageStep
from hawkari.engines.casework import State
from hawkari.evidence.access import Access

__all__ = ["STEPS"]


def _details(access: Access, reference: str, data: Mapping[str, Any]) -> object:
    said = {name: one for name, one in data.items() if one is not None}
    return papers.record_details(access, reference, **said)


def _person(access: Access, reference: str, data: Mapping[str, Any]) -> object:
    kept = {name: one for name, one in data.items() if name != "why"}
    row = cases.case_of(access, reference).person
    # What the form does not ask for stays as it is.
    person = cases.PersonFields(
        **kept, other_names=tuple(row.other_names), documents=tuple(row.documents)
    )
    return cases.change_person(access, reference, person, why=data["why"])


def _lift(access: Access, reference: str, data: Mapping[str, Any]) -> object:
    paper, by, outcome = str(data["paper"]).split("/")
    lifting = barriers.Lifting(
        barrier=data["barrier"],
        opening=data["opening"],
        document=data["document"],
        document_kind=paper,
        dated=data["dated"],
        decided_by=by,
        review=data["review"],
        outcome=outcome,
    )
    return barriers.lift_barrier(access, reference, lifting)


def _open(access: Access, reference: str, data: Mapping[str, Any]) -> object:
    kept = {name: one for name, one in data.items() if name != "barrier"}
    return barriers.open_barrier(access, reference, data["barrier"], **kept)


def _asked(access: Access, reference: str, data: Mapping[str, Any]) -> object:
    return papers.record_asked(
        access,
        reference,
        receiver=data["receiver"],
        request=data["request"],
        fields=data["fields_told"],
    )


def _check(access: Access, reference: str, data: Mapping[str, Any]) -> object:
    return barriers.check_barriers(
        access, reference, data["barriers"], source=data["source"], review=data["review"]
    )


def _document(access: Access, reference: str, data: Mapping[str, Any]) -> object:
    kept = {name: one for name, one in data.items() if name != "document"}
    return papers.record_document(access, reference, data["document"], **kept)


def _offer_workers(access: Access, reference: str, blank: forms.Form) -> None:
    worker = cases.case_of(access, reference).caseworker
    names = [one.get_username() for one in cases.caseworkers(access)]
    cast("form.AssignForm", blank).offer(names, worker.get_username() if worker else "")


def _offer_notices(access: Access, reference: str, blank: forms.Form) -> None:
    cast("notice_form.VoidNoticeForm", blank).offer(standing_notices(access, reference))


STEPS: Mapping[str, PageStep] = {
    "move": PageStep(
        _("Move the case on"),
        _("Move it on"),
        _("The case moved on."),
        form.MoveForm,
        lambda access, reference, data: moving.move(access, reference, State(data["to"])),
    ),
    "open_barrier": PageStep(
        _("What stops this return?"),
        _("Open the barrier"),
        _("The barrier is open. A booking before departure is void."),
        form.OpenBarrierForm,
        _open,
        _("A claim counts in any words, to any official. If in doubt, open it."),
    ),
    "check": PageStep(
        _("What was looked for, and not found?"),
        _("Record it"),
        _("What was looked for is recorded."),
        form.CheckForm,
        _check,
        _("Tick only what somebody really looked for. What nobody looked for counts as open."),
    ),
    "lift": PageStep(
        _("What did the document decide?"),
        _("Record the document"),
        _("The document is recorded. One in the person's favour lifts nothing."),
        form.LiftForm,
        _lift,
        _("A barrier is never set aside: only its dated document lifts it."),
    ),
    "details": PageStep(
        _("How does the person return, and to whom?"),
        _("Record it"),
        _("The details are recorded."),
        form.DetailsForm,
        _details,
        _("Changing who travels makes what was looked for unknown again."),
    ),
    "person": PageStep(
        _("Who is the person?"),
        _("Keep it"),
        _("The person's details are kept."),
        form.PersonForm,
        _person,
    ),
    "document": PageStep(
        _("How far is the document?"),
        _("Record it"),
        _("The document is recorded."),
        form.DocumentForm,
        _document,
    ),
    "asked": PageStep(
        _("What was the receiving authority asked?"),
        _("Record it"),
        _("The request is recorded."),
        form.AskedForm,
        _asked,
    ),
    "answer": PageStep(
        _("What did the receiving authority answer?"),
        _("Record it"),
        _("The answer is recorded."),
        form.AnswerForm,
        lambda access, reference, data: papers.record_answer(access, reference, **data),
    ),
    "notice": PageStep(
        _("Which notice was served?"),
        _("Record it"),
        _("The notice is recorded, and the end of its period computed."),
        notice_form.NoticeForm,
        lambda access, reference, data: notices.serve_notice(
            access, reference, notices.Notice(**data)
        ),
    ),
    "void_notice": PageStep(
        _("Which notice no longer counts?"),
        _("Void the notice"),
        _("The notice is void. The next one has a period of its own."),
        notice_form.VoidNoticeForm,
        lambda access, reference, data: notices.void_notice(
            access, reference, data["notice"], why=data["why"]
        ),
        _(
            "It stays in the history and is never taken back. Where the return rests on notices, "
            "a booked journey falls with it, the case is held, and everybody on it is told."
        ),
        _offer_notices,
    ),
    "consent": PageStep(
        _("How did the person consent?"),
        _("Record it"),
        _("The consent is recorded."),
        notice_form.ConsentForm,
        lambda access, reference, data: notices.give_consent(
            access, reference, notices.Consent(**data)
        ),
    ),
    "withdraw": PageStep(
        _("How did the person withdraw their consent?"),
        _("Record it and close the case"),
        _("The consent is withdrawn, and the voluntary case closed."),
        form.ReasonForm,
        lambda access, reference, data: notices.withdraw_consent(
            access, reference, how=data["why"]
        ),
        _("The voluntary case closes with it, and never goes on as an enforced one by itself."),
    ),
    "book": PageStep(
        _("Which journey is booked?"),
        _("Book it"),
        _("The journey is booked."),
        form.BookForm,
        lambda access, reference, data: moving.book(access, reference, moving.Journey(**data)),
        _("Everybody of the family who has not left is booked with it, or nobody."),
    ),
    "void": PageStep(
        _("Why is the booking void?"),
        _("Void the booking"),
        _("The booking is void; look below at who must be told."),
        form.ReasonForm,
        lambda access, reference, data: moving.void_booking(access, reference, why=data["why"]),
    ),
    "propose": PageStep(
        _("What did you look at before this departure?"),
        _("Propose the departure"),
        _("The departure is proposed. Another officer confirms it."),
        form.ReasonForm,
        lambda access, reference, data: departing.propose_departure(
            access, reference, why=data["why"]
        ),
        _("Another officer must confirm. Whatever is recorded meanwhile makes the proposal void."),
    ),
    "confirm": PageStep(
        _("Do you confirm this departure?"),
        _("Confirm the departure"),
        _("The departure is confirmed."),
        form.ConfirmForm,
        lambda access, reference, data: departing.confirm_departure(
            access, reference, seen=data["seen"]
        ),
        _("Everything is asked anew at this moment. You must not be the one who proposed it."),
    ),
    "arrived": PageStep(
        _("Where and when did the person arrive?"),
        _("Record the arrival"),
        _("The arrival is recorded."),
        form.ArrivedForm,
        lambda access, reference, data: departing.record_arrival(access, reference, **data),
    ),
    "refused": PageStep(
        _("Why was the person refused on arrival?"),
        _("Record the refusal"),
        _("The refusal is recorded; the case begins again at screening."),
        form.ReasonForm,
        lambda access, reference, data: departing.record_refusal(
            access, reference, why=data["why"]
        ),
    ),
    "hold": PageStep(
        _("What does the case wait for?"),
        _("Hold the case"),
        _("The case is held."),
        form.ReasonForm,
        lambda access, reference, data: moving.hold(access, reference, why=data["why"]),
    ),
    "close": PageStep(
        _("Why is the case closed?"),
        _("Close the case"),
        _("The case is closed."),
        form.CloseForm,
        lambda access, reference, data: moving.close(
            access, reference, data["reason"], why=data["why"]
        ),
    ),
    "note": PageStep(
        _("What should be known later?"),
        _("Keep the note"),
        _("The note is kept."),
        form.NoteForm,
        lambda access, reference, data: papers.add_note(access, reference, data["why"]),
    ),
    "correct": PageStep(
        _("What was wrong with this event?"),
        _("Correct it"),
        _("The event stays in the history, and counts no more."),
        form.CorrectForm,
        lambda access, reference, data: moving.correct(
            access, reference, data["number"], why=data["why"]
        ),
        _("Nothing comes back that was said before it. Record anew what is so."),
    ),
    "family": PageStep(
        _("Who belongs to this family?"),
        _("Join the family"),
        _("The two cases are of one family now."),
        form.FamilyForm,
        lambda access, reference, data: cases.join_family(access, reference, of=data["of"]),
        _("Nobody of a family leaves without the others."),
    ),
    "leave": PageStep(
        _("Why does this person not belong to the family?"),
        _("Take the person out of the family"),
        _("The case is of no family now. Bookings and proposals of all of them fell."),
        form.ReasonForm,
        lambda access, reference, data: cases.leave_family(access, reference, why=data["why"]),
        _(
            "Only where it was put there by mistake: a family leaves together or not at all. A "
            "child that is then on its own counts as unaccompanied until somebody says with whom "
            "it is."
        ),
    ),
    "assign": PageStep(
        _("Who does the work on this case?"),
        _("Give it to them"),
        _("It is recorded who does the work."),
        form.AssignForm,
        lambda access, reference, data: cases.assign(access, reference, data["worker"]),
        prepare=_offer_workers,
    ),
    "different": PageStep(
        _("Is the other case of another person?"),
        _("Tell them apart"),
        _("The two people are told apart."),
        form.DifferentForm,
        lambda access, reference, data: same_person.say_different(access, reference, **data),
        _("If in doubt, do not: what protects the person there protects them here too."),
    ),
    "keep": PageStep(
        _("Until when is this case kept?"),
        _("Keep it"),
        _("The case is kept until its next review."),
        form.KeepForm,
        lambda access, reference, data: keeping.keep_case(access, reference, **data),
    ),
    "dispose": PageStep(
        _("Why is this case no longer kept?"),
        _("Erase the case"),
        _("The case was erased; that there was one stays."),
        form.ReasonForm,
        lambda access, reference, data: keeping.dispose_case(access, reference, why=data["why"]),
        _("Who the person is and what every event says is erased, and cannot be brought back."),
    ),
}
