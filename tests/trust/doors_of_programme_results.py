"""Doors of the programme desk: outputs, indicators and their figures."""

from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from hawkari.desks.programme.models import RegisterItem, ResultIndicator
from hawkari.desks.references import new_reference
from hawkari.evidence.access import open_access
from hawkari.evidence.local import LOCAL, ensure_local_user
from tests.desks.programme.measuring import figured, indicator
from tests.trust.visits import Call, Ground, Visit

__all__ = ["COMMANDS", "VISITS"]

OFFICER = "programme"
HERE = ["--operation", LOCAL]


def _measured(ground: Ground) -> None:
    """An indicator with a figure, kept by the officer's agency."""
    user = ground.case.world.member("nca", OFFICER)
    officer = open_access(user, ground.case.world.operation.slug)
    figured(officer, indicator(officer))


def _at(kind: str) -> Any:
    def arguments(_ground: Ground) -> list[str]:
        found = RegisterItem.objects.filter(kind=kind).order_by("pk").last()
        return [found.reference if found is not None else "P-2026-XXXXXX"]

    return arguments


def _figure(_ground: Ground) -> dict[str, Any]:
    days = {"first": "2025-04-01", "last": "2025-06-30"}
    return {"kind": "actual", "value": "4", "source": "Course register", **days}


ROWS = b"indicator,kind,first,last,source\nP-2026-XXXXXX,actual,2025-04-01,2025-06-30,x\n"


def _file(_ground: Ground) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("figures.csv", ROWS)}


def _rows(ground: Ground, folder: Path) -> list[str]:
    """A table with a figure of an indicator of this machine's operation."""
    user, _ = ensure_local_user()
    # Past the services: the commands are also tried where nothing can be recorded.
    item = RegisterItem.objects.create(
        reference=new_reference("P", RegisterItem.objects.all(), timezone.now().date()),
        operation=ground.case.world.operation, agency=user.agency, kind="indicator",
        name="Passed", made_at=timezone.now(), made_by=user,
    )  # fmt: skip
    ResultIndicator.objects.create(item=item, measure=1)
    file = folder / "figures.csv"
    days = "2025-04-01,2025-06-30"
    file.write_text(f"indicator,kind,first,last,value,source\n{item.reference},actual,{days},4,x\n")
    return [str(file), *HERE]


COMMANDS = {
    "programme results show": Call(lambda *_: HERE, role=OFFICER),
    "programme results load": Call(_rows, role=OFFICER),
}
VISITS = (
    Visit("programme:results", ready=_measured, role=OFFICER),
    Visit("programme:results_csv", ready=_measured, role=OFFICER),
    Visit("programme:load_figures", "post", data=_file, ready=_measured, role=OFFICER),
    Visit(
        "programme:indicator", "post", arguments=_at("indicator"), data=_figure,
        ready=_measured, role=OFFICER,
    ),
    Visit("programme:indicator_csv", arguments=_at("indicator"), ready=_measured, role=OFFICER),
    Visit(
        "programme:new_output", "post", arguments=_at("activity"),
        data=lambda _: {"name": "Passed", "level": "output"}, ready=_measured, role=OFFICER,
    ),
    Visit(
        "programme:new_indicator", "post", arguments=_at("output"),
        data=lambda _: {"name": "Passed", "measure": "1"}, ready=_measured, role=OFFICER,
    ),
    Visit("programme:api:all_results", ready=_measured, role=OFFICER),
    Visit(
        "programme:api:one_indicator", arguments=_at("indicator"), ready=_measured, role=OFFICER
    ),
)  # fmt: skip
