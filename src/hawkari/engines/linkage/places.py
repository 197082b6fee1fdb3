"""Places as keys: any script, known other names, and what lies in what."""

import re
from functools import lru_cache

from hawkari.engines.names import blocking_keys

__all__ = ["place_keys", "region_keys"]

_PARTS = re.compile(r"[,،(/;]")
# Cities that go by names no two of which sound alike. General knowledge; the first is the key.
_OTHER_NAMES = (
    ("Erbil", "Arbil", "Irbil", "Hewler", "هەولێر", "أربيل"),
    ("Sulaymaniyah", "Slemani", "Sulaimani", "Soulaymaniya", "السليمانية", "سلێمانی"),
    ("Duhok", "Dahuk", "دهۆک", "دهوك"),
    ("Urmia", "Orumiyeh", "Wirme", "ورمێ", "ارومیه"),
    ("Sanandaj", "Sine", "سنە", "سنندج"),
    ("Diyarbakir", "Amed", "ئامەد", "ديار بكر"),
    ("Sanliurfa", "Urfa", "Riha", "ڕوها", "أورفة"),
    ("Kobani", "Ayn al-Arab", "کۆبانێ", "عين العرب"),
    ("Qamishli", "Qamislo", "قامشلۆ", "القامشلي"),
    ("Akre", "Aqrah", "ئاکرێ", "عقرة"),
    ("Koya", "Koysinjaq", "کۆیە", "كويسنجق"),
    ("Chamchamal", "چەمچەماڵ", "جمجمال"),
)  # fmt: skip


@lru_cache(maxsize=1)
def _known() -> dict[str, tuple[str, ...]]:
    """By the keys of any of a city's names, those of its first."""
    return {
        " ".join(blocking_keys(name)): blocking_keys(names[0])
        for names in _OTHER_NAMES
        for name in names
    }


@lru_cache(maxsize=1 << 14)
def place_keys(text: str) -> tuple[str, ...]:
    """Keys of a place, without what it lies in; two writings of one place share one.

    Args:
        text: a place in any script, as ``Mosul, Iraq``.
    """
    return _keys(_PARTS.split(text)[0])


@lru_cache(maxsize=1 << 14)
def region_keys(text: str) -> tuple[str, ...]:
    """Keys of what a place is said to lie in; none where nothing is said."""
    return tuple(key for part in _PARTS.split(text)[1:] for key in _keys(part))


def _keys(name: str) -> tuple[str, ...]:
    keys = blocking_keys(name)
    return tuple(dict.fromkeys((*keys, *_known().get(" ".join(keys), ()))))
