"""Review, retain, dispose: what is due, what was decided, what is on hold, what is gone.

`due` gives the queue, `keep` and `extend` decide, `place_hold` and `lift_hold` stop and allow,
`dispose` erases and leaves a tombstone, `prove` shows that nothing is left. The periods are data
(``resources/retention.json``). Not legal advice; verified by: nobody yet.
"""

from hawkari.evidence.retention.blocking import readmit
from hawkari.evidence.retention.disposal import DisposalProgress, dispose, resume
from hawkari.evidence.retention.holds import HoldTerms, HoldView, holds, lift_hold, place_hold
from hawkari.evidence.retention.proof import Proof, prove
from hawkari.evidence.retention.queue import DueItem, due
from hawkari.evidence.retention.reviews import Subject, extend, keep
from hawkari.evidence.retention.rules import RetentionRule, RetentionRules, retention_rules
from hawkari.evidence.retention.scope import DisposalRefused, DisposalRequest
from hawkari.evidence.retention.tombstones import DisposalView, disposals

__all__ = [
    "DisposalProgress",
    "DisposalRefused",
    "DisposalRequest",
    "DisposalView",
    "DueItem",
    "HoldTerms",
    "HoldView",
    "Proof",
    "RetentionRule",
    "RetentionRules",
    "Subject",
    "disposals",
    "dispose",
    "due",
    "extend",
    "holds",
    "keep",
    "lift_hold",
    "place_hold",
    "prove",
    "readmit",
    "resume",
    "retention_rules",
]
