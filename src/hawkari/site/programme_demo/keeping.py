"""Keeps the demonstration's programme: an agreement, its money, milestones and results."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from hawkari.desks.programme.models import RegisterItem
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
from hawkari.evidence.access import Access, open_access
from hawkari.evidence.indicators import quarters_before
from hawkari.evidence.local import ensure_local_programme
from hawkari.evidence.models import OperationMember, Role, User
from hawkari.site.programme_demo.publishing import publish
from hawkari.site.programme_demo.teaching import teach

__all__ = ["PROGRAMME_OFFICER", "ProgrammeDemo", "load_programme"]

PROGRAMME_OFFICER = "demo-programme"
DAY = timedelta(days=1)
OFFICE = "Invented Border Office"
ACADEMY = "Invented Academy"


@dataclass(frozen=True, slots=True)
class ProgrammeDemo:
    """What was loaded, counted.

    Attributes:
        promises: items of the published register.
        claims: what is said of them, each with its reporter.
        trainees: people of the invented courses.
        certificates: issued to those who passed the earlier one.
    """

    promises: int
    claims: int
    trainees: int
    certificates: int


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
    _steering(access, activity)
    _money(access, second, activity)
    _entries(access, activity)
    _results(access, activity)
    taught = teach((access, second), activity, seed=seed)
    publish(access, second, activity)
    return ProgrammeDemo(register.items, register.claims, taught.trainees, taught.certificates)


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
            "activity", "Demonstration: two rounds of courses", strand="border",
            parent=commitment.reference,
            names={"ar": "عرض: جولتان من الدورات", "ckb": "نمایش: دوو گەڕی خولەکان"},
        ),
    )  # fmt: skip


def _steering(access: Access, activity: RegisterItem) -> None:
    """The activity is said to be behind, and why; its commitment goes on."""
    parent = activity.parent
    if parent is None:  # It was made beneath the commitment.
        return
    today = access.today
    for item, said in (
        (parent, {"state": "running", "owner": OFFICE, "next_date": today + 30 * DAY}),
        (
            activity,
            {
                "state": "behind", "owner": ACADEMY, "next_step": "Sign the second round off",
                "next_date": today - 5 * DAY, "behind_why": "The register of the course came late",
            },
        ),
    ):  # fmt: skip
        for attribute, value in said.items():
            record_claim(access, item.reference, NewClaim(attribute, str(value)))


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
            lead=OFFICE, partners=f"{ACADEMY}\nInvented Airport Post",
            legal_basis="Invented memorandum", starts=today - 200 * DAY, ends=today + 164 * DAY,
        ),
    )  # fmt: skip
    for name, due, done, evidence in (
        ("Curriculum agreed", 150, 140, "Minutes of the meeting"),
        ("First round held", 90, 98, "Signed register of the course"),
    ):
        new = NewMilestone(name, today - due * DAY, today - (due + 50) * DAY, OFFICE)
        made = add_milestone(access, reference, new)
        finish_milestone(access, made.pk, done=today - done * DAY, evidence=evidence)
    for name, due, begins in (("Second round signed off", -5, -40), ("Third round held", 60, 20)):
        new = NewMilestone(name, today + due * DAY, today + begins * DAY, ACADEMY)
        add_milestone(access, reference, new)
    add_asset(
        access, reference,
        NewAsset(
            "Document reader", "Invented Airport Post", mark="DR-1", place="Arrivals hall",
            received=today - 100 * DAY,
        ),
    )  # fmt: skip
    add_position(access, reference, NewPosition("Trainer", 4, ACADEMY))
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
    _linked(access, output.reference)


def _linked(access: Access, output: str) -> None:
    """Indicators whose figures the desk of returns releases; a small number stays hidden."""
    for name, measure, link, arabic, sorani in (
        (
            "Returnees who arrived", 1, Offer("returns", "arrived"),
            "عائدون وصلوا", "گەڕاوەکان کە گەیشتوون",
        ),
        (
            "Returnees with a plan in time", 2,
            Offer("returns", "planned_in_time", takes="value"),
            "عائدون لهم خطة في حينها", "گەڕاوەکان کە لە کاتی خۆیدا پلانیان هەیە",
        ),
    ):  # fmt: skip
        add_indicator(
            access,
            NewIndicator(output, name, measure, link=link, names={"ar": arabic, "ckb": sorani}),
        )
