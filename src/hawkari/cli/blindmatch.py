"""Commands of `blindmatch`: which identifiers two lists share, by the protocol between agencies."""

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hawkari.cli.output import open_input, open_output, print_json
from hawkari.errors import BadInput

if TYPE_CHECKING:
    from hawkari.engines.blindmatch import Outcome

__all__ = ["register"]

_DONE_WITH_REFUSED = 3
_NAMED = 10
_TYPES = ("phone", "document", "account", "imei", "vessel", "plate", "handle", "email", "wallet")

Client = Annotated[str, typer.Option(help="who asks: one identifier a line, no header; - is input")]
Server = Annotated[
    str, typer.Option(help="who holds: one identifier a line, no header; - is input")
]
Kind = Annotated[str, typer.Option("--type", help=f"one of {', '.join(_TYPES)}")]
Out = Annotated[str, typer.Option(help="file to write; - is standard output")]
Country = Annotated[
    str, typer.Option(help="ISO 3166-1 alpha-2 code in which phones without a country are read")
]
Proofs = Annotated[
    bool,
    typer.Option("--proofs", help="prove each answer, as between agencies (RFC 9497, mode 1)"),
]
AsJson = Annotated[bool, typer.Option("--json", help="print one JSON object as the last line")]


def register(app: typer.Typer) -> None:
    """Add this module's commands to the command tree."""
    group = typer.Typer(
        help="Hit or no hit, without either side handing over a list.", no_args_is_help=True
    )
    group.callback()(_group)
    group.command("run")(run)
    app.add_typer(group, name="blindmatch")


def _group() -> None:
    """Hit or no hit, without either side handing over a list."""


def run(
    client: Client,
    server: Server,
    kind: Kind,
    out: Out,
    country: Country = "",
    proofs: Proofs = False,
    as_json: AsJson = False,
) -> None:
    """Match two lists by the whole protocol, both sides in one process, to score and compare it.

    Writes the client's lines that the server holds, as the client wrote them, in their order.
    Lines are compared in normal form: phones in E.164 (any number of + and 7 to 15 digits is kept,
    assignable or not), the other types as docs/reference/blind-matching.md says. Empty lines are
    passed over.

    A proof tells the client that the holder used its published key. In one process it proves
    nothing, so it is left out unless --proofs asks for it; agencies always use it.

    A line that is no identifier of the type is counted, the first ten of each file are named on
    standard error by number, and the exit code is then 3.
    """
    if kind not in _TYPES:
        raise typer.BadParameter(f"{kind!r} is none of {', '.join(_TYPES)}", param_hint="--type")
    if client == server == "-":
        raise BadInput("--client and --server both read standard input",
                       "Give at least one of them as a file")  # fmt: skip
    _check_country(country.upper())
    from hawkari.engines.blindmatch import IdentifierType, Mode, match_lists

    asked, held = _lines(client), _lines(server)
    mode = Mode.VERIFIABLE if proofs else Mode.BASE
    outcome = match_lists(
        [line for _, line in asked],
        [line for _, line in held],
        kind=IdentifierType(kind),
        country=country.upper(),
        mode=mode,
    )
    with open_output(out) as target:
        target.writelines(f"{asked[place][1]}\n" for place in outcome.hits)
    _tell_refused(client, [asked[place][0] for place in outcome.client_refused])
    _tell_refused(server, [held[place][0] for place in outcome.server_refused])
    report = _report(outcome, lines=(len(asked), len(held)), mode=mode)
    if as_json:
        print_json({**report, "out": out})
    else:
        sys.stderr.write(
            f"blindmatch: {len(outcome.hits)} of {len(asked)} lines are held; "
            f"{report['bytes']['total']:,} bytes between the sides\n"
        )
    if outcome.client_refused or outcome.server_refused:
        raise typer.Exit(_DONE_WITH_REFUSED)


def _check_country(code: str) -> None:
    """Such as UK for GB: every national number would be refused, and nothing say why."""
    from phonenumbers import SUPPORTED_REGIONS

    if code and code not in SUPPORTED_REGIONS:
        raise typer.BadParameter(
            f"{code!r} is no country of ISO 3166-1 with telephones; write GB or IQ, for example",
            param_hint="--country",
        )


def _lines(path: str) -> list[tuple[int, str]]:
    """Lines that are not empty, with their numbers from 1; only LF or CR LF ends a line."""
    try:
        with open_input(path) as source:
            text = source.read()
    except UnicodeDecodeError as error:
        raise BadInput(
            f"not UTF-8 (byte {error.object[error.start]:#04x})",
            "Save the file as UTF-8, e.g. iconv -f windows-1256 -t utf-8",
            where=(path,),
        ) from error
    lines = (line.removesuffix("\r") for line in text.removeprefix("\ufeff").split("\n"))
    return [(number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _tell_refused(path: str, numbers: list[int]) -> None:
    """Name lines by number only: what is in them may be somebody's data."""
    if not numbers:
        return
    shown = ", ".join(map(str, numbers[:_NAMED])) + (", …" if len(numbers) > _NAMED else "")
    error = BadInput(
        f"{len(numbers)} lines are no identifiers of the type and left out (line {shown})",
        "Write one identifier a line; phones with + and the country code, or give --country",
        where=(path,),
    )
    sys.stderr.write(f"hawkari: {error}\n")


def _report(outcome: "Outcome", *, lines: tuple[int, int], mode: int) -> dict[str, Any]:
    costs = outcome.costs
    sent = {"index": costs.index_bytes, "query": costs.query_bytes, "answer": costs.answer_bytes}
    seconds = {"client": round(costs.client_seconds, 3), "server": round(costs.server_seconds, 3)}
    return {
        "client_lines": lines[0],
        "server_lines": lines[1],
        "client_items": outcome.client_items,
        "server_items": outcome.server_items,
        "hits": len(outcome.hits),
        "client_refused": len(outcome.client_refused),
        "server_refused": len(outcome.server_refused),
        "mode": int(mode),
        "bytes": {**sent, "total": sum(sent.values())},
        "cpu_seconds": {**seconds, "total": round(sum(seconds.values()), 3)},
    }
