"""Hands out every answer that may leave, as files in a folder; says of the others why they stay."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from hawkari.desks.campaign.bank import LANGUAGES, Reason
from hawkari.desks.campaign.services.answers import require_working
from hawkari.desks.campaign.services.bank_reading import Stand, rows_of
from hawkari.desks.campaign.services.products import KINDS, make_product
from hawkari.errors import BadInput
from hawkari.evidence.access import Access

__all__ = ["Asked", "Exported", "export_bank"]

MARKUP = "claimreview"
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is handed out.

    Attributes:
        languages: of answers; empty for all.
        kinds: of products; empty for all, markup only where `page` is given.
        page: address of the page of an answer, with ``{reference}`` and ``{language}``.
    """

    languages: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    page: str = ""


@dataclass(slots=True)
class Exported:
    """What was written, and what stays.

    Attributes:
        files: names of the files in the folder.
        stays: reference, language and reasons of each answer that may not leave.
    """

    files: list[str] = field(default_factory=list)
    stays: list[tuple[str, str, tuple[Reason, ...]]] = field(default_factory=list)


def export_bank(access: Access, asked: Asked, *, folder: Path, fonts: Path) -> Exported:
    """Write the products of every answer that may leave today, and a manifest.

    Args:
        access: who takes them.
        asked: which.
        folder: where to; made if it is not there.
        fonts: folder of the fonts for Arabic script.

    Raises:
        AccessDenied: if the role neither writes nor signs answers.
        BadInput: if there is no such language or product, or the folder cannot be written to.
    """
    require_working(access)
    kinds = _kinds(asked)
    languages = _known(asked.languages, LANGUAGES, "language") or LANGUAGES
    done = Exported()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for row in rows_of(access):
            for stand in row.stands:
                if stand.content is None or stand.language not in languages:
                    continue
                if stand.reasons:
                    done.stays.append((row.myth.reference, stand.language, stand.reasons))
                    continue
                for kind in kinds:
                    page = _page(asked.page, row.myth.reference, stand)
                    made = make_product(
                        access, row.myth.reference, stand.language, kind=kind, fonts=fonts, url=page
                    )
                    (folder / made.name).write_bytes(made.content)
                    done.files.append(made.name)
        _manifest(folder, done)
    except OSError as error:
        raise BadInput(
            f"the folder cannot be written to ({error.strerror})",
            "Choose another one.",
            where=(str(folder),),
        ) from error
    return done


def _kinds(asked: Asked) -> tuple[str, ...]:
    kinds = _known(asked.kinds, tuple(KINDS), "product")
    if MARKUP in kinds and not asked.page:
        raise BadInput(
            "markup needs the address of the page that shows the answer",
            "Give --page, for example https://example.org/{reference}/{language}.",
        )
    return kinds or tuple(one for one in KINDS if one != MARKUP or asked.page)


def _known(asked: Sequence[str], known: tuple[str, ...], what: str) -> tuple[str, ...]:
    for one in asked:
        if one not in known:
            raise BadInput(f"there is no {what} {one!r}", f"Choose one of {', '.join(known)}.")
    return tuple(asked)


def _page(pattern: str, reference: str, stand: Stand) -> str:
    return pattern.replace("{reference}", reference).replace("{language}", stand.language)


def _manifest(folder: Path, done: Exported) -> None:
    said = asdict(done) | {
        "stays": [
            {"myth": myth, "language": language, "reasons": [str(one) for one in reasons]}
            for myth, language, reasons in done.stays
        ]
    }
    text = json.dumps(said, ensure_ascii=False, indent=2) + "\n"
    (folder / MANIFEST).write_text(text, "utf-8")
