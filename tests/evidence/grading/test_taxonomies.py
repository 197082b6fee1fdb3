"""Our taxonomies pass MISP's own schema and the checks of its `validate_all.py`."""

import json
from pathlib import Path

import jsonschema
import pytest

from hawkari.errors import BadInput
from hawkari.evidence.grading import scheme
from hawkari.evidence.grading.misp import tag_of
from hawkari.evidence.grading.taxonomies import PUBLISHED, taxonomy, write_taxonomies

# MISP's schema names no draft; jsonschema then takes its latest, as in MISP's own check.
pytestmark = pytest.mark.filterwarnings("ignore:The metaschema specified")

SCHEMA = json.loads((Path(__file__).parent / "misp" / "schema.json").read_text("utf-8"))


@pytest.fixture
def written(tmp_path: Path) -> dict[str, dict]:
    files = write_taxonomies(tmp_path)
    return {path.parent.name: json.loads(path.read_text("utf-8")) for path in files}


def test_those_that_misp_lacks_are_published(written):
    assert set(written) == set(PUBLISHED) == {
        "uk-3x5x2", "uk-5x5x5", "europol-4x4", "europol-handling", "uk-gsc",
    }  # fmt: skip


@pytest.mark.parametrize("name", PUBLISHED)
def test_each_passes_misp_s_schema_and_checks(written, name: str):
    found = written[name]
    jsonschema.validate(instance=found, schema=SCHEMA)
    # MISP's validate_all.py: a folder named as the namespace, every value's predicate there.
    assert found["namespace"] == name
    predicates = [one["value"] for one in found["predicates"]]
    assert all(one["predicate"] in predicates for one in found.get("values", []))
    assert all(one["entry"] for one in found.get("values", []))


def test_the_schema_is_one_that_refuses():
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(instance={"namespace": "x"}, schema=SCHEMA)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(instance={**taxonomy(scheme("uk-gsc")), "x": 1}, schema=SCHEMA)


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_code_is_in_it_and_uuids_are_all_different_and_stay(name: str):
    found = taxonomy(scheme(name))
    assert found == taxonomy(scheme(name))
    entries = [entry for one in found.get("values", []) for entry in one["entry"]]
    uuids = [one["uuid"] for one in (found, *found["predicates"], *entries)]
    assert len(set(uuids)) == len(uuids)
    tags = {
        f'{name}:{one["predicate"]}="{entry["value"]}"'
        for one in found.get("values", [])
        for entry in one["entry"]
    } or {f"{name}:{one['value']}" for one in found["predicates"]}
    assert tags == {
        tag_of(scheme(name), part.id, term.code)
        for part in scheme(name).parts
        for term in part.terms
        if not term.refused
    }


def test_europol_codes_combine_and_classifications_do_not():
    assert taxonomy(scheme("europol-handling"))["exclusive"] is False
    assert taxonomy(scheme("uk-gsc"))["exclusive"] is True
    assert "SECRET" not in json.dumps(taxonomy(scheme("uk-gsc"))["predicates"])


def test_a_folder_that_cannot_be_written_to_is_an_error(tmp_path: Path):
    (tmp_path / "uk-3x5x2").write_text("a file")
    with pytest.raises(BadInput, match="cannot be written"):
        write_taxonomies(tmp_path)
