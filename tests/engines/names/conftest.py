"""The compiled functions are loaded once before any test, so that no test is timed with them."""

import numpy as np
import pytest

from hawkari.engines import names
from hawkari.engines.names.align import LONGEST, joined


@pytest.fixture(scope="session", autouse=True)
def compiled():
    names.compare("Azad", "ئازاد")
    names.Gallery([("Azad", "1")]).search("ئازاد")
    joined(np.zeros(1, np.uint8), np.zeros(1, np.uint8), np.zeros(LONGEST, np.uint8))
