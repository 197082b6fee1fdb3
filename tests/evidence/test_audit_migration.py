"""A log that was written by the first release is still whole after its tables change."""

import json
import os
import subprocess
import sys
from pathlib import Path

WRITE = """
import json
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from hawkari.engines.merkle import Frontier, leaf_hash

call_command("migrate", "evidence", "0005", verbosity=0, interactive=False)
frontier = Frontier()
names = ("seq", "at", "act", "actor", "agency", "operation", "justification", "objects", "count",
         "recipient", "outcome", "detail")
columns = ", ".join(f'"{name}"' for name in (*names, "leaf_hash", "root_hash"))
marks = ", ".join(["%s"] * 14)
with connection.cursor() as cursor:
    for seq in range(11):
        at = f"2026-11-26 05:00:{seq:02}" + (".000120" if seq % 2 else "")
        said = (at if seq % 2 else at + ".000000").replace(" ", "T") + "+00:00"
        detail = {"terms": "Rebwar \\u0628", "b": {"y": 1, "x": None}}
        values = [seq, said, "search", "rebin", "nca", "op", "", ["a"], 1, "", "ok", detail]
        entry = dict(zip(names, values))
        text = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        leaf = leaf_hash(text.encode())
        frontier = frontier.append(leaf)
        row = [seq, at, *values[2:7], json.dumps(["a"]), *values[8:11], json.dumps(detail)]
        cursor.execute(
            f"INSERT INTO evidence_auditentry ({columns}) VALUES ({marks})",
            [*row, leaf.hex(), frontier.root().hex()],
        )
        if seq == SPOILT:
            cursor.execute("UPDATE evidence_auditentry SET actor = 'x' WHERE seq = %s", [seq])
    cursor.execute(
        "INSERT INTO evidence_audithead (id, size, peaks, root_hash) VALUES (1, 11, %s, %s)",
        [json.dumps(frontier.hex_peaks), frontier.root().hex()],
    )
call_command("migrate", "evidence", verbosity=0, interactive=False)
from hawkari.evidence import audit
audit.record("search", actor="rebin")
report = audit.verify(block=4)
proof = audit.prove(3, actor="auditor")
print(json.dumps([report.ok, report.entries, [one.seq for one in report.problems],
                  len(proof.inclusion)]))
"""


def migrated(home: Path, spoilt: int) -> list[object]:
    variables = {
        **os.environ,
        "HAWKARI_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "hawkari.site.settings",
    }
    variables.pop("HAWKARI_DATABASE_URL", None)
    program = WRITE.replace("SPOILT", str(spoilt))
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    found: list[object] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_old_entries_verify_and_are_proved_beside_new_ones(tmp_path: Path):
    assert migrated(tmp_path, -1) == [True, 12, [], 4]


def test_what_was_changed_before_is_found_after(tmp_path: Path):
    assert migrated(tmp_path, 4) == [False, 12, [4], 4]
