"""After a disposal its values are nowhere: no table, no file, no log, in no form.

Marker values in three scripts are loaded, searched, resolved, judged, exported, cached and kept in
a session; then they are disposed of, and every column of every table and every byte of every file
of the installation is looked at. What PostgreSQL keeps in its write-ahead log is looked at after
the server's owner has switched to a new segment.
"""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import SERVER
from tests.evidence.installations import ROOT, installation

pytestmark = pytest.mark.contract

LETTERS = ("BCDFGHJKLMNPQRSTVWXZ", "بتسشعفقکگلمنهێۆڵڕچپ", "бвгджзклмнпрстфхцчшщ")


def marker(letters: str, dice: random.Random) -> str:
    return "".join(dice.choice(letters) for _ in range(16))


@pytest.fixture
def own(request, tmp_path) -> Iterator[dict[str, str]]:
    server = request.config.stash.get(SERVER, None)
    home = tmp_path / "home"
    home.mkdir()
    with installation(home, server.url if server is not None else "") as variables:
        yield variables


def take(own: dict[str, str], *step: str) -> dict:
    variables = {**os.environ, **own, "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"}
    command = [sys.executable, "-m", "tests.evidence.retention.steps", *step]
    done = subprocess.run(
        command, env=variables, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1]) if done.stdout else {}


@pytest.fixture
def markers() -> str:
    dice = random.Random()
    return json.dumps([marker(letters, dice) for letters in LETTERS], ensure_ascii=False)


def looked_for(own, markers: str, *folders: str) -> dict:
    return take(own, "count", markers, *folders)


HELD_BEFORE = {
    "evidence_statement.value",
    "evidence_statement.entity_id",
    "evidence_candidate.reasons",
    "evidence_judgementevent.reason",
    "evidence_refusedrow.problem",
    "evidence_loadrun.file_name",
    "evidence_disclosure.reason",
}


def test_a_disposed_source_is_nowhere_in_tables_and_files(own, markers, request):
    take(own, "use", markers)
    before = looked_for(own, markers)
    assert set(before["tables"]) >= HELD_BEFORE, "the search must find what is there"
    assert before["files"] or "HAWKARI_DATABASE_URL" in own
    outcome = take(own, "dispose_of", "source", "nca-persons")
    assert (outcome["state"], outcome["problem"]) == ("done", "")
    assert outcome["ok"], outcome["checks"]
    found = looked_for(own, markers, *data_folders(own, request))
    assert found == {"tables": [], "files": []}


def test_a_disposed_person_is_nowhere_in_tables_and_files(own, markers, request):
    first = json.loads(markers)[0]
    take(own, "use", markers)
    outcome = take(own, "dispose_of", "entity", f"nca-persons:{first}")
    assert (outcome["state"], outcome["problem"]) == ("done", "")
    found = looked_for(own, markers, *data_folders(own, request))
    assert found == {"tables": [], "files": []}


def data_folders(own: dict[str, str], request) -> list[str]:
    """The PostgreSQL server's own folder, after its owner let go of old log segments."""
    server = request.config.stash.get(SERVER, None)
    if server is None:
        return []
    # The server's own login reads its folder; the tests run as root where they start a server.
    folder = Path(server.folder) / "d"
    let_go_of_segments(own["HAWKARI_DATABASE_URL"], folder / "pg_wal")
    return [str(folder)]


def let_go_of_segments(url: str, log: Path) -> None:
    """What `docs/how-to/review-and-dispose.md` tells the server's owner to do.

    A segment that was recycled waits under a later name with its old bytes, and the setting takes
    effect some time after it is reloaded. So: until two rounds running leave none but the segment
    in use, the second of which was made anew because none waited.
    """
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET wal_recycle = off")
        connection.execute("SELECT pg_reload_conf()")
        alone = 0
        for _ in range(200):
            connection.execute("SELECT pg_switch_wal()")
            connection.execute("CHECKPOINT")
            used = "SELECT pg_walfile_name(pg_current_wal_insert_lsn())"
            (name,) = connection.execute(used).fetchone() or ("",)
            alone = alone + 1 if segments(log) == {name} else 0
            if alone == 2:
                return
    raise AssertionError(f"old log segments remain: {sorted(segments(log))}")


def segments(log: Path) -> set[str]:
    return {file.name for file in log.iterdir() if len(file.name) == 24}
