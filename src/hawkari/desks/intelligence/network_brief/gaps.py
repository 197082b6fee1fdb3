"""What the picture does not show: unset categories, undated and single-source ties, silence."""

from collections.abc import Iterator

from django.utils.translation import gettext, ngettext

from hawkari.desks.intelligence.brief import Run, Section, Sentence
from hawkari.desks.intelligence.network_brief.material import Material, Pair
from hawkari.desks.intelligence.network_brief.saying import names, pairs_named

__all__ = ["gaps"]


def gaps(material: Material) -> Section:
    """What is missing, each with the statements that leave it open."""
    return Section(
        gettext("Gaps"),
        gettext(
            "What another agency holds and does not share is not counted here. Ties of victims, "
            "migrants and witnesses are not listed: nobody is sent after them."
        ),
        tuple(_stated(material)),
        bullets=tuple(_silent(material)),
    )


def _stated(material: Material) -> Iterator[Sentence]:
    unset = [
        view
        for view in material.by_name
        if view.schema == "Person" and not view.categories and not view.stated_categories
    ]
    if unset:
        said = ngettext(
            "The subject category of one person is unset:",
            "The subject category of %(count)s people is unset:",
            len(unset),
        ) % {"count": len(unset)}
        yield Sentence(
            (Run(said), Run(" "), *names(unset), Run(".")),
            material.sources.cite(material.names(unset)),
        )
    spared = {view.canonical_id for view in material.spared}
    pairs = [pair for pair in material.pairs if spared.isdisjoint(pair)]
    undated = [pair for pair in pairs if not _dated(material, pair)]
    if undated:
        said = ngettext(
            "One tied pair is undated:", "%(count)s tied pairs are undated:", len(undated)
        )
        yield _of_pairs(material, undated, said)
    single = [pair for pair in pairs if len(_agencies(material, pair)) == 1]
    if single:
        said = ngettext(
            "One tied pair rests on one agency alone:",
            "%(count)s tied pairs rest on one agency alone:",
            len(single),
        )
        yield _of_pairs(material, single, said)
    doubtful = [pair for pair in pairs if not _confirmed(material, pair)]
    if doubtful:
        said = ngettext(
            "One tied pair is unconfirmed (assessed C, D, E or ungraded):",
            "%(count)s tied pairs are unconfirmed (assessed C, D, E or ungraded):",
            len(doubtful),
        )
        yield _of_pairs(material, doubtful, said)


def _of_pairs(material: Material, pairs: list[Pair], said: str) -> Sentence:
    return Sentence(
        (
            Run(said % {"count": len(pairs)}),
            Run(" "),
            *pairs_named(material, pairs),
            Run("."),
        ),
        material.sources.cite(material.behind(pairs)),
    )


def _dated(material: Material, pair: Pair) -> bool:
    return any(tie.first for tie in material.network.edges[pair])


def _agencies(material: Material, pair: Pair) -> set[str]:
    ties = material.network.edges[pair]
    return {one for tie in ties for report in tie.reports for one in report.agencies}


def _confirmed(material: Material, pair: Pair) -> bool:
    return any(tie.is_confirmed for tie in material.network.edges[pair])


def _silent(material: Material) -> Iterator[str]:
    heard = {value.agency for value in material.read.values()}
    for slug, name in material.scope.partners.items():
        if slug not in heard:
            yield gettext("States nothing of these that you may see: %(agency)s.") % {
                "agency": name
            }
    if not material.network.edges:
        yield gettext("No tie between these is stated in what you may see.")
