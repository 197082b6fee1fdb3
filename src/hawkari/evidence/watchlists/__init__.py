"""Watchlists: what somebody waits for, and what is said of it when new data brings it.

An officer puts a name, a phone, a document, a plate or a boat on the list of an operation. The end
of each load matches what it brought (`match_load`), and so does `match_standing` for what stands. A
match leaves an alert that holds no value: whoever reads it finds the value among the statements
that they may see, or learns nothing.
"""

from hawkari.evidence.watchlists.alerts import (
    AlertView,
    Digest,
    answer_alert,
    count_open,
    counts_of,
    digest_of,
)
from hawkari.evidence.watchlists.entries import (
    EntryTerms,
    EntryView,
    entries_of,
    entry_of,
    keep_entry,
    mute_entry,
    people_to_tell,
    place_entry,
    remove_entry,
)
from hawkari.evidence.watchlists.matching import RunReport, match_load, match_standing

__all__ = [
    "AlertView",
    "Digest",
    "EntryTerms",
    "EntryView",
    "RunReport",
    "answer_alert",
    "count_open",
    "counts_of",
    "digest_of",
    "entries_of",
    "entry_of",
    "keep_entry",
    "match_load",
    "match_standing",
    "mute_entry",
    "people_to_tell",
    "place_entry",
    "remove_entry",
]
