"""age opens a passphrase slowly, on purpose: the tests pay that once a file and passphrase."""

from functools import lru_cache
from types import SimpleNamespace

import pytest
from pyrage import passphrase

_decrypt = lru_cache(passphrase.decrypt)


@pytest.fixture(autouse=True)
def opened_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from hawkari.evidence.frontline import sealed

    quick = SimpleNamespace(encrypt=passphrase.encrypt, decrypt=_decrypt)
    monkeypatch.setattr(sealed, "passphrase", quick)
