"""For auditors: whether a value that they bring was among what a query asked for.

The list itself is not shown, and is kept by nobody: only what the query committed to is there.
"""

from django.db import transaction

from hawkari.desks.exchange.blind.forms import read_line
from hawkari.desks.exchange.blind.sending import was_asked
from hawkari.desks.exchange.models.queries import BlindQuery
from hawkari.engines.blindmatch import IdentifierType
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.audit import Act

__all__ = ["value_was_asked"]


def value_was_asked(access: Access, number: str, value: str) -> bool:
    """Whether a query of the operation in use asked for a value; audited, the value as a hash.

    Args:
        access: of somebody who reads the audit log.
        number: id of the query, as the log has it.
        value: as the case file has it, in the form of a line of a query.

    Raises:
        AccessDenied: if the role does not read the log.
        BadInput: if there is no such query here, or the value cannot be read.
    """
    require(access, Action.READ_AUDIT)
    with transaction.atomic():
        query = BlindQuery.objects.filter(operation=access.operation, pk=number).first()
        if query is None:
            raise BadInput("there is no such query in this operation", "Take its id from the log.")
        forms = read_line(IdentifierType(query.kind), value).forms
        found = bool(query.openings) and all(was_asked(query, form) for form in forms)
        audit.record(
            Act.CONSULT,
            access=access,
            objects=[query.pk],
            count=int(found),
            detail={"what": "whether asked blindly", "terms": audit.term_hashes(value)},
        )
    return found
