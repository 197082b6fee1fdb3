"""Reads the records of `hawkari link` from several files, and lists the rows left out."""

import sys
from typing import TYPE_CHECKING

from hawkari.cli.output import open_input
from hawkari.errors import BadInput

if TYPE_CHECKING:
    from hawkari.engines.linkage import Record
    from hawkari.engines.linkage.tables import RefusedRow

__all__ = ["read_files"]

MOST_SHOWN = 10_000


def read_files(files: list[str]) -> "tuple[list[Record], int]":
    """Records of some files, `-` being standard input, and how many rows were left out.

    Each row that is left out is listed on standard error with its file, its number and the reason;
    from the 10,001st on they are only counted.

    Raises:
        BadInput: if a file cannot be read, or an id stands twice.
    """
    from hawkari.engines.linkage.tables import RefusedRow, read_records

    records: list[Record] = []
    found_in: dict[str, str] = {}
    refused = 0
    for name in files:
        try:
            with open_input(name) as stream:
                for item in read_records(stream, name):
                    if isinstance(item, RefusedRow):
                        refused += 1
                        if refused <= MOST_SHOWN:
                            sys.stderr.write(_refusal(name, item))
                        continue
                    _keep_apart(item.id, name, found_in)
                    records.append(item)
        except (OSError, UnicodeDecodeError) as error:
            raise BadInput(
                f"cannot be read ({error})", "Give a text file in UTF-8.", where=(name,)
            ) from error
    if refused > MOST_SHOWN:
        sys.stderr.write(f"and {refused - MOST_SHOWN} rows more\n")
    return records, refused


def _refusal(name: str, row: "RefusedRow") -> str:
    return f"{name}, row {row.row}: {row.problem}. {row.remedy}\n"


def _keep_apart(identity: str, name: str, found_in: dict[str, str]) -> None:
    if identity in found_in:
        before = "twice" if found_in[identity] == name else f"in {found_in[identity]} too"
        raise BadInput(
            f"the id {identity!r} stands {before}",
            "Give each record its own id, e.g. with its source before it.",
            where=(name,),
        )
    found_in[identity] = name
