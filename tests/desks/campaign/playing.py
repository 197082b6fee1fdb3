"""A campaign desk to play on: members of some agencies, and posts that one of them imported.

All people, channels and adverts are invented; telephone numbers are from the ranges reserved for
fiction.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from hawkari.desks.campaign.models import Channel, Import, Post
from hawkari.evidence.access import Access, open_access
from hawkari.evidence.local import ensure_agency
from hawkari.evidence.models import Operation, OperationMember, PurposeKind, User

NUMBERS = count(1)
ADVERT = "لە دانکێرک بۆ دۆڤەر بە بەلەم، نرخ 1500 پاوەند، پەیوەندی +44 7700 900163"
NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)


@dataclass
class Desk:
    """One operation for communication, and members of the agency that imports posts."""

    agency: str = "home-office"
    operation: Operation = field(
        default_factory=lambda: Operation.objects.create(
            slug=f"campaign-{next(NUMBERS)}",
            name="Answer the myths",
            purpose="A campaign against what smugglers claim",
            purpose_kind=PurposeKind.COMMUNICATION,
            legal_basis="public task",
            starts=date(2026, 1, 1),
        )
    )

    def user(self, role: str = "communications", *, agency: str = "", name: str = "") -> User:
        holder = ensure_agency(agency or self.agency)
        self.operation.agencies.add(holder)
        user = User.objects.create(username=name or f"member-{next(NUMBERS)}", agency=holder)
        OperationMember.objects.create(operation=self.operation, user=user, role=role)
        return user

    def officer(self, role: str = "communications", *, agency: str = "", name: str = "") -> Access:
        return open_access(self.user(role, agency=agency, name=name), self.operation.slug)

    def imported(self, access: Access, **fields: Any) -> Import:
        """An import without posts, made past the importers."""
        number = next(NUMBERS)
        return Import.objects.create(
            **{
                "reference": f"I-2026-{number}",
                "operation": access.operation,
                "agency": access.user.agency,
                "by": access.user,
                "at": timezone.now(),
                "file_name": "result.json",
                "sha256": f"{number:064x}",
                "size": 1,
                "form": "telegram",
                "lawful_basis": "public channel, exported by the unit",
                "keep_until": access.today + timedelta(days=365),
            }
            | fields
        )

    def post(self, imported: Import, text: str = ADVERT, **fields: Any) -> Post:
        """A post of an import; `channel` may be given by its name."""
        name = fields.pop("channel", "Kanal 1")
        channel, _ = Channel.objects.get_or_create(
            operation=imported.operation,
            agency=imported.agency,
            platform="telegram",
            ref=name,
            defaults={"name": name},
        )
        return Post.objects.create(
            operation=imported.operation,
            agency=imported.agency,
            imported=imported,
            channel=channel,
            ref=fields.pop("ref", str(next(NUMBERS))),
            at=fields.pop("at", NOON),
            text=text,
            **fields,
        )
