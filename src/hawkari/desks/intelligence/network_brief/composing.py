"""The network brief put together: its sections in order, then the schedule of what was read."""

from collections.abc import Iterator

from django.utils.translation import gettext, ngettext

from hawkari.desks.intelligence import words
from hawkari.desks.intelligence.brief import Brief, Picture, Run, Section, Sentence, Table
from hawkari.desks.intelligence.brief_sources import labels
from hawkari.desks.intelligence.exports.drawing import draw_svg
from hawkari.desks.intelligence.network_brief.gaps import gaps
from hawkari.desks.intelligence.network_brief.material import Material, Pair, named
from hawkari.desks.intelligence.network_brief.people import key_people, order_of_looking
from hawkari.desks.intelligence.network_brief.saying import days_of, kinds_of, percent
from hawkari.desks.intelligence.network_brief.tasking import proposals, rests_on
from hawkari.desks.intelligence.services.what_if_values import best_grade
from hawkari.desks.intelligence.values import strictest

__all__ = ["compose"]


def compose(material: Material) -> Brief:
    """A brief from what was read; the same material gives the same brief.

    Every sentence rests on statements of `material.read`; the two schedules together are exactly
    these, each once.
    """
    scope = material.scope
    sections = [_covers(material), _picture(material), key_people(material)]
    if material.analysis is not None and material.analysis.order:
        sections.append(order_of_looking(material))
    sections += [rests_on(material), gaps(material), *proposals(material), _yardstick()]
    read = [material.read[number] for number in sorted(material.read)]
    return Brief(
        title=(Run(_title(material)),),
        romanised="",
        handling_line=scope.handling_line,
        language=scope.language,
        is_rtl=scope.is_rtl,
        facts=_facts(material),
        sections=tuple(sections),
        sources=material.sources.rows,
        labels=labels(with_unused=True, reader=scope.author),
        made_at=scope.made_at,
        author=scope.author,
        unused=material.sources.others(read),
    )


def _title(material: Material) -> str:
    scope = material.scope
    return scope.chart or gettext("Network of %(operation)s") % {"operation": scope.operation}


def _facts(material: Material) -> tuple[tuple[str, str], ...]:
    scope = material.scope
    since, until = scope.period
    runs = gettext("since %(day)s, no end set") % {"day": since}
    if until:
        runs = gettext("%(first)s to %(last)s") % {"first": since, "last": until}
    covers = gettext("the whole network that %(user)s may see") % {"user": scope.author}
    if scope.chart:
        covers = gettext("saved chart %(chart)s, version %(version)s") % {
            "chart": scope.chart,
            "version": scope.version,
        }
    return (
        (gettext("Operation"), scope.operation),
        (gettext("Purpose"), scope.purpose),
        (gettext("Legal basis"), scope.legal_basis or gettext("not stated")),
        (gettext("Operation runs"), runs),
        (gettext("Covers"), covers),
        (gettext("Of the ties"), scope.filters or gettext("all")),
        (gettext("As of"), f"{scope.made_at:%Y-%m-%d %H:%M} UTC"),
        (gettext("Made by"), scope.author),
        (
            gettext("Status"),
            gettext("A working paper for an officer to decide on; no finding about a person."),
        ),
    )


def _covers(material: Material) -> Section:
    return Section(
        gettext("What this brief covers"),
        gettext(
            "Nothing here decides about anybody. Each sentence has a footnote with the statements "
            "it rests on, by number, grade and handling; the numbers are those of the schedule."
        ),
        tuple(_counts(material)),
    )


def _counts(material: Material) -> Iterator[Sentence]:
    edges = material.network.edges
    if not edges:
        return
    ties = [tie for pair in edges for tie in edges[pair]]
    grounds = material.sources.cite(material.behind(material.pairs))
    people = len({end for pair in edges for end in pair})
    said = gettext(
        "People or things: %(people)s, in tied pairs: %(pairs)s. Ties: %(kinds)s. Seen: %(days)s."
    ) % {
        "people": people,
        "pairs": len(edges),
        "kinds": kinds_of(ties),
        "days": days_of(ties),
    }
    yield Sentence((Run(said),), grounds)
    found = material.analysis
    if found is not None:
        parts = ngettext(
            "The network hangs together in one part.",
            "The network falls into %(count)s separate parts; the largest has %(largest)s.",
            len(found.parts),
        ) % {"count": len(found.parts), "largest": found.parts[0]}
        yield Sentence((Run(parts),), grounds)


def _picture(material: Material) -> Section:
    chart = material.chart
    solid = sum(edge.is_confirmed for edge in chart.edges)
    said = gettext(
        "The picture shows people or things: %(nodes)s; lines: %(lines)s, of which solid "
        "(confirmed: assessed A or B): %(solid)s."
    ) % {"nodes": len(chart.nodes), "lines": len(chart.edges), "solid": solid}
    note = gettext("The table beneath holds the same lines as the picture.")
    if chart.left_out_nodes or chart.left_out_edges:
        left = {"nodes": chart.left_out_nodes, "edges": chart.left_out_edges}
        note += " " + (gettext("Left out: %(nodes)s people or things, %(edges)s lines.") % left)
    shown = [material.views[node.id] for node in chart.nodes]
    drawn = {(edge.left, edge.right) for edge in chart.edges}
    pairs = [pair for pair in material.pairs if pair in drawn]
    grounds = [*material.names(shown), *material.behind(pairs)]
    return Section(
        gettext("Picture"),
        note,
        (Sentence((Run(said),), material.sources.cite(grounds)),) if shown else (),
        table=_lines(material, pairs) if pairs else None,
        picture=Picture(draw_svg(chart, material.furniture), said),
    )


def _lines(material: Material, pairs: list[Pair]) -> Table:
    header = (
        gettext("Between"),
        gettext("And"),
        gettext("Ties"),
        gettext("Seen"),
        gettext("Grade"),
        gettext("Handling"),
        gettext("State"),
    )
    return Table(header, tuple(_line(material, pair) for pair in pairs), (6, 6, 5, 4, 2, 3, 4))


def _line(material: Material, pair: Pair) -> tuple[tuple[Run, ...], ...]:
    ties = material.network.edges[pair]
    one, other = material.ends(pair)
    grade = best_grade(tie.grade for tie in ties)
    return (
        named(one),
        named(other),
        (Run(kinds_of(ties)),),
        (Run(days_of(ties)),),
        (Run(grade or gettext("ungraded")),),
        (Run(strictest([tie.handling for tie in ties])),),
        (Run(_state(material, pair)),),
    )


def _state(material: Material, pair: Pair) -> str:
    """Whether the reports confirm a tie; what an answered task says of it comes first."""
    holds = material.answers.get(pair)
    if holds is not None:
        return gettext("confirmed by an answer") if holds else gettext("refuted by an answer")
    is_confirmed = any(tie.is_confirmed for tie in material.network.edges[pair])
    return gettext("confirmed") if is_confirmed else gettext("unconfirmed")


def _yardstick() -> Section:
    """What the words of probability mean."""
    lower = 0.0
    rows = []
    for upper, said in words.YARDSTICK:
        rows.append(
            ((Run(str(said)),), (Run(f"{percent(lower, places=1)} – {percent(upper, places=1)}"),))
        )
        lower = upper
    return Section(
        gettext("Words of probability"),
        gettext(
            "After the PHIA probability yardstick (UK Professional Head of Intelligence "
            "Assessment, 2019); what it leaves open between two words is split in the middle."
        ),
        table=Table((gettext("Word"), gettext("Probability")), tuple(rows), (1, 1)),
    )
