"""Words that are known to be names: to find people named in a text, so that they can be hidden."""

import json
import unicodedata
from functools import cache
from importlib.resources import files

__all__ = ["is_name_word"]

LONGEST = 40
_LETTERS = str.maketrans("يىكةہ", "ییکەە")


def is_name_word(word: str) -> bool:
    """Whether a word is a given or family name that the tables know, in Arabic or Latin script.

    Many names are words too, and most names are in no table: two such words beside each other say
    much, one alone little, and none nothing.
    """
    return len(word) <= LONGEST and _plain(word) in _known()


@cache
def _known() -> frozenset[str]:
    resources = files("hawkari.engines.names").joinpath("resources")
    readings = json.loads(resources.joinpath("readings.json").read_text("utf-8"))["readings"]
    parts = json.loads(resources.joinpath("parts.json").read_text("utf-8"))
    words = {*readings, *readings.values()}
    for kind in ("families", "given_in_i", "first_of_compound", "second_of_compound"):
        for listed in parts[kind].values():
            words.update(listed.split())
    forms = json.loads(resources.joinpath("short_forms.json").read_text("utf-8"))["forms"]
    words.update(word for one in forms for word in one["full"].split())
    return frozenset(_plain(one) for one in words if len(one) > 1)


def _plain(word: str) -> str:
    """Lower case, without marks, letters of the Arabic keyboard as those of the Kurdish one."""
    parts = unicodedata.normalize("NFKD", word.casefold().translate(_LETTERS))
    return "".join(one for one in parts if not unicodedata.combining(one)).translate(_LETTERS)
