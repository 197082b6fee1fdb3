"""The review queue in a terminal: the same pairs, decisions and undo as on the page."""

import json
import sys
from collections.abc import Iterator
from typing import TextIO

from hawkari.desks.intelligence import queue_words, words
from hawkari.desks.intelligence.services.comparing import Score
from hawkari.desks.intelligence.services.deciding import Answer, answer
from hawkari.desks.intelligence.services.refusing import Refused, RefusedBecause
from hawkari.desks.intelligence.services.reviewing import (
    Pair,
    Queue,
    Side,
    Wanted,
    queue,
    queue_data,
)
from hawkari.desks.intelligence.services.two_people import HarmView, lift, mark, marks_on
from hawkari.desks.intelligence.services.undoing import undo
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import Access, open_access
from hawkari.evidence.entities import ValueView
from hawkari.evidence.judgements import JudgementConflict, JudgementView
from hawkari.evidence.local import ensure_local_user

__all__ = ["print_queue", "review"]

ANSWERS = {
    ("y", "positive"): "same",
    ("n", "negative"): "different, never propose again",
    ("u", "unsure"): "unsure",
    ("x", "decline"): "not agreed, the pair stays open; with a reason",
    ("y", "settle"): "leave as it is, with a reason",
    ("n", "withdraw"): "take the join back, with a reason",
}
ANEW = frozenset({RefusedBecause.CHANGED, RefusedBecause.GONE})
ALWAYS = "l later · z undo · m a or m b and why: joining needs two people · lift 3 and why · q quit"
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
        self.after = ""
        self.decided = 0

    def run(self) -> None:
        """Item after item; what was decided stays, however the sitting ends."""
        while True:
            found = queue(self.access, Wanted(after=self.after))
            if found.pair is None:
                self.say("No further pair." if self.after else "No pair is waiting.")
                break
            for line in shown(found, found.pair):
                self.say(line)
            if found.pair.item.needs_two:
                for one in marks_on(self.access, found.pair.left.entity, found.pair.right.entity):
                    self.say(f"  needs two people: {told_mark(one)}")
            if not self.answer(found.pair, found.undo.event):
                break
        self.say(f"{self.decided} decided.")

    def answer(self, pair: Pair, last: int) -> bool:
        """Read answers until one settles the item; False to stop.

        `last` is the decision that `z` takes back, as it stood when the item was shown.
        """
        keys = keys_of(pair)
        while True:
            self.out.write("> ")
            self.out.flush()
            line = self.answers.readline()
            key, _, reason = line.strip().partition(" ")
            key = SAME_KEYS.get(key.lower(), key.lower())
            if not line or key == "q":
                return False
            if key in keys:
                if self.decide(pair, keys[key], reason.strip()):
                    return True
            elif key == "l":
                self.after = pair.key
                return True
            elif key in {"m", "lift"}:
                if self.mark(pair, key, reason):
                    return True
            elif key == "z":
                self.undo(last)
                return True
            elif key:
                self.say(f"{isolated(key)} is no answer. {said_keys(pair)}")

    def decide(self, pair: Pair, kind: str, reason: str) -> bool:
        """Keep one answer; what is refused is told, a contradiction with its path."""
        event = pair.judgements[0].event if pair.judgements else 0
        try:
            kept = answer(
                self.access,
                Answer(
                    kind,
                    left=pair.left.id,
                    right=pair.right.id,
                    item=pair.key,
                    event=event,
                    reason=reason,
                    token=pair.item.token,
                ),
            )
        except JudgementConflict as refused:
            self.say(f"Refused: {refused}.")
            return False
        except BadInput as refused:
            self.say(f"Refused: {refused.problem}. {refused.remedy}")
            # What has changed, or is gone, is shown anew; anything else may be answered otherwise.
            return isinstance(refused, Refused) and refused.because in ANEW
        self.decided += 1
        if kept.code == "proposed":
            self.say("Proposed: a second person has to agree first.")
        return True

    def mark(self, pair: Pair, key: str, given: str) -> bool:
        """Mark a record as one whose joining needs two people, or lift a mark, with a reason.

        Whether it was done: the pair is then to be shown anew, for a yes means something else.
        """
        about, _, reason = given.strip().partition(" ")
        sides = {"a": pair.left, "b": pair.right}
        try:
            if key == "m" and about.lower() in sides:
                number = mark(self.access, sides[about.lower()].id, reason=reason)
                self.say(f"Marked {number}: joining it takes two people from now on.")
            elif key == "lift" and about.isascii() and about.isdigit() and len(about) < 19:
                lift(self.access, int(about), reason=reason)
                self.say(f"Lifted {about}.")
            else:
                self.say("Say `m a` or `m b` and why, or `lift`, the mark's number and why.")
                return False
        except AccessDenied as refused:
            self.say(f"Refused: {refused}.")
            return False
        except BadInput as refused:
            self.say(f"Refused: {refused.problem}. {refused.remedy}")
            return False
        return True

    def undo(self, last: int) -> None:
        """Take the last decision back and start again at the queue's beginning."""
        try:
            pair = undo(self.access, last)
        except Refused as refused:
            self.say(f"Nothing was undone: {refused.problem}. {refused.remedy}".rstrip())
            return
        self.after = ""
        self.decided = max(0, self.decided - 1)
        self.say(f"Undone: {pair[0]} and {pair[1]} are open again.")

    def say(self, text: str) -> None:
        """One line of output."""
        self.out.write(text + "\n")


