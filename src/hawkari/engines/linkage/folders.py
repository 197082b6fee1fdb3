"""Link states in folders: one file an array, and `state.json`, which says which of them count."""

import json
from collections import Counter
from dataclasses import fields
from pathlib import Path
from shutil import rmtree
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.blocking import KeyIndex
from hawkari.engines.linkage.dates import read_birth_date
from hawkari.engines.linkage.hashed import Counts, mark_of
from hawkari.engines.linkage.keeping import LinkState
from hawkari.engines.linkage.model import MODEL_VERSION, Model
from hawkari.engines.linkage.stores import FORM, Segment, arrays_of
from hawkari.engines.linkage.values import Judged
from hawkari.engines.names import KEY_VERSION
from hawkari.errors import BadInput

__all__ = ["load_state", "save_state"]

_LIST = "state.json"
_CLUSTERS = "clusters"
_AGAIN = "Delete the folder and link all records again."


def save_state(state: LinkState, folder: Path) -> None:
    """Write a state into a folder, made when it is not there; a state that lay there is replaced.

    What both have in common is left as it lies, so adding few records writes little; what of it is
    damaged is written anew. Whoever reads at the same time, and whoever stops this, finds the one
    state or the other.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    names = [segment.name for segment in state.segments]
    for name, segment in zip(names, state.segments, strict=True):
        if not _lies(folder / name, segment):
            half = folder / f"{name}.half"
            rmtree(half, ignore_errors=True)
            half.mkdir()
            for part, array in arrays_of(segment):
                np.save(half / f"{part}.npy", array)
            if (folder / name).exists():
                rmtree(folder / name)
            half.rename(folder / name)
    clusters = f"{_CLUSTERS}-{mark_of(state.clusters)}"
    if not _is(folder / f"{clusters}.npy", state.clusters):
        np.save(folder / f"{clusters}.half.npy", state.clusters)
        (folder / f"{clusters}.half.npy").rename(folder / f"{clusters}.npy")
    data = {"form": FORM, "segments": names, "clusters": clusters, **_data(state)}
    half_list = folder / f"{_LIST}.half"
    half_list.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    half_list.replace(folder / _LIST)
    _tidy(folder, {*names, f"{clusters}.npy", _LIST})


def load_state(folder: Path) -> LinkState:
    """A state from its folder; arrays are read from there as they are needed.

    Where another state is saved there meanwhile, and what the list names is taken away, the list is
    read again.

    Raises:
        BadInput: if there is none, it is broken, or it was made by another version of the engine.
    """
    text = _listed(folder)
    while True:
        try:
            return _state(_data_of(text, folder), folder)
        except (OSError, ValueError, KeyError, EOFError) as error:
            before, text = text, _listed(folder)
            if text == before:
                raise BadInput("the link state is broken", _AGAIN, where=(str(folder),)) from error


def _listed(folder: Path) -> str:
    try:
        return (folder / _LIST).read_text("utf-8")
    except OSError as error:
        problem = "there is no link state in the folder"
        raise BadInput(problem, "Run hawkari link --state first.", where=(str(folder),)) from error


def _data_of(text: str, folder: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(text)
    versions = (data.get("form"), data.get("version"), data.get("key_version"))
    if versions != (FORM, MODEL_VERSION, KEY_VERSION):
        problem = "the link state was made by another version of the engine"
        raise BadInput(problem, _AGAIN, where=(str(folder),))
    return data


def _state(data: dict[str, Any], folder: Path) -> LinkState:
    births = {read_birth_date(text): count for text, count in data["births"].items()}
    return LinkState(
        model=Model.from_data(data["model"]),
        join_at=data["join_at"],
        segments=tuple(_segment(folder / name) for name in data["segments"]),
        clusters=np.load(folder / f"{data[_CLUSTERS]}.npy", mmap_mode="r"),
        births=Counter({date: count for date, count in births.items() if date is not None}),
        judged=frozenset(Judged(left, right, same) for left, right, same in data["judged"]),
    )


def _data(state: LinkState) -> dict[str, Any]:
    return {
        "version": MODEL_VERSION,
        "key_version": KEY_VERSION,
        "join_at": state.join_at,
        "model": state.model.as_data(),
        "births": dict(sorted((str(date), count) for date, count in state.births.items())),
        "judged": sorted([one.left, one.right, one.same] for one in state.judged),
    }


def _lies(folder: Path, segment: Segment) -> bool:
    """Whether a segment lies in its folder as it is."""
    return all(_is(folder / f"{part}.npy", array) for part, array in arrays_of(segment))


def _is(path: Path, array: NDArray[Any]) -> bool:
    """Whether a file holds an array; of one that lies in files itself, no more than the form."""
    try:
        there = _read(path)
    except (OSError, ValueError, EOFError):
        return False
    if (there.shape, there.dtype) != (array.shape, array.dtype):
        return False
    return isinstance(array, np.memmap) or np.array_equal(there, array)


def _read(path: Path) -> NDArray[Any]:
    # An empty file cannot be mapped into memory.
    found: NDArray[Any] = np.load(path, mmap_mode="r" if path.stat().st_size > 128 else None)
    return found


def _segment(folder: Path) -> Segment:
    def read(name: str) -> Any:
        return _read(folder / f"{name}.npy")

    keys = {path.stem.removeprefix("keys."): read(path.stem) for path in folder.glob("keys.*.npy")}
    parts: dict[str, Any] = {"name": folder.name, "keys": KeyIndex.of(keys)}
    for field in fields(Segment):
        if field.type is Counts:
            parts[field.name] = Counts(read(f"{field.name}.numbers"), read(f"{field.name}.counts"))
        elif field.name not in parts:
            parts[field.name] = read(field.name)
    return Segment(**parts)


def _tidy(folder: Path, kept: set[str]) -> None:
    """Take away what no state needs any more; nothing that is not of a state's making."""
    for path in sorted(folder.iterdir()):
        if path.name in kept:
            continue
        if path.name.startswith("segment-") and path.is_dir():
            rmtree(path)
        elif path.name.startswith(f"{_CLUSTERS}-"):
            path.unlink()
