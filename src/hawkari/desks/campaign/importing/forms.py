"""Which form a file of posts has, told by its content."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from hawkari.desks.campaign.importing.fields import FIELDS
from hawkari.desks.campaign.importing.objects import line_rows, listed_rows, posts_of_objects
from hawkari.desks.campaign.importing.tables import table_posts
from hawkari.desks.campaign.importing.telegram import telegram_posts
from hawkari.desks.campaign.importing.values import BadPost, PostFile, ReadPost
from hawkari.errors import BadInput
from hawkari.evidence.loaders.partner_files import FileHead, open_binary, read_head
from hawkari.evidence.loaders.telegram import is_chat_export
from hawkari.evidence.loaders.zips import ZIP_DAMAGE, checked_member

__all__ = ["FORMS", "open_posts"]

FORMS: dict[str, str] = {
    "telegram": "Telegram Desktop (result.json)",
    "json": "JSON with a list of posts",
    "lines": "JSON lines",
    **{one.name: one.title for one in FIELDS},
}
"""Names of the forms, and what each is, in English."""
ENDINGS = (".json", ".ndjson", ".jsonl", ".csv", ".tsv")
PIECE = 1 << 20


@contextmanager
def open_posts(path: Path) -> Iterator[PostFile]:
    """A file of posts; of an archive, the one file of posts in it.

    Raises:
        BadInput: if it is of no form that can be imported, with what to do.
    """
    head = read_head(path)
    if head.data.startswith(b"PK\x03\x04"):
        with TemporaryDirectory(prefix="hawkari-posts-") as folder:
            yield _opened(read_head(_unpacked(head, Path(folder))))
    else:
        yield _opened(head)


def _opened(head: FileHead) -> PostFile:
    if is_chat_export(head):
        return _made("telegram", lambda passed: telegram_posts(head.path, passed))
    start = head.data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:1] not in (b"{", b"["):
        table, rows = table_posts(head.path)
        return PostFile(table.name, rows)
    rows_of, form = (line_rows, "lines") if _is_lines(start) else (listed_rows, "json")
    name = head.path.name
    return _made(
        form, lambda passed: posts_of_objects(rows_of(head.path), file=name, passed_over=passed)
    )


def _made(form: str, rows: Callable[[Counter[str]], Iterator[ReadPost | BadPost]]) -> PostFile:
    passed: Counter[str] = Counter()
    return PostFile(form, rows(passed), passed)


def _is_lines(start: bytes) -> bool:
    """Whether it is one object a line; one object alone on one line counts as that."""
    first, _, rest = start.partition(b"\n")
    return start[:1] == b"{" and first.rstrip().endswith(b"}") and rest.lstrip()[:1] in (b"", b"{")


def _unpacked(head: FileHead, folder: Path) -> Path:
    found = [one for one in head.members if one.lower().endswith(ENDINGS)]
    exports = [one for one in found if one.rpartition("/")[2] == "result.json"]
    found = exports or found
    if len(found) != 1:
        raise BadInput(
            f"the archive holds {len(found)} files that could be posts",
            "Import the file itself.",
            where=(head.path.name,),
        )
    out = folder / found[0].rpartition("/")[2]
    with open_binary(head.path) as stream:
        try:
            with (
                checked_member(stream, head.path, found[0]).open(found[0]) as member,
                out.open("wb") as to,
            ):
                while piece := member.read(PIECE):
                    to.write(piece)
        except ZIP_DAMAGE as error:
            raise BadInput(
                "the archive is cut off or damaged", "Export it again.", where=(head.path.name,)
            ) from error
    return out
