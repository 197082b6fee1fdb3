"""What a border post can do, before and after, from two self-assessments; numbers only, no store.

`compared` sets the two side by side. Nothing here says why they differ: whoever stated them may
have counted otherwise, and much else changes at a border in the same months.
"""

from hawkari.desks.programme.capability.comparing import (
    ANSWERS,
    MEASURES,
    NUMBERS,
    PROCEDURES,
    SHARES,
    Compared,
    Stated,
    compared,
    wrong_in,
)

__all__ = [
    "ANSWERS",
    "MEASURES",
    "NUMBERS",
    "PROCEDURES",
    "SHARES",
    "Compared",
    "Stated",
    "compared",
    "wrong_in",
]
