"""Commands of `disruption` that plan: what to ask, whom to look at together, and what if."""

import sys
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hawkari.cli.disruption_files import (
    DONE_WITH_REFUSALS,
    AsJson,
    Edges,
    Nodes,
    RoleNodes,
    Seed,
    print_refused,
    read_network,
    write_table,
)
from hawkari.cli.installation import use_compiled_cache
from hawkari.cli.output import print_json
from hawkari.errors import BadInput

if TYPE_CHECKING:
    from hawkari.engines.disruption.expected import Figure
    from hawkari.engines.disruption.plans import Plan
    from hawkari.engines.disruption.what_if import WhatIf

__all__ = ["register"]

ASK_COLUMNS = (
    *("rank", "source", "target", "probability", "change", "gain", "gain_low", "gain_high"),
    *("if_confirmed", "if_refuted"),
)
PLAN_COLUMNS = ("rank", "node", "partner", "left_after", "low", "high", "reason")
WHAT_IF_COLUMNS = ("what", "name", "value", "low", "high", "note")

AskOut = Annotated[
    str,
    typer.Option(
        help="Where to write the questions: CSV rank, source, target, probability (that the tie is "
        "real, as the evidence stands), change (share of people whom the answer is expected to "
        "exchange in the order), gain (expected fall of the share of the largest part that is "
        "left; below 0 when the answer is not expected to help), gain_low, gain_high (90 % "
        "interval), if_confirmed and if_refuted (who then enters the plan); - for standard output."
    ),
]
PlanOut = Annotated[
    str,
    typer.Option(
        help="Where to write the plan: CSV rank, node, partner, left_after (share of the largest "
        "part left after this and all earlier people, mean over possible worlds), low, high (90 % "
        "interval), reason; - for standard output."
    ),
]
WhatIfOut = Annotated[
    str,
    typer.Option(
        help="Where to write the answer: CSV what, name, value, low, high, note. what is left, "
        "others (as many others at random), rewired (once new ties have come), alone (name: "
        "partner), together, stage (name: stage; share of its people still in the largest part), "
        "piece (sizes), or steps_in (name: who; note: for whom; value: probability); low and high "
        "are 90 % intervals; - for standard output."
    ),
]
Budgets = Annotated[
    list[str],
    typer.Option(
        "--budget", help="How many people a partner can look at, as NAME=NUMBER; once a partner."
    ),
]
Without = Annotated[
    list[str], typer.Option("--without", help="Id of a person taken out; once a person.")
]
Replaced = Annotated[
    float,
    typer.Option(
        min=0.0,
        help="New ties for each tie taken out: an assumption, nobody knows it beforehand.",
    ),
]
People = Annotated[int, typer.Option(min=1, help="How many people the plan takes out.")]
Count = Annotated[int, typer.Option(min=1, help="How many questions.")]


def register(group: typer.Typer) -> None:
    """Add these commands to the group `disrupt`."""
    group.command("ask")(ask)
    group.command("plan")(plan)
    group.command("what-if")(what_if)


def ask(
    edges: Edges,
    out: AskOut,
    nodes: Nodes = None,
    people: People = 10,
    count: Count = 10,
    seed: Seed = 0,
    as_json: AsJson = False,
) -> None:
    """Which uncertain ties are worth asking about, before anyone acts.

    Exit code 0 done, 2 wrong usage, 3 done but rows were refused, 4 refused.
    """
    use_compiled_cache()
    from hawkari.engines.disruption.asking import worth_asking

    network, _, refused = read_network(edges, nodes)
    print_refused(refused)
    questions = worth_asking(network, people=people, count=count, seed=seed)
    rows = [
        (
            *(rank, found.source, found.target, f"{found.probability:.3f}", f"{found.change:.4f}"),
            *(f"{found.gain:.4f}", f"{found.low:.4f}", f"{found.high:.4f}"),
            *(" ".join(found.if_confirmed), " ".join(found.if_refuted)),
        )
        for rank, found in enumerate(questions, 1)
    ]
    write_table(out, ASK_COLUMNS, rows)
    sure = sum(found.low > 0 for found in questions)
    sys.stderr.write(
        f"{len(questions)} questions; of {sure} it can be told that the answer leaves less. On "
        "published networks with faulty evidence, asking these has not been shown to leave less "
        "than asking at random.\n"
    )
    summary = {"people": len(network), "ties": len(network.heads), "questions": len(questions)}
    _end(summary | {"told": sure, "seed": seed}, refused, as_json=as_json)


