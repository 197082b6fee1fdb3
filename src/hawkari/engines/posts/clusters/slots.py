"""What a family of posts keeps and what it varies: constant words and the slots between them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from hawkari.engines.posts.canonical import canonical

__all__ = ["Slot", "SlotView", "slots"]

CONSTANT = 0.6  # share of the posts that hold a word that counts as constant
_VALUE = re.compile(r"[\d@]")
TAG = re.compile(r"#\S+")
USED = 0.2  # share of the posts that fill a gap, from which it is shown as a slot
CONTACT = 9  # digits from which a filling is a telephone number
READ = 300  # posts compared at most: the view is for reading


@dataclass(frozen=True, slots=True)
class Slot:
    """A place whose filling varies.

    Attributes:
        kind: `contact`, `number` (a price, most often) or `words`.
        values: what stands there and in how many posts, most frequent first.
        filled: in how many of the posts anything does.
    """

    kind: str
    values: tuple[tuple[str, int], ...]
    filled: int


@dataclass(frozen=True, slots=True)
class SlotView:
    """Posts as one line: constant words, and slots where they differ.

    Attributes:
        parts: constant wording (a string) and slots, in reading order.
        posts: how many posts were compared.
    """

    parts: tuple[str | Slot, ...]
    posts: int

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The slots alone."""
        return tuple(part for part in self.parts if isinstance(part, Slot))


def slots(texts: Sequence[str]) -> SlotView:
    """Line posts up and tell what all of them say from what each says its own way.

    Args:
        texts: posts of one operator or one template family, as they were written.
    """
    posts = [_words(text) for text in texts[:READ]]
    if not posts:
        return SlotView((), 0)
    # What carries a number or an account is a slot even where all say the same.
    held = Counter(word for words in posts for word in set(words) if not _VALUE.search(word))
    least = CONSTANT * len(posts)
    longest = max(posts, key=lambda words: sum(held[word] >= least for word in words))
    frame = [word for word in longest if held[word] >= least]
    gaps: list[Counter[str]] = [Counter() for _ in range(len(frame) + 1)]
    for words in posts:
        for gap, filling in _fillings(frame, _turned(frame, words)):
            gaps[gap][filling] += 1
    return SlotView(tuple(_parts(frame, gaps, len(posts))), len(posts))


def _words(text: str) -> list[str]:
    """Words of a post without hashtags and pictures, which vary and mean little."""
    plain = canonical(TAG.sub(" ", text))
    return [word for word in plain.split() if any(char.isalnum() for char in word)]


def _turned(frame: list[str], words: list[str]) -> list[str]:
    """A post whose second half was put first, turned back to where the frame begins."""
    if not frame or frame[0] not in words:
        return words
    at = words.index(frame[0])
    return words[at:] + words[:at] if set(words[:at]) & set(frame) else words


def _fillings(frame: list[str], words: list[str]) -> list[tuple[int, str]]:
    """What a post puts into the gaps of the frame: which gap, and the words."""
    found: list[tuple[int, str]] = []
    matcher = SequenceMatcher(None, frame, words, autojunk=False)
    before = (0, 0)
    for place, at, size in matcher.get_matching_blocks():
        if at > before[1]:
            found.append((place if size else before[0], " ".join(words[before[1] : at])))
        before = (place + size, at + size)
    return found


def _parts(frame: list[str], gaps: list[Counter[str]], posts: int) -> list[str | Slot]:
    parts: list[str | Slot] = []
    for at in range(len(frame) + 1):
        filled = sum(gaps[at].values())
        if filled >= max(USED * posts, 1):
            values = sorted(gaps[at].items(), key=lambda pair: (-pair[1], pair[0]))
            parts.append(Slot(_kind(gaps[at]), tuple(values), filled))
        if at == len(frame):
            break
        if parts and isinstance(parts[-1], str):
            parts[-1] += " " + frame[at]
        else:
            parts.append(frame[at])
    return parts


def _kind(gap: Counter[str]) -> str:
    """What most fillings of a gap are."""
    kinds: Counter[str] = Counter()
    for filling, times in gap.items():
        digits = sum(char.isdigit() for char in filling)
        contact = digits >= CONTACT or "@" in filling
        number = digits and digits >= len(filling.replace(" ", "")) / 2
        kinds["contact" if contact else "number" if number else "words"] += times
    return kinds.most_common(1)[0][0]
