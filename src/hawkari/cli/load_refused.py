"""`hawkari load --refused`: the rows that were refused, as a table to mend and load again."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from hawkari.errors import BadInput

if TYPE_CHECKING:
    from hawkari.evidence.access import Access
    from hawkari.evidence.loading.files import LoadReport, Terms

__all__ = ["check_target", "write_refused"]


def check_target(to: Path | None) -> None:
    """Refuse a file that the refused rows could not be written to, before anything is loaded.

    Args:
        to: where; None for nowhere.

    Raises:
        BadInput: if there is a file of that name, or no folder that it can be written to.
    """
    if to is None:
        return
    problem = ""
    if os.path.lexists(to):
        problem = "there is a file of that name"
    elif not (to.parent.is_dir() and os.access(to.parent, os.W_OK)):
        problem = "its folder is none that can be written to"
    if problem:
        raise BadInput(
            f"the refused rows cannot be written: {problem}",
            "Nothing was loaded; name another file for them.",
            where=(str(to),),
        )


def write_refused(
    to: Path | None, path: Path, terms: "Terms", *, access: "Access", report: "LoadReport"
) -> None:
    """Write the refused rows of a file that was loaded or tried; nothing where none were refused.

    Args:
        to: where; None for nowhere. Only its owner may read it.
        path: the file that was loaded.
        terms: as it was loaded with.
        access: who loads.
        report: of the load.

    Raises:
        BadInput: if there is a file of that name now, or it cannot be written.
    """
    if to is None or not report.refused_count:
        return
    from hawkari.evidence.loading.refused_rows import refused_rows

    found = refused_rows(path, terms, access=access)
    try:
        descriptor = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as stream:
            stream.write(found.text)
    except OSError as error:
        raise BadInput(
            f"the refused rows cannot be written ({error.strerror})",
            "The file is loaded; name another file for them and load it again.",
            where=(str(to),),
        ) from error
    more = f"; {found.left_out:,} more are left out" if found.left_out else ""
    sys.stderr.write(f"{to}: {found.rows:,} refused rows to mend and load again{more}\n")
