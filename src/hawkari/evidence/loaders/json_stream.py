"""Reads one large JSON document piece by piece: memory is that of its largest array element."""

import codecs
import json
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from hawkari.errors import HawkariError

__all__ = ["BrokenJson", "JsonStream"]

CHUNK = 256 * 1024
LARGEST_VALUE = 32 << 20
_BLANKS = " \t\r\n"
_BEHIND_VALUES = tuple(_BLANKS + ",:]}")


class BrokenJson(HawkariError):
    """The document cannot be read on from here.

    Args:
        problem: what is wrong, without full stop.
    """

    def __init__(self, problem: str) -> None:
        self.problem = problem
        super().__init__(problem)


class JsonStream:
    """A cursor over a JSON document in UTF-8.

    Each method expects the cursor before a value and leaves it behind that value; while a
    generator of `members` or `elements` runs, the caller must consume each value that it stands
    before, with any of the methods. All raise `BrokenJson`.

    Args:
        stream: the document.
        pairs: makes an object of its keys and values in order; left out, the last of two equal keys
            counts.
    """

    def __init__(
        self, stream: BinaryIO, pairs: Callable[[list[tuple[str, Any]]], Any] | None = None
    ) -> None:
        self._stream = stream
        self._decode = codecs.getincrementaldecoder("utf-8-sig")().decode
        self._json = json.JSONDecoder(object_pairs_hook=pairs)
        self._text = ""
        self._at = 0
        self._ended = False

    def peek(self) -> str:
        """The next character that is not blank; empty at the end of the document."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in _BLANKS:
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def members(self) -> Iterator[str]:
        """The keys of an object, the cursor standing before each one's value in turn."""
        self._take("{")
        if self.peek() == "}":
            self._at += 1
            return
        while True:
            key = self.value()
            if not isinstance(key, str):
                raise BrokenJson("an object has a key that is no text")
            self._take(":")
            yield key
            if self._next_or_end("}"):
                return

    def elements(self) -> Iterator[int]:
        """The positions of an array from 0, the cursor standing before each element in turn."""
        self._take("[")
        if self.peek() == "]":
            self._at += 1
            return
        position = 0
        while True:
            yield position
            position += 1
            if self._next_or_end("]"):
                return

    def value(self) -> Any:
        """The whole value at the cursor, of at most 32 Mi characters."""
        self.peek()
        while True:
            try:
                found, end = self._json.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                # It may only be cut off by the end of what was read so far.
                if len(self._text) - self._at > LARGEST_VALUE:
                    raise BrokenJson("a value is longer than 32 Mi characters") from error
                if not self._more():
                    raise BrokenJson(f"the document is broken: {error.msg}") from error
                continue
            except (ValueError, RecursionError) as error:
                raise BrokenJson("a value is nested too deep or too long") from error
            # A number may go on behind the text read so far, even where "3.6e" looks like 3.6.
            if self._text[end : end + 1] not in _BEHIND_VALUES and self._more():
                continue
            if end == len(self._text) and self._more():
                continue
            self._at = end
            return found

    def _take(self, mark: str) -> None:
        if self.peek() != mark:
            raise BrokenJson(f"the document is broken: {mark!r} expected")
        self._at += 1

    def _next_or_end(self, end: str) -> bool:
        mark = self.peek()
        if mark not in (",", end) or not mark:
            raise BrokenJson(
                "the document ends too early" if not mark else "the document is broken"
            )
        self._at += 1
        return mark == end

    def _more(self) -> bool:
        """Read on, dropping what lies behind the cursor; at least double what is kept."""
        if self._ended:
            return False
        kept = self._text[self._at :]
        try:
            data = self._stream.read(max(CHUNK, len(kept)))
            self._ended = not data
            self._text = kept + self._decode(data, final=self._ended)
        except UnicodeDecodeError as error:
            raise BrokenJson("the document is not UTF-8") from error
        self._at = 0
        return not self._ended or len(self._text) > len(kept)
