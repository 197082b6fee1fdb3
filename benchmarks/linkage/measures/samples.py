"""Invented records of any number, made once and kept in a cache folder.

`corridor` is what the loaders state of a whole sample (`hawkari sample`): all its person records,
customers of the hawala ledger too, of whom a name and a phone are known. `registers` are the rows
of the six registers alone, far quicker to make: for sizes at which events would cost more than the
linkage. Both grow more ambiguous with size, since names come from one table of a few hundred.
"""

import hashlib
import json
import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import hawkari.engines.corridor as engine
from hawkari.engines.corridor import generate
from hawkari.engines.corridor.numbers import PhoneBook
from hawkari.engines.corridor.people import CELL_SIZE, World, make_cell
from hawkari.engines.corridor.records import Record, Registers
from hawkari.engines.corridor.tables import name_table
from measures.records import DataSet, ceiling_of, lines

__all__ = ["CACHE", "RECORDS_A_PERSON", "corridor", "registers"]

CACHE = Path.home() / ".cache" / "hawkari-bench" / "linkage"
RECORDS_A_PERSON = 3.0457
_REGISTERS_A_PERSON = 2.71
_SPELLINGS = {
    "uk": "english", "france": "french", "germany": "german", "iraq": "arabic", "krg": "sorani",
    "list": "english",
}  # fmt: skip
_GENDERS = {"m": "male", "f": "female"}
_CELLS_A_BLOCK = 200


def corridor(people: int, *, seed: int, table: str = "main") -> DataSet:
    """Person records of `hawkari sample`, as the loaders state them."""
    folder = CACHE / f"corridor-{table}-{people}-{seed}-{_fingerprint()}"
    path = folder / "people.jsonl"
    if not path.exists():
        generate(people=people, seed=seed, out=folder, table=table)
        (folder / "truth.tsv").replace(folder / "people.truth.tsv")
        _write(path, _stated(folder))
    return lines(path, f"corridor, {table} names, seed {seed}", ceiling=ceiling_of(folder))


def _stated(folder: Path) -> Iterator[dict[str, Any]]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hawkari.site.settings")
    import django

    django.setup()
    from hawkari.evidence.loaders import Context, loader_for, shipped_layouts

    stated: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    for file in json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]:
        path = folder / file["path"]
        if path.name in ("calls.csv", "result.json"):
            continue  # they state accounts and calls, no persons
        loader, context = loader_for(path), Context(file["source"], country=file["country"])
        layout = loader.sniff(path, context, shipped_layouts())
        for row in loader.rows(path, layout, context):
            for one in row.statements:
                if one.schema == "Person":
                    stated[one.entity_id][one.prop][one.value] = None
    for entity, properties in sorted(stated.items()):
        kept = {prop: list(values) for prop, values in sorted(properties.items())}
        yield {"id": entity, "schema": "Person", "source": _source(entity), "properties": kept}


def _source(entity: str) -> str:
    return entity.split(":", maxsplit=1)[0]


def registers(records: int, *, seed: int) -> Path:
    """JSON lines of about so many records of the registers; `.truth.tsv` beside."""
    path = CACHE / f"registers-{records}-{seed}-{_fingerprint()}.jsonl"
    if path.exists():
        return path
    CACHE.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    with (
        draft.open("w", encoding="utf-8") as out,
        path.with_suffix(".truth.tsv").open("w", encoding="utf-8") as truth,
    ):
        truth.write("id\tcluster\n")
        for block in _blocks(round(records / _REGISTERS_A_PERSON), Random(f"linkage-{seed}")):
            out.writelines(line for line, _ in block)
            truth.writelines(line for _, line in block)
    draft.replace(path)
    return path


def _blocks(people: int, rng: Random) -> Iterator[list[tuple[str, str]]]:
    """Lines of records and of their truth, shuffled in blocks so that order tells nothing."""
    world, written = World(name_table("main"), PhoneBook(rng), people), Registers(rng)
    cells = range(-(-people // CELL_SIZE))
    for start in cells[::_CELLS_A_BLOCK]:
        block = [
            (_line(record, rng), f"{record.id}\t{person.id}\n")
            for cell in cells[start : start + _CELLS_A_BLOCK]
            for person in make_cell(world, cell, rng)
            for record in written.observe(person, rng)
        ]
        rng.shuffle(block)
        yield block


def _line(record: Record, rng: Random) -> str:
    stated = {"id": record.id, "schema": "Person", "source": record.register.source}
    return json.dumps(stated | {"properties": _properties(record, rng)}, ensure_ascii=False) + "\n"


def _properties(record: Record, rng: Random) -> dict[str, list[str]]:
    register, name, born, place = record.register.name, record.name, record.born, record.birthplace
    words = [*name.words]
    if register == "france":
        words[-1] = words[-1].upper()
    properties = {
        "name": " ".join(words),
        "alias": record.alias,
        "birthDate": "",
        "birthPlace": "",
        "gender": _GENDERS.get(record.gender, ""),
        "phone": record.phone,
        "idNumber": record.document,
        "nationality": "",
    }
    if register in ("uk", "france", "germany"):
        properties |= {"firstName": " ".join(words[:-1]), "lastName": words[-1]}
    if born is not None:
        day = f"-{born.month:02d}-{born.day:02d}" if born.day else ""
        properties["birthDate"] = f"{born.year:04d}{day}"
    if place is not None:
        spelling = _SPELLINGS[register]
        varied = spelling == "english" and place.variants and rng.random() < 0.3
        properties["birthPlace"] = (
            rng.choice(place.variants) if varied else getattr(place, spelling)
        )
    if register in ("france", "germany", "list") or (register == "uk" and rng.random() < 0.8):
        properties["nationality"] = record.person.nationality
    return {prop: [value] for prop, value in properties.items() if value}


def _write(path: Path, entities: Iterator[dict[str, Any]]) -> None:
    draft = path.with_suffix(".draft")
    with draft.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in entities)
    draft.replace(path)


def _fingerprint() -> str:
    """Changes when the generator does, so that no stale sample is measured."""
    digest = hashlib.sha256()
    for path in sorted(Path(engine.__file__).parent.rglob("*")):
        if path.suffix in (".py", ".tsv", ".json"):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:8]
