"""Whose node this is."""

from django.db import transaction
from django.utils import timezone

from hawkari.desks.exchange.models import Node
from hawkari.desks.exchange.node.addresses import check_address, check_slug
from hawkari.desks.exchange.node.keys import sealing_key, signing_key
from hawkari.engines.envelopes import Party
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.audit import Act
from hawkari.evidence.local import ensure_agency
from hawkari.evidence.models import Agency

__all__ = ["NodeUnset", "init_node", "own_agency", "own_node", "own_recipient"]


class NodeUnset(BadInput):
    """This installation is no node yet."""

    def __init__(self) -> None:
        super().__init__(
            "this installation is no node yet",
            "Whoever runs it starts with: hawkari node init --agency SHORT-NAME",
        )


def own_node() -> Node:
    """This node.

    Raises:
        NodeUnset: before ``hawkari node init``.
    """
    node = Node.objects.select_related("agency").first()
    if node is None:
        raise NodeUnset
    return node


def own_agency() -> Agency:
    """The agency whose node this is.

    Raises:
        NodeUnset: before ``hawkari node init``.
    """
    return own_node().agency


def own_recipient() -> Party:
    """This node as what is sent to it names it."""
    return Party(own_agency().slug, sealing_key().public)


def init_node(slug: str, *, by: str, name: str = "", country: str = "", address: str = "") -> Node:
    """Make this installation the node of an agency: its keys, and who it is.

    Done again with the same agency, it changes the address only.

    Args:
        slug: the agency's short name, the same at every partner.
        by: user name of who does it.
        name: of the agency, where it is not known yet.
        country: its, likewise.
        address: ``https://host:port`` for partners, or empty.

    Raises:
        BadInput: if it is another agency's node already, or a value is not of its form.
    """
    check_slug(slug)
    check_address(address)
    with transaction.atomic():
        node = Node.objects.select_related("agency").select_for_update().first()
        if node is not None and node.agency.slug != slug:
            raise BadInput(
                f"this is the node of {node.agency.slug}",
                "Another agency's node needs an installation of its own (HAWKARI_HOME).",
            )
        if node is None:
            agency = ensure_agency(slug, name=name, country=country)
            node = Node(agency=agency, made_at=timezone.now())
        node.address = address
        node.save()
        signing_key()
        sealing_key()
        audit.record(
            Act.ALTER, actor=by, objects=[slug], detail={"what": "node", "address": address}
        )
    return node
