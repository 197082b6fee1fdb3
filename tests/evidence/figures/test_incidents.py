"""Incidents as IOM publishes them: events with a place, about nobody."""

from pathlib import Path

from tests.evidence.figures.public_files import incidents
from tests.evidence.loaders.test_shipped_layouts import read

ROW = (
    "2031.MMP00001,2031.MMP00001,Incident,Mediterranean,2031-02-03,2031,February,2,5,7,12,1,1,0,"
    '"Iraq, Syria",Western Asia,Drowning,Greece,Eastern Mediterranean,Off Invented Island,'
    '"36.4512, 27.1034",Southern Europe,Invented Coast Guard,https://example.org/a,4'
)


def test_an_incident_is_an_event_with_its_place(tmp_path: Path):
    found = read(incidents(tmp_path / "iom.csv", [ROW]), "iom-missing-migrants")
    event = found["incident-2031.MMP00001"]
    assert event["schema"] == ["Event"]
    assert (event["date"], event["location"]) == (["2031-02-03"], ["Off Invented Island"])
    assert event["keywords"] == ["missing migrants", "Incident", "Eastern Mediterranean"]
    assert "dead and missing: 7" in event["notes"]
    assert found[event["addressEntity"][0]]["full"] == ["36.4512, 27.1034"]
