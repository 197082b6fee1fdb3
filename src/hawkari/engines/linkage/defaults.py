"""Starting values of the model, and its values where there is too little to train on.

m = P(level | one entity) by hand from how registers differ (general knowledge; unmeasured, so
rounded), u is measured on the run's own candidate pairs. Worst level first, as in `COMPARISONS`.
"""

__all__ = ["STARTING_M", "STARTING_U"]

STARTING_M: dict[str, tuple[float, ...]] = {
    "name": (0.004, 0.006, 0.01, 0.02, 0.04, 0.06, 0.1, 0.2, 0.36, 0.2),
    "birth": (0.02, 0.02, 0.05, 0.28, 0.05, 0.04, 0.54),
    "phone": (0.4, 0.01, 0.59),
    "identifier": (0.1, 0.9),
    "place": (0.2, 0.8),
    "country": (0.1, 0.9),
    "gender": (0.01, 0.99),
    "source": (0.05, 0.95),
}
STARTING_U: dict[str, tuple[float, ...]] = {
    "name": (0.15, 0.25, 0.2, 0.1, 0.08, 0.07, 0.06, 0.05, 0.035, 0.005),
    "birth": (0.68, 0.02, 0.18, 0.115, 0.001, 0.001, 0.003),
    "phone": (0.96, 0.035, 0.005),
    "identifier": (0.99, 0.01),
    "place": (0.7, 0.3),
    "country": (0.4, 0.6),
    "gender": (0.2, 0.8),
    "source": (0.3, 0.7),
}
