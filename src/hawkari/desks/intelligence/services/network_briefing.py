"""The brief on a network, whole or a saved chart: read once, said once, written as Word or PDF."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language_bidi, get_language_info, gettext, override

from hawkari.desks.intelligence import words
from hawkari.desks.intelligence.chart_content import ChartContent
from hawkari.desks.intelligence.exports import write_brief, write_brief_pdf
from hawkari.desks.intelligence.network_brief import Material, Scope, compose
from hawkari.desks.intelligence.network_brief.saying import comma, semicolon
from hawkari.desks.intelligence.services.analysing import analysis_of
from hawkari.desks.intelligence.services.asking import questions_on
from hawkari.desks.intelligence.services.evidence import statements_behind
from hawkari.desks.intelligence.services.exporting import (
    MEDIA,
    Export,
    Told,
    furniture_of,
    handling_line,
    keep,
)
from hawkari.desks.intelligence.services.filters import Filters
from hawkari.desks.intelligence.services.grading import restrictions_of
from hawkari.desks.intelligence.services.learning import told
from hawkari.desks.intelligence.services.networks import Whole, chart_of, whole
from hawkari.desks.intelligence.services.saved_charts import open_chart
from hawkari.desks.intelligence.standing import placed, until_day
from hawkari.desks.intelligence.values import Chart, strictest
from hawkari.errors import BadInput
from hawkari.evidence.access import Access, Action, require, visible_to
from hawkari.evidence.bulk import in_list
from hawkari.evidence.entities import EntityView, ValueView, entities_of, get_entity
from hawkari.evidence.entities.values import value_views
from hawkari.evidence.models import Medium
from hawkari.evidence.statement_lines import with_dates
from hawkari.evidence.task_reading import OPEN_STATES, TaskView, learnt, tasks_of

__all__ = ["MOST_PEOPLE", "BriefAsked", "BriefForm", "TooLarge", "languages", "network_brief"]

# A brief is for reading: past these a schedule of hundreds of pages tells nobody anything.
MOST_PEOPLE = 400
MOST_STATEMENTS = 6000


class TooLarge(BadInput):
    """More people or statements than anybody reads in a brief.

    Args:
        found: how many there are.
        most: how many a brief may hold.
        of_statements: whether statements are counted; people and things otherwise.
    """

    def __init__(self, found: int, most: int, *, of_statements: bool = False) -> None:
        self.most, self.of_statements = most, of_statements
        what = "statements" if of_statements else "people or things"
        super().__init__(
            f"{found} {what} are too many for a brief",
            "Filter, look around one entity, or save a chart of those it is about.",
        )


class BriefForm(StrEnum):
    """What a brief is written as."""

    DOCX = "docx"
    PDF = "pdf"


WRITERS = {BriefForm.DOCX: write_brief, BriefForm.PDF: write_brief_pdf}


@dataclass(frozen=True, slots=True)
class BriefAsked:
    """What is asked for.

    Attributes:
        chart: number of a saved chart; None for the network under `filters`.
        version: of the saved chart; None for the newest.
        filters: what of the network; of a saved chart its own count.
        language: ``en``, ``ar`` or ``ckb``.
        form: as what it is written.
    """

    chart: int | None = None
    version: int | None = None
    filters: Filters = field(default_factory=Filters)
    language: str = "en"
    form: BriefForm = BriefForm.DOCX


@dataclass(slots=True)
class _Read:
    """What was read for a brief."""

    network: Whole
    chart: Chart
    name: str
    version: int
    filters: Filters
    until: str = ""
    views: Mapping[str, EntityView] = field(default_factory=dict)
    statements: Mapping[int, ValueView] = field(default_factory=dict)
    tasks: list[TaskView] = field(default_factory=list)

    @property
    def people(self) -> set[str]:
        """Everybody that the brief is about."""
        return {*self.network.nodes, *(node.id for node in self.chart.nodes)}


def languages() -> list[tuple[str, str]]:
    """The languages that a brief is written in: code, and the language's name for itself."""
    return [(code, get_language_info(code)["name_local"]) for code, _ in settings.LANGUAGES]


def network_brief(
    access: Access, asked: BriefAsked, *, fonts: Path, reason: str = "", recipient: str = ""
) -> Export:
    """A brief on a network as a file; kept as a disclosure, and audited with its reason.

    Args:
        access: who asks.
        asked: on what, in which language and form.
        fonts: folder of the fonts for Arabic script.
        reason: why, in the user's words.
        recipient: who is to receive it; empty for the user alone.

    Raises:
        AccessDenied: if the role may not export; audited.
        BadInput: if the language is another one.
        ChartNotFound: if the operation has no such chart or version.
        EntityNotFound: if there is no such focus that the user may see.
        TooLarge: if nobody would read as much.
    """
    require(access, Action.EXPORT)
    require(access, Action.READ)
    if asked.language not in dict(settings.LANGUAGES):
        known = ", ".join(code for code, _ in settings.LANGUAGES)
        raise BadInput(f"no brief is written in {asked.language!r}", f"Give one of {known}.")
    if asked.chart is None and asked.filters.focus:
        # Outside the transaction: that somebody was not found stays in the log.
        get_entity(access, asked.filters.focus)
    with transaction.atomic():
        read = _read(access, asked)
    _refuse_too_large(read)
    with override(asked.language):
        brief = compose(_material(access, read, asked.language))
        content = WRITERS[asked.form](brief, fonts=fonts)
    handed = Told(
        sorted(read.people), frozenset(read.statements), Medium.BRIEF, _detail(asked, read)
    )
    keep(access, handed, form=asked.form.value, reason=reason, recipient=recipient)
    about = f"chart-{asked.chart}" if asked.chart is not None else access.operation.slug
    name = f"brief-{about}-{brief.made_at:%Y%m%d}-{asked.language}.{asked.form.value}"
    return Export(name, MEDIA[asked.form.value], content)


