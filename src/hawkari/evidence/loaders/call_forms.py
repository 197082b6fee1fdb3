"""Forms in which telephone exchanges write calls, and what each calls the parts of a call.

Asterisk and FreeSWITCH write lines without a header; which they are is told by the form of the
fields. CUCM writes a line of names and one of types first.

Sources: Asterisk, ``cdr_csv.c`` and the page "CDR Specification" of its documentation; FreeSWITCH,
the template ``example`` of ``cdr_csv.conf.xml``, and ``sql``, which leaves the codecs out; Cisco
Unified Communications Manager, "Call Detail Records Administration Guide".
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from hawkari.evidence.loaders.identity import universal_id

__all__ = ["CUCM_NAMES", "Fields", "Kind", "is_header", "is_types", "with_header", "without_header"]

ASTERISK = (
    "accountcode", "src", "dst", "dcontext", "clid", "channel", "dstchannel", "lastapp", "lastdata",
    "start", "answer", "end", "duration", "billsec", "disposition", "amaflags",
)  # fmt: skip
FREESWITCH = (
    "caller_id_name", "caller_id_number", "destination_number", "context", "start_stamp",
    "answer_stamp", "end_stamp", "duration", "billsec", "hangup_cause", "uuid", "bleg_uuid",
    "accountcode",
)  # fmt: skip
CODECS = ("read_codec", "write_codec")
CUCM_NAMES = (
    "cdrRecordType", "globalCallID_callManagerId", "globalCallID_callId", "dateTimeOrigination",
    "callingPartyNumber", "finalCalledPartyNumber", "dateTimeDisconnect", "duration",
)  # fmt: skip
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}")
_SECONDS = re.compile(r"\d{1,9}")
_CAUSE = re.compile(r"[A-Z][A-Z0-9_]{2,60}")
_TYPE = re.compile(r"[A-Z]{2,30}(?:\(\d{1,6}\))?")
# A channel's id: the exchange's name if it has one, seconds since 1970, and a count.
_UNIQUE = re.compile(r"(?:[\w.\-]{1,60}-)?\d{9,11}\.\d{1,9}")
_DISPOSITIONS = frozenset({
    "ANSWERED", "NO ANSWER", "BUSY", "FAILED", "CONGESTION", "UNKNOWN",
})  # fmt: skip
_OF_THE_LINE = (*CUCM_NAMES[:3], "pkid", "uniqueid", "uuid")
Fields = Mapping[str, str]
"""A line's values by the names of its fields."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What one kind of exchange calls the parts of a call.

    Attributes:
        caller, called, start, end, outcome: names of fields; empty where it has none.
        talked: the one of the seconds from answer to end.
        rang: the one of the seconds from dialling to end.
        known: what the exchange knows the call by.
        notes: the fields that are kept in the description.
        is_clock: whether times are the exchange's own clock, not seconds since 1970.
    """

    caller: str
    called: str
    start: str
    end: str
    talked: str
    rang: str
    outcome: str
    known: Callable[[Fields], str]
    notes: tuple[str, ...]
    is_clock: bool = True

    @property
    def used(self) -> frozenset[str]:
        """The names of all fields that are stated, or that only tell lines from one another."""
        ends = (self.caller, self.called, self.start, self.end, self.talked, self.rang)
        return frozenset({*ends, self.outcome, *self.notes, *_OF_THE_LINE})


_ASTERISK = Kind(
    "src", "dst", "start", "end", "billsec", "duration", "disposition",
    lambda fields: fields.get("uniqueid", ""),
    ("clid", "channel", "dstchannel", "accountcode", "userfield"),
)  # fmt: skip
_FREESWITCH = Kind(
    "caller_id_number", "destination_number", "start_stamp", "end_stamp", "billsec", "duration",
    "hangup_cause",
    lambda fields: fields["uuid"],
    ("caller_id_name", "bleg_uuid", "accountcode"),
)  # fmt: skip
_CUCM = Kind(
    "callingPartyNumber", "finalCalledPartyNumber", "dateTimeOrigination", "dateTimeDisconnect",
    "duration", "", "",
    lambda fields: f"{fields['globalCallID_callManagerId']}-{fields['globalCallID_callId']}",
    ("originalCalledPartyNumber", "lastRedirectDn", "origDeviceName", "destDeviceName",
     "callingPartyUnicodeLoginUserID", "finalCalledPartyUnicodeLoginUserID",
     "origCause_value", "destCause_value"),
    is_clock=False,
)  # fmt: skip


def is_header(cells: Sequence[str]) -> bool:
    """Whether a line names the fields of CUCM's records."""
    names = {cell.strip().lstrip("\ufeff") for cell in cells}
    return len(cells) == len(names) and names.issuperset(CUCM_NAMES)


def is_types(cells: Sequence[str]) -> bool:
    """Whether a line is the second of CUCM's files, such as ``INTEGER,VARCHAR(50)``."""
    return all(map(_TYPE.fullmatch, cells))


def with_header(header: Sequence[str], cells: Sequence[str]) -> tuple[Kind, Fields] | None:
    """A line of CUCM's as its fields; None for one that does not fit the names."""
    if len(cells) != len(header):
        return None
    return _CUCM, dict(zip(header, cells, strict=True))


def without_header(cells: Sequence[str]) -> tuple[Kind, Fields] | None:
    """How the exchange writes that a line is of, and its fields; None for any other line."""
    stated = [cell.strip().lstrip("\ufeff") for cell in cells]
    if len(stated) >= len(FREESWITCH) and _is_freeswitch(stated):
        return _FREESWITCH, dict(zip((*FREESWITCH, *CODECS), stated, strict=False))
    if len(stated) >= len(ASTERISK) and _is_asterisk(stated):
        fields = dict(zip(ASTERISK, stated, strict=False))
        # Which of the others are written is set in each exchange, always in this order.
        more = stated[len(ASTERISK) :]
        if more and _UNIQUE.fullmatch(more[0]):
            fields["uniqueid"] = more.pop(0)
        fields |= zip(("userfield", "peeraccount", "linkedid", "sequence"), more, strict=False)
        return _ASTERISK, fields
    return None


def _is_asterisk(cells: Sequence[str]) -> bool:
    start, answer, end, duration, billsec, disposition = cells[9:15]
    moments = (start, end, *([answer] if answer else []))
    return (
        all(map(_MOMENT.fullmatch, moments))
        and all(map(_SECONDS.fullmatch, (duration, billsec)))
        and disposition in _DISPOSITIONS
    )


def _is_freeswitch(cells: Sequence[str]) -> bool:
    start, answer, end, duration, billsec, cause, uuid = cells[4:11]
    moments = (start, end, *([answer] if answer else []))
    return (
        all(map(_MOMENT.fullmatch, moments))
        and all(map(_SECONDS.fullmatch, (duration, billsec)))
        and _CAUSE.fullmatch(cause) is not None
        and bool(universal_id(uuid))
    )
