"""The review queue in a terminal: the same pairs, decisions and undo as on the page."""

import json
import sys
from collections.abc import Iterator
from typing import TextIO

from hawkari.desks.intelligence.services.reviewing import (
    Pair,
    Queue,
    Side,
    decide,
    queue,
    queue_data,
    undo,
)
from hawkari.evidence.access import Access, open_access
from hawkari.evidence.entities import ValueView
from hawkari.evidence.judgements import JudgementConflict
from hawkari.evidence.local import ensure_local_user

__all__ = ["print_queue", "review"]

KINDS = {"y": "positive", "n": "negative", "u": "unsure"}
KEYS = "y same · n different, never propose again · u unsure · l later · z undo · q quit"
# The letters of a Sorani keyboard's same keys, and those of this command's first version.
SAME_KEYS = {
    "ی": "y", "ي": "y", "ن": "n", "ئ": "u", "ل": "l", "ز": "z", "ق": "q", "s": "y", "d": "n",
}  # fmt: skip
# Isolates keep a name in Arabic script from turning the rest of its line round.
ISOLATE, POP = "\u2068", "\u2069"


def local_access(operation: str) -> Access:
    """Access of whoever runs the command line, in the local operation or another one."""
    user, local = ensure_local_user()
    return open_access(user, operation or local.slug)


def print_queue(operation: str, *, limit: int) -> None:
    """The queue as one JSON object on standard output; audited as a look at it."""
    data = queue_data(local_access(operation), limit=limit)
    sys.stdout.write(json.dumps(data, ensure_ascii=False, default=str) + "\n")


def review(operation: str, *, answers: TextIO | None = None, out: TextIO | None = None) -> None:
    """Go through the queue until it is empty, input ends, or `q` is read.

    Args:
        operation: slug; empty for the local one.
        answers: one answer a line; standard input if None.
        out: where pairs and prompts go; standard output if None.
    """
    Session(local_access(operation), answers or sys.stdin, out or sys.stdout).run()


class Session:
    """One sitting: shows a pair, reads answers to it, goes on."""

    def __init__(self, access: Access, answers: TextIO, out: TextIO) -> None:
        self.access = access
        self.answers = answers
        self.out = out
        self.after: int | None = None
        self.decided = 0

    def run(self) -> None:
        """Pair after pair; what was decided stays, however the sitting ends."""
        while True:
            found = queue(self.access, after=self.after)
            if found.pair is None:
                self.say("No pair is waiting." if self.after is None else "No further pair.")
                break
            for line in shown(found, found.pair):
                self.say(line)
            if not self.answer(found.pair):
                break
        self.say(f"{self.decided} decided.")

    def answer(self, pair: Pair) -> bool:
        """Read answers until one settles the pair; False to stop."""
        while True:
            self.out.write("> ")
            self.out.flush()
            line = self.answers.readline()
            key, _, reason = line.strip().partition(" ")
            key = SAME_KEYS.get(key.lower(), key.lower())
            if not line or key == "q":
                return False
            if key in KINDS:
                if self.decide(pair, KINDS[key], reason.strip()):
                    return True
            elif key == "l":
                self.after = pair.candidate
                return True
            elif key == "z":
                self.undo()
                return True
            elif key:
                self.say(f"{key!r} is no answer. {KEYS}")

    def decide(self, pair: Pair, kind: str, reason: str) -> bool:
        """Keep one decision; a contradiction is told with its path, and the pair stays."""
        try:
            decide(self.access, (pair.left.id, pair.right.id), kind, reason=reason)
        except JudgementConflict as refused:
            self.say(f"Refused: {refused}.")
            return False
        self.decided += 1
        return True

    def undo(self) -> None:
        """Take the last decision back and start again at the queue's beginning."""
        pair = undo(self.access)
        self.after = None
        if pair is None:
            self.say("There is no decision of yours to undo.")
        else:
            self.decided = max(0, self.decided - 1)
            self.say(f"Undone: {pair[0]} and {pair[1]} are open again.")

    def say(self, text: str) -> None:
        """One line of output."""
        self.out.write(text + "\n")


def shown(found: Queue, pair: Pair) -> Iterator[str]:
    """A pair with its values, verdicts and reasons, line by line."""
    counts = found.counts
    yield ""
    yield (
        f"{counts.waiting} waiting, {counts.unsure} unsure, {counts.decided_today} decided today"
    )
    yield f"A  {told(pair.left)}"
    yield f"B  {told(pair.right)}"
    signs = {"same": "=", "near": "≈", "different": "≠", "not compared": "–"}
    for row in pair.rows:
        level = f"  {row.level}" if row.level else f"  not compared{_missing(row.missing)}"
        weight = f"  {row.weight:+.1f} bits" if row.weight is not None else ""
        label = row.comparison.capitalize() or row.label
        yield f"  {signs[row.verdict]} {label}{level}{weight}"
        for side, cells in (("A", row.left), ("B", row.right)):
            for cell in cells:
                yield f"      {side}  {stated(cell.value)}"
    score = pair.score
    yield (
        f"Score {score.total.weight:+.1f} bits, probability {score.probability:.3f}; "
        f"before looking, 1 proposed pair in {score.one_in} is the same."
    )
    yield KEYS


def stated(value: ValueView) -> str:
    """A value on one line: romanisation, grade and handling, file and row."""
    aid = f"  ({value.romanised})" if value.romanised else ""
    said = f"  {isolated(value.condition)}" if value.condition else ""
    place = at(value.file, value.row)
    return f"{isolated(value.value)}{aid}  {value.grade} {value.handling}{said}  {place}"


def isolated(text: str) -> str:
    """A text that turns nothing around it round, whatever its script."""
    return f"{ISOLATE}{text}{POP}"


def at(file: str, row: str) -> str:
    """File and row; a sheet's name in Arabic script does not turn the row round."""
    sheet, mark, line = row.rpartition("!")
    return f"{isolated(file)}:{isolated(sheet) if mark else ''}{mark}{line}"


def _missing(side: str) -> str:
    return {"left": " (missing in A)", "right": " (missing in B)"}.get(side, "")


def told(side: Side) -> str:
    """A record on one line: its name, grade, and where it stands."""
    aid = f" ({side.entity.caption_romanised})" if side.entity.caption_romanised else ""
    return (
        f"{isolated(side.entity.caption)}{aid}  {side.grade} {side.handling}  "
        f"{isolated(side.agency_name)}, {at(side.file, side.row)}"
    )
