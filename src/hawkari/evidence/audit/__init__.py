"""The audit log: who did or saw what, when and why; append-only and tamper-evident.

Each entry is a leaf of one Merkle tree (`hawkari.engines.merkle`). `record` belongs to the
caller's transaction: what is done and its entry are kept or lost together, and where the entry
cannot be written the act does not happen (`AuditUnavailable`).

`verify` finds every change inside the log. That the whole log, head included, was replaced or cut
back is found only by comparing with a tree head or a copy kept elsewhere: `sign_head`, `export`,
`ship`.
"""

from hawkari.evidence.audit.exporting import export
from hawkari.evidence.audit.heads import Proof, head_key, prove, sign_head
from hawkari.evidence.audit.hours import hours_of, set_hours
from hawkari.evidence.audit.reading import Question, ids_of_person, in_scope, was_searched
from hawkari.evidence.audit.recording import Accessor, AuditUnavailable, record
from hawkari.evidence.audit.shipping import Shipment, ship
from hawkari.evidence.audit.terms import asked_ids, term_hashes
from hawkari.evidence.audit.verifying import verify
from hawkari.evidence.log_files import AuditProblem, AuditReport
from hawkari.evidence.models.audit import Act

__all__ = [
    "Accessor",
    "Act",
    "AuditProblem",
    "AuditReport",
    "AuditUnavailable",
    "Proof",
    "Question",
    "Shipment",
    "asked_ids",
    "export",
    "head_key",
    "hours_of",
    "ids_of_person",
    "in_scope",
    "prove",
    "record",
    "set_hours",
    "ship",
    "sign_head",
    "term_hashes",
    "verify",
    "was_searched",
]
