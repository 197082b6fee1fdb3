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
from hawkari.desks.exchange.models.deconfliction import (
    DeconflictionDesk,
    DeconflictionNotice,
)
from hawkari.desks.exchange.models.joint_tasks import (
    JointStep,
    JointTask,
)
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
from hawkari.desks.exchange.models.packages import (
    Choice,
    EventKind,
    Package,
    PackageEvent,
    PackageRecipient,
    PackageRow,
    PackageState,
    ReceivedItem,
    ReceivedPackage,
    ReceivedState,
)
from hawkari.desks.exchange.models.permissions import (
    PermissionKind,
    ReleasePermission,
)
from hawkari.desks.exchange.models.queries import (
    BlindQuery,
)
from hawkari.desks.exchange.models.requests import (
    InformationRequest,
    RequestState,
    RequestStep,
)
from hawkari.desks.exchange.models.taxii import (
    CollectionKind,
    TaxiiCollection,
    TaxiiObject,
    TaxiiStatus,
)
from hawkari.desks.exchange.models.texts import (
    TextTranslation,
)
from hawkari.desks.exchange.models.tickets import (
    BlindTicket,
)
from hawkari.desks.exchange.models.tokens import (
    Door,
    ProgramToken,
)
from hawkari.desks.exchange.models.transfers import (
    Risk,
    RiskAssessment,
    TransferRecord,
)

__all__ = [
    "BlindAdmitted",
    "BlindCounter",
    "BlindQuery",
    "BlindSuspension",
    "BlindTicket",
    "Choice",
    "CollectionKind",
    "DeconflictionDesk",
    "DeconflictionNotice",
    "Delivery",
    "DeliveryState",
    "Door",
    "EventKind",
    "HeldIndex",
    "HeldTag",
    "InMessage",
    "IndexPiece",
    "InformationRequest",
    "JointStep",
    "JointTask",
    "Node",
    "OutMessage",
    "Package",
    "PackageEvent",
    "PackageRecipient",
    "PackageRow",
    "PackageState",
    "Partner",
    "PartnerHead",
    "PartnerIndex",
    "PartnerSigner",
    "PartnerState",
    "PermissionKind",
    "ProgramToken",
    "ReceivedItem",
    "ReceivedPackage",
    "ReceivedState",
    "ReleasePermission",
    "RequestState",
    "RequestStep",
    "Risk",
    "RiskAssessment",
    "TaxiiCollection",
    "TaxiiObject",
    "TaxiiStatus",
    "TextTranslation",
    "TransferRecord",
]
