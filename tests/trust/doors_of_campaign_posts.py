"""Doors of the campaign desk: posts and imports, and the API's own addresses."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.trust.visits import Call, Ground, Visit

__all__ = ["COMMANDS", "EXEMPT_ROUTES", "VISITS"]

VISITS = (
    Visit("campaign:posts"),
    Visit("campaign:api:posts"),
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
