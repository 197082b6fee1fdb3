"""Which uncertain tie to look into next, as tasks of officers, and the plan with what was learnt.

The engine says which answer would change the plan most; an officer proposes, accepts and answers.
"""

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from datetime import date
from math import ceil

from hawkari.desks.intelligence.services.analysing import MOST_PEOPLE, TOP
from hawkari.desks.intelligence.services.learning import Answers, told, with_answers
from hawkari.desks.intelligence.services.networks import (
    Filters,
    Whole,
    engine_categories,
    whole,
)
from hawkari.desks.intelligence.services.what_if_values import Person, person_of
from hawkari.desks.intelligence.services.worked_out import kept, work_out
from hawkari.desks.intelligence.values import ChartTie, strictest
from hawkari.engines.disruption import Network
from hawkari.engines.disruption.asking import Question, worth_asking
from hawkari.engines.disruption.order import graded_order
from hawkari.errors import BadInput
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.entities import EntityView, entities_of
from hawkari.evidence.task_reading import OPEN_STATES, TaskView, learnt, tasks_of
from hawkari.evidence.tasks import (
    accept_task,
    decline_task,
    finish_task,
    propose_task,
    withdraw_answer,
)

__all__ = [
    "Asking",
    "AskingPage",
    "Placed",
    "TaskOf",
    "accept",
    "asking",
    "decline",
    "finish",
    "propose",
    "questions_on",
    "withdraw",
]

QUESTIONS = 10


@dataclass(frozen=True, slots=True)
class Asking:
    """A tie worth asking about.

    Attributes:
        left, right: its ends.
        question: the engine's figures.
        if_confirmed, if_refuted: who then enters the plan.
        ties: what states it.
        partners: names of the agencies that could be asked, by short name: those that state
            something of an end.
        open_tasks: numbers of the tasks on it that are not done.
    """

    left: Person
    right: Person
    question: Question
    if_confirmed: tuple[Person, ...]
    if_refuted: tuple[Person, ...]
    ties: tuple[ChartTie, ...]
    partners: Mapping[str, str]
    open_tasks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TaskOf:
    """A task with its ends named."""

    task: TaskView
    left: Person
    right: Person


@dataclass(frozen=True, slots=True)
class Placed:
    """Somebody's place in the plan: by the evidence alone, and with what was learnt; 0 for none."""

    who: Person
    before: int
    now: int


@dataclass(frozen=True, slots=True)
class AskingPage:
    """Everything the page of tasks shows.

    Attributes:
        questions: the one whose answer is worth most first.
        tasks: by name of the agency asked, open ones first.
        learnt: how many answers the plan is reckoned with.
        plan: whom the plan holds, by the evidence alone or with what was learnt.
        size: how many people the plan takes, about a tenth.
        people: people and things in the network.
        unranked: how many of them are victims, migrants or witnesses.
        too_many: whether the network is too large for a page.
        waits: whether the figures wait to be asked for: there are no questions and no plan yet.
        handling: strictest handling of everything that it rests on.
    """

    questions: tuple[Asking, ...]
    tasks: tuple[tuple[str, tuple[TaskOf, ...]], ...]
    learnt: int
    plan: tuple[Placed, ...]
    size: int
    people: int
    unranked: int
    too_many: bool
    waits: bool
    handling: str


@dataclass(frozen=True, slots=True)
class _Numbers:
    """What the engine gave: questions, and the ids of the plan before and with what was learnt."""

    questions: tuple[Question, ...]
    before: tuple[str, ...]
    now: tuple[str, ...]


NOTHING = _Numbers((), (), ())


def asking(access: Access, *, at_once: int = MOST_PEOPLE) -> AskingPage:
    """The questions, the tasks, and the plan with what they brought.

    Args:
        access: who asks; the look is audited.
        at_once: with more people than this, figures are given only where they are kept already.

    Raises:
        AccessDenied: if the role reads no content; audited.
    """
    require(access, Action.READ)
    return _page(access, whole(access, Filters()), at_once=at_once)


