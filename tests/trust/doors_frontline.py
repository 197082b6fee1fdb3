"""Commands of border posts, and what each needs to be there; put there without the log."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils import timezone

from hawkari.evidence.access import Access, open_access
from hawkari.evidence.frontline.sealed import SealedTerms, open_sealed, seal
from hawkari.evidence.local import ensure_local_user
from hawkari.evidence.models import FrontlineFile, WatchEntry

if TYPE_CHECKING:
    from tests.trust.visits import Ground

SECRET = "invented long phrase"
DESK = "+9647000000009"


def _local() -> Access:
    user, operation = ensure_local_user()
    return open_access(user, operation.slug)


def words_to_seal(folder: Path) -> list[str]:
    access = _local()
    WatchEntry.objects.create(
        operation=access.operation, agency_id=access.user.agency_id or 0, kind="phone",
        value="+447700900101", ground="investigation", reason="boats", call=DESK,
        expires=access.today + timedelta(days=9), review_due=access.today,
        placed_by=access.user, placed_at=timezone.now(),
    )  # fmt: skip
    secret = folder / "secret"
    secret.touch(0o600)
    secret.write_text(SECRET, encoding="utf-8")
    return [
        *("--out", str(folder / "post.check"), "--post", "Ibrahim Khalil"),
        *("--expires", access.today.isoformat(), "--passphrase-file", str(secret)),
    ]


def words_to_sync(_ground: "Ground", folder: Path) -> list[str]:
    access = _local()
    terms = SealedTerms("ab" * 16, "X", access.today, access.today, "cd" * 32, 2)
    FrontlineFile.objects.create(
        operation=access.operation, agency_id=access.user.agency_id or 0, number=terms.number,
        post=terms.post, expires=terms.expires, log_key=terms.log_key, made_by=access.user,
        made_at=timezone.now(),
    )  # fmt: skip
    file = folder / "home.check"
    file.write_bytes(seal({DESK: ["=+447700900101"]}, terms, secret=SECRET))
    now = datetime.now(UTC)
    open_sealed(file, SECRET, now=now).check("+447700900101", now=now)
    return [f"{file}.log"]
