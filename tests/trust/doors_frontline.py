"""Commands of border posts, and what each needs to be there."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from hawkari.evidence.access import Access, open_access
from hawkari.evidence.frontline.checking import seal_file
from hawkari.evidence.frontline.sealed import open_sealed
from hawkari.evidence.local import ensure_local_user
from hawkari.evidence.models import WatchEntry
from hawkari.evidence.watchlists import EntryTerms, place_entry

if TYPE_CHECKING:
    from tests.trust.visits import Ground

SECRET = "invented long phrase"


def _watching() -> Access:
    user, operation = ensure_local_user()
    access = open_access(user, operation.slug)
    expires = access.today + timedelta(days=9)
    if not WatchEntry.objects.filter(operation=access.operation).exists():
        terms = EntryTerms("phone", "+447700900101", "boats", expires, call="+9647000000009")
        place_entry(access, terms)
    return access


def words_to_seal(folder: Path) -> list[str]:
    access = _watching()
    secret = folder / "secret"
    secret.touch(0o600)
    secret.write_text(SECRET, encoding="utf-8")
    return [
        *("--out", str(folder / "post.check"), "--post", "Ibrahim Khalil"),
        *("--expires", access.today.isoformat(), "--passphrase-file", str(secret)),
    ]


def words_to_sync(_ground: "Ground", folder: Path) -> list[str]:
    access = _watching()
    file = folder / "post.check"
    file.write_bytes(seal_file(access, post="X", expires=access.today, secret=SECRET, cost=2))
    now = datetime.now(UTC)
    open_sealed(file, SECRET, now=now).check("+447700900101", now=now)
    return [f"{file}.log"]
