"""The programme part of the demonstration: the published register, and a small invented programme.

Nothing invented stands under a real promise: what the demonstration invents hangs under an
agreement of its own that says so. All people, offices and sums of it are invented.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from numpy.random import Generator, default_rng

from hawkari.desks.programme.models import RegisterItem
from hawkari.desks.programme.services.attending import record_list
from hawkari.desks.programme.services.classes import load_class
from hawkari.desks.programme.services.courses import (
    NewCourse,
    add_session,
    close_course,
    make_course,
)
from hawkari.desks.programme.services.curricula import curriculum_of, questions_of
from hawkari.desks.programme.services.curriculum_seeds import load_curricula
from hawkari.desks.programme.services.documents import NewDocument
from hawkari.desks.programme.services.entry_values import (
    NewAsset,
    NewFacts,
    NewMilestone,
    NewPosition,
    NewRisk,
)
from hawkari.desks.programme.services.holdings import add_asset, add_position, add_risk
from hawkari.desks.programme.services.milestones import (
    add_milestone,
    finish_milestone,
    set_facts,
)
from hawkari.desks.programme.services.money import (
    NewBudget,
    NewLine,
    NewTransaction,
    add_budget,
    add_line,
    approve_transaction,
    record_transaction,
)
from hawkari.desks.programme.services.register import NewClaim, NewItem, add_item, record_claim
from hawkari.desks.programme.services.register_loading import load_lines, seed_lines
from hawkari.desks.programme.services.result_checking import NewFigure
from hawkari.desks.programme.services.result_keeping import (
    NewIndicator,
    NewOutput,
    add_indicator,
    add_output,
    record_figure,
)
from hawkari.desks.programme.services.result_links import Offer
from hawkari.desks.programme.services.testing import draw, load_answers, paper_of
from hawkari.desks.programme.services.trainers import (
    NewLicence,
    add_trainer,
    assign_trainer,
    propose_licence,
    sign_licence,
)
from hawkari.evidence.access import Access, open_access
from hawkari.evidence.indicators import quarters_before
from hawkari.evidence.local import ensure_local_programme
from hawkari.evidence.models import OperationMember, Role, User

__all__ = ["PROGRAMME_OFFICER", "ProgrammeDemo", "load_programme"]

PROGRAMME_OFFICER = "demo-programme"
TRAINEES = 24
SESSIONS = 4
DAY = timedelta(days=1)
OFFICE = "Invented Border Office"
CURRICULUM = "document_fraud-1"
FIRST_NAMES = ("Azad", "Shilan", "Karwan", "Nasrin", "Dilshad", "Hêvî", "Rêbîn", "Tara")
LAST_NAMES = ("Invented", "Nowhere", "Example")


@dataclass(frozen=True, slots=True)
class ProgrammeDemo:
    """What was loaded, counted.

    Attributes:
        promises: items of the published register.
        claims: what is said of them, each with its reporter.
        trainees: people of the invented course.
    """

    promises: int
    claims: int
    trainees: int


def load_programme(colleague: str, *, seed: int) -> ProgrammeDemo:
    """Load the published register and an invented programme beside it, kept by an officer.

    Args:
        colleague: name of the user who is the second person: approves what the officer recorded.
        seed: the same seed gives the same answers in the invented tests.
    """
    user, operation = ensure_local_programme(username=colleague)
    second = open_access(user, operation.slug)
    access = open_access(_officer(second), operation.slug)
    register = load_lines(access, seed_lines(), public=True)
    activity = _activity(access)
    _money(access, second, activity)
    _entries(access, activity)
    _results(access, activity)
    _course((access, second), activity, default_rng(seed))
    return ProgrammeDemo(register.items, register.claims, TRAINEES)


def _officer(colleague: Access) -> User:
    """The programme officer: of this operation only, so that their home page is about it."""
    found, made = User.objects.get_or_create(
        username=PROGRAMME_OFFICER, defaults={"agency": colleague.user.agency}
    )
    if made:
        found.set_unusable_password()
        found.save()
    OperationMember.objects.get_or_create(
        operation=colleague.operation, user=found, defaults={"role": Role.PROGRAMME}
    )
    return found


def _activity(access: Access) -> RegisterItem:
    """An invented agreement, its commitment, and the activity that everything else hangs on."""
    agreement = add_item(
        access,
        NewItem(
            "agreement", "Demonstration: an invented programme", strand="border",
            names={"ar": "عرض توضيحي: برنامج مختلق", "ckb": "نمایش: بەرنامەیەکی داهێنراو"},
        ),
    )  # fmt: skip
    commitment = add_item(
        access,
        NewItem(
            "commitment", "Demonstration: courses at invented border posts", strand="border",
            parent=agreement.reference, asked=("amount", "spent", "trained"),
            names={
                "ar": "عرض: دورات في مراكز حدودية مختلقة",
                "ckb": "نمایش: خول لە بنکە سنوورییە داهێنراوەکان",
            },
        ),
    )  # fmt: skip
    for amount, bound, reporter in (
        ("90000", "at_most", "Invented announcement"),
        ("95000", "exact", "Invented newspaper"),
    ):
        claim = NewClaim(
            "amount", amount=Decimal(amount), currency="GBP", bound=bound, reported_by=reporter
        )
        record_claim(access, commitment.reference, claim)
    return add_item(
        access,
        NewItem(
            "activity", "Demonstration: first round of courses", strand="border",
            parent=commitment.reference,
            names={"ar": "عرض: الجولة الأولى من الدورات", "ckb": "نمایش: یەکەم گەڕی خولەکان"},
        ),
    )  # fmt: skip


def _money(access: Access, second: Access, activity: RegisterItem) -> None:
    """A line with a ceiling: committed, paid twice, and one payment that waits for approval."""
    today = access.today
    first = today - 200 * DAY
    line = add_line(
        access,
        NewLine(
            activity.reference, "Courses at border posts", "ceiling", Decimal(90_000), "GBP",
            OFFICE, first=first, last=first + 364 * DAY, accountable=OFFICE,
            implementer="Invented Training Ltd",
        ),
    )  # fmt: skip
    add_budget(
        access,
        line.reference,
        NewBudget("original", "committed", first, first + 364 * DAY, Decimal(84_000)),
    )

    def moved(by: Access, days: int, amount: int, *, kind: str = "3") -> str:
        """A transaction with the document that it needs; who recorded it never approves it."""
        of, papers = ("signed", "agreement") if kind == "2" else ("invoice", f"invoice-{days}")
        said = f"Invented {of} document of {amount} GBP, for show.\n".encode()
        new = NewTransaction(
            line.reference, kind, today - days * DAY, Decimal(amount), "GBP", OFFICE,
            "Invented Training Ltd", their_number=f"INV-{days}",
        )  # fmt: skip
        proof = NewDocument(f"{papers}.txt", said, of)
        return record_transaction(by, new, proof=proof).reference

    approve_transaction(second, moved(access, 190, 84_000, kind="2"))
    approve_transaction(second, moved(access, 120, 21_000))
    approve_transaction(second, moved(access, 60, 18_500))
    moved(second, 8, 9_750)  # waits for whoever tries the demonstration


def _entries(access: Access, activity: RegisterItem) -> None:
    """Milestones, one of them late, a thing, posts and a risk."""
    reference, today = activity.reference, access.today
    set_facts(
        access,
        reference,
        NewFacts(
            lead=OFFICE, partners="Invented Academy\nInvented Airport Post",
            legal_basis="Invented memorandum", starts=today - 200 * DAY, ends=today + 164 * DAY,
        ),
    )  # fmt: skip
    done = add_milestone(
        access, reference,
        NewMilestone("Curriculum agreed", today - 150 * DAY, today - 200 * DAY, OFFICE),
    )  # fmt: skip
    finish_milestone(access, done.pk, done=today - 140 * DAY, evidence="Minutes of the meeting")
    for name, due, begins in (
        ("First course held", today - 20 * DAY, today - 60 * DAY),
        ("Second course held", today + 60 * DAY, today + 20 * DAY),
    ):
        add_milestone(access, reference, NewMilestone(name, due, begins, "Invented Academy"))
    add_asset(
        access, reference,
        NewAsset(
            "Document reader", "Invented Airport Post", mark="DR-1", place="Arrivals hall",
            received=today - 100 * DAY,
        ),
    )  # fmt: skip
    add_position(access, reference, NewPosition("Trainer", 4, "Invented Academy"))
    add_risk(
        access, reference,
        NewRisk(
            "Posts are too thinly staffed to send officers", 3, 4, OFFICE, today + 30 * DAY,
            "Hold two shorter rounds",
        ),
    )  # fmt: skip


def _results(access: Access, activity: RegisterItem) -> None:
    """An output with figures of four quarters, and an indicator that another desk fills."""
    output = add_output(
        access,
        NewOutput(
            activity.reference, "Officers who can check a document",
            names={
                "ar": "ضباط يستطيعون فحص وثيقة",
                "ckb": "ئەفسەرانێک کە دەتوانن بەڵگەنامە بپشکنن",
            },
        ),
    )  # fmt: skip
    passed = add_indicator(
        access,
        NewIndicator(
            output.reference, "Officers who passed a course", 1, unit="people", adds_up=True,
            names={"ar": "ضباط اجتازوا دورة", "ckb": "ئەفسەرانێک کە لە خولێک دەرچوون"},
            verification="Signed course registers", assumption="Posts release their officers",
        ),
    )  # fmt: skip
    quarters = quarters_before(access.today, 4)[::-1]
    start = quarters[0].first - DAY
    record_figure(
        access, passed.reference,
        NewFigure("baseline", start, start, "Invented survey", Decimal(0)),
    )  # fmt: skip
    for quarter, target, found in zip(quarters, (10, 15, 20, 24), (8, 16, 19, None), strict=True):
        for kind, value in (("target", target), ("actual", found)):
            if value is not None:
                new = NewFigure(
                    kind, quarter.first, quarter.last, "Invented plan and registers", Decimal(value)
                )
                record_figure(access, passed.reference, new)
    add_indicator(
        access,
        NewIndicator(
            output.reference, "Returnees with a plan in time", 2,
            link=Offer("returns", "planned_in_time", takes="value"),
            names={
                "ar": "عائدون لهم خطة في حينها",
                "ckb": "گەڕاوەکان کە لە کاتی خۆیدا پلانیان هەیە",
            },
        ),
    )  # fmt: skip


def _course(officers: tuple[Access, Access], activity: RegisterItem, dice: Generator) -> None:
    """A course with its class, sessions and both tests; closed by the colleague, not signed yet."""
    access, second = officers
    load_curricula(access)
    last = access.today - 10 * DAY
    first = last - (SESSIONS - 1) * DAY
    reference = make_course(
        access,
        NewCourse(
            CURRICULUM, "Demonstration: is this document real?", "ckb", "Invented Academy",
            first, last, last + 365 * DAY, activity=activity.reference,
        ),
    ).reference  # fmt: skip
    load_class(access, reference, _table(_class()), file="class.csv")
    for number in range(SESSIONS):
        add_session(access, reference, day=first + number * DAY, topic=f"Part {number + 1}")
        present = {one for one in range(1, TRAINEES + 1) if dice.random() < 0.93}
        record_list(access, reference, number + 1, present=present)
    curriculum = curriculum_of(access, CURRICULUM)
    topics = {one.topic for one in questions_of(curriculum)}
    each = max(1, len(questions_of(curriculum)) // len(topics) // 2)
    for when, skill in (("pre", 0.4), ("post", 0.75)):
        drawn = draw(access, reference, when, each=each, seed="demonstration")
        rights = [one.right for one in paper_of(drawn)]
        rows = _answers(rights, skill, dice)
        load_answers(access, reference, when, content=_table(rows), file=f"{when}.csv")
    _taught(officers, reference, last)
    close_course(second, reference)


def _taught(officers: tuple[Access, Access], reference: str, last: date) -> None:
    """A trainer whom two people let teach it."""
    access, second = officers
    trainer = add_trainer(access, name="Hana Invented", unit="Invented Academy")
    licence = propose_licence(
        access, trainer.pk, NewLicence(CURRICULUM, "Taught it twice", last + 300 * DAY)
    )
    sign_licence(second, licence.pk)
    assign_trainer(access, reference, trainer.pk)


def _class() -> Iterable[list[str]]:
    yield ["name", "unit"]
    for number in range(TRAINEES):
        first, last = FIRST_NAMES[number % 8], LAST_NAMES[number // 8]
        yield [f"{first} {last}", "Invented Airport Post" if number % 2 else "Invented Gate Post"]


def _answers(rights: list[int], skill: float, dice: Generator) -> Iterable[list[str]]:
    yield ["number", *(str(place) for place in range(1, len(rights) + 1))]
    for number in range(1, TRAINEES + 1):
        told = [one if dice.random() < skill else int(dice.integers(2)) for one in rights]
        yield [str(number), *("abcdef"[one] for one in told)]


def _table(rows: Iterable[list[str]]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode()
