"""What the model takes for granted before it sees data, and where there is too little to train on.

m = P(level | one entity) by hand from how registers differ, u = P(level | two entities) by hand
from how values are spread; both general knowledge, unmeasured, so rounded. Worst level first, as in
`COMPARISONS`. Training starts here and is drawn here: see `reference` and `training` for how far.
"""

__all__ = ["DEFAULT_M", "DEFAULT_U"]

DEFAULT_M: dict[str, tuple[float, ...]] = {
    "name": (0.01, 0.01, 0.015, 0.03, 0.06, 0.1, 0.15, 0.105, 0.18, 0.17, 0.17),
    "birth": (0.02, 0.01, 0.05, 0.28, 0.02, 0.02, 0.03, 0.05, 0.03, 0.49),
    "phone": (0.38, 0.02, 0.02, 0.58),
    "identifier": (0.08, 0.03, 0.03, 0.86),
    "place": (0.12, 0.03, 0.85),
    "nickname": (0.4, 0.6),
    "country": (0.1, 0.9),
    "gender": (0.01, 0.99),
    "source": (0.1, 0.9),
    "father": (0.03, 0.04, 0.08, 0.5, 0.35),
    "mother": (0.05, 0.05, 0.1, 0.45, 0.35),
    "account": (0.45, 0.02, 0.03, 0.5),
    "address": (0.45, 0.2, 0.35),
    "mark": (0.15, 0.04, 0.04, 0.77),
    "form": (0.1, 0.9),
}
DEFAULT_U: dict[str, tuple[float, ...]] = {
    "name": (0.8, 0.1, 0.05, 0.03, 0.01, 0.005, 0.003, 0.0015, 0.0004, 0.00008, 0.00002),
    "birth": (0.7864, 0.029, 0.12, 0.06, 0.002, 0.002, 0.0002, 0.0002, 0.0001, 0.0001),
    "phone": (0.9975, 0.0015, 0.0005, 0.0005),
    "identifier": (0.9984, 0.0006, 0.0005, 0.0005),
    "place": (0.75, 0.05, 0.2),
    "nickname": (0.98, 0.02),
    "country": (0.4, 0.6),
    "gender": (0.3, 0.7),
    "source": (0.3, 0.7),
    "father": (0.78, 0.13, 0.04, 0.04, 0.01),
    "mother": (0.78, 0.13, 0.04, 0.04, 0.01),
    "account": (0.998, 0.0005, 0.0005, 0.001),
    "address": (0.95, 0.04, 0.01),
    "mark": (0.9979, 0.001, 0.0006, 0.0005),
    "form": (0.4, 0.6),
}
