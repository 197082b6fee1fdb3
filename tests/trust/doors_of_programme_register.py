"""Doors of the programme desk: the register, and the API's own addresses."""

from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from hawkari.desks.programme.models import Claim, RegisterItem
from hawkari.evidence.access import open_access
from hawkari.evidence.local import LOCAL
from tests.desks.programme.promising import item, money
from tests.trust.visits import Call, Ground, Visit

__all__ = ["COMMANDS", "EXEMPT_ROUTES", "VISITS"]

OFFICER = "programme"
HERE = ["--operation", LOCAL]
TABLE = "key,kind,name\none,agreement,Statement\n"


def _promised(ground: Ground) -> None:
    """An item with a claim, kept by the officer's agency."""
    user = ground.case.world.member("nca", OFFICER)
    officer = open_access(user, ground.case.world.operation.slug)
    money(officer, item(officer), "300000", bound="at_most")


def _public(ground: Ground) -> None:
    _promised(ground)
    RegisterItem.objects.update(public=True)
    Claim.objects.update(public=True)


def _table(_ground: Ground) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("promises.csv", TABLE.encode())}


def _file(folder: Path) -> str:
    path = folder / "promises.csv"
    path.write_text(TABLE, encoding="utf-8")
    return str(path)


def _at(*more: str) -> Any:
    def arguments(_ground: Ground) -> list[str]:
        found = RegisterItem.objects.order_by("pk").last()
        return [found.reference if found is not None else "P-2026-XXXXXX", *more]

    return arguments


def _claim(ground: Ground) -> list[str]:
    found = Claim.objects.order_by("pk").last()
    return [*_at()(ground), str(found.pk if found is not None else 1)]


def _item(_ground: Ground) -> dict[str, Any]:
    return {"kind": "agreement", "name": "Statement"}


def _said(_ground: Ground) -> dict[str, Any]:
    return {"attribute": "what", "value": "x", "language": "en", "bound": "exact"}


def _why(_ground: Ground) -> dict[str, Any]:
    return {"status": "preferred", "why": "the only one"}


VISITS = (
    Visit("programme:register", ready=_promised, role=OFFICER),
    Visit("programme:item", arguments=_at(), ready=_promised, role=OFFICER),
    Visit("programme:new_item", "post", data=_item, role=OFFICER),
    Visit(
        "programme:new_claim", "post", arguments=_at(), data=_said, ready=_promised, role=OFFICER
    ),
    Visit(
        "programme:claim_status",
        "post",
        arguments=_claim,
        data=_why,
        ready=_promised,
        role=OFFICER,
    ),
    Visit(
        "programme:item_public",
        "post",
        arguments=_at(),
        data=lambda _: {"public": "yes"},
        ready=_promised,
        role=OFFICER,
    ),
    Visit(
        "programme:claim_public",
        "post",
        arguments=_claim,
        data=lambda _: {"public": "no"},
        ready=_promised,
        role=OFFICER,
    ),
    Visit("programme:public", ready=_public, role=OFFICER),
    Visit("programme:public_file", arguments=lambda _: ["csv"], ready=_public, role=OFFICER),
    Visit("programme:behind", ready=_promised, role=OFFICER),
    Visit("programme:load_register", "post", data=_table, role=OFFICER),
    Visit("programme:api:items", ready=_promised, role=OFFICER),
    Visit("programme:api:item", arguments=_at(), ready=_promised, role=OFFICER),
)
EXEMPT_ROUTES = {
    "programme:api:api-root": "answers 404",
    "programme:api:openapi-json": "describes the API's form; the same for everybody",
}
COMMANDS = {
    "programme register load": Call(lambda _, folder: [_file(folder), *HERE], role=OFFICER),
    "programme register show": Call(lambda *_: HERE, role=OFFICER),
    "programme register public": Call(
        lambda _, folder: ["--out", str(folder / "public.html"), *HERE], role=OFFICER
    ),
}
