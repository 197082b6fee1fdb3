"""The real ODK engine under Node: what a phone would do with a form."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

FRONTEND = Path(__file__).parents[4] / "frontend"


def fill(form: Path, jobs: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Answer a form as the jobs say, and return what the engine would send.

    Args:
        form: the XForm's file.
        jobs: `language` and `answers` (text by the question's name) of each interview.
    """
    node = shutil.which("node")
    assert node, "Node.js is missing: make system-test"
    done = subprocess.run(
        [node, str(FRONTEND / "forms" / "answer.mjs"), str(form)],
        input=json.dumps(list(jobs)), capture_output=True, text=True, check=False, timeout=1500,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return list(json.loads(done.stdout))
