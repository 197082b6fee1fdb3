"""What of requests and packages waits for the reader of the desk's first page."""

from django.urls import reverse
from django.utils.translation import gettext

from hawkari.desks.exchange.models import (
    InformationRequest,
    PackageEvent,
    PackageState,
    ReceivedState,
    RequestState,
)
from hawkari.desks.exchange.services.correcting import corrections_due
from hawkari.desks.exchange.services.deciding import hands_of, known_packages
from hawkari.desks.exchange.services.receiving import known_received
from hawkari.desks.exchange.services.requests import known_requests
from hawkari.desks.exchange.services.waiting import Waiting, waits_for
from hawkari.evidence.access import Access, Action

__all__ = ["packages_waiting", "releases_waiting", "requests_waiting"]


@waits_for(Action.RELEASE)
def requests_waiting(access: Access) -> list[Waiting]:
    """Partners' requests that nobody has answered."""
    found = known_requests(access).filter(
        is_ours=False, state__in=(RequestState.SENT, RequestState.DECIDING)
    )
    return [_of_request(one) for one in found]


def _of_request(request: InformationRequest) -> Waiting:
    return Waiting(
        gettext("Answer a request"),
        reverse("exchange:request", args=[request.reference]),
        about=request.partner.name,
        due=request.deadline,
        since=request.asked_at.date(),
    )


@waits_for(Action.RELEASE)
def releases_waiting(access: Access) -> list[Waiting]:
    """Packages that a second person has to sign, and corrections that are due."""
    submitted = known_packages(access).filter(state=PackageState.SUBMITTED)
    own = access.user.pk
    waits = [
        Waiting(
            gettext("Sign a package, or send it back"),
            reverse("exchange:package", args=[one.reference]),
            about=one.request.partner.name,
            due=one.request.deadline,
        )
        for one in submitted
        if own not in hands_of(one)
    ]
    due = corrections_due(access) if access.may(Action.CORRECT) else []
    return waits + [
        Waiting(
            gettext("Tell a partner of a correction"),
            reverse("exchange:packages"),
            about=one.recipient,
        )
        for one in due
    ]


@waits_for(Action.EXCHANGE)
def packages_waiting(access: Access) -> list[Waiting]:
    """Packages to load, and corrections and recalls to answer or that nobody answered."""
    received = known_received(access)
    waits = [
        Waiting(
            gettext("Load a package, or decline it"),
            reverse("exchange:received", args=[one.reference]),
            about=one.sender.name,
            since=one.received_at.date(),
        )
        for one in received.filter(state=ReceivedState.WAITING)
    ]
    events = PackageEvent.objects.filter(answer_due__isnull=False, answered_at__isnull=True)
    to_answer = events.filter(received__in=received).select_related("partner")
    waits += [
        Waiting(
            gettext("Answer a correction or recall"),
            reverse("exchange:received", args=[one.about]),
            about=one.partner.name,
            due=one.answer_due,
        )
        for one in to_answer
    ]
    unanswered = events.filter(
        package__in=known_packages(access), answer_due__lt=access.today
    ).select_related("partner")
    return waits + [
        Waiting(
            gettext("Ask a partner who has not answered a correction or recall"),
            reverse("exchange:package", args=[one.about]),
            about=one.partner.name,
            due=one.answer_due,
        )
        for one in unanswered
    ]
