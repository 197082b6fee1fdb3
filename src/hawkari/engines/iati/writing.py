"""Writes a file of activities, each with all that it holds."""

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO

from lxml import etree

from hawkari.engines.iati.activity import Activity
from hawkari.engines.iati.composing import moment
from hawkari.engines.iati.schemas import VERSION

__all__ = ["write"]


def write(
    activities: Iterable[Activity], *, version: str = VERSION, generated: datetime | None = None
) -> bytes:
    """A file with these activities, in their order.

    Args:
        activities: read, or composed.
        version: the version of the standard that the file says it follows.
        generated: when the file was made; left out when None.
    """
    attributes = {"version": version}
    if generated is not None:
        attributes["generated-datetime"] = moment(generated)
    out = BytesIO()
    with etree.xmlfile(out, encoding="utf-8") as file:
        file.write_declaration()
        with file.element("iati-activities", attributes):
            for activity in activities:
                file.write("\n")
                file.write(activity.element, with_tail=False)
            file.write("\n")
    return out.getvalue()
