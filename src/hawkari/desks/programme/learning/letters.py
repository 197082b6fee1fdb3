"""The letters of a question's options, as people write them on paper and in tables."""

__all__ = ["LETTERS", "place_of"]

LETTERS = "ABCDEF"
_FOLDED = {"أ": "A", "ا": "A", "ب": "B", "ج": "C", "د": "D", "ه": "E", "و": "F"}


def place_of(said: str) -> int | None:
    """The place, from 0, of the option that a letter names; None where it is no such letter.

    Args:
        said: one letter in either case, or its fellow of the Arabic order (أ ب ج د ه و).
    """
    letter = said.strip().upper()
    found = LETTERS.find(_FOLDED.get(letter, letter))
    return found if len(letter) == 1 and found >= 0 else None
