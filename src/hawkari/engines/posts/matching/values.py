"""What matching takes and gives."""

from dataclasses import dataclass

__all__ = ["Answer", "Match", "Matches", "Why"]


@dataclass(frozen=True, slots=True)
class Answer:
    """One text that posts are matched against: a claim, a variant of it, or what was answered.

    Attributes:
        id: of the claim; several texts may share one (variants, translations).
        lang: code of the text's language, empty or ``und`` where it is not known.
        text: as people write it.
    """

    id: str
    lang: str
    text: str


@dataclass(frozen=True, slots=True)
class Why:
    """A stretch that post and answer share.

    Attributes:
        span: where it stands in the post, as it was written.
        answer_span: where it stands in the answer's text.
        share: what part of the score of words it gave, 0-1.
    """

    span: tuple[int, int]
    answer_span: tuple[int, int]
    share: float


@dataclass(frozen=True, slots=True)
class Match:
    """An answer that a post may be about.

    Attributes:
        id: the answer's.
        score: what the ranking goes by; compares answers of one post, never posts.
        probability: that the post makes this claim, as calibrated; 0-1.
        lang: language of the answer's text that matched best.
        text: that text.
        why: stretches that both share, strongest first; empty where meaning alone matched.
    """

    id: str
    score: float
    probability: float
    lang: str
    text: str
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Matches:
    """The answers nearest to one post.

    Attributes:
        ranked: best first; given also where the matcher abstains, so that a person can look.
        abstained: none of them is likely enough to be the post's claim.
    """

    ranked: tuple[Match, ...]
    abstained: bool
