"""Write the gazetteer of routes from the seed of corridor places (GeoNames CC BY 4.0, CLDR, MIT).

    PYTHONPATH=src python tools/route_places.py SEED.tsv

SEED.tsv has a row for each place: geonameid, segment, name, country, and its names by language. It
gives `src/hawkari/engines/posts/selectors/resources/route_places.tsv`. What people wrote by hand
stands apart, in `route_places_added.tsv`, and is joined to it when it is read.
"""

import csv
import re
import sys
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

RESOURCES = Path("src/hawkari/engines/posts/selectors/resources")
LANGUAGES = ("ckb", "kmr", "ar", "fa", "ps", "tr", "en", "fr", "de")
HEAD = ("name", "country", "geonameid", "latitude", "longitude", *LANGUAGES, "other", "reviewed")
# The seed's name for what is better known in English by another.
RENAMED = {
    "Dihok": "Duhok", "Zaxo": "Zakho", "Rānyah": "Ranya", "Qeładizê": "Qaladze",
    "Koy Sanjaq": "Koya", "Ṟuwandiz": "Rawanduz", "Jamjamāl": "Chamchamal", "Kelar": "Kalar",
    "Baynjiwayn": "Penjwen",
    "Mexmur": "Makhmur", "Derbendîxan": "Darbandikhan", "Ţūz Khūrmātū": "Tuz Khurmatu",
    "‘Aqrah": "Akre", "Al ‘Amādīyah": "Amedi", "Sumayl": "Semel", "Basrah": "Basra",
    "Orūmīyeh": "Urmia", "Khūy": "Khoy", "Mazār-e Sharīf": "Mazar-i-Sharif",
    "Al Qāmishlī": "Qamishli", "‘Ayn al ‘Arab": "Kobani", "Al Ḩasakah": "Hasakah",
    "Ar Raqqah": "Raqqa", "Al Mālikīyah": "Derik", "Pátra": "Patras", "Mytilene": "Lesbos",
    "Ródos": "Rhodes", "Irákleion": "Heraklion", "Köln": "Cologne",
    "Frankfurt am Main": "Frankfurt",
    "Osnabrück": "Osnabruck", "Gent": "Ghent", "Brugge": "Bruges", "Durrës": "Durres",
    "Vlorë": "Vlore", "Boulogne-sur-Mer": "Boulogne", "Cherbourg-Octeville": "Cherbourg",
    "Kingston upon Hull": "Hull", "Newcastle upon Tyne": "Newcastle", "Hoek van Holland":
    "Hook of Holland", "Al Fallūjah": "Fallujah", "Al Hillah": "Hillah", "Al-Kut": "Kut",
    "Shaqlāwah": "Shaqlawa", "Seyid Sadiq": "Said Sadiq", "Haji Umran": "Haji Omeran",
    "Ibrāhīm al Khalīl": "Ibrahim Khalil", "Tall ‘Afar": "Tal Afar",
    "Le Touquet-Paris-Plage": "Le Touquet", "Al ‘Amārah": "Amarah",
}  # fmt: skip
# Words of everyday speech in one of the languages, or names of people before all.
LEFT_OUT = frozenset({
    "Deal", "Rye", "Bar", "Split", "Batman", "Lom", "Como", "Hīt", "Hythe", "Nancy", "Fatih",
    "Kaş", "Kars", "Metz", "Derby", "Preston", "Arad", "Brest", "Aydın", "Linz", "Graz", "Lecce",
    "Arbat", "Xebat", "Barzan", "Choman", "Marck", "Dannes", "Menton", "Šid", "Kehl", "Ashford",
    "Arras", "Angres", "Camiers", "Walmer", "Niš", "Ağrı", "Muğla",
})  # fmt: skip
LATIN = re.compile(r"^[A-Z\u00c0-\u00de\u0100-\u024f\u1e00-\u1eff][\w'’ .()-]{2,}$")


def main(seed: Path) -> None:
    """Write the table."""
    with seed.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    kept = [_row(row) for row in rows if row["name"] not in LEFT_OUT]
    notes = (
        "source: GeoNames (geonames.org), names and ids; CLDR and iraq_geo_data for some",
        "licence: CC BY 4.0 (GeoNames), Unicode-3.0 (CLDR), MIT (iraq_geo_data)",
        "names split at |, language as sources or letters tell; script: tools/route_places.py",
        "reviewed: yes only after a native reader of each language has read the row",
        f"date: {datetime.now(UTC).date().isoformat()}",
    )
    with (RESOURCES / "route_places.tsv").open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(f"# {note}\n" for note in notes)
        stream.writelines("\t".join(cells) + "\n" for cells in (HEAD, *kept))
    sys.stdout.write(f"{len(kept)} places\n")


def _row(row: dict[str, str]) -> list[str]:
    name = RENAMED.get(row["name"]) or _plain(row["name"])
    also = [one for one in row["latin_variants"].split("|") if LATIN.match(one)]
    other = dict.fromkeys([*row["arab_any"].split("|"), row["name"], *also])
    names = [row[code] for code in LANGUAGES]
    fixed = [row["country"], row["geonameid"], row["lat"], row["lon"]]
    return [name, *fixed, *names, "|".join(filter(None, other)), "no"]


def _plain(name: str) -> str:
    """Without marks on letters."""
    name = name.translate(str.maketrans("ıİłŁđĐ", "iIlLdD"))
    parted = unicodedata.normalize("NFKD", name)
    bare = "".join(one for one in parted if not unicodedata.combining(one))
    return re.sub("[‘’ʼ]", "", bare)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
