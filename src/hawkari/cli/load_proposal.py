"""A proposal for an unknown table, as `hawkari load` shows it: a table to read, doubts first."""

from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["proposal_text"]

SHOWN_EXAMPLES = 3
LONGEST_EXAMPLE = 24
STATES = {"unsure": "?", "sure": " ", "kept": "=", "said": "!"}


def proposal_text(proposal: Mapping[str, Any] | None) -> str:
    """A proposal as lines of text, the columns that somebody must decide first; else ``""``.

    Args:
        proposal: as `Proposal.as_data` gives it; None for none.
    """
    if proposal is None:
        return ""
    lines = [f"{proposal['file']}: its columns are new; what they are taken for"]
    for table in proposal["tables"]:
        sheet = f"{table['sheet']}: " if table["sheet"] else ""
        lines.append(f"  {sheet}rows are {table['kind']}")
        lines += [f"    note: {doubt}" for doubt in table["doubts"]]
        lines += _rows(sorted(table["columns"], key=lambda one: one["state"] != "unsure"))
    lines.append("  ? to be said   = as in the last file   ! as you said")
    return "\n".join(lines) + "\n"


def _rows(columns: Sequence[Mapping[str, Any]]) -> list[str]:
    wide = max(len(one["column"]) for one in columns)
    broad = max(len(one["target"]) for one in columns)
    lines = []
    for one in columns:
        examples = ", ".join(_short(text) for text in one["examples"][:SHOWN_EXAMPLES])
        lines.append(
            f"  {STATES[one['state']]} {one['column']:<{wide}}  {one['target'] or '-':<{broad}}  "
            f"{one['confidence']:4.0%}  [{examples}]"
        )
        reading = one.get("reading")
        if reading:
            lines.append(f"      read as {', '.join(f'{k} {v}' for k, v in reading.items())}")
        lines += [f"      {doubt}" for doubt in one["doubts"]]
    return lines


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_EXAMPLE else f"{text[:LONGEST_EXAMPLE]}…"
