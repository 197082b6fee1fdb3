"""What the desk keeps."""

from hawkari.desks.exchange.models.joint_tasks import JointStep, JointTask
from hawkari.desks.exchange.models.nodes import (
    Delivery,
    DeliveryState,
    InMessage,
    Node,
    OutMessage,
    Partner,
    PartnerHead,
    PartnerSigner,
    PartnerState,
)
from hawkari.desks.exchange.models.taxii import (
    CollectionKind,
    TaxiiCollection,
    TaxiiObject,
    TaxiiStatus,
)
from hawkari.desks.exchange.models.texts import TextTranslation
from hawkari.desks.exchange.models.tokens import Door, ProgramToken

__all__ = [
    "CollectionKind",
    "Delivery",
    "DeliveryState",
    "Door",
    "InMessage",
    "JointStep",
    "JointTask",
    "Node",
    "OutMessage",
    "Partner",
    "PartnerHead",
    "PartnerSigner",
    "PartnerState",
    "ProgramToken",
    "TaxiiCollection",
    "TaxiiObject",
    "TaxiiStatus",
    "TextTranslation",
]
