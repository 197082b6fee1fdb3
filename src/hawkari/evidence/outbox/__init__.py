"""Packages between a desk that returns people and the authorities that receive them.

A desk prepares (`preparing`), a person reads the note and releases, the desk that exchanges carries
(`carrying`), and what comes waits for a person (`inbox`). What may be in a package is an allow-list
(`fields`), held at both ends (`checking`): nothing in it can say that somebody asked for asylum.
"""

from hawkari.evidence.outbox.checking import faults
from hawkari.evidence.outbox.fields import FIELDS, NOTE, Field, Form, PackageKind, codes_of
from hawkari.evidence.outbox.inbox import known_incoming, set_aside, take
from hawkari.evidence.outbox.preparing import (
    Prepared,
    drop,
    drop_released,
    is_read,
    known_outgoing,
    prepare,
    read_note,
    release,
)

__all__ = [
    "FIELDS",
    "NOTE",
    "Field",
    "Form",
    "PackageKind",
    "Prepared",
    "codes_of",
    "drop",
    "drop_released",
    "faults",
    "is_read",
    "known_incoming",
    "known_outgoing",
    "prepare",
    "read_note",
    "release",
    "set_aside",
    "take",
]
