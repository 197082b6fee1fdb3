"""What the process of an installation does with marker values before and after their disposal.

Run as ``python -m tests.evidence.retention.steps STEP …``; the database commits for good.
"""

import json
import os
import sys
from pathlib import Path

FONTS = Path(__file__).parents[3] / "src" / "hawkari" / "site" / "fonts"
COLUMNS = "ref,name,name_2,name_3,phone,born"


def setup() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "hawkari.site.settings"
    import django

    django.setup()


def say(**what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")


def access_of(role: str):
    from hawkari.evidence.access import open_access
    from hawkari.evidence.local import ensure_local_user
    from hawkari.evidence.models import OperationMember

    user, operation = ensure_local_user(username=role)
    OperationMember.objects.filter(user=user, operation=operation).update(role=role)
    return open_access(user, operation.slug)


def use(markers: str) -> None:
    """Load, search, resolve, review, look at, export and cache values that hold the markers."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    first, second, third = json.loads(markers)
    folder = Path(os.environ["HAWKARI_HOME"])
    path = folder.parent / f"{first}.csv"
    people = [
        f"{first},{first} {second},{second},{third},+447700900001,1988-07-01",
        f"other,{first} {second}x,{second},{third},+447700900001,1988-07-0x{first}",
        "plain,Shilan Karim,,,+447700900002,1990-01-01",
    ]
    path.write_text("\n".join([COLUMNS, *people]) + "\n", encoding="utf-8")
    _load(path)
    path.unlink()
    _look(first, second)


def _load(path: Path) -> None:
    from hawkari.evidence.linking.resolution import resolve
    from hawkari.evidence.loading.files import Terms, load_file

    columns = COLUMNS.split(",")
    properties = {
        "name": "name",
        "alias": "name_2",
        "weakAlias": "name_3",
        "phone": "phone",
        "birthDate": {"column": "born", "order": "ymd"},
    }
    person = {"schema": "Person", "id": {"column": "ref"}, "properties": properties}
    table = {"columns": columns, "entities": {"person": person}}
    mapping = {"name": "test", "title": "test", "tables": [table]}
    access = access_of("analyst")
    load_file(path, Terms(agency="nca", source="nca-persons", mapping=mapping), access=access)
    resolve(access_of("analyst"))


def _look(first: str, second: str) -> None:
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.cache import cache

    from hawkari.desks.intelligence.services.exporting import export_brief
    from hawkari.evidence.access import visible_to
    from hawkari.evidence.disclosures import record_disclosure
    from hawkari.evidence.entities import get_entity, search
    from hawkari.evidence.judgements import judge
    from hawkari.evidence.models import Medium, SubjectCategory
    from hawkari.evidence.reviewing.items import next_items

    access = access_of("analyst")
    search(access, f"{first} {second}")
    next_items(access)
    one = f"nca-persons:{first}"
    judge(access, one, "nca-persons:other", "positive", reason="")
    judge(access, one, "nca-persons:plain", "negative", reason="")
    from hawkari.evidence.models import JudgementEvent

    JudgementEvent.objects.filter(made_by=access.user).update(reason=f"{first} is not {second}")
    _review(access, one, words=f"{first}, or {second}")
    SubjectCategory.objects.create(
        operation=access.operation, entity_id=one, category="suspect", basis="fact",
        reason=f"{second} said so", set_by=access.user, set_at="2026-01-01T00:00Z",
    )  # fmt: skip
    head = get_entity(access, one).canonical_id
    export_brief(access, head, reason="for the case", fonts=FONTS)
    numbers = visible_to(access).filter(entity_id=one).values_list("pk", flat=True)
    record_disclosure(access, numbers, recipient="Asayish", medium=Medium.BRIEF, reason=first)
    _regrade(access, min(numbers), words=f"{first} is {second}")
    cache.set("looked at", first, 3600)
    session = SessionStore()
    session["_auth_user_id"], session["last_search"] = str(access.user.pk), f"{first} {second}"
    session.create()


def _review(access, one: str, *, words: str) -> None:
    """A mark, a second reading and an issue about a record, with words that name its values."""
    from hawkari.evidence.models import (
        HarmMark,
        IssueKind,
        JudgementEvent,
        ReviewIssue,
        SecondReading,
    )
    from hawkari.evidence.reviewing.issues import Issue, raise_issues

    event = JudgementEvent.objects.filter(made_by=access.user).latest("pk")
    about = {"left_id": event.left_id, "right_id": event.right_id, "operation": access.operation}
    at = "2026-01-01T00:00Z"
    HarmMark.objects.create(
        operation=access.operation, entity_id=one, reason=words, marked_by=access.user,
        marked_at=at, lifted_by=access.user, lifted_at=at, lift_reason=words,
    )  # fmt: skip
    SecondReading.objects.create(
        first=event, answer="negative", read_by=access.user, read_at=at, reason=words, **about
    )
    raise_issues(
        access,
        [Issue(IssueKind.DOUBTFUL, "gender", (event.left_id, event.right_id), events=(event.pk,))],
    )
    ReviewIssue.objects.update(settlement=words, settled_by=access.user, settled_at=at)


def _regrade(access, statement: int, *, words: str) -> None:
    """Grade a value anew for reasons that name it, as nobody should."""
    from hawkari.evidence.grading.entering import read_marking
    from hawkari.evidence.grading.regrading import regrade
    from hawkari.evidence.loaders.values import UNGRADED
    from hawkari.evidence.models import Regrading

    regrade(access, [statement], read_marking({"grade": "1B"}, UNGRADED), reason="known")
    Regrading.objects.update(reason=words)


def count(markers: str, *folders: str) -> None:
    """Say where the markers are: tables by column, files by name."""
    from hawkari.evidence.retention.proof import search_files, search_tables

    values = json.loads(markers)
    home = Path(os.environ["HAWKARI_HOME"])
    files = list(search_files(values, home))
    for folder in folders:
        files += [f"{folder}/{name}" for name in search_files(values, Path(folder))]
    say(tables=sorted(set(search_tables(values))), files=files)


def dispose_of(scope: str, what: str) -> None:
    """Dispose of one thing as the reviewer, and prove it."""
    from hawkari.evidence.retention import DisposalRequest, dispose, prove

    access = access_of("reviewer")
    view = dispose(access, DisposalRequest(reason="no need", **{scope: what}))
    proof = prove(access, view.id, home=Path(os.environ["HAWKARI_HOME"]))
    say(state=view.state, problem=view.problem, ok=proof.ok, checks=[str(c) for c in proof.checks])


if __name__ == "__main__":
    setup()
    globals()[sys.argv[1]](*sys.argv[2:])
