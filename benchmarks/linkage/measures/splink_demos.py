"""Splink 5 on the two Latin-only controls, set up as in its own demonstrations of these files.

Source: `docs/demos/examples/duckdb` of moj-analytical-services/splink: `febrl4.ipynb` and
`deduplicate_50k_synthetic.ipynb`; comparisons and blocking as there.
"""

import logging
from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import splink.comparison_library as comparisons
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from measures.records import DataSet
from measures.stock_splink import scored, train

__all__ = ["predict"]

_FEBRL = SettingsCreator(
    link_type="dedupe_only",
    blocking_rules_to_generate_predictions=[
        block_on("given", "surname"),
        block_on("dob"),
        block_on("document"),
        block_on("postcode", "given"),
        block_on("postcode", "surname"),
        block_on("street", "postcode"),
    ],
    comparisons=[
        comparisons.NameComparison("given"),
        comparisons.NameComparison("surname"),
        comparisons.DateOfBirthComparison("dob", input_is_string=True, invalid_dates_as_null=True),
        comparisons.DamerauLevenshteinAtThresholds("document", [1, 2]),
        comparisons.ExactMatch("street").configure(term_frequency_adjustments=True),
        comparisons.ExactMatch("postcode").configure(term_frequency_adjustments=True),
    ],
)
_HISTORICAL = SettingsCreator(
    link_type="dedupe_only",
    blocking_rules_to_generate_predictions=[
        block_on("given", "surname"),
        block_on("surname", "dob"),
        block_on("given", "dob"),
        block_on("postcode", "given"),
        block_on("postcode", "surname"),
        block_on("dob", "place"),
        block_on("substr(postcode, 1, 3)", "dob"),
        block_on("substr(postcode, 1, 3)", "given"),
        block_on("substr(postcode, 1, 3)", "surname"),
        block_on("substr(given, 1, 2)", "substr(surname, 1, 2)", "substr(dob, 1, 4)"),
    ],
    comparisons=[
        comparisons.ForenameSurnameComparison(
            "given", "surname", forename_surname_concat_col_name="whole_name"
        ),
        comparisons.DateOfBirthComparison("dob", input_is_string=True, invalid_dates_as_null=True),
        comparisons.PostcodeComparison("postcode"),
        comparisons.ExactMatch("place").configure(term_frequency_adjustments=True),
        comparisons.ExactMatch("occupation").configure(term_frequency_adjustments=True),
    ],
)
_COLUMNS = {
    "given": "firstName", "surname": "lastName", "dob": "birthDate", "document": "idNumber",
    "street": "streetNumber", "postcode": "postalCode", "place": "birthPlace",
    "occupation": "position",
}  # fmt: skip


def predict(data: DataSet) -> tuple[list[tuple[str, str, float]], tuple[str, ...]]:
    """Its scored pairs of at least .01, most probable first; and training trouble."""
    api = DuckDBAPI()
    api._con.execute("SET lambda_syntax = 'ENABLE_SINGLE_ARROW'")
    settings = _FEBRL if data.name == "febrl4" else _HISTORICAL
    linker: Any = Linker(api.register(_table(data)), settings)
    logging.getLogger("splink").setLevel(logging.ERROR)
    sure: Sequence[Any] = [
        block_on("given", "surname", "dob"),
        block_on("given", "postcode", "dob"),
        block_on("document" if data.name == "febrl4" else "place", "surname", "dob"),
    ]
    trouble = train(
        linker, deterministic=sure, rules=(block_on("dob"), block_on("given", "surname"))
    )
    return scored(api, linker, least=0.01), trouble


def _table(data: DataSet) -> pa.Table:
    def column(prop: str) -> list[str | None]:
        return [next(iter(one.properties.get(prop, ())), None) for one in data.records]

    columns: dict[str, list[Any]] = {name: column(prop) for name, prop in _COLUMNS.items()}
    columns["unique_id"] = [one.id for one in data.records]
    columns["whole_name"] = [
        f"{given} {surname}" if given and surname else None
        for given, surname in zip(columns["given"], columns["surname"], strict=True)
    ]
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})
