"""Doors of the exchange desk: blind queries, hits, suspensions, deconfliction."""

from pathlib import Path

import numpy as np
from django.utils import timezone

from hawkari.desks.exchange.models import (
    BlindQuery,
    BlindSuspension,
    BlindTicket,
    DeconflictionNotice,
    Node,
    PartnerIndex,
)
from hawkari.engines.blindmatch import IdentifierType, Index, Keyring
from hawkari.engines.blindmatch.epochs import epoch_of
from hawkari.evidence.local import ensure_agency
from hawkari.evidence.models import Agency, User
from tests.desks.exchange.playing import be_node, partner_of
from tests.trust.visits import Call, Ground, Need, Visit

__all__ = ["COMMANDS", "VISITS"]

REFERENCE = "b" * 32
PARTNER = "asayish"
ASKED = {
    "partners": [PARTNER], "kind": "phone", "lines": "+44 7700 900777", "legal_basis": "x",
    "purpose": "x", "necessity": "x",
}  # fmt: skip


def copy_of_index(ground: Ground) -> Agency:
    """This installation as a node, with a partner's index of telephones."""
    be_node()
    partner_of(ground.case.world.operation, PARTNER)
    today = timezone.now().date()
    keys = Keyring(PARTNER)
    scope = next(
        one
        for one in keys.rotate([("nca", IdentifierType.PHONE)], today)
        if one.epoch == epoch_of(today)
    )
    partner = Agency.objects.get(slug=PARTNER)
    index = Index(scope, keys.public(scope), np.array([1, 2, 3], dtype=np.uint64))
    PartnerIndex.objects.create(
        holder=partner, purpose="records", kind="phone", epoch=scope.epoch,
        public=keys.public(scope), saved=index.saved(), changed_at=timezone.now(),
    )  # fmt: skip
    return partner


def waiting(ground: Ground) -> None:
    """A query that another officer wrote and that waits for a second person."""
    partner = copy_of_index(ground)
    operation = ground.case.world.operation
    BlindQuery.objects.create(
        id=REFERENCE, operation=operation, partner=partner, kind="phone",
        epoch=PartnerIndex.objects.get().epoch, state="waiting", legal_basis="x", purpose="x",
        necessity="x", asked_by=_member(ground), asked_at=timezone.now(), size=1, asked_for=1,
        subjects=[{"label": "x", "forms": ["+447700900777"], "birth": ""}],
    )  # fmt: skip


def _member(ground: Ground) -> User:
    """An analyst of our own agency who is not the one that visits."""
    return ground.case.world.member("nca", "analyst")


def hit(ground: Ground) -> None:
    """A hit that a partner showed us."""
    partner = copy_of_index(ground)
    BlindTicket.objects.create(
        reference=REFERENCE, side="held", partner=partner, kind="phone", epoch=1, query="q",
        operation=ground.case.world.operation, state="open", records=["uk-1"],
        their_verdict="confirmed", created_at=timezone.now(),
    )  # fmt: skip


def stopped(ground: Ground) -> None:
    """An officer of ours whom an alarm stopped."""
    copy_of_index(ground)
    BlindSuspension.objects.create(
        agency=Agency.objects.get(slug="nca"), officer="somebody", named="somebody",
        reason="canary", since=timezone.now(),
    )  # fmt: skip


def notice(ground: Ground) -> None:
    """A notice that a partner works on a subject of ours."""
    partner = copy_of_index(ground)
    DeconflictionNotice.objects.create(
        reference=REFERENCE, operation=ground.case.world.operation, partner=partner,
        record="uk-1", kind="phone", raised_at=timezone.now(),
    )  # fmt: skip


def at(_: Ground) -> list[str]:
    return [REFERENCE]


def newest_suspension(_: Ground) -> list[str]:
    row = BlindSuspension.objects.order_by("pk").last()
    return [str(row.pk if row is not None else 0)]


def newest_notice(_: Ground) -> list[str]:
    row = DeconflictionNotice.objects.order_by("pk").last()
    return [str(row.pk if row is not None else 0)]


VISITS = (
    Visit("exchange:ask", "post", data=lambda _: ASKED, ready=copy_of_index),
    Visit("exchange:approve_query", "post", arguments=at, ready=waiting),
    Visit(
        "exchange:withdraw_query",
        "post",
        arguments=at,
        data=lambda _: {"reason": "a mistake"},
        ready=waiting,
    ),
    Visit("exchange:suspensions"),
    Visit(
        "exchange:lift_suspension",
        "post",
        arguments=newest_suspension,
        data=lambda _: {"reason": "a test of the alarm"},
        ready=stopped,
    ),
    Visit("exchange:hits"),
    Visit("exchange:ticket", arguments=at, ready=hit),
    Visit(
        "exchange:say_of_ticket",
        "post",
        arguments=at,
        data=lambda _: {"verdict": "confirmed", "call": "a desk"},
        ready=hit,
    ),
    Visit(
        "exchange:deconfliction",
        "post",
        data=lambda _: {"call": "a desk"},
        ready=lambda _: be_node(),
    ),
    Visit("exchange:seen_notice", "post", arguments=newest_notice, ready=notice),
)


def _node(_ground: Ground, _folder: Path) -> list[str]:
    """This installation as a node; written straight to the store, for no log may be needed."""
    if not Node.objects.exists():
        Node.objects.create(agency=ensure_agency("nca"), made_at=timezone.now())
    return []


def _old_query(ground: Ground, folder: Path) -> list[str]:
    """A query of this machine's operation whose list is erased, and a value to ask of."""
    _node(ground, folder)
    BlindQuery.objects.create(
        id=REFERENCE, operation=ground.case.world.operation, partner=ensure_agency(PARTNER),
        kind="phone", epoch=1, state="answered", legal_basis="x", purpose="x", necessity="x",
        asked_at=timezone.now(), size=1, asked_for=1,
    )  # fmt: skip
    return [REFERENCE, "+44 7700 900777"]


COMMANDS = {
    "exchange was-asked": Call(_old_query, role="auditor"),
    "exchange index": Call(_node, need=Need.AUDIT),
    "exchange deconflict": Call(_node, need=Need.AUDIT),
}
