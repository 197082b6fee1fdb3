"""Answers to match posts against."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.posts.language import languages
from hawkari.engines.posts.matching.explaining import shared
from hawkari.engines.posts.matching.features import features_of
from hawkari.engines.posts.matching.fusing import fused, meant, placed
from hawkari.engines.posts.matching.reading import plain
from hawkari.engines.posts.matching.semantic import Meaning, Vectors
from hawkari.engines.posts.matching.trusting import (
    limit_for,
    probability,
    probability_with_meaning,
)
from hawkari.engines.posts.matching.values import Answer, Match, Matches
from hawkari.engines.posts.matching.weighing import Bag, Weighed, bag_of

__all__ = ["AnswerIndex"]

_UNKNOWN = ("", "und")
_AS_A_RIVAL = 50  # so many background texts tell as much as one more answer


class AnswerIndex:
    """Answers in any languages, found by the words and stretches of letters of a post.

    Adding and removing cost nothing until the next match, which then weighs all texts again (a
    third of a second for ten thousand). Matching is safe from several threads once one match was
    made; adding and removing is not.
    """

    def __init__(self) -> None:
        self._answers: list[Answer] = []
        self._bags: list[Bag] = []
        self._background: list[Bag] = []
        self._weighed: Weighed | None = None
        self._meaning: Meaning | None = None
        self._vectors: list[Vectors] = []
        self._meanings: Vectors | None = None
        self._ids: set[str] = set()

    @classmethod
    def build(
        cls,
        answers: Iterable[Answer],
        *,
        background: Iterable[str] = (),
        meaning: Meaning | None = None,
    ) -> "AnswerIndex":
        """Index answers.

        Args:
            answers: texts; those of one id count as one answer, which scores as its best text.
            background: other texts of the kind that posts are; with a small bank they tell which
                words are common and so say little.
            meaning: compares meanings beside words, as `semantic.meaning` gives it.
        """
        index = cls()
        index._meaning = meaning
        index._background = [_bag(text) for text in background]
        index.add(answers)
        return index

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, answers: Iterable[Answer]) -> None:
        """Add answers, or more texts of answers that are there."""
        new = list(answers)
        self._answers += new
        self._ids.update(answer.id for answer in new)
        self._bags += [_bag(answer.text) for answer in new]
        if self._meaning is not None:
            vectors = self._meaning.answers([answer.text for answer in new])
            self._vectors += list(placed(vectors, _languages_of(new)))
        self._weighed = self._meanings = None

    def remove(self, ids: Iterable[str]) -> None:
        """Take answers out, with all their texts; ids that are not there are left alone."""
        gone = set(ids)
        kept = [at for at, answer in enumerate(self._answers) if answer.id not in gone]
        self._answers = [self._answers[at] for at in kept]
        self._ids -= gone
        self._bags = [self._bags[at] for at in kept]
        self._vectors = [self._vectors[at] for at in kept] if self._vectors else []
        self._weighed = self._meanings = None

    def match(self, text: str, language: str = "", top: int = 5) -> Matches:
        """The answers nearest to a post.

        Args:
            text: the post, as it was written.
            language: its code; empty or ``und`` where it is not known.
            top: answers at most.

        Returns:
            Answers that share anything with the post, best first, and whether the best is too
            unlikely to be meant.
        """
        found = self._found(text, language, top=max(top, 2))
        ranked = tuple(self._match(text, found, place) for place in range(len(found.rows[:top])))
        sure = bool(ranked) and ranked[0].probability >= limit_for(language)
        return Matches(ranked, abstained=not sure)

    def ranked(
        self, text: str, top: int = 10, *, language: str = "", only_sure: bool = False
    ) -> list[tuple[str, float]]:
        """Ids and scores only: what `match` ranks, without reasons, many times faster.

        Args:
            text: the post, as it was written.
            top: answers at most.
            language: its code; empty or ``und`` where it is not known.
            only_sure: nothing where `match` would abstain.
        """
        found = self._found(text, language, top=max(top, 2))
        if only_sure and not (found.rows and self._trust(found, 0) >= limit_for(language)):
            return []
        return [(self._answers[row].id, float(found.scores[row])) for row in found.rows[:top]]

    def _found(self, text: str, language: str, *, top: int) -> "_Found":
        weighed = self._ready()
        words = weighed.scores(_bag(text))
        if self._meaning is None or not self._vectors:
            usable = np.where(words > 0, words, np.float32(-np.inf))
            return _Found(self._best(usable, top), words, words, None)
        post = Answer("", language, text)
        vector = placed(self._meaning.posts([text]), _languages_of([post]))[0]
        if self._meanings is None:
            self._meanings = np.vstack(self._vectors)
        near = self._meanings @ vector
        scores = fused(words, weighed.whole, near)
        return _Found(self._best(scores, top), scores, words, near)

    def _trust(self, found: "_Found", place: int) -> float:
        """How likely the answer at a place of the ranking is meant."""
        row = found.rows[place]
        if found.near is not None:
            whole = self._ready().whole
            trusted = {
                one: meant(float(found.words[one] / max(whole[one], 1e-9)), float(found.near[one]))
                for one in found.rows
            }
            rest = max((of for one, of in trusted.items() if one != row), default=0.0)
            return probability_with_meaning(trusted[row], trusted[row] - rest)
        others = [float(found.scores[other]) for other in found.rows if other != row]
        score = float(found.scores[row])
        covered = score / max(float(self._ready().whole[row]), 1e-9)
        # Where other texts tell which words are common, a lead over few answers says more.
        rivals = len(self) - 1 + len(self._background) // _AS_A_RIVAL
        return probability(covered, score / max(*others, 1e-9, 1e-9), rivals=rivals)

    def _ready(self) -> Weighed:
        if self._weighed is None:
            self._weighed = Weighed.of(self._bags, self._background)
        return self._weighed

    def _best(self, scores: NDArray[np.float32], top: int) -> list[int]:
        """Rows of the best answers, each answer once; equal scores in the order of adding."""
        wanted = top
        while True:
            found: dict[str, int] = {}
            for row in _highest(scores, wanted):
                found.setdefault(self._answers[row].id, int(row))
            if len(found) >= top or wanted >= scores.size:
                return list(found.values())[:top]
            wanted *= 4

    def _match(self, text: str, found: "_Found", place: int) -> Match:
        row = found.rows[place]
        answer, weighed = self._answers[row], self._ready()
        return Match(
            answer.id,
            float(found.scores[row]),
            self._trust(found, place),
            answer.lang,
            answer.text,
            shared(text, answer.text, lambda feature: weighed.gain(feature, row)),
        )


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found for one post: rows of answers best first, and the scores of every row."""

    rows: list[int]
    scores: NDArray[np.float32]
    words: NDArray[np.float32]
    near: NDArray[np.float32] | None  # of meanings; None where they are not compared


def _languages_of(texts: Sequence[Answer]) -> list[str]:
    """Codes of texts, guessed where they are not known."""
    unknown = [one.text for one in texts if one.lang in _UNKNOWN]
    guessed = iter(languages(unknown) if unknown else ())
    return [next(guessed).code if one.lang in _UNKNOWN else one.lang for one in texts]


def _bag(text: str) -> Bag:
    return bag_of(features_of(plain(text)))


def _highest(scores: NDArray[np.float32], count: int) -> NDArray[np.int64]:
    """Rows of the highest scores, best first, without those that are out (minus infinity)."""
    if count < scores.size:
        rows = np.argpartition(-scores, count)[:count]
    else:
        rows = np.arange(scores.size)
    rows = rows[np.lexsort((rows, -scores[rows]))]
    return rows[np.isfinite(scores[rows])]
