"""A small case: three agencies, two scripts, a network of five, and one thing held back.

All people are invented; numbers are from ranges reserved for fiction or unassignable.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.utils import timezone

from hawkari.evidence.access import Access, open_access
from hawkari.evidence.entities import get_entity
from hawkari.evidence.models import Candidate, LinkRun, LoadPart, User
from hawkari.evidence.store import StatementRow
from tests.evidence.factories import World, row

NAME_REASON = {
    "comparison": "name",
    "level": "rather the same",
    "weight": 6.4,
    "left": "ڕێبوار محەمەد ئەمین",
    "right": "Rebwar Hama Amin",
}
BIRTH_REASON = {
    "comparison": "birth date",
    "level": "same year, day not known",
    "weight": 2.3,
    "left": "1988",
    "right": "1988-07-01",
}
PHONE_REASON = {
    "comparison": "phone",
    "level": "different",
    "weight": -1.1,
    "left": "+9647000000001",
    "right": "+447700900142",
}
REASONS = (NAME_REASON, BIRTH_REASON, PHONE_REASON)


@dataclass
class Case:
    """The case, its people's ids as stated, and ways to look at it."""

    world: World = field(default_factory=World)

    def load(self) -> "Case":
        """Load everything: `uk-1` and `krg-1` are one man, `fr-9` is for France alone."""
        world = self.world
        world.person(
            "nca",
            "uk-1",
            how={"grade": "2B"},
            name="Rebwar Hama Amin",
            birthDate="1988-07-01",
            phone="+447700900142",
        )
        world.person(
            "krg",
            "krg-1",
            how={"grade": "1B"},
            name="ڕێبوار محەمەد ئەمین",
            birthDate="1988",
            phone="+9647000000001",
        )
        world.person("krg", "krg-2", how={"grade": "1A"}, name="ئاراس جەمال")
        world.person("nca", "uk-3", name="Saman Karim", phone="+447700900155")
        world.person("nca", "uk-4", name="Nawzad Rahim", classification="migrant")
        world.person("nca", "uk-5", name="Kawa Osman", phone="+447700900155")
        world.person(
            "fr", "fr-9", how={"shared_with": ["fr"]}, name="Rebwar Amine", birthDate="1990"
        )
        self._calls()
        self._held_back_payment()
        return self

    def _calls(self) -> None:
        calls = [
            row(f"call-{number}", prop, value, schema="Call")
            for number, (caller, receiver) in enumerate(
                [("uk-1", "krg-2")] * 2 + [("uk-1", "uk-3"), ("uk-1", "uk-4"), ("krg-2", "uk-4")]
            )
            for prop, value in (
                ("caller", caller),
                ("receiver", receiver),
                ("date", f"2026-03-0{number + 1}"),
            )
        ]
        self.world.load("nca", calls, slot="calls.csv", grade="1B")

    def _held_back_payment(self) -> None:
        payment = [
            row("pay-1", "payer", "uk-3", schema="Payment"),
            row("pay-1", "beneficiary", "uk-5", schema="Payment"),
            row("pay-1", "date", "2026-06-14", schema="Payment"),
        ]
        self.world.load("fr", payment, slot="payments.csv", shared_with=["fr"])

    def propose(
        self,
        left: str = "krg-1",
        right: str = "uk-1",
        *,
        probability: float = 0.97,
        reasons: Sequence[dict[str, Any]] = REASONS,
        **columns: Any,
    ) -> Candidate:
        """A candidate pair of the newest run, with reasons."""
        run = LinkRun.objects.order_by("-pk").first() or LinkRun.objects.create(
            operation=self.world.operation,
            started_at=timezone.now(),
            model_version="test",
            parts=list(LoadPart.objects.filter(marking__handling="P").values_list("pk", flat=True)),
        )
        return Candidate.objects.create(
            run=run,
            left_id=left,
            right_id=right,
            weight=5.0,
            probability=probability,
            reasons=list(reasons),
            **columns,
        )

    def rows(self, prefix: str, count: int) -> Iterator[StatementRow]:
        """Records ``prefix-0`` … with a name, a date of birth and a telephone each."""
        for number in range(count):
            one = f"{prefix}-{number}"
            place = str(number + 2)
            yield row(one, "name", f"Invented Person {number}", row=place)
            yield row(one, "birthDate", f"198{number % 10}-05-11", row=place)
            yield row(one, "phone", f"+44770090{number:04d}", row=place)

    def statements(self, user: User, record: str) -> tuple[int, ...]:
        """Numbers of the statements of the entity that a record belongs to, for one reader."""
        found = get_entity(self.access_of(user), record)
        return tuple(sorted(one.statement_id for one in found.values))

    def access(self, agency: str = "nca", role: str = "analyst") -> Access:
        return self.world.access(agency, role)

    def client(self, agency: str = "nca", role: str = "analyst") -> Client:
        """A browser of a new member, logged in."""
        return self.client_of(self.world.member(agency, role))

    def client_of(self, user: User) -> Client:
        client = Client(headers={"host": "127.0.0.1"})
        client.force_login(user)
        return client

    def id_of(self, stated: str, agency: str = "nca") -> str:
        """The canonical id that a reader of an agency knows a record by."""
        return get_entity(self.access(agency), stated).canonical_id

    def access_of(self, user: User) -> Access:
        return open_access(user, self.world.operation.slug)


def text_of(response: Any) -> str:
    """A page as text."""
    return str(response.content.decode())