def keys_of(pair: Pair) -> dict[str, str]:
    """Which answer each key gives to an item."""
    return {key: kind for key, kind in ANSWERS if kind in pair.answers}


def said_keys(pair: Pair) -> str:
    """The keys in words."""
    own = (f"{key} {said}" for (key, kind), said in ANSWERS.items() if kind in pair.answers)
    return " · ".join((*own, ALWAYS))


def shown(found: Queue, pair: Pair) -> Iterator[str]:
    """An item with why it stands here, its values, verdicts and reasons, line by line."""
    counts = found.counts
    others = "".join(f", {n} {queue_words.kind(kind)}" for kind, n in found.others.items() if n)
    yield ""
    about = "" if counts.is_exact else "about "
    yield (
        f"{about}{counts.waiting} waiting, {counts.unsure} unsure, "
        f"{counts.decided_today} decided today{others}"
    )
    yield queue_words.question(pair.item.kind, pair.thing)
    yield from (f"  {queue_words.because(one, pair.thing)}" for one in pair.because)
    yield from (f"  {isolated(value.prop)}: {stated(value)}" for value in pair.statements)
    yield from (f"  decided: {told_of(one)}" for one in pair.judgements)
    yield f"A  {told(pair.left)}"
    yield f"B  {told(pair.right)}"
    signs = {"same": "=", "near": "≈", "different": "≠", "not compared": "–"}
    for row in pair.rows:
        level = (
            f"  {words.level(row.level)}" if row.level else f"  not compared{_missing(row.missing)}"
        )
        weight = f"  {row.weight:+.1f} bits" if row.weight is not None else ""
        label = row.comparison.capitalize() or row.label
        yield f"  {signs[row.verdict]} {label}{level}{weight}"
        if row.unmet:
            yield f"      {isolated(row.unmet[0])} / {isolated(row.unmet[1])}: do not meet"
        for side, cells in (("A", row.left), ("B", row.right)):
            for cell in cells:
                yield f"      {side}  {stated(cell.value)}"
    if pair.score is not None:
        yield told_score(pair.score)
    yield said_keys(pair)


def told_score(score: Score) -> str:
    """The score on one line."""
    return (
        f"Score {score.total.weight:+.1f} bits, probability {score.probability:.3f}; "
        f"before looking, one pair of any two records in {score.one_in} is the same."
    )


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


def told_mark(one: HarmView) -> str:
    """A mark on one line."""
    return f"mark {one.mark}, {isolated(one.reason)}, {isolated(one.marked_by)}"


def told_of(event: JudgementView) -> str:
    """A decision on one line."""
    pair = f"{isolated(event.left)} / {isolated(event.right)}"
    reason = f": {isolated(event.reason)}" if event.reason else ""
    return f"{event.judgement}, {pair}, {isolated(event.maker)}, {event.made_at:%Y-%m-%d}{reason}"


def told(side: Side) -> str:
    """A record on one line: its name, grade, and where it stands."""
    aid = f" ({side.entity.caption_romanised})" if side.entity.caption_romanised else ""
    return (
        f"{isolated(side.entity.caption)}{aid}  {side.grade} {side.handling}  "
        f"{isolated(side.agency_name)}, {at(side.file, side.row)}"
    )
