"""Small invented files in the forms that public series are published in. No number is real."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

__all__ = ["FRONTEX", "INCIDENTS", "boats", "detections", "incidents"]

FRONTEX = ["Route", "Border type or inland", "Nationality", "JAN2031", "FEB2031", "MAR2031"]
INCIDENTS = (
    "Main ID,Incident ID,Incident Type,Region of Incident,Incident Date,Incident Year,Month,"
    "Number of Dead,Minimum Estimated Number of Missing,Total Number of Dead and Missing,"
    "Number of Survivors,Number of Females,Number of Males,Number of Children,Country of Origin,"
    "Region of Origin,Cause of Death,Country of Incident,Migration Route,Location of Incident,"
    "Coordinates,UNSD Geographical Grouping,Information Source,URL,Source Quality"
)
ROWS = (
    ("Western Balkan Route", "Land", "Iraq", 5, 0, 7),
    ("Western Balkan Route", "Land", "Syria", 2, 4, 0),
    ("Eastern Mediterranean Route", "Sea", "Iraq", 0, 1, 0),
    ("Eastern Mediterranean Route", "Land", "Iraq", 3, 0, 0),
)


def detections(path: Path, rows: Sequence[Sequence[Any]] = ROWS) -> Path:
    """As Frontex publishes detections: a workbook with a column a month."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Detections_of_IBC"
    for row in (FRONTEX, *rows):
        sheet.append(list(row))
    book.save(path)
    return path


def boats(path: Path, rows: Sequence[str]) -> Path:
    """As the Home Office publishes arrivals: a row a day."""
    header = "Date,Migrants arrived,Boats arrived,Boats involved in uncontrolled landings,Notes"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8-sig")
    return path


def incidents(path: Path, rows: Sequence[str]) -> Path:
    """As IOM publishes incidents: a row each."""
    path.write_text("\n".join([INCIDENTS, *rows]) + "\n", encoding="utf-8-sig")
    return path
