"""What the API gives about the model."""

from datetime import datetime

from ninja import Field, Schema

__all__ = [
    "AgreementOut",
    "AnyModelOut",
    "CalibrationOut",
    "ChangeOut",
    "ComparisonOut",
    "FindingOut",
    "LevelOut",
    "ModelOut",
    "RuleOut",
    "ShareOut",
    "ThresholdOut",
]


class LevelOut(Schema):
    """One level of a comparison: P(level | same), P(level | different), log2 of their quotient."""

    level: str
    m: float
    u: float
    weight: float
    before: float | None = Field(description="The weight in the run before")


class ComparisonOut(Schema):
    """One comparison, its levels from the best to the worst."""

    comparison: str
    origin: str
    levels: list[LevelOut]


class RuleOut(Schema):
    """One blocking rule: pairs it proposes, pairs no rule before it had, values too common."""

    rule: str
    pairs: int
    added: int
    stopped: int
    before: int | None


class FindingOut(Schema):
    """What the guard found at one level of one comparison."""

    comparison: str
    level: str
    finding: str
    is_new: bool


class ShareOut(Schema):
    """A share of counted pairs with its 95 % interval (Wilson); `of`: how many were counted."""

    value: float
    low: float
    high: float
    of: int


class ThresholdOut(Schema):
    """What would be joined from a probability on, and how decided pairs speak of it."""

    at: float
    pairs: int
    is_in_force: bool
    precision: ShareOut | None
    recall: ShareOut | None
    expected: float | None = Field(description="Mean probability of the kept pairs from there on")


class CalibrationOut(Schema):
    """Decided pairs of one band of probability; `within`: 95 % interval of the observed share."""

    low: float
    high: float
    pairs: int
    expected: float
    observed: float
    within: tuple[float, float]


class AgreementOut(Schema):
    """How far two reviewers agree on pairs that both answered; all together without names."""

    first: str
    second: str
    pairs: int
    raw: float = Field(description="Share answered alike, 0-1")
    kappa: float | None = Field(description="Cohen's kappa; null where chance gives all of it")


class ChangeOut(Schema):
    """A weight that moved since the run before, in bits; null where the level was not there."""

    comparison: str
    level: str
    before: float | None
    after: float | None


class ModelOut(Schema):
    """The newest run that this user may be shown, against the one before."""

    run: int
    at: datetime
    version: str
    trained: str
    one_in: int
    records: int
    previous: datetime | None
    comparisons: list[ComparisonOut]
    plan: list[RuleOut]
    findings: list[FindingOut]
    changes: list[ChangeOut]
    thresholds: list[ThresholdOut]
    calibration: list[CalibrationOut]
    agreement: list[AgreementOut]


class AnyModelOut(Schema):
    """The model; null where no run may be shown."""

    model: ModelOut | None
