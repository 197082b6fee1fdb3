"""Writes docs/reference/guards.md and its picture from the guard table; --check: are they current.

.venv/bin/python tools/guards_page.py [--check]
"""

import sys
from pathlib import Path

from hawkari.engines.casework import GuardTable, Route, State, load_table
from hawkari.engines.casework.table import Paper

FOLDER = Path(__file__).parents[1] / "docs" / "reference"
WIDE, HIGH, BOX, TALL = 190, 74, 164, 34
# Column and row of each state in the picture.
PLACES = {
    State.INTAKE: (0, 1),
    State.SCREENING: (1, 1),
    State.VOLUNTARY_COUNSELLING: (2, 0),
    State.LIABLE: (2, 2),
    State.DOCUMENTING: (3, 1),
    State.ACCEPTED_BY_RECEIVER: (4, 1),
    State.NOTICE_SERVED: (4, 2),
    State.NOTICE_ELAPSED: (5, 2),
    State.BOOKED: (5, 1),
    State.DEPARTED: (6, 1),
    State.ARRIVED: (6, 0),
    State.REFUSED_ON_ARRIVAL: (6, 2),
    State.REINTEGRATION_PLAN: (5, 0),
    State.SUPPORTED: (4, 0),
    State.FOLLOW_UP: (3, 0),
}
# Steps from many states, told in words below the picture.
IN_WORDS = {State.HELD, State.CLOSED}


def picture(table: GuardTable) -> str:
    """The states and steps as an SVG picture."""
    lines = [_arrow(source, to, count) for source, to, count in _drawn(table)]
    boxes = [_box(state, column, row) for state, (column, row) in PLACES.items()]
    width, height = 7 * WIDE + 10, 3 * HIGH + 10
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
            ' font-family="sans-serif" font-size="12">',
            "<title>States of a return case and the steps between them</title>",
            '<defs><marker id="a" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8"'
            ' markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z" fill="#1d4f8c"/>'
            "</marker></defs>",
            *lines,
            *boxes,
            "</svg>",
            "",
        ]
    )


def _drawn(table: GuardTable) -> list[tuple[State, State, int]]:
    return sorted(
        (source, step.to, len(table.looking_before[step.to]))
        for step in table.steps
        for source in step.sources
        if source in PLACES and step.to in PLACES
    )


def _middle(state: State) -> tuple[int, int]:
    column, row = PLACES[state]
    return column * WIDE + 8 + BOX // 2, row * HIGH + 16 + TALL // 2


def _arrow(source: State, to: State, guards: int) -> str:
    (x1, y1), (x2, y2) = _middle(source), _middle(to)
    share = max(abs(x2 - x1) / (BOX / 2), abs(y2 - y1) / (TALL / 2))
    dx, dy = (x2 - x1) / share, (y2 - y1) / share
    label = f"<title>{source} to {to}: {guards} guards</title>"
    return (
        f'<g>{label}<line x1="{x1 + dx:.0f}" y1="{y1 + dy:.0f}" x2="{x2 - dx:.0f}"'
        f' y2="{y2 - dy:.0f}" stroke="#1d4f8c" stroke-width="1.5" marker-end="url(#a)"/></g>'
    )


def _box(state: State, column: int, row: int) -> str:
    x, y = column * WIDE + 8, row * HIGH + 16
    words = state.replace("_", " ")
    return (
        f'<rect x="{x}" y="{y}" width="{BOX}" height="{TALL}" rx="4" fill="#fff" stroke="#333"/>'
        f'<text x="{x + BOX // 2}" y="{y + 21}" text-anchor="middle">{words}</text>'
    )


def page(table: GuardTable) -> str:
    """The table as a page."""
    rows = [
        "# Guards of returns",
        "",
        f"{table.disclaimer} Written from the table of {table.version} by `tools/guards_page.py`;",
        "[why no case passes one](../explanation/safeguards.md).",
        "",
        "![States of a return case and the steps between them](guards.svg)",
        "",
        "A case may be held from every state before departure, and goes on from screening. It may",
        "be closed from every state but between departure and landing.",
        "",
        "## Steps",
        "",
        "| To | From | Routes | Guards that look |",
        "|---|---|---|---|",
        *_steps(table),
        "",
        "## Guards",
        "",
        "| Guard | Refuses when | Before | Authority | Text | In force from | Verified by |",
        "|---|---|---|---|---|---|---|",
        *(_guard(table, name) for name in table.guards),
        "",
        "## What lifts a barrier",
        "",
        "A paper that may say this or that lifts only when it says what stands first; what stands",
        "after *not* is in the person's favour, or ends nothing, and keeps the barrier open.",
        "Somebody who was granted leave is not to be returned.",
        "",
        "| Barrier | Paper (whose decision) | Then look again for | Voids notices |",
        "|---|---|---|---|",
        *(_lifting(table, name) for name in table.barriers),
        "",
    ]
    return "\n".join(rows)


def _steps(table: GuardTable) -> list[str]:
    return [
        f"| {step.to} | {', '.join(sorted(step.sources))} | "
        f"{'all' if len(step.routes) == len(Route) else ', '.join(sorted(step.routes))} | "
        f"{len(table.looking_before[step.to]) or 'none'} |"
        for step in table.steps
    ]


def _guard(table: GuardTable, name: str) -> str:
    guard = table.guards[name]
    before = [state for state in State if any(state in need.before for need in guard.needs)]
    authority = f"[{guard.authority}]({guard.source_url})" if guard.source_url else guard.authority
    return (
        f"| `{name}` | {guard.title['en']} | {', '.join(before)} | {authority} | {guard.status} | "
        f"{guard.effective_from or 'not confirmed'} | {guard.verified_by or 'nobody yet'} |"
    )


def _lifting(table: GuardTable, name: str) -> str:
    rule = table.guards[name].barrier
    papers = rule.lifts_with if rule is not None else ()
    told = "; ".join(
        f"{table.say('papers', one.document, 'en')} "
        f"({', '.join(table.say('deciders', by, 'en') for by in one.by)})"
        f"{_outcomes(table, one)}"
        for one in papers
    )
    asks = sorted({f"`{kind}`" for one in papers for kind in one.asks})
    voids = "yes" if rule is not None and rule.voids_notice else "no"
    return f"| `{name}` | {told} | {', '.join(asks) or 'nothing'} | {voids} |"


def _outcomes(table: GuardTable, paper: Paper) -> str:
    known = paper.outcomes
    if known is None:
        return ""
    ends, keeps = (
        " or ".join(f"*{table.say('outcomes', said, 'en')}*" for said in each)
        for each in (known.lifts, known.keeps)
    )
    return f": {ends}; not {keeps}"


def main() -> int:
    """0 when page and picture are written or current, 1 when --check finds that one is not."""
    table = load_table()
    written = {"guards.md": page(table), "guards.svg": picture(table)}
    for name, text in written.items():
        path = FOLDER / name
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
