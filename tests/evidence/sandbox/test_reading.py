"""Reading in a worker gives what reading here gives, and nothing else gets through."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hawkari.errors import BadInput
from hawkari.evidence.loaders import Context, RowOutcome, UnknownLayout
from hawkari.evidence.loaders import loader_for as own_loader_for
from hawkari.evidence.loaders.values import Refused
from hawkari.evidence.sandbox import Limits, loader_for, reading, wire, workers
from tests.evidence.loaders.cases import CASES, LAYOUT, Case

each_kind = pytest.mark.parametrize("case", CASES, ids=lambda case: case.file)
streaming = [case for case in CASES if case.streams]
each_streaming_kind = pytest.mark.parametrize("case", streaming, ids=lambda case: case.file)
ROWS = 1_234
PLAIN_DJANGO = "from django.conf import settings\nsettings.configure(USE_I18N=False)\n"


def said(outcomes: list[RowOutcome]) -> list[object]:
    return [(list(one.statements), list(one.refused), one.damaged) for one in outcomes]


def written(case: Case, folder: Path, rows: int = ROWS) -> Path:
    path = folder / case.file
    case.write(path, rows)
    return path


@each_kind
@pytest.mark.parametrize("skip", [0, 700, ROWS + 1])
def test_a_worker_reads_what_the_loader_reads(case: Case, tmp_path: Path, skip: int):
    path = written(case, tmp_path)
    told = []
    for find in (own_loader_for, loader_for):
        context = Context("list", country="GB")
        loader = find(path)
        layout = loader.sniff(path, context, case.layouts)
        context.meter.bytes_read = 0
        outcomes = list(loader.rows(path, layout, context, skip=skip))
        told.append((loader.name, layout, said(outcomes), context.unused.counts))
    assert told[0] == told[1]


@each_streaming_kind
def test_the_first_rows_come_before_the_file_is_read(case: Case, tmp_path: Path):
    path = written(case, tmp_path, min(case.many, 9_000))
    context = Context("list", country="GB")
    loader = loader_for(path)
    rows = loader.rows(path, loader.sniff(path, context, case.layouts), context)
    next(rows)
    read_for_first = context.meter.bytes_read
    assert sum(1 for _ in rows) == min(case.many, 9_000) - 1
    assert 0 < read_for_first < context.meter.bytes_read


def test_an_unknown_layout_comes_back_with_its_tables(tmp_path: Path):
    path = tmp_path / "people.csv"
    path.write_text("Nr,Wer\n1,Ali\n2,\n")
    context = Context("list")
    with pytest.raises(UnknownLayout) as unknown:
        loader_for(path).sniff(path, context, (LAYOUT,))
    assert unknown.value.samples[0].header == ("Nr", "Wer")
    assert unknown.value.samples[0].examples("Wer") == ("Ali",)


def test_a_path_is_refused_in_the_words_of_whoever_gave_it(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadInput, match=r"^sub/none\.csv: there is no such file"):
        loader_for(Path("sub/none.csv"))


def test_a_worker_holds_no_secret_of_the_load(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("HAWKARI_DATABASE_URL", "postgresql://user:hush@host/name")
    monkeypatch.setattr(workers, "_running", [])
    workers.prepare()
    process = workers._running[0].process.pid
    loader_for(written(CASES[0], tmp_path))
    environment = Path(f"/proc/{process}/environ").read_bytes()
    arguments = Path(f"/proc/{process}/cmdline").read_bytes()
    assert b"hush" not in environment + arguments
    assert b"HAWKARI" not in environment


FORBIDDEN = (
    "socket.socket()",
    "socket.socketpair()",
    "subprocess.run(['/bin/true'])",
    "os.fork()",
    "os.kill(os.getppid(), 0)",
    "open('/etc/passwd').read()",
    "open(str(path) + '.neighbour').read()",
    "open('/proc/1/environ', 'rb').read()",
    "open(path, 'w')",
    "open('/tmp/made-by-a-worker', 'w')",
    "os.remove(path)",
    "os.truncate(path, 0)",
    "os.listdir(path.parent)",
)
PROBES = (*FORBIDDEN, "open(path).read()", "open(os.__file__).read()")
PROBING = """
import json, os, socket, sys, subprocess, pathlib
from django.conf import settings
settings.configure(USE_I18N=False)
from hawkari.evidence.sandbox.isolation import isolate
from hawkari.evidence.sandbox.limits import Limits, apply
path = pathlib.Path(sys.argv[1])
apply(Limits(), 10)
told = {"held": isolate(path)}
for probe in sys.argv[2:]:
    try:
        eval(probe)
    except OSError as error:
        told[probe] = type(error).__name__
    else:
        told[probe] = "done"
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def probed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What a process that isolated itself for one file could and could not do."""
    path = tmp_path_factory.mktemp("probed") / "people.csv"
    path.write_text("a,b")
    Path(f"{path}.neighbour").write_text("secret")
    command = [sys.executable, "-P", "-c", PROBING, str(path), *PROBES]
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", check=True)
    assert path.read_text() == "a,b"
    told: dict[str, object] = json.loads(done.stdout)
    return told


@pytest.mark.parametrize("probe", FORBIDDEN)
def test_an_isolated_worker_may_not(probed: dict[str, object], probe: str):
    assert probed[probe] == "PermissionError"


def test_an_isolated_worker_may_read_its_file_and_its_program(probed: dict[str, object]):
    assert probed["open(path).read()"] == probed["open(os.__file__).read()"] == "done"
    assert probed["held"] == ["files", "network", "processes"]


SMALL = {
    "size": Limits(file_bytes=1_000),
    "cpu": Limits(cpu_seconds_at_least=1, cpu_seconds_a_mib=0),
    "wall": Limits(wall_seconds=0.001),
}


@pytest.mark.parametrize(
    ("limit", "problem"),
    [
        ("size", "MiB; at most 0 are read"),
        ("cpu", "more than 1 seconds of processor time"),
        ("wall", "takes longer than 0 seconds"),
    ],
)
def test_a_limit_that_is_hit_is_named_with_its_file_and_a_remedy(
    tmp_path: Path, limit: str, problem: str
):
    path = written(CASES[0], tmp_path, 200_000)
    context, limits = Context("list"), SMALL[limit]
    rows = reading.SandboxedLoader("delimited", limits).rows(path, LAYOUT, context)
    with pytest.raises(BadInput) as refused:
        list(rows)
    assert problem in refused.value.problem
    assert refused.value.where == ("people.csv",)
    assert "Split it" in refused.value.remedy


def test_a_file_that_takes_too_much_memory_is_refused(tmp_path: Path):
    path = tmp_path / "list.ftm.json"
    entity = {"id": "1", "schema": "Person", "properties": {"name": ["Ali"] * 2_000_000}}
    path.write_text(json.dumps(entity))
    loader = loader_for(path)
    nursery = Path(f"/proc/{workers._running[0].process.pid}/statm").read_text()
    by_itself = int(nursery.split()[0]) * os.sysconf("SC_PAGESIZE")
    small = reading.SandboxedLoader(loader.name, Limits(memory_bytes=by_itself + (24 << 20)))
    context = Context("list")
    with pytest.raises(BadInput, match="MiB of memory") as refused:
        list(small.rows(path, small.sniff(path, context, ()), context))
    assert refused.value.where == ("list.ftm.json",)


def test_a_silent_worker_is_ended(tmp_path: Path, monkeypatch):
    path = written(CASES[0], tmp_path)
    limits = Limits(silent_seconds=0.3)
    monkeypatch.setattr(reading, "write_all", lambda *_: None)  # so it is never asked anything
    with pytest.raises(BadInput, match="nothing came of it for 0 seconds"):
        loader_for(path, limits)


def test_a_worker_ended_from_outside_refuses_the_file_and_says_so(tmp_path: Path):
    path = written(CASES[0], tmp_path, 200_000)
    rows = loader_for(path).rows(path, LAYOUT, Context("list"))
    next(rows)
    for process in children(workers._running[0].process.pid):
        os.kill(process, signal.SIGKILL)
    with pytest.raises(BadInput, match=r"ended from outside \(signal 9\)"):
        list(rows)


def children(process: int) -> list[int]:
    listed = Path(f"/proc/{process}/task/{process}/children").read_text()
    return [int(one) for one in listed.split()]


def test_a_load_that_reads_no_further_ends_its_worker(tmp_path: Path):
    path = written(CASES[0], tmp_path, 200_000)
    rows = loader_for(path).rows(path, LAYOUT, Context("list"))
    next(rows)
    nursery = workers._running[0].process.pid
    assert len(children(nursery)) == 1
    rows.close()
    assert not children(nursery)


def test_workers_end_with_the_process_that_asked(tmp_path: Path):
    path = written(CASES[0], tmp_path, 200_000)
    program = (
        "import pathlib, sys, time\n"
        f"{PLAIN_DJANGO}"
        "from hawkari.evidence.loaders import Context\n"
        "from hawkari.evidence.sandbox import loader_for, workers\n"
        "from tests.evidence.loaders.cases import LAYOUT\n"
        f"path = pathlib.Path({str(path)!r})\n"
        "rows = loader_for(path).rows(path, LAYOUT, Context('list'))\n"
        "next(rows)\n"
        "print(workers._running[0].process.pid, flush=True)\n"
        "time.sleep(600)\n"
    )
    root = Path(__file__).parents[3]
    with subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        text=True,
    ) as load:
        nursery = int(load.stdout.readline())
        family = [nursery, *children(nursery)]
        assert len(family) == 2
        load.kill()
    end = time.monotonic() + 600
    while any(alive(process) for process in family) and time.monotonic() < end:
        time.sleep(0.05)
    assert not any(alive(process) for process in family)


def alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


GOOD = ["list:1", "Person", "name", "name", "Ali", "", "", "2", "", None]


def row(**changed: object) -> list[object]:
    names = wire._NAMES
    statement = [changed.get(name, value) for name, value in zip(names, GOOD, strict=True)]
    return [[statement], [], False, [], []]


def figure(**changed: object) -> list[object]:
    """A row that states a number of a public series."""
    plain = {
        "series": "frontex-ibc", "measure": "detections", "route": "Western Balkan Route",
        "period": "2031-01", "value": 7, "nationality": "",
    }  # fmt: skip
    return [[], [], False, [], [[*(plain | changed).values()]]]


def test_the_cells_of_a_refused_row_come_through_as_they_stand():
    outcome = RowOutcome((), (Refused("2", "", "bad", ""),), record=(("Name", "=1+1"),))
    (back,) = wire.rows_of(json.loads(json.dumps(wire.packed_rows([outcome]))), "list")
    assert back.record == outcome.record


def test_an_honest_row_is_believed():
    (outcome,) = wire.rows_of([row()], "list")
    assert outcome.statements[0].value == "Ali"


def test_an_honest_figure_is_believed():
    (outcome,) = wire.rows_of([figure()], "list")
    assert (outcome.figures[0].route, outcome.figures[0].value) == ("Western Balkan Route", 7)


@pytest.mark.parametrize(
    "data",
    [
        None,
        {},
        [[]],
        [[[], []]],
        [[[], [], False, []]],
        [[["x"], [], False, [], []]],
        [[[], [], False, "x", []]],
        [[[], [], False, [["Name"]], []]],
        [[[], [], False, [["Name", 7]], []]],
        [[[], [], False, [], "x"]],
        [[[], [], False, [], [["x"]]]],
        [figure(value="7")],
        [figure(value=True)],
        [figure(value=-1)],
        [figure(value=10**9 + 1)],
        [figure(period="2031")],
        [figure(route="x" * 121)],
        [row(entity_id="other:1")],
        [row(entity_id="list:" + "x" * 200)],
        [row(prop="nonesuch")],
        [row(prop="birthDate")],
        [row(schema="Thing")],
        [row(schema="Nonesuch")],
        [row(value=7)],
        [row(value=None)],
        [row(value=["x"])],
        [row(row="9" * 81)],
        [row(lang="kurdish-sorani")],
        [row(seen="2" * 33)],
        [row(marking="P")],
        [row(marking=["2D", "P"])],
        [[[], [["1", "", "bad"]], False, [], []]],
        [[[], [["1", "", "bad", "remedy", 7]], False, [], []]],
    ],
)
def test_what_no_loader_says_is_not_believed(data: object):
    with pytest.raises(wire.Nonsense):
        list(wire.rows_of(data, "list"))


def test_a_marking_of_a_row_comes_through():
    from datetime import date

    from hawkari.evidence.grading.codes import Grade, HandlingCode
    from hawkari.evidence.marking_terms import Condition, MarkingTerms
    from hawkari.evidence.rows import StatementRow

    terms = MarkingTerms(
        Grade.parse("1B"),
        HandlingCode.CONDITIONS,
        Condition("Ask", ("nca",), date(2030, 1, 1), consult_originator=True),
        {"europol-4x4": {"source": "A"}},
        europol=("H1", "H3"),
        europol_text="words",
    )
    given = StatementRow(*GOOD[:-1], marking=terms)
    refused = Refused("3", "name", "is bad", "Mend it.", "x")
    plain = json.loads(json.dumps(wire.packed_rows([RowOutcome([given], [refused])])))
    (outcome,) = wire.rows_of(plain, "list")
    assert list(outcome.statements) == [given]
    assert list(outcome.refused) == [refused]


@pytest.mark.parametrize(
    "frame", [b"7", b"[]", b"nonsense", b'["end"]', b'["end", -1]', b"[" * 9_999]
)
def test_a_worker_that_talks_nonsense_is_not_believed(tmp_path: Path, monkeypatch, frame: bytes):
    path = written(CASES[0], tmp_path)
    monkeypatch.setattr(workers.Worker, "frames", lambda *_: iter([frame]))
    with pytest.raises(BadInput, match="Treat the file as hostile"):
        loader_for(path)
