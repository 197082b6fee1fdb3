"""Takes out of words what nobody sees but what changes how they are shown or cannot be kept."""

import re
from dataclasses import replace

from hawkari.desks.campaign.bank.values import Content, Help, Source

__all__ = ["cleaned", "plain"]

# Controls but line ends and tabs, and marks that turn the direction of all that follows: with one
# of them a signer would see other words than those they sign. Products isolate values themselves;
# joiners stay, for Persian is written with them.
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """Words without controls and direction marks, and without space around; line ends are LF."""
    return UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def cleaned(content: Content) -> Content:
    """An answer's words, each `plain`."""
    return replace(
        content,
        claim=plain(content.claim),
        answer=plain(content.answer),
        more=plain(content.more),
        deterrence=plain(content.deterrence),
        attribution=plain(content.attribution),
        protection=tuple(Help(plain(one.name), plain(one.how)) for one in content.protection),
        sources=tuple(
            Source(plain(one.title), plain(one.publisher), plain(one.url), plain(one.on))
            for one in content.sources
        ),
    )
