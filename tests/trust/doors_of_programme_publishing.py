"""Doors of the programme desk: what is published, its review, and others' aid data."""

from pathlib import Path
from typing import Any

from django.utils import timezone

from hawkari.desks.programme.iati_out import details_to
from hawkari.desks.programme.models import (
    PartnerImport,
    Publication,
    Publisher,
    PublishingDetails,
    RegisterItem,
)
from hawkari.desks.programme.services.partner_imports import import_file
from hawkari.desks.programme.services.publications import approve, prepare, preview
from hawkari.desks.references import new_reference
from hawkari.evidence.access import Access, open_access
from hawkari.evidence.local import LOCAL, ensure_local_user
from tests.desks.programme.publishing import DETAILS, Office
from tests.desks.programme.test_partner_imports import one, partner_file
from tests.trust.visits import Call, Ground, Visit

__all__ = ["COMMANDS", "VISITS"]

OFFICER = "programme"


def _office(ground: Ground) -> Office:
    return Office("nca", ground.case.world.operation)


def _officer(ground: Ground) -> Access:
    user = ground.case.world.member("nca", OFFICER)
    return open_access(user, ground.case.world.operation.slug)


def _stated(ground: Ground) -> None:
    office = _office(ground)
    access = _officer(ground)
    office.publisher(access)
    office.stated(access)


def _waiting(ground: Ground) -> Publication:
    """Prepared by somebody else than the member who comes through the door."""
    _stated(ground)
    office = _office(ground)
    access = office.officer()
    chosen = _activity(ground)
    return prepare(access, chosen, seen=preview(access, chosen).sha256)


def _approved(ground: Ground) -> None:
    made = _waiting(ground)
    approve(_office(ground).officer(), made.reference, seen=made.sha256)


def _imported(ground: Ground) -> None:
    import_file(_officer(ground), "partner.xml", partner_file())


def _activity(_ground: Ground) -> list[str]:
    found = RegisterItem.objects.order_by("pk").last()
    return [found.reference if found is not None else "P-2026-XXXXXX"]


def _publication(_ground: Ground) -> list[str]:
    found = Publication.objects.order_by("pk").last()
    return [found.reference if found is not None else "U-2026-XXXXXX"]


def _import(*more: str) -> Any:
    def arguments(_ground: Ground) -> list[str]:
        found = PartnerImport.objects.order_by("pk").last()
        return [found.reference if found is not None else "N-2026-XXXXXX", *more]

    return arguments


def _sums(_ground: Ground) -> dict[str, str]:
    found = Publication.objects.order_by("pk").last()
    return {"seen": found.sha256 if found is not None else "0", "answer": "approve"}


def _details(_ground: Ground) -> dict[str, Any]:
    counts = {
        f"{part}-{name}": number
        for part in ("parties", "countries", "sectors")
        for name, number in (("TOTAL_FORMS", "0"), ("INITIAL_FORMS", "0"))
    }
    return {"title_en": "Training", "currency": "GBP", "seen": "0"} | counts


HERE = ["--operation", LOCAL]


def _local() -> Access:
    """A colleague of this machine's own user; nothing of it is made by what is audited."""
    access = Office("taskforce", ensure_local_user()[1]).officer()
    Publisher.objects.create(
        operation=access.operation, agency=access.user.agency, ref="XI-GOV-1", kind="10",
        name="Office", at=timezone.now(), by=access.user,
    )  # fmt: skip
    return access


def _local_activity(*_: Any) -> list[str]:
    access = _local()
    item = Office("taskforce", access.operation).item(access)
    PublishingDetails.objects.create(
        item=item, content=details_to(DETAILS), at=timezone.now(), by=access.user
    )
    return [item.reference, *HERE]


def _local_file(_ground: Ground, folder: Path) -> list[str]:
    access = _local()
    made = Publication.objects.create(
        reference=new_reference("U", Publication.objects.all(), access.today),
        operation=access.operation, agency=access.user.agency, content=b"<x/>", sha256="0" * 64,
        size=4, state="approved", prepared_at=timezone.now(), prepared_by=access.user,
    )  # fmt: skip
    return [made.reference, "--out", str(folder / "left.xml"), *HERE]


def _local_import(_ground: Ground, folder: Path) -> list[str]:
    file = folder / "partner.xml"
    file.write_bytes(partner_file(one("8")).read())
    return [str(file), *HERE]


def _local_return(_ground: Ground, folder: Path) -> list[str]:
    access = _local()
    made = PartnerImport.objects.create(
        reference=new_reference("N", PartnerImport.objects.all(), access.today),
        operation=access.operation, agency=access.user.agency, file_name="a.xml",
        sha256="0" * 64, size=1, version="2.03", at=timezone.now(), by=access.user,
    )  # fmt: skip
    return [made.reference, "--out", str(folder / "again.xml"), *HERE]


COMMANDS = {
    "programme publish rules": Call(lambda *_: HERE, role=OFFICER),
    "programme publish prepare": Call(_local_activity, role=OFFICER),
    "programme publish list": Call(lambda *_: HERE, role=OFFICER),
    "programme publish file": Call(_local_file, role=OFFICER),
    "programme publish import": Call(_local_import, role=OFFICER),
    "programme publish return": Call(_local_return, role=OFFICER),
}
PUBLISHER = {"ref": "XI-GOV-1", "kind": "10", "name": "Office"}
VISITS = (
    Visit("programme:publish", ready=_stated, role=OFFICER),
    Visit("programme:publisher", "post", data=lambda _: PUBLISHER, role=OFFICER),
    Visit(
        "programme:publish_details", "post", arguments=_activity, data=_details,
        ready=lambda ground: _office(ground).item(_officer(ground)), role=OFFICER,
    ),
    Visit("programme:publish_rules", role=OFFICER),
    Visit(
        "programme:publish_rule", "post", arguments=lambda _: ["contact"],
        data=lambda _: {"does": "publish", "why": "agreed"}, role=OFFICER,
    ),
    Visit(
        "programme:prepare_publication",
        data=lambda ground: {"activities": _activity(ground)}, ready=_stated, role=OFFICER,
    ),
    Visit(
        "programme:publication", "post", arguments=_publication, data=_sums, ready=_waiting,
        role=OFFICER,
    ),
    Visit(
        "programme:withdraw_publication", "post", arguments=_publication,
        data=lambda _: {"why": "asked"}, ready=_waiting, role=OFFICER,
    ),
    Visit("programme:publication_file", arguments=_publication, ready=_approved, role=OFFICER),
    Visit("programme:partner_imports", role=OFFICER),
    Visit("programme:partner_import", arguments=_import(), ready=_imported, role=OFFICER),
    Visit("programme:partner_file", arguments=_import(), ready=_imported, role=OFFICER),
    Visit("programme:partner_activity", arguments=_import("1"), ready=_imported, role=OFFICER),
    Visit("programme:api:publications", ready=_waiting, role=OFFICER),
    Visit("programme:api:publication", arguments=_publication, ready=_waiting, role=OFFICER),
    Visit("programme:api:publish_rules", role=OFFICER),
    Visit("programme:api:partner_imports", ready=_imported, role=OFFICER),
    Visit("programme:api:partner_import", arguments=_import(), ready=_imported, role=OFFICER),
)  # fmt: skip