def _page(access: Access, network: Whole, *, at_once: int = MOST_PEOPLE) -> AskingPage:
    people_in = len(network.nodes)
    too_many = people_in > MOST_PEOPLE
    views = {} if too_many else entities_of(access, network.nodes)
    tasks = tasks_of(access)
    answers = {pair: holds for pair, holds in told(learnt(tasks)).items() if pair in network.edges}
    given = _numbers(network, views, answers, at_once=people_in <= at_once) if views else NOTHING
    numbers = NOTHING if given is None else given
    tied = network.neighbours
    people = {one: person_of(view, degree=len(tied[one])) for one, view in views.items()}
    people |= _beside(access, tasks, people)
    ties = [tie.handling for held in network.edges.values() for tie in held]
    return AskingPage(
        questions=tuple(
            _asked(one, network=network, views=views, people=people, tasks=tasks)
            for one in numbers.questions
        ),
        tasks=_by_agency(tasks, people),
        learnt=len(answers),
        plan=_placed(numbers, people),
        size=plan_size(network),
        people=people_in,
        unranked=sum(not people[one].may_be_chosen for one in views),
        too_many=too_many,
        waits=given is None,
        handling=strictest([*ties, *(one.handling for one in people.values())]),
    )


def questions_on(
    network: Whole, views: Mapping[str, EntityView], tasks: list[TaskView]
) -> tuple[Asking, ...]:
    """The uncertain ties worth asking about in a network that was read already.

    None for more people than can be worked out on a page.

    Args:
        network: the network.
        views: everybody in it.
        tasks: of the operation; what was answered counts.
    """
    if not network.edges or len(network.nodes) > MOST_PEOPLE:
        return ()
    answers = {pair: holds for pair, holds in told(learnt(tasks)).items() if pair in network.edges}
    numbers = _numbers(network, views, answers, at_once=True) or NOTHING
    tied = network.neighbours
    people = {one: person_of(view, degree=len(tied.get(one, ()))) for one, view in views.items()}
    return tuple(
        _asked(one, network=network, views=views, people=people, tasks=tasks)
        for one in numbers.questions
    )


def plan_size(network: Whole) -> int:
    """How many people the plan takes: a tenth, at least one and at most ten."""
    return min(TOP, max(1, ceil(len(network.nodes) / 10)))


def _beside(
    access: Access, tasks: list[TaskView], known: Mapping[str, Person]
) -> dict[str, Person]:
    """The ends of tasks that the network no longer holds."""
    wanted = sorted({one for task in tasks for one in (task.left, task.right)} - set(known))
    return {
        one: person_of(view)
        for one, view in (entities_of(access, wanted) if wanted else {}).items()
    }


def _numbers(
    network: Whole, views: Mapping[str, EntityView], answers: Answers, *, at_once: bool
) -> _Numbers | None:
    """The engine's figures, kept an hour under a digest of all that they were made from.

    None where they are not kept and not to be worked out at once.
    """
    categories = {one: engine_categories(view) for one, view in views.items()}
    held = sorted((one, sorted(words)) for one, words in categories.items())
    learned = sorted([*pair, holds] for pair, holds in answers.items())
    said = [[astuple(tie) for tie in network.ties], network.nodes, held, learned]
    if not at_once and kept("asking", said) is None:
        return None
    return work_out("asking", said, lambda: _compute(network, categories, answers))


def _compute(
    network: Whole, categories: Mapping[str, frozenset[str]], answers: Answers
) -> _Numbers:
    graph = Network.from_ties(network.ties, categories, network.nodes)
    size = plan_size(network)
    after = with_answers(graph, answers)
    # A tie that was confirmed is no longer worth a question, however it is weighed.
    asked = worth_asking(after, people=size, count=QUESTIONS + len(answers))
    return _Numbers(
        questions=tuple(one for one in asked if (one.source, one.target) not in answers)[
            :QUESTIONS
        ],
        before=tuple(graph.nodes[one] for one in graded_order(graph, limit=size)),
        now=tuple(after.nodes[one] for one in graded_order(after, limit=size)),
    )


