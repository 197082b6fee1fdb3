"""Reads which telephone numbers this node's indexes hold as decoys."""

import re

from hawkari.errors import BadInput

__all__ = ["decoy_blocks"]

BLOCK = re.compile(r"(\+[1-9]\d{2,13}):(\d):(\d{1,4})")


def decoy_blocks(text: str) -> list[tuple[str, int, int]]:
    """Blocks of numbers that nobody is assigned, and how many decoys are drawn in each.

    Args:
        text: ``PREFIX:DIGITS:COUNT``, comma-separated: ``+9647501:6:500`` draws 500 of the numbers
            with six digits behind that prefix. Empty for none.

    Raises:
        BadInput: if a block is written otherwise.
    """
    found = []
    for block in filter(None, map(str.strip, text.split(","))):
        match = BLOCK.fullmatch(block)
        if match is None:
            raise BadInput(
                f"HAWKARI_BLIND_DECOYS has the block {block!r}",
                "Write prefix:digits:count, e.g. +9647501:6:500.",
            )
        found.append((match[1], int(match[2]), int(match[3])))
    return found
