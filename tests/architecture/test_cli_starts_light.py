"""The command line imports an engine only when its command runs."""

import subprocess
import sys

HEAVY = (
    "django",
    "duckdb",
    "followthemoney",
    "granian",
    "numba",
    "numpy",
    "openpyxl",
    "pyarrow",
    "rustworkx",
    "splink",
)


def test_help_imports_no_engine_and_no_web_framework():
    program = (
        "import sys\n"
        "sys.argv = ['hawkari', '--help']\n"
        "from hawkari.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"print('LOADED', sorted(set({HEAVY!r}) & set(sys.modules)))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=600
    )
    assert "LOADED []" in run.stdout