def _read(access: Access, asked: BriefAsked) -> _Read:
    """Everything that the brief is made from; no statements where it is too large."""
    read = _network(access, asked) if asked.chart is None else _saved(access, asked)
    if len(read.people) > MOST_PEOPLE:
        return read
    read.views = entities_of(access, sorted(read.people))
    read.statements = _statements(access, read)
    pairs = read.network.edges
    read.tasks = [one for one in tasks_of(access) if (one.left, one.right) in pairs]
    return read


def _network(access: Access, asked: BriefAsked) -> _Read:
    network = whole(access, asked.filters)
    chart = chart_of(access, network, most=asked.filters.most)
    return _Read(network, chart, "", 0, asked.filters)


def _saved(access: Access, asked: BriefAsked) -> _Read:
    opened = open_chart(access, asked.chart or 0, number=asked.version)
    chart = _as_left(opened.chart, opened.content)
    network = Whole({(edge.left, edge.right): edge.ties for edge in chart.edges})
    return _Read(
        network, chart, opened.name, opened.number, opened.filters, until=opened.content.until
    )


def _as_left(chart: Chart, content: ChartContent) -> Chart:
    """A saved chart as it was left: without whom it hides, until its day, everybody in place.

    Who was drawn as a group stands there one by one: sentences and the table name them so.
    """
    groups = {one.id: one.members for one in content.groups}
    hidden = {member for one in content.hidden for member in groups.get(one, (one,))}
    nodes = tuple(node for node in chart.nodes if node.id not in hidden)
    kept = {node.id for node in nodes}
    edges = tuple(one for one in chart.edges if {one.left, one.right} <= kept)
    seen = until_day(replace(chart, nodes=nodes, edges=edges), content.until)
    return placed(seen, content.places or {})


def _statements(access: Access, read: _Read) -> dict[int, ValueView]:
    """All that is stated of everybody, and of the records that tie them, such as calls."""
    found = {one.statement_id: one for view in read.views.values() for one in view.values}
    ties = {
        number
        for held in read.network.edges.values()
        for tie in held
        for number in tie.statements
        if number not in found
    }
    if read.until:
        # The statements of a tie are those of all its days; no sentence here rests on later ones.
        ties = with_dates(access, ties, until=read.until)
    behind = statements_behind(access, ties)
    records = sorted({one.entity_id for one in behind.values()})
    rows = visible_to(access).filter(entity_id__in=in_list(records))
    return found | behind | {one.statement_id: one for one in value_views(rows)}


def _refuse_too_large(read: _Read) -> None:
    people, statements = len(read.people), len(read.statements)
    if people > MOST_PEOPLE:
        raise TooLarge(people, MOST_PEOPLE)
    if statements > MOST_STATEMENTS:
        raise TooLarge(statements, MOST_STATEMENTS, of_statements=True)


def _material(access: Access, read: _Read, language: str) -> Material:
    now = timezone.now()
    operation = access.operation
    values = read.statements.values()
    code = strictest([*(one.handling for one in values), read.chart.handling])
    line = "; ".join(one for one in (handling_line(code), restrictions_of(values)) if one)
    answers = told(learnt(read.tasks))
    tied = {one: read.views[one] for one in read.network.nodes if one in read.views}
    network = _among(read.network, tied)
    scope = Scope(
        operation=operation.name,
        purpose=operation.purpose,
        legal_basis=operation.legal_basis,
        period=(operation.starts.isoformat(), operation.ends.isoformat() if operation.ends else ""),
        partners=dict(operation.agencies.order_by("name").values_list("slug", "name")),
        chart=read.name,
        version=read.version,
        filters=_filters(read.filters, read.until),
        made_at=now,
        author=access.user.get_username(),
        language=language,
        is_rtl=get_language_bidi(),
        handling_line=line,
    )
    chart = replace(read.chart, handling=code)
    furniture = furniture_of(access, chart, now=now)
    return Material(
        scope=scope,
        network=network,
        views=read.views,
        chart=chart,
        furniture=replace(furniture, title=read.name or furniture.title),
        analysis=analysis_of(network, tied, answers),
        questions=questions_on(network, tied, read.tasks),
        tasks=[one for one in read.tasks if one.state in OPEN_STATES and not one.is_spared],
        read=read.statements,
        answers=answers,
    )


def _among(network: Whole, views: Collection[str]) -> Whole:
    """The pairs of which both ends were read."""
    edges = {pair: ties for pair, ties in network.edges.items() if set(pair) <= set(views)}
    return replace(network, edges=edges)


def _filters(filters: Filters, until: str) -> str:
    """What of the ties, in words."""
    said = list(_said(filters))
    if until:
        said.append(gettext("as seen until %(day)s, undated ties throughout") % {"day": until})
    return semicolon().join(said)


def _said(filters: Filters) -> Iterable[str]:
    if filters.kinds:
        yield comma().join(words.tie_kind(kind) for kind in sorted(filters.kinds))
    if filters.min_grade:
        yield gettext("at least assessed %(grade)s") % {"grade": filters.min_grade}
    if filters.agency:
        yield gettext("stated by %(agency)s") % {"agency": filters.agency}
    if filters.begin:
        yield gettext("seen from %(day)s") % {"day": filters.begin}
    if filters.end:
        yield gettext("seen until %(day)s") % {"day": filters.end}


def _detail(asked: BriefAsked, read: _Read) -> dict[str, object]:
    """What the log says of it: no content."""
    return {
        "what": "network brief",
        "chart": asked.chart,
        "version": read.version or None,
        "statements": len(read.statements),
        "language": asked.language,
    }
