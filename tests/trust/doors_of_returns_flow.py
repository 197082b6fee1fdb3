"""Doors of the returns desk: the flow of cases, the event log, forecasts."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.trust.visits import Ground, Visit

__all__ = ["EXEMPT_COMMANDS", "VISITS"]

QUARTERS = "Year,Quarter,N\n" + "".join(
    f"{2010 + number // 4},{number % 4 + 1},{100 + number}\n" for number in range(24)
)


def _series(_ground: Ground) -> dict[str, object]:
    return {"table": SimpleUploadedFile("series.csv", QUARTERS.encode()), "value": "N"}


VISITS = (
    Visit("returns:flow", role="caseworker"),
    Visit("returns:flow_log", role="caseworker"),
    Visit("returns:forecast", "post", data=_series, role="caseworker"),
)
NO_STORE = "an engine on the caller's own files; touches no store, see test_engine_commands"
EXEMPT_COMMANDS = {
    "returns clocks": NO_STORE,
    "returns days-off": NO_STORE,
    "returns deadlines": NO_STORE,
    "returns flow": NO_STORE,
    "returns forecast": NO_STORE,
    "returns queue": NO_STORE,
}
