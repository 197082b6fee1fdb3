"""Writes files row by row, the same bytes each time; memory holds a block of rows, never a file."""

import csv
import json
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any, TextIO

from openpyxl import Workbook

from hawkari.engines.corridor.rows import Row

__all__ = ["CsvSink", "LinesSink", "WorkbookSink", "write_json"]

SHEET_ROWS = 1_048_576  # what one sheet of the format holds
_STAMP = (2026, 11, 26, 0, 0, 0)
_CHANGED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms)")


class CsvSink:
    """A delimited file. Rows added are shuffled in blocks, so that order says nothing.

    `count` is how many were added, the header aside.
    """

    def __init__(
        self, path: Path, header: Sequence[str], *, delimiter: str = ",", encoding: str = "utf-8"
    ) -> None:
        self._stream: TextIO = path.open("w", encoding=encoding, newline="")
        end = "\n" if delimiter == "\t" else "\r\n"
        self._writer = csv.writer(self._stream, delimiter=delimiter, lineterminator=end)
        self._writer.writerow(header)
        self._rows: list[Row] = []
        self.count = 0

    def add(self, row: Row) -> None:
        """Keep a row for the next block."""
        self.count += 1
        self._rows.append(row)

    def flush(self, rng: Random | None) -> None:
        """Write the block, shuffled; with None in the order added."""
        if rng is not None:
            rng.shuffle(self._rows)
        self._writer.writerows(self._rows)
        self._rows.clear()

    def close(self) -> None:
        """Close the file."""
        self._stream.close()

    abandon = close


class LinesSink:
    """A file of JSON objects, one a line; `count` of them."""

    def __init__(self, path: Path) -> None:
        self._stream: TextIO = path.open("w", encoding="utf-8", newline="\n")
        self._lines: list[str] = []
        self.count = 0

    def add(self, entity: dict[str, Any]) -> None:
        """Keep an object for the next block."""
        self.count += 1
        self._lines.append(json.dumps(entity, ensure_ascii=False) + "\n")

    def flush(self, rng: Random | None) -> None:
        """Write the block, shuffled unless None."""
        if rng is not None:
            rng.shuffle(self._lines)
        self._stream.writelines(self._lines)
        self._lines.clear()

    def close(self) -> None:
        """Close the file."""
        self._stream.close()

    abandon = close


class WorkbookSink:
    """An XLSX file of several sheets; a full sheet goes on in ``NAME 2`` under the same header.

    `count` is how many rows were added to all sheets, headers aside.
    """

    def __init__(
        self, path: Path, sheets: Iterable[tuple[str, Sequence[str]]], *, limit: int = SHEET_ROWS
    ) -> None:
        self._path, self._limit = path, limit
        self._book = Workbook(write_only=True)
        self._headers = dict(sheets)
        self._sheets = {name: self._new(name, name) for name in self._headers}
        self._used = dict.fromkeys(self._headers, 1)
        self._parts = dict.fromkeys(self._headers, 1)
        self._rows: dict[str, list[Row]] = {name: [] for name in self._headers}
        self.count = 0

    def add(self, sheet: str, row: Row) -> None:
        """Keep a row for the next block of a sheet."""
        self.count += 1
        self._rows[sheet].append(row)

    def flush(self, rng: Random | None) -> None:
        """Hand the blocks to the workbook, each shuffled unless None."""
        for name, rows in self._rows.items():
            if rng is not None:
                rng.shuffle(rows)
            for row in rows:
                self._append(name, row)
            rows.clear()

    def close(self) -> None:
        """Write the workbook, without the time of writing in it."""
        draft = self._path.with_suffix(".draft")
        self._book.save(draft)
        _repack(draft, self._path)
        draft.unlink()

    def abandon(self) -> None:
        """Let go of a workbook that will not be finished."""
        for sheet in self._book.worksheets:
            sheet.close()

    def _append(self, name: str, row: Row) -> None:
        if self._used[name] == self._limit:
            self._parts[name] += 1
            self._used[name] = 1
            self._sheets[name] = self._new(name, f"{name} {self._parts[name]}")
        self._sheets[name].append(row)
        self._used[name] += 1

    def _new(self, name: str, title: str) -> Any:
        sheet = self._book.create_sheet(title)
        sheet.append(tuple(self._headers[name]))
        return sheet


def _repack(draft: Path, path: Path) -> None:
    """Copy an archive with one date on all its members and in the document's properties."""
    with zipfile.ZipFile(draft) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            with old.open(name) as source, new.open(entry, "w", force_zip64=True) as target:
                if name == "docProps/core.xml":
                    moment = datetime(*_STAMP).isoformat().encode() + b"Z"  # noqa: DTZ001  a stamp, not a time
                    target.write(_CHANGED.sub(rb"\g<1>" + moment + rb"\g<2>", source.read()))
                    continue
                while chunk := source.read(1 << 20):
                    target.write(chunk)


def write_json(path: Path, body: dict[str, Any]) -> None:
    """One JSON object, readable."""
    path.write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
