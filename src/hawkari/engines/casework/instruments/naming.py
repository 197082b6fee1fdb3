"""What an instrument may be called: the letters RSS only where somebody signed its weights off.

IOM's Reintegration Sustainability Survey (handbook 2019, ISBN 978-92-9068-811-2, Annex 4) is a
measure that agencies compare across countries. A file that carries its name with other weights
would make figures that look comparable and are not. So the name is refused unless a named person
signed, for exactly this content, that it was checked against that annex.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from hawkari.engines.casework.instruments.values import Instrument, SignOff
from hawkari.errors import BadInput

__all__ = ["ANNEX", "check_name", "claims_rss", "read_sign_off"]

ANNEX = "IOM Reintegration Handbook (2019), Annex 4"
# Letters of other scripts that look like those of the name.
ALIKE = str.maketrans(
    {"р": "r", "г": "r", "ѕ": "s", "Ѕ": "s", "ʀ": "r", "ꜱ": "s", "ᴿ": "r", "ˢ": "s"}
)
LETTERS = re.compile(r"(?<![^\W\d_])r[\W_]*s[\W_]*s(?![^\W\d_])")
NAMES = (
    re.compile(r"reintegration\W+sustainability"),
    re.compile(r"استدامة\W+(إعادة\W+)?(ال)?[إا]دماج"),
    re.compile(r"بەردەوامی\W+(دووبارە\W+)?تێکەڵ"),
)


def claims_rss(text: str) -> bool:
    """Whether a text names IOM's survey, by its letters or its title, however they are typed."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(ALIKE)
    plain = "".join(one for one in plain if unicodedata.category(one) not in {"Cf", "Mn"})
    return bool(LETTERS.search(plain)) or any(name.search(plain) for name in NAMES)


def read_sign_off(raw: bytes) -> SignOff:
    """A sign-off from its file: JSON ``{"sha256", "by", "on", "against"}``.

    Whoever takes the file answers for its being that person's word; it carries no key.

    Raises:
        BadInput: if it is no sign-off.
    """
    try:
        data = json.loads(raw.decode("utf-8-sig"))
        words = {name: str(data[name]) for name in ("sha256", "by", "against")}
        return SignOff(on=date.fromisoformat(data["on"]), **words)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadInput(
            "this is no sign-off", 'Give {"sha256", "by", "on": "YYYY-MM-DD", "against"}.'
        ) from error


def check_name(instrument: Instrument, sign_off: SignOff | None = None) -> None:
    """Refuse an instrument that names IOM's survey and is not signed off as checked against it.

    Raises:
        BadInput: saying where the name stands, and what would allow it.
    """
    place = next((where for where, text in _texts(instrument) if claims_rss(text)), "")
    if place and not _stands(instrument, sign_off):
        raise BadInput(
            "this names the RSS, and nobody signed that it is",
            f"Call it something else, or let a named person check it against {ANNEX} and sign "
            f"for the content {instrument.sha256}.",
            where=(place,),
        )


def _stands(instrument: Instrument, sign_off: SignOff | None) -> bool:
    return (
        sign_off is not None
        and sign_off.sha256 == instrument.sha256
        and bool(sign_off.by.strip())
        and sign_off.against == ANNEX
    )


def _texts(instrument: Instrument) -> Iterator[tuple[str, str]]:
    yield "id", instrument.id
    yield "version", instrument.version
    yield "source", instrument.source
    yield "licence", instrument.licence
    for text in instrument.title.values():
        yield "title", text
    described = [(one.id, one.words) for one in instrument.dimensions]
    described += [(one.id, one.words) for one in instrument.bands]
    described += [(one.id, one.words) for one in instrument.items]
    for name, words in described:
        for text in (name, *words.values()):
            yield name, text
    for item in instrument.items:
        for choice in item.choices:
            for text in (choice.id, *choice.words.values()):
                yield f"{item.id}.{choice.id}", text
