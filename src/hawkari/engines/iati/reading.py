"""Reads files of aid data one record at a time: memory is that of the largest record.

Nothing outside the file is followed. A document type, and with it every entity, ends the reading.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from lxml import etree

from hawkari.engines.iati.activity import Activity
from hawkari.errors import BadInput

__all__ = ["RECORDS", "ROOTS", "BrokenFile", "Progress", "Source", "Stream", "parse_one", "read"]

Source = str | Path | bytes | IO[bytes]
Progress = Callable[[int, int], None]

RECORDS = {"iati-activities": "iati-activity", "iati-organisations": "iati-organisation"}
ROOTS = frozenset(RECORDS)
_BLOCK = 1 << 16
_DEEPEST = 200
_SAFE = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "attribute_defaults": False,
    "huge_tree": False,
}
# What the parser says of entities that only a document type can declare.
_DECLARED = ("entity amplification", "external entity", "entity reference loop", "pereference")
_REMEDY = "Ask its publisher for a whole file in UTF-8, or save it again as XML"


class BrokenFile(BadInput):
    """A file that is no whole XML.

    Args:
        reason: what the parser says of it, in English.
        line: where it breaks off; 0 where that is not known.
        column: the same.
        name: of the file, where it has one.
    """

    def __init__(self, reason: str, line: int, column: int, *, name: tuple[str, ...] = ()) -> None:
        self.reason, self.line, self.column = reason, line, column
        place = (*name, f"line {line}", f"column {column}") if line else name
        super().__init__(f"the file is no whole XML: {reason}", _REMEDY, where=place)


def read(source: Source, *, progress: Progress | None = None) -> Iterator[Activity]:
    """Every activity of a file, each with all its elements and attributes, in order.

    Args:
        source: path or bytes of the file, or an open binary file.
        progress: is told bytes read, and bytes in all (0 where that is unknown).

    Raises:
        BadInput: if it cannot be opened, is no XML, or declares a document type.
    """
    yield from Stream(source, progress=progress)


@dataclass(slots=True)
class Stream:
    """The records of a file, one at a time; what stands around them is known at the end.

    Attributes:
        source: path or bytes of the file, or an open binary file.
        progress: is told bytes read, and bytes in all (0 where that is unknown).
        root: after the last record, the outermost element, with what it holds besides records.
        shape: after the last record, what the outermost element held, in order: ``True`` for a
            run of records, else the element.
    """

    source: Source
    progress: Progress | None = None
    root: Any = None
    shape: list[Any] = field(default_factory=list)

    def __iter__(self) -> Iterator[Activity]:
        """Each record, taken out of its file."""
        with _opened(self.source) as (stream, name, size):
            try:
                yield from self._records(stream, size)
            except etree.XMLSyntaxError as error:
                raise _broken(error, name) from error
            except (LookupError, UnicodeError, ValueError) as error:
                problem = "the file is in an encoding that cannot be read"
                raise BadInput(problem, _REMEDY, where=name) from error

    def _records(self, stream: IO[bytes], size: int) -> Iterator[Activity]:
        parser = etree.XMLPullParser(events=("start", "end"), tag=tuple(RECORDS.values()), **_SAFE)
        held: Any = None
        depth = done = 0
        checked = False
        while block := stream.read(_BLOCK):
            parser.feed(block)
            done += len(block)
            for event, element in parser.read_events():
                if not checked:
                    self._begin(element)
                    checked = True
                depth += 1 if event == "start" else -1
                outermost = depth == (1 if event == "start" else 0)
                if not outermost or element.getparent() is not self.root:
                    continue
                # A record is taken out only once the next begins: till then the parser is still
                # writing what stands after it.
                if event == "start":
                    if held is not None:
                        yield self._take(held)
                    held = None
                else:
                    held = element
            if self.progress:
                self.progress(done, size)
        root = parser.close()
        self._begin(root)
        if held is not None:
            yield self._take(held)
        self._keep_rest()

    def _begin(self, element: Any) -> None:
        tree = element.getroottree()
        if tree.docinfo.internalDTD is not None or tree.docinfo.externalDTD is not None:
            raise _declares(())
        self.root = tree.getroot()

    def _keep_rest(self) -> None:
        self.shape.extend(child for child in self.root if isinstance(child.tag, str))

    def _take(self, element: Any) -> Activity:
        line = element.sourceline or 0
        # What stood before this record and is none itself: kept in order, out of the tree.
        for child in reversed(list(element.itersiblings(preceding=True))):
            self.root.remove(child)
            if isinstance(child.tag, str):
                self.shape.append(child)
        if not self.shape or self.shape[-1] is not True:
            self.shape.append(True)
        self.root.remove(element)
        element.tail = None
        return Activity(element, line)


def parse_one(data: bytes) -> Any:
    """The outermost element of a small document, read as safely as a file.

    Raises:
        BadInput: if it is no XML, or declares a document type.
    """
    try:
        root = etree.fromstring(data, etree.XMLParser(**_SAFE))
    except etree.XMLSyntaxError as error:
        raise _broken(error, ()) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _declares(())
    return root


@contextmanager
def _opened(source: Source) -> Iterator[tuple[IO[bytes], tuple[str, ...], int]]:
    if isinstance(source, bytes):
        yield BytesIO(source), (), len(source)
        return
    if not isinstance(source, str | Path):
        yield source, (), 0
        return
    path = Path(source)
    try:
        with path.open("rb") as stream:
            yield stream, (str(source),), path.stat().st_size
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise BadInput(
            f"the file cannot be opened: {reason}",
            "Check the path and who may read it",
            where=(str(source),),
        ) from error


def _broken(error: etree.XMLSyntaxError, name: tuple[str, ...]) -> BadInput:
    if any(words in (error.msg or "").lower() for words in _DECLARED):
        return _declares(name)
    line, column = error.position
    reason = (error.msg or "it ends too early").rsplit(", line", 1)[0].strip().rstrip(".")
    return BrokenFile(reason, line, column, name=name)


def _declares(name: tuple[str, ...]) -> BadInput:
    return BadInput(
        "the file declares a document type or entities, which can hide harm",
        "Take the lines that begin with <!DOCTYPE and <!ENTITY out of it, or ask its publisher to",
        where=name,
    )
