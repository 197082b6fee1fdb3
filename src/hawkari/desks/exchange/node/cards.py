"""Cards: what one node shows another of itself, as a small file."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from hawkari.engines.envelopes import fingerprint
from hawkari.errors import BadInput

__all__ = ["Card", "read_card", "read_card_file", "write_card"]

LARGEST_CARD = 65_536
FORMAT = "hawkari-node-card/1"


@dataclass(frozen=True, slots=True)
class Card:
    """What one node shows another of itself; nothing of it is secret.

    Attributes:
        agency: the agency's short name.
        name: its name.
        country: its country's code.
        address: ``https://host:port``, or empty where messages travel as files only.
        signing_key: as `hawkari.engines.envelopes` reads it.
        sealing_key: likewise.
        tls_certificate: PEM, or empty.
    """

    agency: str
    name: str
    country: str
    address: str
    signing_key: str
    sealing_key: str
    tls_certificate: str = ""

    @property
    def fingerprint(self) -> str:
        """What two people compare by voice before the card is believed."""
        return fingerprint(self.agency, self.signing_key, self.sealing_key, self.tls_certificate)

    def check_fingerprint(self, heard: str) -> None:
        """Refuse a fingerprint that is not this card's.

        Args:
            heard: what the partner read out; spaces and large letters do not count.

        Raises:
            BadInput: if it is another one. The card's own is not told: it must be heard.
        """
        if "".join(heard.split()).lower() != self.fingerprint.replace(" ", ""):
            raise BadInput(
                "the fingerprint is not the card's" if heard.strip() else "no fingerprint is given",
                "Call the partner at a number that you know, let them read theirs out "
                "(hawkari node show), and give what you hear.",
            )


def write_card(card: Card) -> str:
    """The text of a card's file."""
    return json.dumps({"format": FORMAT, **asdict(card)}, ensure_ascii=False, indent=1) + "\n"


def read_card(text: str | bytes, *, where: tuple[str, ...] = ()) -> Card:
    """The card of a text.

    Raises:
        BadInput: if it is none.
    """
    names = Card.__slots__
    try:
        found = json.loads(text[:LARGEST_CARD])
        fits = (
            found.pop("format") == FORMAT
            and set(found) == set(names)
            and all(isinstance(one, str) for one in found.values())
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        fits = False
    if not fits:
        raise BadInput(
            "this is no card of a node", "Give the file that hawkari node show --card wrote.",
            where=where,
        )  # fmt: skip
    return Card(**found)


def read_card_file(path: Path) -> Card:
    """The card in a file.

    Raises:
        BadInput: if the file cannot be read or holds no card.
    """
    try:
        with path.open("rb") as stream:
            text = stream.read(LARGEST_CARD + 1)
    except OSError as error:
        raise BadInput(
            f"the file cannot be read ({error.strerror})", "Check its path.", where=(str(path),)
        ) from error
    return read_card(text, where=(path.name,))
