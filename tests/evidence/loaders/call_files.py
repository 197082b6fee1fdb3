"""Call records as exchanges write them; every number, name and call is invented."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

__all__ = ["CUCM", "TYPES", "asterisk", "cucm", "freeswitch", "write_calls", "written"]

CUCM = (
    "cdrRecordType", "globalCallID_callManagerId", "globalCallID_callId", "dateTimeOrigination",
    "callingPartyNumber", "originalCalledPartyNumber", "finalCalledPartyNumber", "dateTimeConnect",
    "dateTimeDisconnect", "pkid", "duration", "origDeviceName", "destDeviceName", "destCause_value",
)  # fmt: skip
"""Some of the names that CUCM writes; newer releases have more."""

TYPES = (
    "INTEGER", "INTEGER", "INTEGER", "INTEGER", "VARCHAR(50)", "VARCHAR(50)", "VARCHAR(50)",
    "INTEGER", "INTEGER", "UNIQUEIDENTIFIER", "INTEGER", "VARCHAR(129)", "VARCHAR(129)", "INTEGER",
)  # fmt: skip


def asterisk(src: str, dst: str, *more: str, start: str = "2026-01-02 03:04:05") -> list[str]:
    """A line of ``Master.csv`` as ``cdr_csv.c`` writes it, with what is set to be written more."""
    return [
        "", src, dst, "from-trunk", f'"Ali" <{src}>', "PJSIP/trunk-00000001", "PJSIP/1001-00000002",
        "Dial", "PJSIP/1001,20", start, "2026-01-02 03:04:15", "2026-01-02 03:05:15", "70", "60",
        "ANSWERED", "DOCUMENTATION", *more,
    ]  # fmt: skip


def freeswitch(caller: str, called: str, number: int = 0) -> list[str]:
    """A line of ``Master.csv`` by FreeSWITCH's own template."""
    uuid = f"a5c9f6c0-e752-11e3-8bfb-{number:012x}"
    return [
        "Ali", caller, called, "public", "2026-01-02 03:04:05", "", "2026-01-02 03:04:25", "20",
        "0", "NO_ANSWER", uuid, "", "", "PCMU", "PCMU",
    ]  # fmt: skip


def cucm(caller: str, dialled: str, reached: str) -> list[str]:
    """A line of a file of CUCM's."""
    return [
        "1", "1", "2001", "1767323045", caller, dialled, reached, "1767323055", "1767323115",
        "7f2a3c1e-7b1d-4f44-9d3e-0c5d1a2b3c4d", "60", "SEP001122334455", "SIPTrunk", "16",
    ]  # fmt: skip


def written(path: Path, *lines: Sequence[str]) -> Path:
    """The lines as a file."""
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(lines)
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


def write_calls(path: Path, rows: int) -> None:
    """So many calls of FreeSWITCH's."""
    written(path, *(freeswitch("+447700900101", "1001", number) for number in range(rows)))
