"""Proposes what the columns of an unknown table mean, from headers and values together."""

from hawkari.evidence.loaders.proposing.correcting import (
    as_kept,
    corrected,
    extended,
    propose,
    read_corrections,
    targets_of,
)
from hawkari.evidence.loaders.proposing.proposal import (
    KEPT,
    SAID,
    SURE,
    UNSURE,
    ColumnProposal,
    Proposal,
    Remark,
    TableProposal,
)

__all__ = [
    "KEPT",
    "SAID",
    "SURE",
    "UNSURE",
    "ColumnProposal",
    "Proposal",
    "Remark",
    "TableProposal",
    "as_kept",
    "corrected",
    "extended",
    "propose",
    "read_corrections",
    "targets_of",
]
