"""What the engine worked out, kept an hour under a digest of all that it was made from."""

import hashlib
import json
from collections.abc import Callable
from threading import RLock
from typing import TypeVar

from django.core.cache import cache

__all__ = ["kept", "work_out"]

Result = TypeVar("Result")

HOUR = 3600

# A page that is loaded again waits for the work that its first request began, instead of beginning
# it once more beside it. Few locks for all digests: that two works share one only makes one wait.
_LOCKS = tuple(RLock() for _ in range(16))


def kept(name: str, made_from: object) -> object | None:
    """What was worked out from the very same within the hour, by this process; None if nothing.

    Args:
        name: of the work, such as "groups".
        made_from: all that the result depends on, as JSON can write it, in one order.
    """
    found: object | None = cache.get(_key(name, made_from))
    return found


def work_out(name: str, made_from: object, work: Callable[[], Result]) -> Result:
    """What is kept, else what `work` gives: asked at once by several, it is done once.

    Args:
        name: of the work, such as "groups".
        made_from: all that the result depends on, as JSON can write it, in one order.
        work: gives the result, never None; it may take seconds.
    """
    key = _key(name, made_from)
    with _LOCKS[hash(key) % len(_LOCKS)]:
        found: Result | None = cache.get(key)
        if found is None:
            found = work()
            cache.set(key, found, HOUR)
        return found


def _key(name: str, made_from: object) -> str:
    return f"intelligence-{name}-{hashlib.sha256(json.dumps(made_from).encode()).hexdigest()}"
