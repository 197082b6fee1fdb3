"""Write `docs/reference/commands.md` from the commands' own help.

python tools/cli_reference.py          write the page
python tools/cli_reference.py --check  exit 1 when it is out of date
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# The help must not depend on the terminal that the page is written from.
os.environ.update(COLUMNS="100", NO_COLOR="1", TERM="dumb", _TYPER_FORCE_DISABLE_TERMINAL="1")

import typer

from hawkari.cli.app import build

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "commands.md"
HEAD = """# Commands

Every command with its options, written from the commands' own help by `tools/cli_reference.py`.

Exit codes: 0 done; 1 a check found something wrong; 2 the command was used wrongly; 3 done, with
refused rows listed; 4 refused. With `--json`, the last line of standard output is one object;
progress and messages go to standard error. `-` as a file is standard input or output.
"""


def walk(command: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command that does something, with its words, in the order of the help."""
    children = getattr(command, "commands", None)
    if children is None:
        yield path, command
        return
    for name in sorted(children):
        if not children[name].hidden:
            yield from walk(children[name], (*path, name))


def parameters(command: Any) -> list[str]:
    """One table row a parameter: names, meaning, default."""
    rows = []
    for parameter in command.params:
        if parameter.name == "help":
            continue
        names = ", ".join(f"`{name}`" for name in (*parameter.opts, *parameter.secondary_opts))
        if parameter.param_type_name == "argument":
            names = f"`{(parameter.metavar or parameter.name).upper()}`"
        meaning = " ".join((getattr(parameter, "help", "") or "").split())
        needed = " **Needed.**" if parameter.required else ""
        default = parameter.default
        shown = (
            f" Default: `{default}`."
            if isinstance(default, str | int | float) and default not in {"", False, True}
            else ""
        )
        rows.append(f"| {names} | {meaning}{needed}{shown} |")
    return rows


def page() -> str:
    """The whole page as Markdown."""
    parts = [HEAD]
    for path, command in walk(typer.main.get_command(build()), ("hawkari",)):
        words = "\n".join(line.strip() for line in (command.help or "").strip().splitlines())
        parts.append(f"## `{' '.join(path)}`\n\n{words}\n")
        rows = parameters(command)
        if rows:
            parts.append("| Option | Meaning |\n|---|---|\n" + "\n".join(rows) + "\n")
    return "\n".join(parts)


def main() -> int:
    """Write the page, or check it."""
    text = page()
    if "--check" in sys.argv:
        return int(not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text)
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
