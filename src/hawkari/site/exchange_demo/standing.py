"""How an exchange stands at one node: what two nodes must agree on when nothing is on its way."""

from typing import Any

from hawkari.desks.exchange.models import (
    BlindTicket,
    Delivery,
    InformationRequest,
    InMessage,
    OutMessage,
    Package,
    PackageEvent,
    PackageState,
    ReceivedPackage,
)
from hawkari.evidence.access import visible_to
from hawkari.evidence.models import AuditEntry
from hawkari.site.exchange_demo.people import access_of

__all__ = ["standing_at"]


def standing_at(agency: str) -> dict[str, Any]:
    """Everything of the exchange at one agency's node, in plain values.

    `sent` and `taken` are the ids of its messages by partner; `open` counts deliveries that wait
    or failed; `tickets`, `requests` and `events` map references to states; `shared` lists what
    its analyst sees of values that partners shared; `audited` maps each act that the log holds to
    how often.
    """
    deliveries = Delivery.objects.select_related("partner__agency")
    audited: dict[str, int] = {}
    for entry in AuditEntry.records.order_by("seq"):
        what = str(entry.detail.get("what", entry.act))
        step = entry.detail.get("step", "")
        name = f"{what}: {step}" if step else what
        audited[name] = audited.get(name, 0) + 1
    shared = visible_to(access_of(agency, "analyst")).filter(source__slug__startswith="shared-by-")
    return {
        "sent": _by_partner(deliveries.values_list("partner__agency__slug", "message_id")),
        "taken": _by_partner(InMessage.objects.values_list("sender__agency__slug", "id")),
        "open": deliveries.exclude(state="received").count(),
        "unsent": OutMessage.objects.filter(deliveries__isnull=True).count(),
        "tickets": dict(BlindTicket.objects.values_list("reference", "state")),
        "requests": dict(InformationRequest.objects.values_list("reference", "state")),
        "released": dict(
            Package.objects.filter(state=PackageState.RELEASED).values_list("reference", "root")
        ),
        "received": dict(ReceivedPackage.objects.values_list("reference", "root")),
        "states": dict(ReceivedPackage.objects.values_list("reference", "state")),
        "events": {
            one.reference: [one.kind, bool(one.answered_at)] for one in PackageEvent.objects.all()
        },
        "shared": sorted(shared.values_list("prop", "value")),
        "audited": audited,
    }


def _by_partner(rows: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for partner, message in rows:
        found.setdefault(partner, []).append(message)
    return {partner: sorted(ids) for partner, ids in found.items()}
