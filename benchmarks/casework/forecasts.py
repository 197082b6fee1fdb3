"""Forecasts of published series beside their plainest rival, persistence.

    python benchmarks/casework/forecasts.py --data PATH

PATH is a folder with `travel_documents.csv`, `returns_iraq_quarterly.csv` and
`leaving_detention_iraq.csv` (Home Office data, Open Government Licence v3.0). Every quarter is
forecast from the quarters before it. MAPE in per cent, over the whole series and its last eight
quarters; covered: how many of the last eight lay inside the 90 per cent interval.

What it does not show: how long a return document takes. `travel_documents.csv` counts documents
that people with leave apply for. The last quarters are those of the pandemic.
"""

from argparse import ArgumentParser
from pathlib import Path

from hawkari.engines.casework.forecasting import forecast
from hawkari.engines.casework.series import read_series

RETURNS = "returns_iraq_quarterly.csv"
SERIES = (
    ("documents despatched", "travel_documents.csv", "TD Despatched", {}),
    ("documents raised", "travel_documents.csv", "TD Raised", {}),
    *(
        (name, RETURNS, "Number of returns", {"Return type group": group})
        for name, group in (
            ("enforced", "Enforced return"),
            ("voluntary", "Voluntary return"),
            ("refused at port", "Refused entry at port and subsequently departed"),
        )
    ),
    ("leaving detention", "leaving_detention_iraq.csv", "Leaving", {}),
)


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    folder = parser.parse_args().data
    print(f"{'series':<22} {'method':<16} {'MAPE':>7} {'last 8':>7} covered  beats persistence")
    for name, file, value, where in SERIES:
        found = forecast(read_series((folder / file).read_text("utf-8"), value, where).counts)
        for score in found.scores:
            verdict = (
                "" if score is found.scores[0] else ("yes" if found.beats_persistence else "no")
            )
            print(
                f"{name:<22} {score.method.value:<16} {score.error or 0:7.1f} "
                f"{score.error_of_last or 0:7.1f} {score.covered:>2} of 8   {verdict}"
            )


if __name__ == "__main__":
    main()
