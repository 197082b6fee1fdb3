"""Who stands between, and in which order to look: priorities with their uncertainty."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext, ngettext

from hawkari.desks.intelligence import words
from hawkari.desks.intelligence.brief import Run, Section, Sentence, Table
from hawkari.desks.intelligence.network_brief.material import Material, named
from hawkari.desks.intelligence.network_brief.saying import (
    chance,
    comma,
    graded,
    interval,
    kinds_of,
    names,
    percent,
    semicolon,
)
from hawkari.desks.intelligence.services.analysing import TOP, Analysis, Between, Priority
from hawkari.evidence.entities import ValueView

__all__ = ["key_people", "order_of_looking"]

MOST_PARTS = 6


def key_people(material: Material) -> Section:
    """Who stands between the parts of the network; victims, migrants and witnesses are counted."""
    heading = gettext("Who stands between the parts")
    found = material.analysis
    if found is None or not found.between:
        return Section(heading, gettext("Nobody stands between others"), tuple(_spared(material)))
    sentences = [
        sentence
        for place, one in enumerate(found.between)
        for sentence in _of(material, one, found.between[place + 1 :])
    ]
    return Section(
        heading,
        _method(found, len(material.answers)),
        (*sentences, _most_tied(material, found), *_spared(material)),
        table=_table(material, found),
    )


def _method(found: Analysis, answers: int) -> str:
    said = gettext(
        "Computed from %(pairs)s tied pairs of %(people)s people or things, over networks sampled "
        "from the grades. Whoever is a victim, migrant or witness is not ranked (%(unranked)s). "
        "An investigative priority, no decision and no finding."
    ) % {"pairs": found.pairs, "people": found.people, "unranked": found.unranked}
    if answers:
        learned = ngettext(
            "One answer is reckoned in: a confirmed tie counts as nearly sure, a refuted one as "
            "none.",
            "%(n)s answers are reckoned in: a confirmed tie counts as nearly sure, a refuted one "
            "as none.",
            answers,
        ) % {"n": answers}
        said = f"{said} {learned}"
    if not found.is_dense:
        return said
    dense = gettext(
        "So dense a group is not broken by taking a tenth of its people out, whoever they are. Do "
        "not read the ranking as if it could."
    )
    return f"{said} {dense}"


def _grounds(material: Material, ids: Iterable[str]) -> list[ValueView]:
    """The names of some people, and what their ties rest on."""
    listed = list(ids)
    pairs = [pair for one in listed for pair in material.pairs_of(one)]
    return [*material.names(material.views[one] for one in listed), *material.behind(pairs)]


def _of(material: Material, one: Between, after: tuple[Between, ...]) -> Iterator[Sentence]:
    """Somebody's place, what it is made of, and from whose it cannot be told apart."""
    view = material.views[one.who.id]
    cite = material.sources.cite
    said = gettext(
        "%(share)s of the shortest paths between others pass here (90 %% interval: %(interval)s); "
        "among the first %(top)s: %(chance)s"
    ) % {
        "share": percent(one.expected),
        "interval": interval(one.low, one.high),
        "top": TOP,
        "chance": chance(one.stays),
    }
    grounds = cite(_grounds(material, [view.canonical_id]))
    yield Sentence(
        (*named(view), Run(": "), Run(f"{said}{semicolon()}{_role(material, one)}")), grounds
    )
    level = [other for other in after if other.high >= one.low and one.high >= other.low]
    if level:
        others = [material.views[other.who.id] for other in level]
        ids = [view.canonical_id, *(other.canonical_id for other in others)]
        told = gettext("whether this place comes before the following cannot be told:")
        yield Sentence(
            (*named(view), Run(": "), Run(told), Run(" "), *names(others), Run(".")),
            cite(_grounds(material, ids)),
        )


def _role(material: Material, one: Between) -> str:
    """What somebody's place is made of: kinds of tie, how good they are, what hangs on it."""
    ties = material.ties_of(one.who.id)
    said = gettext("ties: %(kinds)s; the best report: %(grade)s") % {
        "kinds": kinds_of(ties),
        "grade": graded(ties),
    }
    if not one.splits:
        return f"{said}."
    sizes = comma().join(map(str, one.parts[:MOST_PARTS]))
    splits = gettext("without this place the network falls into parts of %(sizes)s")
    return f"{said}{semicolon()}{splits % {'sizes': sizes}}."


def _most_tied(material: Material, found: Analysis) -> Sentence:
    views = [material.views[one.id] for one in found.most_tied]
    return Sentence(
        (
            Run(gettext("Plain count beside it, most ties first:")),
            Run(" "),
            *names(views),
            Run("."),
        ),
        material.sources.cite(_grounds(material, [one.canonical_id for one in views])),
    )


def _spared(material: Material) -> Iterator[Sentence]:
    """How many are never ranked: counted, and named nowhere in the lists."""
    spared = material.spared
    if spared:
        stated = [one for view in spared for one in view.values if one.prop == "classification"]
        said = ngettext(
            "One victim, migrant or witness is in the network and is never ranked.",
            "%(n)s victims, migrants or witnesses are in the network and are never ranked.",
            len(spared),
        ) % {"n": len(spared)}
        grounds = material.sources.cite([*material.names(spared), *stated])
        yield Sentence((Run(said),), grounds)


def _table(material: Material, found: Analysis) -> Table:
    header = (
        gettext("Known as"),
        gettext("Category"),
        gettext("Share of paths"),
        gettext("90 % interval"),
        gettext("Stays in the first %(top)s") % {"top": TOP},
        gettext("Tied to"),
    )
    rows = tuple(
        (
            named(material.views[one.who.id]),
            (Run(_categories(one.who.categories)),),
            (Run(percent(one.expected)),),
            (Run(interval(one.low, one.high)),),
            (Run(chance(one.stays)),),
            (Run(str(one.degree)),),
        )
        for one in found.between
    )
    return Table(header, rows, widths=(6, 3, 2, 3, 4, 2))


def _categories(held: Iterable[str]) -> str:
    return comma().join(words.category(one) for one in held) or gettext("unset")


def order_of_looking(material: Material) -> Section:
    """The removal order: who is to be looked at first, with what would be left."""
    found = material.analysis
    return Section(
        gettext("In which order to look: investigative priorities"),
        gettext(
            "Computed, for an officer to weigh; no decision, and no finding of guilt. Taken out "
            "one by one, so that least of the network is left; ties weighed by their grade."
        ),
        tuple(_priority(material, one) for one in found.order) if found is not None else (),
        level=2,
    )


def _priority(material: Material, one: Priority) -> Sentence:
    view = material.views[one.who.id]
    said = gettext(
        "%(left)s of the largest part would be left; among the first %(top)s: %(chance)s; why "
        "here: %(reason)s."
    ) % {
        "left": percent(one.left_after),
        "top": TOP,
        "chance": chance(one.stays),
        "reason": words.reason(one.reason),
    }
    return Sentence(
        (Run(f"{one.rank}. "), *named(view), Run(": "), Run(said)),
        material.sources.cite(_grounds(material, [view.canonical_id])),
    )
