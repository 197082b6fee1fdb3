"""The smallest world that shows a point: agencies, an operation, sources, statements.

All people are invented; numbers are from ranges reserved for fiction or unassignable.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count

from hawkari.evidence.access import Access, open_access
from hawkari.evidence.grading.codes import Grade, HandlingCode
from hawkari.evidence.local import ensure_agency
from hawkari.evidence.markings import Condition, MarkingTerms
from hawkari.evidence.models import (
    Agency,
    LoadRun,
    Operation,
    OperationMember,
    Source,
    User,
)
from hawkari.evidence.store import FileFacts, StatementRow, StatementWriter, begin_load

PROP_TYPES = {
    "name": "name",
    "alias": "name",
    "birthDate": "date",
    "gender": "gender",
    "nationality": "country",
    "phone": "phone",
    "idNumber": "identifier",
    "passportNumber": "identifier",
    "username": "string",
    "address": "address",
    "classification": "string",
    "notes": "text",
    "callerNumber": "phone",
    "receiverNumber": "phone",
    "number": "identifier",
    "startDate": "date",
    "date": "date",
    "accountNumber": "identifier",
    "iban": "identifier",
    "registrationNumber": "identifier",
    "imoNumber": "identifier",
    "flag": "country",
    "keywords": "string",
    "summary": "text",
    "location": "address",
    "recordId": "string",
    "role": "string",
}
REFERENCES = frozenset({
    "caller", "receiver", "payer", "beneficiary", "person", "associate", "relative", "organizer",
    "involved", "owner", "asset", "holder", "subject", "object",
})  # fmt: skip
numbers = count(1)


def row(entity_id: str, prop: str, value: str, **more: str) -> StatementRow:
    prop_type = "entity" if prop in REFERENCES else PROP_TYPES[prop]
    schema = more.pop("schema", "Person")
    return StatementRow(entity_id, schema, prop, prop_type, value, **more)


@dataclass
class World:
    """One operation; agencies join it as they load or get a member."""

    operation: Operation = field(
        default_factory=lambda: Operation.objects.create(
            slug=f"op-{next(numbers)}", name="Op", purpose="Test", starts=date(2026, 1, 1)
        )
    )

    def agency(self, slug: str) -> Agency:
        agency = ensure_agency(slug)
        self.operation.agencies.add(agency)
        return agency

    def member(self, agency: str, role: str = "analyst", name: str = "") -> User:
        user = User.objects.create(
            username=name or f"user-{next(numbers)}", agency=self.agency(agency)
        )
        OperationMember.objects.create(operation=self.operation, user=user, role=role)
        return user

    def access(self, agency: str, role: str = "analyst", *, today: date | None = None) -> Access:
        return open_access(self.member(agency, role), self.operation.slug, today=today)

    def source(self, agency: str, slug: str = "") -> Source:
        source, _ = Source.objects.get_or_create(
            slug=slug or f"{agency}-persons",
            defaults={
                "agency": self.agency(agency),
                "name": slug or agency,
                "default_grade": "2D",
                "default_handling": "P",
                "review_due": date(2030, 1, 1),
            },
        )
        return source

    def begin(
        self,
        agency: str,
        *,
        version: str = "1",
        slot: str = "persons.csv",
        source: str = "",
        grade: str = "2D",
        shared_with: Sequence[str] | None = None,
        expires: date | None = None,
    ) -> StatementWriter:
        """`shared_with` makes it handling C, for these agencies only; None is handling P."""
        condition = None
        if shared_with is not None:
            named = tuple(self.agency(slug).slug for slug in shared_with)
            condition = Condition("Ask before use", named, expires)
        handling = HandlingCode.PERMITTED if condition is None else HandlingCode.CONDITIONS
        facts = FileFacts(
            source=self.source(agency, source),
            slot=slot,
            file_name=slot,
            sha256=version.rjust(64, "0"),
            size=1,
            layout="test",
            marking=MarkingTerms(Grade.parse(grade), handling, condition),
        )
        return begin_load(facts)

    def load(self, agency: str, rows: Sequence[StatementRow], **how) -> LoadRun:
        writer = self.begin(agency, **how)
        writer.write_batch(rows, rows=len(rows))
        return writer.finish()

    def person(self, agency: str, entity_id: str, *, how: dict | None = None, **values) -> None:
        """Load one person from a file of its own."""
        self.thing(agency, entity_id, "Person", how=how, **values)

    def thing(
        self, agency: str, entity_id: str, schema: str, *, how: dict | None = None, **values
    ) -> None:
        """Load one record of a schema from a file of its own."""
        rows = [
            row(entity_id, prop, value, schema=schema)
            for prop, given in values.items()
            for value in ([given] if isinstance(given, str) else given)
        ]
        self.load(agency, rows, **{"slot": f"{entity_id}.csv", **(how or {})})
