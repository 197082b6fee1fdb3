"""Who received which values, and what they are to be told when a value changes.

`record_disclosure` writes a handing over down; `raise_notices` turns a change into notices for its
past recipients; `outbox` lists them and `mark_notice` moves them on.
"""

from hawkari.evidence.disclosures.notices import (
    after_load,
    category_changed,
    raise_notices,
)
from hawkari.evidence.disclosures.outbox import (
    NoticeView,
    OutboxCounts,
    acknowledge,
    mark_notice,
    outbox,
    outbox_counts,
)
from hawkari.evidence.disclosures.recording import (
    DisclosureView,
    disclosures_of,
    downloaded_by,
    name_statements,
    record_disclosure,
)

__all__ = [
    "DisclosureView",
    "NoticeView",
    "OutboxCounts",
    "acknowledge",
    "after_load",
    "category_changed",
    "disclosures_of",
    "downloaded_by",
    "mark_notice",
    "name_statements",
    "outbox",
    "outbox_counts",
    "raise_notices",
    "record_disclosure",
]
