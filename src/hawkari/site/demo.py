"""The main job on invented files: from partners' files to a network somebody can act on.

The truth that the generator knows is used for one thing only: the score at the end. Nothing that
loads, compares or joins records reads it.
"""

import csv
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from hawkari.desks.campaign.services.bank_loading import load_bank, seed_lines
from hawkari.desks.campaign.services.importing import NewImport, import_posts
from hawkari.desks.campaign.services.reading import read_import
from hawkari.desks.intelligence.services.analysing import analyse
from hawkari.desks.intelligence.services.networks import Filters, whole
from hawkari.desks.returns.services.case_files import lines_of
from hawkari.desks.returns.services.loading import load_cases
from hawkari.desks.returns.services.outcomes import release as release_outcomes
from hawkari.engines.corridor import generate, generate_returns
from hawkari.errors import BadInput, HawkariError
from hawkari.evidence.access import Access, open_access
from hawkari.evidence.indicators import quarters_before
from hawkari.evidence.linking.resolution import resolve
from hawkari.evidence.loading.manifest import load_manifest
from hawkari.evidence.local import ensure_local_returns, ensure_local_user
from hawkari.evidence.models import ClusterMember, Operation, User
from hawkari.site.home import INVENTED
from hawkari.site.login_links import issue
from hawkari.site.programme_demo import load_programme
from hawkari.site.scoring import PairScore, score_clusters

__all__ = ["DemoResult", "Tell", "demo_login", "run_demo"]

DEMO_USER = "demo"
COUNTS = (
    "records",
    "people",
    "entities",
    "statements",
    "rows_refused",
    "pairs",
    "joined_by_rule",
    "to_review",
    "ties",
    "parts",
    "cases",
    "posts",
    "promises",
    "trainees",
    "certificates",
)
POSTS = ("telegram.json", "tiktok.json")
"""The sample's files of posts that are imported, of two platforms."""
QUARTERS = 4  # whose numbers of returns are released, for the programme to read
CASES = 120  # invented return cases: enough for the lists of the board, loaded in two seconds
Tell = Callable[[str, float, str], None]
"""Told after each step: its name, its seconds, and what came of it, in words."""


@dataclass(frozen=True, slots=True)
class Ceiling:
    """What the fields of the files allow at best, as the generator estimates it (0–1)."""

    precision: float
    recall: float
    f1: float
    how: str


@dataclass(slots=True)
class DemoResult:
    """What the demonstration did, counted.

    `records` are the person records of the truth, `people` the persons behind them, `entities`
    what the records became; `cases` are return cases, of other people, `posts` those of the
    campaign; `promises` are items of the published register, `trainees` people of invented
    courses, `certificates` those issued to them. `steps` are seconds by step, in order; `seconds`
    their sum.
    """

    people: int = 0
    records: int = 0
    entities: int = 0
    statements: int = 0
    rows_refused: int = 0
    pairs: int = 0
    joined_by_rule: int = 0
    to_review: int = 0
    ties: int = 0
    parts: int = 0
    cases: int = 0
    posts: int = 0
    promises: int = 0
    trainees: int = 0
    certificates: int = 0
    score: PairScore = field(default_factory=lambda: PairScore(0, 0, 0))
    ceiling: Ceiling = field(default_factory=lambda: Ceiling(1.0, 1.0, 1.0, ""))
    steps: dict[str, float] = field(default_factory=dict)

    @property
    def seconds(self) -> float:
        """Wall time of all steps together."""
        return sum(self.steps.values())

    def as_json(self) -> dict[str, Any]:
        """The result as one plain object; shares 0–1, times in seconds."""
        return {
            **{name: getattr(self, name) for name in COUNTS},
            "precision": round(self.score.precision, 4),
            "recall": round(self.score.recall, 4),
            "f1": round(self.score.f1, 4),
            "ceiling": asdict(self.ceiling),
            "seconds": round(self.seconds, 2),
            "steps": {name: round(taken, 2) for name, taken in self.steps.items()},
        }


def run_demo(*, home: Path, people: int, seed: int, tell: Tell) -> DemoResult:
    """Invent a corridor's files, load them, resolve who is who, build the network; fill the desks.

    Args:
        home: this installation's folder; the files go to ``sample`` in it.
        people: how many people to invent.
        seed: the same seed gives the same files.
        tell: told after each step.

    Raises:
        HawkariError: if a file of the sample is refused as a whole.
    """
    result = DemoResult()
    folder = home / "sample"
    with _step(result, tell, "invent the files") as told:
        manifest = generate(people=people, seed=seed, out=folder)
        told(f"{len(manifest.files)} files of invented agencies about {people} people")
    access = _open(home)
    with _step(result, tell, "load them") as told:
        told(_load(folder, access, result))
    with _step(result, tell, "resolve who is who") as told:
        report = resolve(access)
        result.pairs, result.to_review = report.pairs, report.to_review
        result.joined_by_rule = report.joined_by_rule
        told(
            f"{report.pairs} pairs compared closely, {report.joined_by_rule} joined by rule, "
            f"{report.to_review} left to people"
        )
    with _step(result, tell, "build the network") as told:
        told(_build_network(access, result))
    with _step(result, tell, "load return cases") as told:
        told(_load_cases(folder, seed, result))
    with _step(result, tell, "import posts") as told:
        told(_import_posts(folder, access, result))
    with _step(result, tell, "keep a programme") as told:
        told(_keep_programme(seed, result))
    _score(folder, result)
    return result


