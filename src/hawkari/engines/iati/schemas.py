"""The official schemas of IATI 2.03, and their verdict on a record alone or on a file's frame."""

from contextlib import suppress
from functools import cache
from importlib.resources import as_file, files
from types import MappingProxyType
from typing import Any

from lxml import etree

from hawkari.engines.iati.activity import Activity
from hawkari.engines.iati.findings import SCHEMA, Finding

__all__ = ["VERSION", "alone", "schema_findings", "schema_of"]

VERSION = "2.03"
_FILES = MappingProxyType({
    "iati-activities": "iati-activities-schema.xsd",
    "iati-organisations": "iati-organisations-schema.xsd",
})  # fmt: skip
_MOST = 50


@cache
def schema_of(root: str) -> Any:
    """The schema for files whose outermost element has this name; compiled once."""
    with as_file(files(__package__) / "resources" / "xsd") as folder:
        parser = etree.XMLParser(no_network=True)
        return etree.XMLSchema(etree.parse(str(folder / _FILES[root]), parser))


def alone(activity: Activity) -> Any:
    """A document with this record only; its element becomes part of that document."""
    kind = "organisations" if activity.element.tag == "iati-organisation" else "activities"
    root = etree.Element(f"iati-{kind}", version=VERSION)
    root.append(activity.element)
    return root


def schema_findings(root: Any) -> list[Finding]:
    """What the schema finds wrong in a document; empty when it is valid."""
    if root.tag not in _FILES:
        words = f"the outermost element is {root.tag}, not iati-activities or iati-organisations"
        return [Finding(SCHEMA, "error", words, f"/{root.tag}", root.sourceline or 0)]
    schema = schema_of(root.tag)
    if schema.validate(root):
        return []
    return [_finding(root, error) for error in list(schema.error_log)[:_MOST]]


def _finding(root: Any, error: Any) -> Finding:
    # Line numbers of the library's log stop at 65,535; those of elements do not.
    line, path = error.line, error.path or ""
    # A path through an extension has prefixes that only its own element declares.
    with suppress(etree.XPathError):
        found = root.xpath(path) if path else []
        if found:
            line = found[0].sourceline or line
    return Finding(SCHEMA, "error", error.message, path, line)
