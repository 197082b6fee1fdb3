"""What the desk keeps."""

from hawkari.desks.exchange.models.blind import (
    BlindAdmitted,
    BlindCounter,
    BlindSuspension,
    HeldIndex,
    HeldTag,
    IndexPiece,
    PartnerIndex,
)
from hawkari.desks.exchange.models.deconfliction import DeconflictionDesk, DeconflictionNotice
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
from hawkari.desks.exchange.models.queries import BlindQuery
from hawkari.desks.exchange.models.taxii import (
    CollectionKind,
    TaxiiCollection,
    TaxiiObject,
    TaxiiStatus,
)
from hawkari.desks.exchange.models.texts import TextTranslation
from hawkari.desks.exchange.models.tickets import BlindTicket
from hawkari.desks.exchange.models.tokens import Door, ProgramToken

__all__ = [
    "BlindAdmitted",
    "BlindCounter",
    "BlindQuery",
    "BlindSuspension",
    "BlindTicket",
    "CollectionKind",
    "DeconflictionDesk",
    "DeconflictionNotice",
    "Delivery",
    "DeliveryState",
    "Door",
    "HeldIndex",
    "HeldTag",
    "InMessage",
    "IndexPiece",
    "JointStep",
    "JointTask",
    "Node",
    "OutMessage",
    "Partner",
    "PartnerHead",
    "PartnerIndex",
    "PartnerSigner",
    "PartnerState",
    "ProgramToken",
    "TaxiiCollection",
    "TaxiiObject",
    "TaxiiStatus",
    "TextTranslation",
]
