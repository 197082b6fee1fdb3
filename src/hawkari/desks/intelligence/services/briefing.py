"""The brief on one entity: sentences that each name the statements they rest on."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import get_language, get_language_bidi, gettext, ngettext

from hawkari.desks.intelligence import words
from hawkari.desks.intelligence.brief import Brief, Run, Section, Sentence, Table
from hawkari.desks.intelligence.brief_sources import Sources, labels
from hawkari.desks.intelligence.services.analysing import Analysis, analyse
from hawkari.desks.intelligence.services.evidence import statements_behind
from hawkari.desks.intelligence.services.networks import Whole
from hawkari.desks.intelligence.services.profiles import Group, Profile
from hawkari.desks.intelligence.values import ChartTie
from hawkari.evidence.access import Access
from hawkari.evidence.entities import ValueView

__all__ = ["brief_of"]

# Letters of an ISO date; a brief says the day, its sources the second.
DAY = 10
# Of each kind of tie the best-graded statements are cited, the rest counted.
CITED_PER_TIE = 4
# What a brief on a person should say; what no source says is listed as not known.
EXPECTED = ("birthDate", "birthPlace", "nationality", "phone", "idNumber", "address")


def brief_of(access: Access, page: Profile, *, handling: str, now: datetime) -> Brief:
    """The brief on an entity in the reader's language.

    Args:
        access: who asks; reading the statements behind the ties is audited.
        page: the entity with its network.
        handling: the handling line of every sheet.
        now: aware time of the making.
    """
    sources = Sources(_captions(page))
    language = (get_language() or "en").split("-")[0]
    entity = page.entity
    sections = (
        _who(page, sources),
        _network(access, page, sources),
        _between(access, page),
        _unknown(page),
    )
    return Brief(
        title=(Run.of(entity.caption),),
        romanised=entity.caption_romanised,
        handling_line=handling,
        language=language,
        is_rtl=get_language_bidi(),
        facts=_facts(access, page, now),
        sections=sections,
        sources=sources.rows,
        labels=labels(with_unused=False, reader=access.user.get_username()),
        made_at=now,
        author=access.user.get_username(),
    )


def _captions(page: Profile) -> dict[str, str]:
    """What records of the entity are called, where a statement refers to them."""
    return dict.fromkeys(page.entity.members, page.entity.caption)


def _facts(access: Access, page: Profile, now: datetime) -> tuple[tuple[str, str], ...]:
    operation = access.operation
    categories = ", ".join(words.category(one) for one in sorted(page.entity.categories))
    return (
        (gettext("Operation"), operation.name),
        (gettext("Purpose"), operation.purpose),
        (gettext("Legal basis"), operation.legal_basis or gettext("not stated")),
        (gettext("Subject category"), categories or gettext("unset")),
        (gettext("Made"), f"{now.date().isoformat()}, {access.user.get_username()}"),
        (
            gettext("Status"),
            gettext("A working paper for an officer to decide on; no finding about a person."),
        ),
    )


def _who(page: Profile, sources: Sources) -> Section:
    return Section(
        heading=gettext("Who is this"),
        note=gettext(
            "Statements: %(statements)s; sources: %(sources)s; records joined: %(records)s."
        )
        % {
            "statements": len(page.entity.values),
            "sources": page.sources,
            "records": len(page.entity.members),
        },
        sentences=tuple(
            sentence
            for group in page.groups
            if group.values[0].prop_type != "entity"
            for sentence in _of_group(group, sources)
        ),
    )


def _of_group(group: Group, sources: Sources) -> Iterable[Sentence]:
    """A sentence for each value: property, value, who says so; and one more for a conflict."""
    label = words.prop(group.prop, group.label)
    by_value: dict[str, list[ValueView]] = {}
    for value in group.values:
        by_value.setdefault(value.value, []).append(value)
    for text, listed in by_value.items():
        agencies = ", ".join(dict.fromkeys(one.agency_name for one in listed))
        said = words.value(listed[0].prop_type, text)
        runs = [Run(f"{label}: "), Run.of(said, listed[0].lang, is_strong=True)]
        if listed[0].romanised:
            runs.append(Run(f" ({listed[0].romanised})"))
        runs += [Run(", "), Run(gettext("according to")), Run(" "), Run.of(agencies), Run(".")]
        yield Sentence(tuple(runs), sources.cite(listed))
    if group.in_conflict:
        differ = gettext("The sources differ: %(property)s.") % {"property": label}
        yield Sentence((Run(differ),), sources.cite(group.values))


def _network(access: Access, page: Profile, sources: Sources) -> Section:
    """A sentence and a table row for every tie of the entity itself."""
    centre = page.entity.canonical_id
    captions = {node.id: (node.caption, node.romanised) for node in page.chart.nodes}
    own = [edge for edge in page.chart.edges if centre in (edge.left, edge.right)]
    behind = statements_behind(
        access, [one for edge in own for tie in edge.ties for one in tie.statements]
    )
    sentences, rows = [], []
    for edge in own:
        other = captions[edge.right if edge.left == centre else edge.left]
        for tie in edge.ties:
            cited = _cited(tie, behind)
            sentences.append(Sentence(_tie_runs(tie, other), sources.cite(cited)))
            rows.append(_tie_row(tie, other))
    header = (
        gettext("With"),
        gettext("Tie"),
        gettext("Count"),
        gettext("First"),
        gettext("Last"),
        gettext("Grade"),
        gettext("Handling"),
        gettext("State"),
    )
    return Section(
        heading=gettext("Network"),
        note=_network_note(page.network, page.chart.left_out_nodes),
        sentences=tuple(sentences),
        table=Table(header, tuple(rows)) if rows else None,
    )


def _network_note(network: Whole, left_out: int) -> str:
    if not network.edges:
        return gettext("No tie to anybody is stated in what you may see.")
    note = gettext("People or things one tie away: %(count)s.") % {"count": len(network.nodes) - 1}
    if left_out:
        note += " " + gettext("Left out of this brief: %(count)s.") % {"count": left_out}
    return note


def _cited(tie: ChartTie, behind: dict[int, ValueView]) -> Sequence[ValueView]:
    found = [behind[one] for one in tie.statements if one in behind]
    found.sort(key=lambda one: (one.grade[1:], one.grade[:1], one.statement_id))
    return found[:CITED_PER_TIE]


def _tie_runs(tie: ChartTie, other: tuple[str, str]) -> tuple[Run, ...]:
    caption, romanised = other
    runs = [
        Run(gettext("Tie (%(kind)s) with") % {"kind": words.tie_kind(tie.kind)}),
        Run(" "),
        Run.of(caption, is_strong=True),
    ]
    if romanised:
        runs.append(Run(f" ({romanised})"))
    seen = ngettext("seen once", "seen %(count)s times", tie.count) % {"count": tie.count}
    runs.append(Run(f", {seen}"))
    if tie.first:
        runs.append(Run(f", {_period(tie)}"))
    state = gettext("confirmed") if tie.is_confirmed else gettext("unconfirmed")
    runs.append(Run(f"; {state}."))
    return tuple(runs)


def _period(tie: ChartTie) -> str:
    first, last = tie.first[:DAY], tie.last[:DAY]
    if first == last:
        return first
    return gettext("%(first)s to %(last)s") % {"first": first, "last": last}


def _tie_row(tie: ChartTie, other: tuple[str, str]) -> tuple[tuple[Run, ...], ...]:
    state = gettext("confirmed") if tie.is_confirmed else gettext("unconfirmed")
    undated = gettext("undated")
    return (
        (Run.of(other[0]),),
        (Run(words.tie_kind(tie.kind)),),
        (Run(str(tie.count)),),
        (Run(tie.first[:DAY] or undated),),
        (Run(tie.last[:DAY] or undated),),
        (Run(tie.grade or gettext("ungraded")),),
        (Run(tie.handling),),
        (Run(state),),
    )


def _between(access: Access, page: Profile) -> Section:
    """Who stands between the parts of this neighbourhood: computed, so a table and no sentence."""
    heading = gettext("Who stands between, around this entity")
    found = analyse(access, page.network)
    if found is None or not found.between:
        return Section(heading, gettext("Nobody stands between others here, or it was too large."))
    header = (
        gettext("Name"),
        gettext("Share of shortest paths"),
        gettext("90 % interval"),
        gettext("Stays among the first ten"),
    )
    rows = tuple(
        (
            (Run.of(one.who.caption),),
            (Run(f"{one.expected:.2f}"),),
            (Run(f"{one.low:.2f}\u2013{one.high:.2f}"),),
            (Run(f"{one.stays:.2f}"),),
        )
        for one in found.between[:5]
    )
    return Section(heading, _method(found), table=Table(header, rows))


def _method(found: Analysis) -> str:
    return gettext(
        "Computed from %(pairs)s tied pairs of %(people)s people or things, over networks sampled "
        "from the grades. Whoever is a victim, migrant or witness is not ranked (%(unranked)s). "
        "An investigative priority, no decision and no finding."
    ) % {"pairs": found.pairs, "people": found.people, "unranked": found.unranked}


def _unknown(page: Profile) -> Section:
    stated = {group.prop for group in page.groups}
    missing = [
        gettext("No source that you may see states: %(property)s.") % {"property": words.prop(one)}
        for one in EXPECTED
        if one not in stated and page.entity.schema == "Person"
    ]
    conflicts = [
        gettext("The sources differ, and nobody has decided: %(property)s.")
        % {"property": words.prop(group.prop, group.label)}
        for group in page.groups
        if group.in_conflict
    ]
    unset = [gettext("The subject category is unset.")] if not page.entity.categories else []
    dashed = sum(not edge.is_confirmed for edge in page.chart.edges)
    ties = [gettext("Ties without confirmation: %(count)s.") % {"count": dashed}] if dashed else []
    return Section(
        heading=gettext("What is not known"),
        note=gettext("What another agency holds and does not share is not counted here."),
        bullets=(*missing, *conflicts, *ties, *unset),
    )
