"""What a network brief is made from, by hand: five invented people, a boat, two scripts."""

from datetime import UTC, datetime

from hawkari.desks.intelligence.network_brief import Material, Scope
from hawkari.desks.intelligence.services.analysing import analysis_of
from hawkari.desks.intelligence.services.asking import questions_on
from hawkari.desks.intelligence.services.networks import Whole
from hawkari.desks.intelligence.values import (
    Chart,
    ChartEdge,
    ChartNode,
    ChartTie,
    Furniture,
    Legend,
)
from hawkari.evidence.entities import EntityView, TieReport, ValueView
from hawkari.evidence.task_reading import TaskView

MADE = datetime(2026, 11, 26, 9, tzinfo=UTC)
LINE = "C: sharing permitted with conditions"
GRADES = {"nca": "2B", "krg": "1A", "fr": "2D"}
LINKS = (
    # left, right, kind, number of the first of its three statements, agency, day
    ("a1", "b2", "call", 101, "krg", "2026-03-01"),
    ("a1", "c3", "call", 111, "nca", "2026-03-03"),
    ("a1", "d4", "call", 121, "nca", "2026-03-04"),
    ("c3", "e5", "payment", 131, "fr", "2026-06-14"),
    ("c3", "f6", "owner", 141, "nca", ""),
)


def value(number: int, entity: str, prop: str, text: str, *, agency: str = "nca", **more: str):
    """One statement; what France states is under a condition."""
    is_french = agency == "fr"
    return ValueView(
        statement_id=number,
        prop=prop,
        prop_label=prop,
        prop_type=more.get("kind", "name" if prop == "name" else "string"),
        value=text,
        original_value="",
        romanised=more.get("romanised", ""),
        lang=more.get("lang", ""),
        source=f"{agency}-list",
        source_name=f"{agency} list",
        agency=agency,
        agency_name=agency.upper(),
        file=f"{agency}.csv",
        row=str(number),
        grade=GRADES[agency],
        handling="C" if is_french else "P",
        condition="Ask before use" if is_french else "",
        marks="",
        marking_id=1,
        seen=more.get("seen", ""),
        recorded_at=datetime(2026, 10, 1, tzinfo=UTC),
        entity_id=entity,
    )


def person(one: str, number: int, name: str, *, agency: str = "nca", **more) -> EntityView:
    """Somebody with a name and a date of birth."""
    born = value(number + 1, one, "birthDate", f"1988-07-0{number % 9 + 1}", agency=agency)
    stated = more.get("stated", frozenset())
    said = [value(number + 2, one, "classification", word, agency=agency) for word in stated]
    return EntityView(
        canonical_id=one,
        schema=more.get("schema", "Person"),
        caption=name,
        caption_romanised=more.get("romanised", ""),
        values=(value(number, one, "name", name, agency=agency), born, *said),
        members=(one,),
        categories=more.get("categories", frozenset()),
        stated_categories=frozenset(stated),
        is_protected=bool(stated),
    )


def views() -> dict[str, EntityView]:
    """The people, and a boat."""
    listed = (
        person("a1", 1, "Rebwar Hama Amin", categories=frozenset({"suspect"})),
        person("b2", 11, "ئاراس جەمال", agency="krg", romanised="Aras Jamal"),
        person("c3", 21, "Saman Karim", categories=frozenset({"suspect"})),
        person("d4", 31, "Nawzad Rahim", stated=frozenset({"migrant"})),
        person("e5", 41, "Kawa Osman", agency="fr"),
        person("f6", 51, "Blue Heron", schema="Vessel"),
    )
    return {one.canonical_id: one for one in listed}


def _tie(kind: str, number: int, agency: str, day: str) -> ChartTie:
    report = TieReport((agency,), GRADES[agency], day, day, 1)
    handling = "C" if agency == "fr" else "P"
    numbers = (number, number + 1)
    return ChartTie(kind, 1, day, day, GRADES[agency], handling, numbers, (report,))


def read() -> dict[int, ValueView]:
    """Every statement: of the people, and of the records that tie them."""
    found = {one.statement_id: one for view in views().values() for one in view.values}
    for left, right, kind, number, agency, day in LINKS:
        record = f"{kind}-{number}"
        ends = [("caller", left), ("receiver", right)]
        for more, (prop, end) in enumerate(ends):
            found[number + more] = value(
                number + more, record, prop, end, agency=agency, kind="entity"
            )
        if day:
            found[number + 2] = value(number + 2, record, "date", day, agency=agency, kind="date")
    return found


def material(*, language: str = "en", is_rtl: bool = False, chart: str = "Harbour") -> Material:
    """Everything a brief is made from, with one open task."""
    edges = {
        (left, right): (_tie(kind, number, agency, day),)
        for left, right, kind, number, agency, day in LINKS
    }
    network, people = Whole(edges), views()
    task = TaskView(
        number=7,
        left="c3",
        right="e5",
        agency="fr",
        agency_name="FR",
        state="proposed",
        due=None,
        answer="",
        figures={},
        steps=(),
        is_late=False,
        is_spared=False,
    )
    nodes = tuple(
        ChartNode(one, view.caption, view.caption_romanised, x=place / 5, y=(place % 3) / 2)
        for place, (one, view) in enumerate(people.items())
    )
    drawn = tuple(ChartEdge(*pair, ties) for pair, ties in edges.items())
    return Material(
        scope=Scope(
            operation="Larkspur",
            purpose="Boats from one harbour",
            legal_basis="An invented act, section 3",
            period=("2026-01-01", ""),
            partners={"fr": "FR", "krg": "KRG", "nca": "NCA", "pol": "POL"},
            chart=chart,
            version=3,
            filters="",
            made_at=MADE,
            author="analyst",
            language=language,
            is_rtl=is_rtl,
            handling_line=LINE,
        ),
        network=network,
        views=people,
        chart=Chart(nodes, drawn, handling="C"),
        furniture=Furniture("Harbour", LINE, "Larkspur", Legend("confirmed", "unconfirmed")),
        analysis=analysis_of(network, people),
        questions=questions_on(network, people, [task]),
        tasks=[task],
        read=read(),
    )
