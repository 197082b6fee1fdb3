"""Whether two records are of one person: what agrees and what differs, field by field.

Pure, and no verdict: there is no score, no total and no threshold. The officer reads the fields
side by side and decides; see `hawkari.desks.returns.services.identity`.
"""

from hawkari.desks.returns.identity.comparing import Row, Verdict, compare_records
from hawkari.desks.returns.identity.dates import compare_dates
from hawkari.desks.returns.identity.numbers import compare_numbers
from hawkari.desks.returns.identity.records import FIELDS, Record

__all__ = [
    "FIELDS",
    "Record",
    "Row",
    "Verdict",
    "compare_dates",
    "compare_numbers",
    "compare_records",
]
