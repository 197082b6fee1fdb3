"""Commands of grading: the vocabularies, their MISP taxonomies, an agency's codes, regrading."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hawkari.cli.installation import local_access
from hawkari.cli.output import print_json
from hawkari.desks.command_line import AsJson
from hawkari.errors import BadInput

if TYPE_CHECKING:
    from hawkari.evidence.grading import Scheme

__all__ = ["register"]

Language = Annotated[str, typer.Option(help="Language of the words: en, ar or ckb.")]
SchemeName = Annotated[
    str, typer.Argument(help="A scheme, e.g. uk-3x5x2; all of them if not given.")
]
Folder = Annotated[Path, typer.Option("--out", help="Folder to write to; made if missing.")]
CodesFile = Annotated[Path, typer.Argument(help="JSON file of the codes; see the grading page.")]
Statements = Annotated[
    list[int], typer.Argument(help="Statements, by the numbers on the page of an entity.", min=1)
]
Number = Annotated[int, typer.Argument(help="The regrading, by its number.", min=1)]
Recipient = Annotated[str, typer.Option(help="The agency that would receive them.")]
ReleaseAs = Annotated[
    str,
    typer.Option(
        "--action", help="What it would do: hold, look_up, act, pass_on, judicial, publish."
    ),
]
Reason = Annotated[str, typer.Option(help="Why; kept with the value and in the audit log.")]
Grade = Annotated[str, typer.Option(help="The new 3x5x2 grade, e.g. 2B.")]
Handling = Annotated[str, typer.Option(help="P, or C with a --condition.")]
Words = Annotated[str, typer.Option(help="The words of handling C.")]
Named = Annotated[
    list[str] | None, typer.Option(help="An agency that the condition names; repeatable.")
]
TrafficLight = Annotated[str, typer.Option(help="TLP 2.0.")]
PermissibleActions = Annotated[str, typer.Option(help="PAP.")]
Classification = Annotated[str, typer.Option(help="UK security classification.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands to the command tree."""
    group = typer.Typer(help="Grades, handling codes and markings.", no_args_is_help=True)
    group.command("list")(list_command)
    group.command("taxonomies")(taxonomies_command)
    group.command("codes")(codes_command)
    group.command("release")(release_command)
    group.command("regrade")(regrade_command)
    group.command("undo")(undo_command)
    app.add_typer(group, name="grading")


def list_command(
    scheme: SchemeName = "", language: Language = "en", as_json: AsJson = False
) -> None:
    """Show the vocabularies, or one of them with its codes and words.

    Each says where it comes from, and whether anybody has verified its wording.
    """
    from hawkari.evidence.grading import scheme as scheme_of
    from hawkari.evidence.grading import schemes

    if not scheme:
        found = schemes()
        for one in found:
            sys.stdout.write(f"{one.id}\t{one.said(language)}\t{one.use}\t{one.source}\n")
        if as_json:
            print_json({"schemes": [one.id for one in found]})
        return
    chosen = scheme_of(scheme)
    _print_scheme(chosen, language)
    if as_json:
        print_json(dict(chosen.data))


def _print_scheme(chosen: "Scheme", language: str) -> None:
    verified = chosen.verified_by or "nobody yet"
    draft = "; words are a machine's draft" if language in chosen.machine_drafts else ""
    sys.stderr.write(
        f"{chosen.said(language)}, version {chosen.version}, {chosen.source} "
        f"({chosen.source_date}); verified by: {verified}{draft}\n"
    )
    if chosen.note:
        sys.stderr.write(f"{chosen.note}\n")
    for part in chosen.parts:
        for term in part.terms:
            seen = "seen" if term.wording_seen else "not seen"
            sys.stdout.write(f"{part.id}\t{term.code}\t{term.said(language)}\t{seen}\n")


def taxonomies_command(out: Folder) -> None:
    """Write our vocabularies as MISP taxonomies, one folder a namespace.

    They pass MISP's own schema; put the folders into MISP's app/files/taxonomies.
    """
    from hawkari.evidence.grading.taxonomies import write_taxonomies

    for path in write_taxonomies(out):
        sys.stdout.write(f"{path}\n")


def codes_command(file: CodesFile, as_json: AsJson = False) -> None:
    """Load your agency's own action and sanitisation codes, in place of those it had."""
    access = local_access()
    from hawkari.evidence.grading.own_codes import load_own_codes, read_own_codes

    count = load_own_codes(access, read_own_codes(_parsed(file)))
    sys.stderr.write(f"{count:,} codes of {access.user.agency}\n")
    if as_json:
        print_json({"codes": count})


def regrade_command(
    statements: Statements,
    grade: Grade,
    reason: Reason,
    handling: Handling = "P",
    condition: Words = "",
    condition_agency: Named = None,
    tlp: TrafficLight = "",
    pap: PermissibleActions = "",
    gsc: Classification = "",
    as_json: AsJson = False,
) -> None:
    """Put statements under another grade, handling code and restrictions, with a reason.

    The old statements stay in the history; codes as the originator gave them are kept.
    """
    access = local_access()
    from hawkari.evidence.grading.entering import read_marking
    from hawkari.evidence.grading.regrading import regrade
    from hawkari.evidence.loaders.values import UNGRADED

    given = {
        "grade": grade,
        "handling": handling,
        "condition": condition,
        "condition_agencies": " ".join(condition_agency or ()),
        "tlp": tlp,
        "pap": pap,
        "gsc": gsc,
    }
    made = regrade(access, statements, read_marking(given, UNGRADED), reason=reason)
    for old, new in made.items():
        sys.stdout.write(f"{old}\t{new}\n")
    sys.stderr.write(f"{len(made):,} statements graded anew\n")
    if as_json:
        print_json({"regraded": {str(old): new for old, new in made.items()}})


def release_command(
    statements: Statements,
    to: Recipient,
    action: ReleaseAs = "hold",
    language: Language = "en",
    as_json: AsJson = False,
) -> None:
    """Ask whether values may be given to an agency; nothing is given.

    Each test that fails is named with its authority and what would change it. What nobody has
    recorded counts as missing. Either answer ends with exit code 0; `--json` says which it is.
    """
    access = local_access()
    from django.utils import translation

    from hawkari.evidence.grading.asking import Asked, ask_release

    decision = ask_release(access, statements, Asked(to, action))
    with translation.override(language):
        told = [
            {"test": one.number, "what": one.what, "authority": one.authority, "change": one.change}
            for one in decision.reasons
        ]
    for one in told:
        sys.stdout.write(f"{one['test']}\t{one['what']}\t{one['authority']}\t{one['change']}\n")
    sys.stderr.write("may be released\n" if decision.allowed else "may not be released\n")
    if as_json:
        print_json({"allowed": decision.allowed, "reasons": told, "notices": decision.notices})


def undo_command(number: Number, reason: Reason, as_json: AsJson = False) -> None:
    """Take a regrading back: the value stands under the marking before it."""
    access = local_access()
    from hawkari.evidence.grading.regrading import undo_regrading

    now = undo_regrading(access, number, reason=reason)
    sys.stderr.write(f"the value stands in statement {now}\n")
    if as_json:
        print_json({"statement": now})


def _parsed(path: Path) -> Any:
    from hawkari.evidence.loaders.partner_files import open_binary

    with open_binary(path) as stream:
        try:
            return json.loads(stream.read(1 << 20))
        except (ValueError, RecursionError) as error:
            raise BadInput(
                "the file is no JSON", "See docs/reference/grading.md.", where=(path.name,)
            ) from error
