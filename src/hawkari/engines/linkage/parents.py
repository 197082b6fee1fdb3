"""Names of parents, and names of a record with its father's put in.

A chain of names carries the father's already, and then the comparison of names has used it. So:

- where the names of *both* records carry the father that they state, their fathers are not
  compared beside the names: that would count one thing twice;
- where a record states a father and its own names lack him, the name with his put in (*composed*)
  is one more name of it, for records that state none: their chain may carry him.

Mothers stand in no chain.
"""

from collections.abc import Sequence

from hawkari.engines.names import fold, skeletons

__all__ = ["carries", "composed"]

_MOST_COMPOSED = 3


def carries(parts: Sequence[frozenset[str]], fathers: Sequence[str]) -> bool:
    """Whether one of some names has all parts of one of some fathers' names.

    Args:
        parts: skeletons of each name's parts.
        fathers: their names.
    """
    stated = [frozenset(skeletons(father)) for father in fathers]
    return any(father <= name for father in stated for name in parts)


def composed(names: Sequence[str], fathers: Sequence[str]) -> tuple[str, ...]:
    """Names with a father's put behind the given name; at most 3."""
    return tuple(_composed(name, father) for father in fathers for name in names)[:_MOST_COMPOSED]


def _composed(name: str, father: str) -> str:
    words = name.split()
    given = fold(name).tokens[:1]
    for size in (1, 2):
        if len(words) > size and fold(" ".join(words[:size])).tokens == given:
            return " ".join((*words[:size], father, *words[size:]))
    return f"{name} {father}"