def plan(
    edges: Edges,
    out: PlanOut,
    budget: Budgets,
    nodes: RoleNodes = None,
    seed: Seed = 0,
    as_json: AsJson = False,
) -> None:
    """Whom several partners should look at, each within its budget and its reach.

    Exit code 0 done, 2 wrong usage, 3 done but rows were refused, 4 refused.
    """
    budgets = _budgets(budget)
    use_compiled_cache()
    from hawkari.engines.disruption.plans import joint_plan

    network, roles, refused = read_network(edges, nodes)
    print_refused(refused)
    found = joint_plan(network, roles, budgets, seed=seed)
    rows = [
        (person.rank, person.node, person.partner, *_shown(person.left_after), person.reason)
        for person in found.people
    ]
    write_table(out, PLAN_COLUMNS, rows)
    sys.stderr.write(_plan_sentence(found))
    summary = asdict(found) | {"people": len(found.people), "seed": seed}
    _end(summary, refused, as_json=as_json)


def what_if(
    edges: Edges,
    out: WhatIfOut,
    without: Without,
    nodes: RoleNodes = None,
    replaced: Replaced = 0.25,
    seed: Seed = 0,
    as_json: AsJson = False,
) -> None:
    """What falls apart without these people, who steps in, and who could do it.

    Exit code 0 done, 2 wrong usage, 3 done but rows were refused, 4 refused.
    """
    use_compiled_cache()
    from hawkari.engines.disruption import what_if as ask_what_if

    network, roles, refused = read_network(edges, nodes)
    print_refused(refused)
    found = ask_what_if.what_if(network, without, roles=roles, replaced=replaced, seed=seed)
    write_table(out, WHAT_IF_COLUMNS, _what_if_rows(found))
    sys.stderr.write(f"{_VERDICTS[found.verdict]}\n")
    _end(asdict(found) | {"seed": seed}, refused, as_json=as_json)


_VERDICTS = {
    "less is left": "Less is left than without as many others: in nine of ten worlds or more.",
    "no less is left": "No less is left than without as many others.",
    "cannot tell": "Cannot tell: the evidence does not say whether less is left than without as "
    "many others.",
}


def _plan_sentence(found: "Plan") -> str:
    said = {
        "less is left": "less than when each acts on its own best people",
        "no less is left": "no less than when each acts on its own best people",
        "cannot tell": "cannot tell whether less than when each acts on its own best people",
    }[found.verdict]
    return (
        f"{len(found.people)} people; {found.together.value:.0%} of the largest part left "
        f"({found.together.low:.0%} to {found.together.high:.0%}): {said}. On published networks "
        "with faulty evidence, planning together has not left less than planning apart.\n"
    )


def _what_if_rows(found: "WhatIf") -> list[tuple[object, ...]]:
    lost = f"{found.new_ties:.1f} new ties assumed"
    rows: list[tuple[object, ...]] = [
        ("left", "", *_shown(found.left), found.verdict),
        ("others", "", *_shown(found.others), f"left less in {found.better:.0%} of worlds"),
        ("rewired", "", *_shown(found.rewired), lost),
    ]
    rows += [("alone", name, *_shown(figure), "") for name, figure in found.alone.items()]
    if found.together is not None:
        beyond = f"out of reach: {' '.join(found.unreached)}" if found.unreached else ""
        rows.append(("together", "", *_shown(found.together), beyond))
    for stage, loss in found.stages.items():
        note = f"{loss.after} of {loss.before} people stay"
        rows.append(("stage", stage, *_shown(loss.left), note))
    rows += [("piece", number, size, "", "", "") for number, size in enumerate(found.pieces, 1)]
    rows += [
        ("steps_in", new.node, f"{new.chance:.3f}", "", "", new.instead_of)
        for new in found.replacements
    ]
    return rows


def _shown(figure: "Figure") -> tuple[str, str, str]:
    return f"{figure.value:.4f}", f"{figure.low:.4f}", f"{figure.high:.4f}"


def _budgets(texts: list[str]) -> dict[str, int]:
    """Budget by partner, of `NAME=NUMBER` each."""
    found: dict[str, int] = {}
    for text in texts:
        name, _, number = text.rpartition("=")
        if not name.strip() or not number.strip().isdecimal() or name.strip() in found:
            raise BadInput(
                f"{text!r} is no budget, or the second of its partner",
                "Give each partner once, as NAME=NUMBER with a number from 0.",
                where=("--budget",),
            )
        found[name.strip()] = int(number)
    return found


def _end(summary: Mapping[str, Any], refused: list[BadInput], *, as_json: bool) -> None:
    if as_json:
        print_json(dict(summary) | {"refused": len(refused)})
    if refused:
        raise typer.Exit(DONE_WITH_REFUSALS)
