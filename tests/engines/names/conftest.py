"""The compiled functions are loaded once before any test, so that no test is timed with them."""

import numpy as np
import pytest

from hawkari.engines import names
from hawkari.engines.names.align import FAR, LONGEST, align, align_within, joined, table_of
from hawkari.engines.names.assign import assign, workspace
from hawkari.engines.names.costs import hand_set_tables
from hawkari.engines.names.prepare import prepare


@pytest.fixture(scope="session", autouse=True)
def compiled():
    names.compare("Azad", "ئازاد")
    names.Gallery([("Azad", "1")]).search("ئازاد")
    table, work = table_of(hand_set_tables(), 0), workspace()
    word = np.ones(1, np.uint8)
    align(word, word, table, work.cells)
    align_within(word, word, table, work.cells, FAR)
    batch = prepare(["Azad"], ["Sherko"])
    assign(batch.words, batch.a[0][:1], batch.b[0][:1], table, work)
    joined(np.zeros(1, np.uint8), np.zeros(1, np.uint8), np.zeros(LONGEST, np.uint8))
