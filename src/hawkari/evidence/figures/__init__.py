"""Public series of routes: numbers by month, each with its source; no person is in them."""

from hawkari.evidence.figures.series import Month, RouteSeries, nationalities, route_series
from hawkari.evidence.figures.writing import drop_figures, drop_older, write_figures

__all__ = [
    "Month",
    "RouteSeries",
    "drop_figures",
    "drop_older",
    "nationalities",
    "route_series",
    "write_figures",
]
