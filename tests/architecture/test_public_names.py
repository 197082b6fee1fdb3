"""Each engine's public face is stated in `__all__`, and everything it names exists."""

import importlib
import pkgutil

import pytest

import hawkari.engines

ENGINES = sorted(module.name for module in pkgutil.iter_modules(hawkari.engines.__path__))


def test_the_engines_are_those_of_the_house():
    assert ENGINES == [
        "blindmatch",
        "casework",
        "corridor",
        "disruption",
        "effect",
        "envelopes",
        "iati",
        "linkage",
        "merkle",
        "names",
        "phones",
        "places",
        "posts",
    ]


@pytest.mark.parametrize("name", ENGINES)
def test_an_engine_names_a_face_that_exists(name: str):
    engine = importlib.import_module(f"hawkari.engines.{name}")
    assert len(set(engine.__all__)) == len(engine.__all__)
    assert all(getattr(engine, item, None) is not None for item in engine.__all__)
    assert all(
        getattr(engine, item).__doc__ for item in engine.__all__ if callable(getattr(engine, item))
    )
