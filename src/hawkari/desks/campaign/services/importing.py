"""Imports a file of posts: good rows are kept, bad ones listed, the same file adds nothing."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from hawkari.desks.campaign.importing import BadPost, ReadPost, open_posts
from hawkari.desks.campaign.models import BadRow, Channel, Import, Post
from hawkari.desks.campaign.services.access import known_imports, own_agency, require_campaign
from hawkari.desks.references import new_reference
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.audit.terms import keyed_hash
from hawkari.evidence.loaders.partner_files import open_binary
from hawkari.evidence.models import Act

__all__ = ["LONGEST_KEPT", "Imported", "NewImport", "import_posts"]

AT_ONCE = 500
LONGEST_KEPT = timedelta(days=366 * 3)
MOST_BAD = 10_000
MOST_FIELDS = 200
PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class NewImport:
    """What a person says of a file before it is imported.

    Attributes:
        lawful_basis: on which ground it was exported and is kept.
        keep_until: the day by which somebody says whether it is still kept.
        dpia: where the data protection impact assessment is; may be empty.
        name: of the file, where it is not that of its path.
    """

    lawful_basis: str
    keep_until: date
    dpia: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """An import; `again` if this very file had been imported before, and nothing was added."""

    row: Import
    again: bool = False


def import_posts(
    access: Access,
    path: Path,
    said: NewImport,
    *,
    progress: Callable[[int], None] = lambda _: None,
) -> Imported:
    """Import a file, all of it or, where it breaks off, nothing of it; audited.

    A post that is here already stays as it is. What the engines read of posts is read afterwards,
    by `services.reading`.

    Args:
        access: who imports.
        path: of the file.
        said: of it, by a person.
        progress: told how many rows were read so far.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if the file cannot be imported, there is no lawful basis, or the day is past or
            more than three years ahead.
    """
    require_campaign(access)
    _check(said, access.today)
    sha256, size = _digest(path)
    same = known_imports(access).filter(sha256=sha256, disposed_at__isnull=True).first()
    if same is not None:
        _record(access, same, outcome="again")
        return Imported(same, again=True)
    with open_posts(path) as file, transaction.atomic():
        imported = _row(access, said, sha256=sha256, size=size)
        imported.file_name = (said.name or path.name)[:255]
        imported.form = file.form
        imported.save()
        _Writer(imported).write(file.rows, progress)
        imported.passed_over = dict(file.passed_over)
        if not imported.posts and not imported.known:
            raise _nothing(imported)
        imported.save()
        _record(access, imported, outcome="ok")
    return Imported(imported)


def _nothing(imported: Import) -> BadInput:
    """Why a file of which no post could be read is refused: what its first bad row says."""
    where = (imported.file_name,)
    first = imported.bad_rows.first()
    if first is None:
        return BadInput("the file holds no posts", "Export it again.", where=where)
    return BadInput(first.problem, first.remedy, where=(*where, first.place))


def _check(said: NewImport, today: date) -> None:
    if not said.lawful_basis.strip():
        raise BadInput(
            "an import needs its lawful basis",
            "Say on which ground the posts were exported and are kept.",
        )
    if not today < said.keep_until <= today + LONGEST_KEPT:
        raise BadInput(
            "that is no day until which posts are kept", "Give a day within three years from now."
        )


def _digest(path: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with open_binary(path) as stream:
        while piece := stream.read(PIECE):
            digest.update(piece)
            size += len(piece)
    return digest.hexdigest(), size


def _row(access: Access, said: NewImport, *, sha256: str, size: int) -> Import:
    return Import(
        reference=new_reference("I", Import.objects.all(), access.today),
        operation=access.operation,
        agency=own_agency(access),
        by=access.user,
        at=timezone.now(),
        sha256=sha256,
        size=size,
        lawful_basis=said.lawful_basis.strip(),
        dpia=said.dpia.strip()[:500],
        keep_until=said.keep_until,
    )


def _record(access: Access, imported: Import, *, outcome: str) -> None:
    detail = {
        "what": "import of posts",
        "sha256": imported.sha256,
        "form": imported.form,
        "known": imported.known,
        "bad": imported.bad,
        "keep_until": imported.keep_until.isoformat(),
    }
    with transaction.atomic():
        audit.record(
            Act.COLLECT,
            access=access,
            objects=[imported.reference],
            count=imported.posts,
            justification=imported.lawful_basis,
            outcome=outcome,
            detail=detail,
        )


class _Writer:
    """Writes the rows of one import, some hundreds at once."""

    def __init__(self, imported: Import) -> None:
        self._imported = imported
        self._channels: dict[tuple[str, str], Channel] = {}
        self._fields: Counter[str] = Counter()

    def write(self, rows: Iterator[ReadPost | BadPost], progress: Callable[[int], None]) -> None:
        """Write every row, and count on the import what became of it."""
        done = 0
        while part := list(islice(rows, AT_ONCE)):
            self._write_bad([one for one in part if isinstance(one, BadPost)])
            self._write_posts([one for one in part if isinstance(one, ReadPost)])
            done += len(part)
            progress(done)
        self._imported.other_fields = dict(self._fields.most_common(MOST_FIELDS))

    def _write_bad(self, bad: Sequence[BadPost]) -> None:
        left = max(MOST_BAD - self._imported.bad, 0)
        self._imported.bad += len(bad)
        BadRow.objects.bulk_create(
            BadRow(
                imported=self._imported,
                place=one.place[:120],
                problem=one.problem[:300],
                remedy=one.remedy[:300],
            )
            for one in bad[:left]
        )

    def _write_posts(self, posts: Sequence[ReadPost]) -> None:
        found = {(self._channel(one).pk, one.ref): one for one in posts}
        refs = Post.objects.filter(
            channel__in={channel for channel, _ in found}, ref__in={ref for _, ref in found}
        )
        here = set(refs.values_list("channel_id", "ref"))
        new = [self._post(one) for key, one in found.items() if key not in here]
        Post.objects.bulk_create(new, batch_size=100)
        self._imported.posts += len(new)
        self._imported.known += len(posts) - len(new)
        self._imported.wordless += sum(not one.text.strip() for one in new)
        for one in new:
            self._fields.update(one.other.keys())

    def _channel(self, post: ReadPost) -> Channel:
        key = (post.platform, post.channel)
        if key not in self._channels:
            self._channels[key], _ = Channel.objects.get_or_create(
                operation=self._imported.operation,
                agency=self._imported.agency,
                platform=post.platform,
                ref=post.channel,
                defaults={"name": post.channel_name, "is_person": post.is_person},
            )
        return self._channels[key]

    def _post(self, post: ReadPost) -> Post:
        return Post(
            operation=self._imported.operation,
            agency=self._imported.agency,
            imported=self._imported,
            channel=self._channel(post),
            ref=post.ref,
            at=post.at,
            text=post.text,
            author=keyed_hash(f"{post.platform}:{post.author}") if post.author else "",
            reply_to=post.reply_to,
            views=post.views,
            likes=post.likes,
            shares=post.shares,
            comments=post.comments,
            other=post.other,
        )
