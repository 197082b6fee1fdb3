"""The picture of the house is the one that the contracts and the code give."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_picture_of_the_house_is_up_to_date():
    script = ROOT / "tools" / "architecture_picture.py"
    run = subprocess.run([sys.executable, str(script), "--check"], check=False, timeout=600)
    assert run.returncode == 0, "run: .venv/bin/python tools/architecture_picture.py"
