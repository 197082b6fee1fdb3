"""Short and pet forms, which no alignment of letters reaches: Hama is Muhammad, Brayim Ibrahim."""

import json
from functools import lru_cache
from importlib.resources import files

from hawkari.engines.names.fold import fold

__all__ = ["form_of", "full_of"]


@lru_cache(maxsize=1)
def _forms() -> dict[str, tuple[int, str]]:
    """By folded token: the number of its name, below 0 for a short form; and a full form."""
    resource = files("hawkari.engines.names").joinpath("resources", "short_forms.json")
    forms: dict[str, tuple[int, str]] = {}
    for number, row in enumerate(json.loads(resource.read_text("utf-8"))["forms"], start=1):
        full = [_token(word) for word in row["full"].split()]
        forms.update(dict.fromkeys(full, (number, full[0])))
        short = {_token(word) for word in row["short"].split()} - set(full)
        forms.update({token: (-number, full[0]) for token in short if token not in forms})
    return forms


def _token(word: str) -> str:
    return fold(word).tokens[0]


def form_of(token: str) -> int:
    """The number of the name that a folded token is a form of.

    Returns:
        0 for most tokens; above 0 for a full form, below 0 for a short form of the same name.
    """
    return _forms().get(token, (0, ""))[0]


def full_of(token: str) -> str:
    """A full form of a folded token that is a short form; empty for every other."""
    number, full = _forms().get(token, (0, ""))
    return full if number < 0 else ""