def _asked(
    question: Question,
    *,
    network: Whole,
    views: Mapping[str, EntityView],
    people: Mapping[str, Person],
    tasks: list[TaskView],
) -> Asking:
    ends = (question.source, question.target)
    partners = {value.agency: value.agency_name for one in ends for value in views[one].values}
    return Asking(
        left=people[ends[0]],
        right=people[ends[1]],
        question=question,
        if_confirmed=tuple(people[one] for one in question.if_confirmed),
        if_refuted=tuple(people[one] for one in question.if_refuted),
        ties=network.edges[ends],
        partners=dict(sorted(partners.items())),
        open_tasks=tuple(
            one.number
            for one in tasks
            if (one.left, one.right) == ends and one.state in OPEN_STATES
        ),
    )


def _by_agency(
    tasks: list[TaskView], people: Mapping[str, Person]
) -> tuple[tuple[str, tuple[TaskOf, ...]], ...]:
    found: dict[str, list[TaskOf]] = {}
    for one in tasks:
        if one.left in people and one.right in people:
            listed = found.setdefault(one.agency_name, [])
            listed.append(TaskOf(one, people[one.left], people[one.right]))
    return tuple((name, tuple(found[name])) for name in sorted(found))


def _placed(numbers: _Numbers, people: Mapping[str, Person]) -> tuple[Placed, ...]:
    before = {one: place for place, one in enumerate(numbers.before, 1)}
    now = {one: place for place, one in enumerate(numbers.now, 1)}
    order = [*numbers.now, *(one for one in numbers.before if one not in now)]
    return tuple(Placed(people[one], before.get(one, 0), now.get(one, 0)) for one in order)


def propose(access: Access, ends: tuple[str, str], *, agency: str, reason: str = "") -> int:
    """Ask an agency to look into a tie of the network; the number of the task.

    What the engine says of the tie is kept with it, where it is among the questions.

    Raises:
        AccessDenied: if the role may not; audited.
        BadInput: if there is no such tie, or as `hawkari.evidence.tasks.propose_task`.
        EntityNotFound: if an end is unknown, or hidden.
    """
    require(access, Action.TASK)
    low, high = sorted(ends)
    network = whole(access, Filters())
    if (low, high) not in network.edges:
        raise BadInput("no tie that you may see joins these two", "Choose one of the network.")
    figures = {
        name: round(getattr(one.question, name), 6)
        for one in _page(access, network).questions
        if (one.left.id, one.right.id) == (low, high)
        for name in ("probability", "change", "gain", "low", "high")
    }
    statements = {number for tie in network.edges[low, high] for number in tie.statements}
    task = propose_task(
        access, (low, high), agency=agency, statements=statements, figures=figures, reason=reason
    )
    return task.pk


def accept(access: Access, number: int, *, due: date, words: str = "") -> None:
    """Take a task on until a day; see `hawkari.evidence.tasks.accept_task`."""
    accept_task(access, number, due=due, words=words)


def finish(access: Access, number: int, *, answer: str, words: str = "") -> None:
    """Say what was found; see `hawkari.evidence.tasks.finish_task`."""
    finish_task(access, number, answer=answer, words=words)


def decline(access: Access, number: int, *, words: str) -> None:
    """Say that a task will not be done; see `hawkari.evidence.tasks.decline_task`."""
    decline_task(access, number, words=words)


def withdraw(access: Access, number: int, *, words: str) -> None:
    """Take an answer back; see `hawkari.evidence.tasks.withdraw_answer`."""
    withdraw_answer(access, number, words=words)
