"""Every command, setting and layout is documented, and the pages hang together."""

import re
import subprocess
import sys
from pathlib import Path

import yaml

from hawkari.evidence.policy.rendering import as_markdown

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def test_the_command_reference_is_what_the_commands_say():
    script = ROOT / "tools" / "cli_reference.py"
    run = subprocess.run([sys.executable, str(script), "--check"], check=False, timeout=600)
    assert run.returncode == 0, "run: .venv/bin/python tools/cli_reference.py"


def test_every_environment_variable_is_on_the_settings_page():
    page = (DOCS / "reference" / "settings.md").read_text(encoding="utf-8")
    used = set()
    for path in (ROOT / "src").rglob("*.py"):
        used |= set(re.findall(r"[\"'](HAWKARI_[A-Z_]+)[\"']", path.read_text(encoding="utf-8")))
    assert used
    assert {name for name in used if f"`{name}`" not in page} == set()


def test_every_layout_is_on_the_layouts_page():
    page = (DOCS / "reference" / "layouts.md").read_text(encoding="utf-8")
    folder = ROOT / "src" / "hawkari" / "evidence" / "loaders" / "resources" / "layouts"
    names = sorted(path.stem for path in folder.glob("*.json"))
    assert names
    assert [name for name in names if name not in page] == []


def test_every_page_is_in_the_navigation_and_short():
    listed = set(
        re.findall(
            r"[\w/-]+\.md",
            yaml.safe_dump(
                yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
            ),
        )
    )
    pages = {str(path.relative_to(DOCS)) for path in DOCS.rglob("*.md")}
    assert pages == listed
    # The reference of commands is written from their help and as long as that is.
    written = pages - {"reference/commands.md"}
    assert all((DOCS / page).read_text(encoding="utf-8").count("\n") < 500 for page in written)


def test_every_link_between_pages_leads_somewhere():
    for path in [*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name} links to {target}"


def test_the_page_of_the_policy_is_what_the_policy_says():
    page = (DOCS / "reference" / "policy.md").read_text(encoding="utf-8")
    assert page == as_markdown(), "run: .venv/bin/python tools/policy_page.py"
