"""Statements are reached through `access` and `store` only."""

import ast
from pathlib import Path

import pytest

from hawkari.evidence.models import HandlingCondition, LoadRun, Source

SOURCE = Path(__file__).parents[2] / "src" / "hawkari"
DOORS = {
    "evidence/access.py", "evidence/store.py", "evidence/no_longer_said.py", "evidence/unseen.py",
    "evidence/restating.py", "evidence/blind_material.py",
}  # fmt: skip
FORBIDDEN = (
    "Statement.objects",
    "evidence_statement",
    "statement__",
    "Statement._base_manager",
    "Statement._default_manager",
)
MODULES = sorted(
    path
    for path in SOURCE.rglob("*.py")
    if "migrations" not in path.parts and str(path.relative_to(SOURCE)) not in DOORS
)


def code(path: Path) -> str:
    """The module without its docstrings, which may speak of the tables."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            node.value.value = ""
    return ast.unparse(tree)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_other_module_reads_or_writes_statements(path: Path):
    text = code(path)
    assert [word for word in FORBIDDEN if word in text] == []


def test_no_other_table_leads_to_statements_by_name():
    for model in (LoadRun, Source, HandlingCondition):
        fields = {field.name for field in model._meta.get_fields()}
        assert not {name for name in fields if "statement" in name} - {
            "statements_added",
            "statements_read",
            "statements_repeated",
            "statements_retracted",
        }


def test_the_audit_log_is_written_by_its_module_only():
    for path in MODULES:
        if path.parent.name != "audit" and "models" not in path.parts:
            assert "AuditEntry(" not in code(path), path
            assert "AuditHead" not in code(path), path
