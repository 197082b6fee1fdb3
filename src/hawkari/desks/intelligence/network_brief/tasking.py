"""What the picture rests on most, and what each partner is asked to find out: proposals all."""

from collections.abc import Iterator

from django.utils.translation import gettext

from hawkari.desks.intelligence import task_words
from hawkari.desks.intelligence.brief import Run, Section, Sentence
from hawkari.desks.intelligence.network_brief.material import Material
from hawkari.desks.intelligence.network_brief.saying import (
    chance,
    graded,
    interval,
    kinds_of,
    pair_named,
    percent,
    semicolon,
)
from hawkari.desks.intelligence.services.asking import Asking
from hawkari.evidence.task_reading import TaskView

__all__ = ["proposals", "rests_on"]


def rests_on(material: Material) -> Section:
    """Uncertain ties of which an answer would change the plan most."""
    asked = tuple(_worth(material, one) for one in material.questions)
    note = gettext(
        "Uncertain ties whose confirming or refuting would change the order above most, the one "
        "worth most first. Ties of victims, migrants and witnesses are never among them."
    )
    none = gettext(
        "No uncertain tie between people who may be ranked is stated in what you may see."
    )
    return Section(
        gettext("The ties that the picture rests on most"), note if asked else none, asked
    )


def _worth(material: Material, one: Asking) -> Sentence:
    question = one.question
    pair = (question.source, question.target)
    said = gettext(
        "%(kinds)s; the best report: %(grade)s; probability that the tie is real: %(chance)s; "
        "share of the plan that an answer would exchange: %(change)s; expected fall of what is "
        "left: %(gain)s (90 %% interval: %(interval)s)"
    ) % {
        "kinds": kinds_of(one.ties),
        "grade": graded(one.ties),
        "chance": chance(question.probability),
        "change": percent(question.change),
        "gain": percent(question.gain, places=1),
        "interval": interval(question.low, question.high, places=1),
    }
    if question.low <= 0 <= question.high:
        untold = gettext("the interval holds 0: by how much cannot be told")
        said = f"{said}{semicolon()}{untold}"
    return Sentence(
        (*pair_named(material, pair), Run(": "), Run(f"{said}.")),
        material.sources.cite(material.behind([pair])),
    )


def proposals(material: Material) -> tuple[Section, ...]:
    """What each partner is asked, or could be: a part for each of them."""
    partners = dict(material.scope.partners)
    for task in material.tasks:
        partners.setdefault(task.agency, task.agency_name)
    parts = []
    for slug in sorted(partners, key=lambda one: (partners[one], one)):
        said = (*_tasks(material, slug), *_questions(material, slug))
        if said:
            parts.append(Section(partners[slug], sentences=said, level=2))
    note = gettext(
        "Proposals only: each is asked, accepted or declined by a person, and nothing is asked by "
        "the program."
    )
    none = gettext("Nobody is asked anything yet, and no tie is worth asking about.")
    return (Section(gettext("Recommended tasking"), note if parts else none), *parts)


def _tasks(material: Material, slug: str) -> Iterator[Sentence]:
    for task in sorted(material.tasks, key=lambda one: one.number):
        if task.agency == slug:
            yield _task(material, task)


def _task(material: Material, task: TaskView) -> Sentence:
    pair = (task.left, task.right)
    said = gettext("task %(number)s, %(state)s: confirm or refute this tie") % {
        "number": task.number,
        "state": task_words.state(task.state),
    }
    if task.due is not None:
        due = gettext("due %(day)s") % {"day": task.due.isoformat()}
        said = f"{said}{semicolon()}{due}"
    return Sentence(
        (*pair_named(material, pair), Run(": "), Run(f"{said}.")),
        material.sources.cite(material.behind([pair])),
    )


def _questions(material: Material, slug: str) -> Iterator[Sentence]:
    open_ones = {(task.left, task.right) for task in material.tasks if task.agency == slug}
    for one in material.questions:
        pair = (one.question.source, one.question.target)
        # An answer that would change nothing is worth nobody's work.
        if slug in one.partners and pair not in open_ones and one.question.change > 0:
            said = gettext("proposed: look into whether this tie is real: %(chance)s.") % {
                "chance": chance(one.question.probability)
            }
            yield Sentence(
                (*pair_named(material, pair), Run(": "), Run(said)),
                material.sources.cite(material.behind([pair])),
            )
