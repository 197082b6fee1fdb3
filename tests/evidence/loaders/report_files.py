"""Phone extractions in the form of UFDR; no real one was at hand, everybody in them is invented."""

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

__all__ = ["field", "model", "party", "report", "write_report"]

NAMESPACE = "http://pa.cellebrite.com/report/2.0"


def field(name: str, value: str, kind: str = "String", **attributes: str) -> str:
    """One field of a model."""
    more = "".join(f' {key}="{text}"' for key, text in attributes.items())
    inner = f'<value type="{kind}"{more}>{escape(value)}</value>' if value else "<empty/>"
    return f'<field name="{name}" type="{kind}">{inner}</field>'


def model(kind: str, stated: str, *parts: str, state: str = "Intact") -> str:
    """One model."""
    return (
        f'<model type="{kind}" id="{stated}" deleted_state="{state}" extractionId="0">'
        f"{''.join(parts)}</model>"
    )


def models(name: str, *inner: str) -> str:
    """A field of models."""
    return f'<multiModelField name="{name}" type="x">{"".join(inner)}</multiModelField>'


def party(identifier: str, name: str = "", role: str = "") -> str:
    """Somebody who takes part in a call or a message."""
    return model(
        "Party", "", field("Identifier", identifier), field("Name", name), field("Role", role)
    )


def report(*kinds: str) -> str:
    """A whole report."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?><project id="p" xmlns="{NAMESPACE}">'
        '<metadata section="Device"><item name="Model">none</item></metadata>'
        f"<decodedData>{''.join(kinds)}</decodedData></project>"
    )


def write_report(path: Path, text: str, *files: tuple[str, bytes]) -> None:
    """The archive with its report and files."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("report.xml", text)
        for name, data in files:
            archive.writestr(name, data)


def write_contacts(path: Path, names: list[str]) -> None:
    """An extraction of one contact a name."""
    contacts = "".join(
        model("Contact", f"c-{number}", field("Name", name)) for number, name in enumerate(names)
    )
    write_report(path, report(f'<modelType type="Contact">{contacts}</modelType>'))