@contextmanager
def _step(result: DemoResult, tell: Tell, name: str) -> Iterator[Callable[[str], None]]:
    words = list[str]()
    start = time.perf_counter()
    yield words.append
    result.steps[name] = time.perf_counter() - start
    tell(name, result.steps[name], " ".join(words))


def _open(home: Path) -> Access:
    (home / INVENTED).touch()
    user, operation = ensure_local_user(username=DEMO_USER)
    Operation.objects.filter(pk=operation.pk).update(
        name="Demonstration",
        purpose="Try Hawkari on invented files; no person in them exists",
    )
    return open_access(user, operation.slug)


def _load(folder: Path, access: Access, result: DemoResult) -> str:
    files = rows = 0
    for report in load_manifest(folder / "manifest.json", access=access):
        if isinstance(report, BadInput):
            raise HawkariError(f"a file of the sample was refused: {report}") from report
        files += 1
        rows += report.rows
        result.statements += report.statements_added
        result.rows_refused += report.refused_count
    return f"{files} files, {rows} rows, {result.statements} statements"


def _load_cases(folder: Path, seed: int, result: DemoResult) -> str:
    """Cases of other invented people, until today, and what of them is told in numbers."""
    generate_returns(cases=CASES, seed=seed, out=folder, until=timezone.now().date())
    user, operation = ensure_local_returns(username=DEMO_USER)
    access = open_access(user, operation.slug)
    with (folder / "returns.jsonl").open("rb") as stream:
        report = load_cases(access, lines_of(stream), name="returns.jsonl")
    if report.bad:
        first = report.bad[0]
        raise HawkariError(f"a case of the sample was refused: line {first.line}: {first.why}")
    result.cases = report.loaded
    for quarter in quarters_before(access.today, QUARTERS):
        release_outcomes(access, quarter)
    return f"{report.loaded} cases with {report.events} events, in the operation Returns"


def _import_posts(folder: Path, access: Access, result: DemoResult) -> str:
    """The sample's posts, read by every step, and the seed myths that they are matched to."""
    seeds = load_bank(access, seed_lines())
    said = NewImport(
        "Invented channels of the sample; no lawful basis is needed for them",
        access.today + timedelta(days=365),
        dpia="none: nobody in them exists",
    )
    for name in POSTS:
        row = import_posts(access, folder / "posts" / name, said).row
        read_import(access, row.reference)
        result.posts += row.posts
    return f"{result.posts} posts of {len(POSTS)} files, {seeds.myths} seed myths, vetted by nobody"


def _keep_programme(seed: int, result: DemoResult) -> str:
    """The published register, and an invented programme beside it, in an operation of its own."""
    loaded = load_programme(DEMO_USER, seed=seed)
    result.promises, result.trainees = loaded.promises, loaded.trainees
    result.certificates = loaded.certificates
    return (
        f"{loaded.promises} items of the published register with {loaded.claims} claims; beside "
        f"them invented: two courses for {loaded.trainees} people, {loaded.certificates} "
        "certificates, a reviewed publication; in the operation UK–Iraq programme"
    )


def _build_network(access: Access, result: DemoResult) -> str:
    network = whole(access, Filters())
    analysis = analyse(access, network)
    result.ties = len(network.edges)
    if analysis is None:
        return f"{result.ties} pairs of people are tied"
    result.parts = len(analysis.parts)
    return (
        f"{analysis.people} people tied in {result.ties} pairs, {result.parts} parts; "
        f"{analysis.unranked} are never ranked"
    )


def _score(folder: Path, result: DemoResult) -> None:
    with (folder / "truth.tsv").open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        person_of = {row["record_id"]: row["person"] for row in rows}
    members = ClusterMember.objects.values_list("entity_id", "canonical_id")
    cluster_of = {entity: cluster for entity, cluster in members if entity in person_of}
    result.records, result.people = len(person_of), len(set(person_of.values()))
    result.entities = len({cluster_of.get(record, record) for record in person_of})
    result.score = score_clusters(cluster_of, person_of)
    best = json.loads((folder / "ceiling.json").read_text(encoding="utf-8"))
    result.ceiling = Ceiling(best["precision"], best["recall"], best["f1"], best["how"])


def demo_login(username: str = DEMO_USER) -> str:
    """The token of a fresh one-time login link for somebody of the demonstration.

    Args:
        username: who; the analyst if not given.
    """
    return issue(User.objects.get(username=username), now=timezone.now())
