"""Doors of the campaign desk: posts and imports, and the API's own addresses."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from hawkari.desks.campaign.models import Import, Post
from tests.desks.campaign.playing import Desk
from tests.trust.visits import Call, Ground, Visit

__all__ = ["COMMANDS", "EXEMPT_ROUTES", "VISITS"]

REFERENCE = "I-2026-DOOR22"


def _a_post(ground: Ground) -> None:
    """A post that the analyst's agency imported."""
    analyst = ground.case.access()
    desk = Desk(agency=analyst.user.agency.slug, operation=analyst.operation)
    desk.post(desk.imported(analyst, reference=REFERENCE), ref="door")


def _held(ground: Ground) -> None:
    _a_post(ground)
    Import.objects.filter(reference=REFERENCE).update(hold="a court asked")


def _post(_ground: Ground) -> list[str]:
    # A door that is refused has nothing made behind it.
    found = Post.objects.filter(ref="door").first()
    return [str(found.pk if found is not None else 1)]


def _upload(_ground: Ground) -> dict[str, object]:
    return {
        "file": SimpleUploadedFile("posts.csv", b"id,text\n1,the border is opening\n"),
        "lawful_basis": "public posts",
        "keep_until": _soon(),
    }


def _soon() -> str:
    return (datetime.now(UTC).date() + timedelta(days=90)).isoformat()


def _at(_ground: Ground) -> list[str]:
    return [REFERENCE]


def _why(_ground: Ground) -> dict[str, object]:
    return {"why": "asked for", "until": _soon()}


VISITS = (
    Visit("campaign:week", ready=_a_post),
    Visit("campaign:week_file", arguments=lambda _: ["claims"], ready=_a_post),
    Visit("campaign:posts", ready=_a_post),
    Visit("campaign:post", arguments=_post, ready=_a_post),
    Visit("campaign:unmask", "post", arguments=_post, data=_why, ready=_a_post),
    Visit("campaign:imports", ready=_a_post),
    Visit("campaign:new_import", "post", data=_upload),
    Visit("campaign:import", arguments=_at, ready=_a_post),
    Visit("campaign:read_import", "post", arguments=_at, ready=_a_post),
    Visit("campaign:keep_import", "post", arguments=_at, data=_why, ready=_a_post, role="reviewer"),
    Visit("campaign:hold_import", "post", arguments=_at, data=_why, ready=_a_post, role="reviewer"),
    Visit("campaign:lift_import", "post", arguments=_at, data=_why, ready=_held, role="reviewer"),
    Visit(
        "campaign:dispose_import", "post", arguments=_at, data=_why, ready=_a_post, role="reviewer"
    ),
    Visit("campaign:api:posts", ready=_a_post),
)
EXEMPT_ROUTES = {
    "campaign:api:openapi-json": "describes the API's form; the same for everybody",
    "campaign:api:api-root": "answers 404",
}


def _import(_ground: Ground, folder: Path) -> list[str]:
    path = folder / "posts.csv"
    path.write_text("id,text\n1,the border is opening\n")
    until = datetime.now(UTC).date() + timedelta(days=90)
    return [str(path), "--lawful-basis", "public posts", "--keep-until", until.isoformat()]


COMMANDS = {"campaign import": Call(_import)}
