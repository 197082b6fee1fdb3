"""`hawkari load` on a terminal: questions about columns whose meaning is not certain."""

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from hawkari.evidence.loaders import Question

__all__ = ["ask"]


def ask(question: "Question") -> str:
    """Put a question about a column to whoever sits at the terminal."""
    if question.complaint:
        typer.echo(question.complaint, err=True)
    typer.echo(f"{question.place}: {'; '.join(question.doubts)}", err=True)
    examples = ", ".join(question.examples) or "empty"
    asked = {
        "order": "date order (dmy or mdy)",
        "calendar": f"calendar ({', '.join(question.choices)})",
        "decimal": "decimal mark (point or comma)",
        "clock": "minutes and seconds (m:s) or hours and minutes (h:m)",
    }.get(question.about, "property, notes to keep it as a note, or ignore")
    text = f"  {question.column} [{examples}]: {asked}"
    return str(typer.prompt(text, default=question.default, err=True))
