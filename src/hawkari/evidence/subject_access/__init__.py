"""Everything held on a person, as a reviewed export: draft, mark, submit, approve, release.

The reviewer decides row by row, a second person approves, and only then can it leave. Not legal
advice; verified by: nobody yet.
"""

from hawkari.evidence.subject_access.approving import approve, refuse, release, submit
from hawkari.evidence.subject_access.documents import export_data
from hawkari.evidence.subject_access.drafting import (
    DraftView,
    ExportRow,
    ExportView,
    draft,
    export_of,
    exports,
    mark,
)
from hawkari.evidence.subject_access.exemptions import Exemption, exemptions

__all__ = [
    "DraftView",
    "Exemption",
    "ExportRow",
    "ExportView",
    "approve",
    "draft",
    "exemptions",
    "export_data",
    "export_of",
    "exports",
    "mark",
    "refuse",
    "release",
    "submit",
]
