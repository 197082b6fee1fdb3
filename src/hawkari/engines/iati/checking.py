"""Validates: the schema's verdict and the official rules, activity by activity."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from lxml import etree

from hawkari.engines.iati.activity import Activity
from hawkari.engines.iati.codelists import unknown_codes
from hawkari.engines.iati.findings import ActivityVerdict, FileVerdict, Finding
from hawkari.engines.iati.kinds import Asked, holds
from hawkari.engines.iati.paths import text_of
from hawkari.engines.iati.reading import RECORDS, Progress, Source, Stream
from hawkari.engines.iati.rules import NOT_EVALUATED, Case, Context, standard
from hawkari.engines.iati.schemas import alone, schema_findings

__all__ = ["Checking", "check", "failing", "validate"]

# One broken habit in a thousand transactions needs no thousand findings.
_MOST_OF_A_RULE = 20
_MOST_OF_CODES = 100


def validate(source: Source, *, today: date, progress: Progress | None = None) -> FileVerdict:
    """Judge a whole file: the schema on each activity alone and on the file, and every rule.

    Args:
        source: path or bytes of the file, or an open binary file.
        today: the day on which nothing in the file may be in the future.
        progress: is told bytes read, and bytes in all (0 where that is unknown).

    Raises:
        BadInput: if it cannot be opened, is no XML, or declares a document type.
    """
    checking = Checking(source, today=today, progress=progress)
    return checking.verdict(dict(checking.named()))


@dataclass(slots=True)
class Checking:
    """Judges a file's activities one at a time, in bounded memory.

    Attributes:
        source: path or bytes of the file, or an open binary file.
        today: the day on which nothing in the file may be in the future.
        progress: is told bytes read, and bytes in all (0 where that is unknown).
        codes: whether codes are looked up in their lists too, which no rule asks.
    """

    source: Source
    today: date
    progress: Progress | None = None
    codes: bool = False
    _frame: tuple[Finding, ...] = ()
    _version: str = ""
    _all_valid: bool = field(default=True)

    def __iter__(self) -> Iterator[ActivityVerdict]:
        """The verdict on each activity, in order."""
        stream = Stream(self.source, progress=self.progress)
        sample: Any = None
        for activity in stream:
            verdict = check(activity, today=self.today, codes=self.codes)
            self._all_valid &= verdict.xsd_valid
            if sample is None and verdict.xsd_valid:
                sample = activity.element
            yield verdict
        self._version = stream.root.get("version", "")
        self._frame = tuple(_frame_findings(stream, sample))

    def named(self) -> Iterator[tuple[str, ActivityVerdict]]:
        """The verdict on each activity, with a name that no other one of the file has."""
        taken: set[str] = set()
        for number, verdict in enumerate(self, 1):
            name = verdict.identifier
            if not name or name in taken:
                name = f"{name or '(no identifier)'} (line {verdict.line}, record {number})"
            taken.add(name)
            yield name, verdict

    def verdict(self, activities: dict[str, ActivityVerdict]) -> FileVerdict:
        """The verdict on the file, after its last activity."""
        return FileVerdict(
            xsd_valid=self._all_valid and not self._frame,
            xsd_errors=self._frame,
            activities=activities,
            not_evaluated=NOT_EVALUATED,
            version=self._version,
        )


def _frame_findings(stream: Stream, sample: Any) -> list[Finding]:
    """What is wrong around the activities: they are judged apart, so one valid one stands in."""
    root = stream.root
    frame = etree.Element(root.tag, attrib=dict(root.attrib), nsmap=root.nsmap)
    for part in stream.shape:
        if part is not True:
            frame.append(part)
        elif sample is not None:
            frame.append(etree.fromstring(etree.tostring(sample, with_tail=False)))
        else:
            # No activity is valid: the file is not either, and that is said of each of them.
            return [_ for _ in schema_findings(frame) if RECORDS.get(root.tag, "?") not in _.words]
    frame.text = root.text
    return schema_findings(frame)


def check(activity: Activity, *, today: date, codes: bool = False) -> ActivityVerdict:
    """Judge one activity alone.

    Args:
        activity: becomes part of a document of its own.
        today: the day on which nothing in it may be in the future.
        codes: whether codes are looked up in their lists too, which no rule asks.
    """
    root = alone(activity)
    wrong = tuple(schema_findings(root))
    counts: Counter[str] = Counter()
    findings: list[Finding] = []
    for finding in failing(root, standard(), today=today):
        counts[finding.rule] += 1
        if counts[finding.rule] <= _MOST_OF_A_RULE:
            findings.append(finding)
    return ActivityVerdict(
        identifier=activity.identifier,
        line=activity.line,
        xsd_valid=not wrong,
        xsd_errors=wrong,
        rules=dict(sorted(counts.items())),
        findings=tuple(findings),
        codes=tuple(islice(unknown_codes(root), _MOST_OF_CODES)) if codes else (),
    )


def failing(root: Any, contexts: tuple[Context, ...], *, today: date) -> Iterator[Finding]:
    """Each case that fails in a document."""
    tree = root.getroottree()
    for context in contexts:
        for element in context.path(root):
            for case in context.cases:
                for value in _values(case, element):
                    if not holds(case, Asked(element, value, today)):
                        yield _finding(tree, case, element, value=value)


def _values(case: Case, element: Any) -> tuple[str, ...]:
    if case.loop is None:
        return ("",)
    return tuple(dict.fromkeys(text_of(found) for found in case.loop(element)))


def _finding(tree: Any, case: Case, element: Any, *, value: str) -> Finding:
    places = [place for path in case.paths for place in path.places(element, value)]
    for key in ("less", "date", "start"):
        if key in case.settings and not places and case.kind != "startswith":
            places = case.settings[key].places(element, value)
    place = places[0] if places else element
    return Finding(
        case.rule.id,
        case.rule.severity,
        case.rule.words,
        tree.getpath(place),
        place.sourceline or 0,
    )
