"""A chart and a brief made by hand: three invented people in two scripts."""

from datetime import UTC, datetime

from hawkari.desks.intelligence.brief import Brief, Labels, Run, Section, Sentence, SourceRow, Table
from hawkari.desks.intelligence.values import (
    Chart,
    ChartEdge,
    ChartNode,
    ChartTie,
    Furniture,
    Legend,
)

REBWAR, ARAS, GOAT = "a1", "b2", "c3"

CHART = Chart(
    nodes=(
        ChartNode(
            REBWAR,
            "ڕێبوار محەمەد",
            "Rebwar Muhammad",
            "ckb",
            categories=("suspect",),
            x=0.5,
            y=0.5,
            degree=3,
            hidden=1,
            group="پارە",
            is_focus=True,
        ),
        ChartNode(ARAS, "=Aras & <Sons>", schema="Company", x=0.0, y=0.0, degree=2),
        ChartNode(GOAT, "Saman Karim", x=1.0, y=1.0, degree=1),
    ),
    edges=(
        ChartEdge(
            REBWAR,
            ARAS,
            (
                ChartTie("call", 41, "2026-03", "2026-08", "1B", "C", (1, 2)),
                ChartTie("payment", 1, "2026-06-14", "2026-06-14", "2D", "P", (3,)),
            ),
        ),
        ChartEdge(REBWAR, GOAT, (ChartTie("shared phone", 1, "", "", "3D", "P", (4,)),)),
    ),
    left_out_nodes=1,
    left_out_edges=1,
    handling="C",
)
FURNITURE = Furniture(
    title="Network around ڕێبوار محەمەد",
    handling_line="C: sharing permitted with conditions",
    note="Operation Larkspur, 2026-11-26, exported by analyst",
    legend=Legend("confirmed", "unconfirmed", "Left out: 1 person, 1 line."),
    kinds={"call": "call", "payment": "payment", "shared phone": "shared phone"},
)


def brief(*, is_rtl: bool = False) -> Brief:
    said = Sentence((Run("Name: "), Run.of("ڕێبوار محەمەد", is_strong=True), Run(".")), (1, 2))
    tie = Sentence((Run("Tied to "), Run.of("Aras"), Run(" by 41 calls.")), (3,))
    table = Table(("With", "Tie"), (((Run.of("ئاراس"),), (Run("call"),)),))
    return Brief(
        title=(Run.of("ڕێبوار محەمەد"),),
        romanised="Rebwar Muhammad",
        handling_line="C: sharing permitted with conditions",
        language="ckb" if is_rtl else "en",
        is_rtl=is_rtl,
        facts=(("Operation", "Larkspur"),),
        sections=(
            Section("Who is this", sentences=(said,)),
            Section("Network", note="One tie.", sentences=(tie,), table=table),
            Section("Not known", bullets=("No source states: Date of birth.",)),
        ),
        sources=tuple(
            SourceRow(
                number,
                "NCA",
                "Nominals",
                "uk.xlsx",
                "Persons!12",
                "2B",
                "C",
                "Ask",
                "2026-01-02",
                (Run("Name: "), Run.of("Rebwar")),
                "2025-12",
            )
            for number in (1, 2, 3)
        ),
        labels=Labels(
            sources="Relied on",
            source_header=("No.", "What it states", "Source and row", "Grade", "Handling", "Dated"),
            page="Page",
            places="Sources",
            place_header=("Source", "Originator", "File", "Condition", "Recorded"),
        ),
        made_at=datetime(2026, 11, 26, 9, tzinfo=UTC),
        author="analyst",
    )
