"""What the columns of a file would be read as, before anything of it is loaded."""

from pathlib import Path

from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.loaders import Context
from hawkari.evidence.loaders.proposing import Proposal
from hawkari.evidence.loading.layouts import UnsureMapping, choose_layout
from hawkari.evidence.loading.markings import installation_ceiling
from hawkari.evidence.loading.terms import Terms, read_terms, refuse_other_agency
from hawkari.evidence.sandbox import loader_for

__all__ = ["propose_file"]


def propose_file(path: Path, terms: Terms, *, access: Access) -> Proposal | str:
    """The proposal for a file of unknown columns; the layout's title for one that is known.

    Args:
        path: the file.
        terms: whose it is; corrections given with it are in the proposal.
        access: who asks.

    Raises:
        AccessDenied: if the role may not load; audited.
        BadInput: if the terms, a correction, or the file as a whole cannot be used, or the source
            is another agency's.
    """
    require(access, Action.LOAD)
    given = read_terms(terms)
    # What is kept with a source tells its columns: only to the agency whose source it is.
    refuse_other_agency(given)
    audit.record(
        audit.Act.CONSULT,
        access=access,
        objects=[given.source],
        detail={"what": "columns of a file not loaded"},
    )
    context = Context(given.source, given.country, given.encoding, ceiling=installation_ceiling())
    try:
        chosen = choose_layout(loader_for(path), path, context, terms=given)
    except UnsureMapping as unsure:
        return unsure.proposal
    return chosen.proposal or chosen.layout.title
