"""The one door to libsodium: loaded from the wheel of `rbcl`, called through ctypes.

`rbcl`'s own wrappers copy and check each argument again, which makes hashing to the group twice as
slow, and importing it looks for a module ``_sodium`` of anybody's first. So only its file with the
library is read. That file writes the library to the temporary folder, from where it is loaded; on
systems that allow it, ours is removed again at once.
"""

import ctypes
import importlib.util
import warnings
from functools import lru_cache
from pathlib import Path
from types import ModuleType

from hawkari.engines.blindmatch.errors import LibraryMissing

__all__ = ["sodium"]

_POINTER = ctypes.c_void_p
_THREE = (_POINTER, _POINTER, _POINTER)
_TWO = (_POINTER, _POINTER)
# name: arguments, result. Addresses go in as numbers: a batch is one buffer, walked by offset.
_FUNCTIONS: dict[str, tuple[tuple[type, ...], type | None]] = {
    "crypto_core_ristretto255_from_hash": (_TWO, ctypes.c_int),
    "crypto_core_ristretto255_is_valid_point": ((_POINTER,), ctypes.c_int),
    "crypto_core_ristretto255_add": (_THREE, ctypes.c_int),
    "crypto_core_ristretto255_scalar_random": ((_POINTER,), None),
    "crypto_core_ristretto255_scalar_reduce": (_TWO, None),
    "crypto_core_ristretto255_scalar_invert": (_TWO, ctypes.c_int),
    "crypto_core_ristretto255_scalar_mul": (_THREE, None),
    "crypto_core_ristretto255_scalar_sub": (_THREE, None),
    "crypto_scalarmult_ristretto255": (_THREE, ctypes.c_int),
    "crypto_scalarmult_ristretto255_base": (_TWO, ctypes.c_int),
    "sodium_malloc": ((ctypes.c_size_t,), _POINTER),
    "sodium_free": ((_POINTER,), None),
}


@lru_cache(maxsize=1)
def sodium() -> ctypes.CDLL:
    """libsodium, loaded once a process, with the types of what we call declared.

    Raises:
        LibraryMissing: if it is not installed, or cannot be loaded from the temporary folder.
    """
    try:
        module = _holder()
    except (ImportError, OSError) as error:
        raise LibraryMissing(str(error)) from error
    library: ctypes.CDLL = module._sodium
    _forget(Path(module.lib_path))
    if library.sodium_init() < 0:
        raise LibraryMissing("it does not start")
    for name, (arguments, result) in _FUNCTIONS.items():
        function = getattr(library, name)
        function.argtypes, function.restype = list(arguments), result
    return library


def _holder() -> ModuleType:
    found = importlib.util.find_spec("rbcl")
    if found is None or not found.submodule_search_locations:
        raise ImportError("the package rbcl is not installed")
    path = Path(found.submodule_search_locations[0]) / "_sodium.py"
    spec = importlib.util.spec_from_file_location("hawkari_sodium_of_rbcl", path)
    if spec is None or spec.loader is None:
        raise ImportError("the package rbcl holds no library")
    module = importlib.util.module_from_spec(spec)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves its first handle open
        spec.loader.exec_module(module)
    return module


def _forget(path: Path) -> None:
    """Remove the copy in the temporary folder; Windows holds on to a library that is in use."""
    try:
        path.unlink()
    except OSError:
        return
