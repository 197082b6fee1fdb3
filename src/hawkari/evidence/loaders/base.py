"""What every loader offers, and which loader reads which file.

A file's kind is told by its content, never by its name.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from hawkari.errors import BadInput
from hawkari.evidence.loaders.call_exports import CallExportLoader
from hawkari.evidence.loaders.cards import CardLoader
from hawkari.evidence.loaders.chats import ChatLoader
from hawkari.evidence.loaders.delimited import DelimitedLoader
from hawkari.evidence.loaders.documents import DocumentLoader
from hawkari.evidence.loaders.eu_list import EuListLoader
from hawkari.evidence.loaders.extractions import ExtractionLoader
from hawkari.evidence.loaders.followthemoney_lines import FOLLOW_THE_MONEY, FollowTheMoneyLoader
from hawkari.evidence.loaders.followthemoney_tables import FollowTheMoneyTableLoader
from hawkari.evidence.loaders.graphs import GraphLoader
from hawkari.evidence.loaders.json_tables import JsonTableLoader
from hawkari.evidence.loaders.layouts import Layout
from hawkari.evidence.loaders.letters import LetterLoader
from hawkari.evidence.loaders.ofac_list import OfacListLoader
from hawkari.evidence.loaders.ofac_tables import OfacTablesLoader
from hawkari.evidence.loaders.old_workbooks import OldWorkbookLoader
from hawkari.evidence.loaders.open_sheets import OpenSheetLoader
from hawkari.evidence.loaders.partner_files import FileHead, read_head
from hawkari.evidence.loaders.pdf import PdfLoader
from hawkari.evidence.loaders.record_files import RecordLoader
from hawkari.evidence.loaders.stix_bundles import StixLoader
from hawkari.evidence.loaders.telegram import TelegramLoader
from hawkari.evidence.loaders.uk_list import UkListLoader
from hawkari.evidence.loaders.un_list import UnListLoader
from hawkari.evidence.loaders.values import Context, RowOutcome
from hawkari.evidence.loaders.workbooks import WorkbookLoader

__all__ = ["FIXED_LAYOUTS", "LOADERS", "Loader", "loader_for"]


class Loader(Protocol):
    """Reads one kind of file. Holds no state: one object serves every file."""

    @property
    def name(self) -> str:
        """Short name of the kind, e.g. ``workbook``."""

    def recognises(self, head: FileHead) -> bool:
        """Whether a file that begins so is of this kind."""

    def sniff(self, path: Path, context: Context, layouts: tuple[Layout, ...]) -> Layout:
        """What the file's fields mean.

        Args:
            path: the file.
            context: as for `rows`.
            layouts: those to choose from, the preferred ones first.

        Raises:
            BadInput: if the file cannot be read.
            UnknownLayout: if no layout fits; only for tables.
        """

    def rows(
        self, path: Path, layout: Layout, context: Context, *, skip: int = 0
    ) -> Iterator[RowOutcome]:
        """The file row by row, always in the same order, in memory that does not grow with it.

        Args:
            path: the file.
            layout: what `sniff` gave.
            context: source, country, encoding.
            skip: how many outcomes at the beginning to leave out: an interrupted load goes on
                behind the rows it has committed.

        Raises:
            BadInput: if the file as a whole cannot be read. One bad row never raises: it is
                refused in its outcome.
        """


LOADERS: tuple[Loader, ...] = (
    PdfLoader(),
    OpenSheetLoader(),
    DocumentLoader(),
    ExtractionLoader(),
    WorkbookLoader(),
    OldWorkbookLoader(),
    StixLoader(),
    FollowTheMoneyLoader(),
    TelegramLoader(),
    UnListLoader(),
    EuListLoader(),
    UkListLoader(),
    OfacListLoader(),
    GraphLoader(),
    OfacTablesLoader(),
    CallExportLoader(),
    CardLoader(),
    ChatLoader(),
    LetterLoader(),
    FollowTheMoneyTableLoader(),
    JsonTableLoader(),
    DelimitedLoader(),
)
"""All loaders, in the order in which they are asked; delimited text is what remains."""


FIXED_LAYOUTS: dict[str, Layout] = {
    layout.name: layout
    for layout in (
        FOLLOW_THE_MONEY,
        *(loader.layout for loader in LOADERS if isinstance(loader, RecordLoader)),
    )
}
"""The layouts that belong to a kind of file and have no tables, by name."""


_NO_TABLE = {b"<": "XML or HTML"}


def loader_for(path: Path) -> Loader:
    """The loader of a file's kind.

    Raises:
        BadInput: if the file cannot be read, is empty, or is of no kind that is read.
    """
    head = read_head(path)
    chosen = next(loader for loader in LOADERS if loader.recognises(head))
    start = head.data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    form = _NO_TABLE.get(start)
    if form is not None and isinstance(chosen, DelimitedLoader):
        raise BadInput(
            f"the file is {form} of a form that is not known",
            "The file formats page of the documentation names what is read.",
            where=(path.name,),
        )
    return chosen
