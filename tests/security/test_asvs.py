"""The table of the ASVS is whole and true, and what it says of the source holds."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from hawkari.evidence.loaders import Context
from hawkari.evidence.sandbox import loader_for
from tests.evidence.loaders.cases import HEADER, LAYOUT

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "hawkari"
DOCS = ROOT / "docs" / "security"
TABLE: dict[str, Any] = json.loads((DOCS / "asvs.json").read_text("utf-8"))
ROWS: list[dict[str, Any]] = TABLE["requirements"]

# How many requirements of levels 1 and 2 each section of ASVS 5.0.0 has.
SECTIONS = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1,
    "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4,
    "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3, "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5,
    "6.6": 3, "6.8": 4, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2, "8.1": 2,
    "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4, "10.4": 11,
    "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1,
    "11.6": 1, "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5,
    "14.1": 2, "14.2": 4, "14.3": 3, "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1, "16.2": 5,
    "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4, "17.3": 2,
}  # fmt: skip
LEVEL_3 = {"4.1.5", "7.5.3", "8.3.2", "13.3.3", "14.2.7", "14.2.8", "15.4.2"}


def test_every_requirement_stands_in_the_table_once():
    ids = [row["id"] for row in ROWS]
    assert len(ids) == len(set(ids))
    found: dict[str, int] = {}
    for row in ROWS:
        if row["level"] < 3:
            section = row["id"].rpartition(".")[0]
            found[section] = found.get(section, 0) + 1
    assert found == SECTIONS
    assert [sum(row["level"] == level for row in ROWS) for level in (1, 2)] == [70, 183]
    assert {row["id"] for row in ROWS if row["level"] == 3} >= LEVEL_3


def test_every_row_has_a_test_or_a_reason():
    for row in ROWS:
        assert row["status"] in ("met", "partly", "not met", "not applicable"), row["id"]
        assert row["words"], row["id"]
        if row["status"] == "met":
            assert row["tests"], row["id"]
        else:
            assert len(row["reason"]) > 15, row["id"]


def functions(path: Path) -> set[str]:
    return {
        node.name
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def test_every_test_that_is_named_exists():
    for row in ROWS:
        for test in row["tests"]:
            path, _, name = test.partition("::")
            assert (ROOT / path).is_file(), f"{row['id']}: {path}"
            assert name.startswith("test_"), f"{row['id']}: {test}"
            assert name in functions(ROOT / path), f"{row['id']}: {test}"


def test_the_page_is_what_the_table_says():
    script = ROOT / "tools" / "asvs_page.py"
    done = subprocess.run([sys.executable, str(script), "--check"], check=False)
    assert done.returncode == 0, "run: .venv/bin/python tools/asvs_page.py"


def test_most_of_what_applies_is_met():
    applies = [row for row in ROWS if row["status"] != "not applicable" and row["level"] < 3]
    met = [row for row in applies if row["status"] == "met"]
    assert len(met) / len(applies) > 0.8
    assert not [row["id"] for row in ROWS if row["level"] == 1 and row["status"] == "not met"]


def sources() -> list[tuple[Path, str]]:
    return [(path, path.read_text("utf-8")) for path in sorted(SOURCE.rglob("*.py"))]


def test_no_command_line_is_built_from_input():
    for path, text in sources():
        assert "shell=True" not in text, path
        assert not re.search(r"\bos\.(system|popen|exec\w+|spawn\w+)\(", text), path


def test_no_code_is_made_from_input():
    for path, text in sources():
        assert not re.search(r"(?<![\w.])(eval|exec|__import__)\(", text), path
        assert not re.search(r"\b(pickle|marshal|shelve|dill)\b\.|yaml\.load\(", text), path
        assert "mark_safe(" not in text or "escape" in text or "format_html" in text, path


def test_no_cryptography_of_our_own():
    for path, text in sources():
        assert not re.search(r"hashlib\.(md5|sha1)\(", text), path
        assert not re.search(r"\b(ECB|PKCS1v15|ARC4|TripleDES|Blowfish)\b", text), path
        if path.is_relative_to(SOURCE / "site") or path.is_relative_to(SOURCE / "evidence"):
            assert not re.search(r"^(import|from) random\b", text, flags=re.MULTILINE), path


def test_scripts_keep_nothing_in_the_browser():
    scripts = [*(SOURCE / "site" / "static" / "hawkari").rglob("*.js"), *SOURCE.rglob("*.html")]
    scripts += [one for one in (ROOT / "frontend").rglob("*.ts") if "node_modules" not in one.parts]
    kept = re.compile(r"localStorage|sessionStorage|indexedDB|document\.cookie")
    assert scripts
    for path in scripts:
        assert not kept.search(path.read_text("utf-8")), path


def test_only_values_of_a_file_are_kept(tmp_path: Path):
    from openpyxl import Workbook
    from openpyxl.comments import Comment

    book = Workbook()
    book.properties.creator = "Officer Secretname"
    book.properties.description = "made on Secretmachine"
    sheet = book.worksheets[0]
    sheet.append(HEADER)
    sheet.append(["1", "Ali", "1984", ""])
    sheet["B2"].comment = Comment("Secretcomment", "Secretauthor")
    path = tmp_path / "people.xlsx"
    book.save(path)
    context = Context("list")
    loader = loader_for(path)
    rows = list(loader.rows(path, loader.sniff(path, context, (LAYOUT,)), context))
    assert [s.value for row in rows for s in row.statements] == ["Ali", "1984"]
    assert "Secret" not in repr(rows)


def threat_model() -> str:
    return (DOCS / "threat-model.md").read_text("utf-8")


def test_every_key_and_algorithm_is_in_the_threat_model():
    page = threat_model()
    for key in ("secret-key", "age", "Ed25519", "scrypt", "SHA-256", "HMAC", "TLS"):
        assert key in page, key


def test_every_connection_is_in_the_threat_model():
    page = threat_model()
    for connection in ("PostgreSQL", "OpenID Connect", "syslog", "browser"):
        assert connection in page, connection


def test_every_guard_in_the_threat_model_names_a_test_that_exists():
    named = re.findall(r"`((?:[\w/]+/)?test_\w+\.py)(?:::(test_\w+))?`", threat_model())
    assert len(named) > 30
    for file, name in named:
        path = ROOT / "tests" / file
        assert path.is_file(), file
        assert not name or name in functions(path), f"{file}::{name}"


def test_the_security_page_says_how_fast_parts_are_mended():
    page = (ROOT / "SECURITY.md").read_text("utf-8")
    assert re.search(r"\b7 days\b", page)
    assert re.search(r"\b30 days\b", page)


def test_the_security_page_lists_the_logs():
    page = threat_model()
    for log in ("audit log", "standard error", "syslog", "access log"):
        assert log in page, log


def test_what_is_not_wholly_met_says_what_is_missing():
    for row in ROWS:
        assert row["status"] == "met" or row["reason"].endswith("."), row["id"]
