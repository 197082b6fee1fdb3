"""How much a shared word says: many men are called Muhammad, few Sherko."""

from functools import lru_cache

from hawkari.engines.names.skeleton import skeleton_of
from hawkari.engines.names.words import WEAK

__all__ = ["bits_of"]

_MOST = 12.0
_WEAK_BITS = 1.0
# Bits of the commonest names of the region by skeleton: about -log2 of the share of people who
# bear the name somewhere in their chain. Rounded from general knowledge, not from a register.
_COMMON = {
    "mmd": 2.0, "md": 3.5, "l": 3.0, "sn": 3.5, "bdl": 4.0, "mmt": 2.0, "mr": 4.0, "km": 5.0,
    "brm": 4.5, "kld": 5.0, "sl": 4.5, "smn": 5.5, "smr": 6.0, "ysf": 5.0, "kdr": 5.5, "krm": 5.0,
    "rsl": 5.5, "sml": 5.0, "bdrmn": 5.5, "bdkdr": 6.0, "bdkrm": 6.0, "bdss": 6.0, "bds": 5.5,
    "rsd": 6.0, "rjd": 6.0, "jml": 6.0, "kml": 6.0, "smd": 5.5, "mmn": 5.5, "mn": 5.0, "nr": 5.5,
    "bs": 5.5, "bkr": 6.0, "sd": 5.0, "rj": 6.0, "r": 6.0, "slm": 5.0, "sm": 6.0, "tr": 6.0,
    "mstf": 5.0, "mmdmn": 7.0, "bbkr": 6.5, "mjd": 6.0, "kdj": 7.0, "ftm": 5.5, "rs": 6.0,
}  # fmt: skip


@lru_cache(maxsize=1 << 16)
def bits_of(token: str) -> float:
    """Bits that sharing a token gives, before its spelling is looked at.

    Args:
        token: a folded token.

    Returns:
        1 for titles and other weak words; about 2 for the commonest name; up to 12. A name that
        the table lacks gets more the more consonants it has, as short skeletons collide.
    """
    if token in WEAK:
        return _WEAK_BITS
    skeleton = skeleton_of(token)
    known = _COMMON.get(skeleton)
    return min(_MOST, 3.5 + 1.75 * len(skeleton)) if known is None else known
