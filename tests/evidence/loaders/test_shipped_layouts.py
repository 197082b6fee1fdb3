"""Each shipped layout reads an invented file of its kind, every word of it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from hawkari.evidence.loaders import Context, loader_for, shipped_layouts
from hawkari.evidence.loaders.quantities import read_quantity

Table = tuple[str, Sequence[str], Sequence[Sequence[Any]]]
Values = dict[str, dict[str, list[str]]]


def write(path: Path, *tables: Table) -> None:
    if path.suffix == ".csv":
        ((_, header, rows),) = tables
        lines = [";".join(map(str, line)) for line in (header, *rows)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
        return
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, header, rows in tables:
        sheet = book.create_sheet(title)
        for row in (header, *rows):
            sheet.append(list(row))
    book.save(path)


def read(path: Path, layout: str, country: str = "") -> Values:
    """Values by entity and property; nothing may be refused."""
    context = Context("src", country=country)
    loader = loader_for(path)
    chosen = loader.sniff(path, context, shipped_layouts())
    assert chosen.name == layout
    found: Values = {}
    for outcome in loader.rows(path, chosen, context):
        assert outcome.refused == []
        for s in outcome.statements:
            about = found.setdefault(s.entity_id.removeprefix("src:"), {"schema": [s.schema]})
            values = about.setdefault(s.prop, [])
            if s.value.removeprefix("src:") not in values:
                values.append(s.value.removeprefix("src:"))
    return found


def test_a_british_workbook(tmp_path: Path):
    path = tmp_path / "uk.xlsx"
    write(
        path,
        (
            "Persons",
            ["URN", "Surname", "Forenames", "Date of Birth", "Sex", "Place of Birth",
             "Nationality", "Also Known As", "Document Number", "Category", "Role",
             "Date Recorded"],
            [["U1", "Kareem", "Barzan Ali", "1984", "M", "Erbil", "Iraq", "Abu Ali; The Tall",
              "A123", "suspect", "organiser", "2026-01-02"],
             ["U2", "Omar", "Sara", "01/02/1985", "F", "", "", "", "", "", "", ""]],
        ),
        (
            "Phones",
            ["URN", "Telephone", "First Seen", "Last Seen"],
            [["U1", "07700 900101", "2025-01-02", "2026-01-02"]],
        ),
        (
            "Associates",
            ["Link Ref", "URN", "Associate URN", "Relationship", "First Seen", "Last Seen"],
            [["L1", "U1", "U2", "associate", "2025-01-02", "2026-01-02"],
             ["L2", "U1", "U2", "sister", "", ""], ["L3", "U1", "U2", "", "", ""]],
        ),
        (
            "Sightings",
            ["Sighting Ref", "URN", "Seen With URN", "Date", "Place", "Activity"],
            [["S1", "U1", "U2", "2026-01-02", "Dover", "meeting"],
             ["S2", "U1", "", "2026-01-03", "Dover", "walking"]],
        ),
    )  # fmt: skip
    found = read(path, "uk-nominals", "GB")
    assert found["U1"]["name"] == ["Barzan Ali Kareem"]
    assert found["U1"]["alias"] == ["Abu Ali", "The Tall"]
    assert found["U1"]["nationality"] == ["iq"]
    assert found["U1"]["phone"] == ["+447700900101"]
    assert found["U1"]["classification"] == ["suspect"]
    assert found["U2"]["birthDate"] == ["1985-02-01"]
    assert found["link-L1"]["schema"] == found["link-L3"]["schema"] == ["Associate"]
    assert found["link-L1"]["associate"] == ["U2"]
    assert found["link-L2"]["schema"] == ["Family"]
    assert found["link-L2"]["relative"] == ["U2"]
    assert found["sighting-S1"]["involved"] == ["U1", "U2"]
    assert found["sighting-S2"]["involved"] == ["U1"]


def test_an_iraqi_file(tmp_path: Path):
    path = tmp_path / "iraq.csv"
    header = ["رقم الملف", "الاسم", "اللقب", "الكنية", "تاريخ الولادة", "محل الولادة", "الجنس",
              "رقم الهاتف", "رقم الوثيقة", "الصفة", "الدور", "رقم ملف القريب", "صلة القرابة",
              "تاريخ التسجيل"]  # fmt: skip
    words = ["مشتبه به", "محكوم", "شاهد", "معرفة", "مهاجر", "ضحية"]
    kin = ["أخ", "أخت", "أب", "ابن", "ابنة", "ابن عم"]
    rows = [
        [n, "علي حسين محمد", "الجاف", "أبو عمر", "1984-03-12", "أربيل", "ذكر", "0700 012 3456",
         "ع1", word, "سائق", n + 1, relation, "2026-01-02"]
        for n, (word, relation) in enumerate(zip(words, kin, strict=True))
    ]  # fmt: skip
    write(path, ("", header, [*rows, [9, "سارة", "", "", "", "", "أنثى", *[""] * 7]]))
    found = read(path, "iraq-files")
    assert [found[str(n)]["classification"][0] for n in range(6)] == [
        "suspect", "convicted", "witness", "contact", "migrant", "victim",
    ]  # fmt: skip
    families = [about for about in found.values() if about["schema"] == ["Family"]]
    assert [about["relationship"][0] for about in families] == [
        "brother", "sister", "father", "son", "daughter", "cousin",
    ]  # fmt: skip
    assert found["0"]["phone"] == ["+9647000123456"]
    assert found["0"]["name"] == ["علي حسين محمد الجاف"]
    assert found["9"] == {"schema": ["Person"], "name": ["سارة"], "gender": ["female"]}


def test_a_kurdish_workbook(tmp_path: Path):
    path = tmp_path / "krg.xlsx"
    people = ["ژمارەی فایل", "ناوی سیانی", "نازناو", "ڕێکەوتی لەدایکبوون", "شوێنی لەدایکبوون",
              "ڕەگەز", "ژمارەی مۆبایل", "ژمارەی ناسنامە", "جۆر", "ڕۆڵ",
              "ڕێکەوتی تۆمار"]  # fmt: skip
    words = ["گومانلێکراو", "سزادراو", "شایەت", "ناسیاو", "کۆچبەر", "قوربانی"]
    relations = ["هاوکار", "برا", "خوشک", "باوک", "کوڕ", "کچ", "ئامۆزا"]
    write(
        path,
        (
            "کەسەکان",
            people,
            [[f"K{n}", "بەرزان عەلی عومەر", "", "١٩٨٤/٠٣/١٢", "هەولێر", "نێر", "٠٧٠٠٠١٢٣٤٥٦", "",
              word, "شۆفێر", "2026/01/02"] for n, word in enumerate(words)],
        ),
        (
            "پەیوەندییەکان",
            ["ژمارەی پەیوەندی", "فایلی یەکەم", "فایلی دووەم", "جۆری پەیوەندی", "ڕێکەوت"],
            [[n, "K1", "K2", relation, "2026/01/02"] for n, relation in enumerate(relations)],
        ),
    )  # fmt: skip
    found = read(path, "krg-files")
    assert found["K0"]["birthDate"] == ["1984-03-12"]
    assert found["K0"]["phone"] == ["+9647000123456"]
    assert found["K5"]["classification"] == ["victim"]
    assert found["link-0"]["schema"] == ["Associate"]
    assert [found[f"link-{n}"]["relationship"][0] for n in range(7)] == [
        "associate", "brother", "sister", "father", "son", "daughter", "cousin",
    ]  # fmt: skip
    assert found["link-1"]["relative"] == ["K2"]


def test_a_french_and_a_german_file(tmp_path: Path):
    path = tmp_path / "france.csv"
    header = ["Référence", "Nom", "Prénom", "Alias", "Date de naissance", "Lieu de naissance",
              "Nationalité", "Sexe", "Téléphone", "N° de document", "Qualité", "Fonction",
              "Date de saisie"]  # fmt: skip
    row = ["F1", "KARIM", "Berzan", "", "12/03/1984", "Erbil", "irakienne", "M", "06 39 98 12 34",
           "", "mis en cause", "chauffeur", "02/01/2026"]  # fmt: skip
    write(path, ("", header, [row]))
    found = read(path, "french-procedures")["F1"]
    assert found["name"] == ["Berzan KARIM"]
    assert (found["nationality"], found["phone"]) == (["iq"], ["+33639981234"])
    path = tmp_path / "germany.csv"
    header = ["Vorgangsnummer", "Familienname", "Vorname", "Aliasname", "Geburtsdatum",
              "Geburtsort", "Geschlecht", "Staatsangehörigkeit", "Telefon", "Ausweisnummer",
              "Rolle", "Funktion", "Bezugsperson", "Bezug", "Erfasst am"]  # fmt: skip
    row = ["D1", "Karim", "Barzan", "", "12.03.1984", "Erbil", "w", "irakisch", "+4915112345",
           "", "Zeuge", "Fahrer"]  # fmt: skip
    rows = [[*row, "D2", "Bruder", "02.01.2026"], [*row, "D3", "Bekannter", ""], [*row, *[""] * 3]]
    write(path, ("", header, rows))
    found = read(path, "german-vorgaenge")
    assert found["D1"]["gender"] == ["female"]
    assert found["D1"]["birthDate"] == ["1984-03-12"]
    assert sorted(about["schema"][0] for about in found.values()) == [
        "Associate", "Family", "Person",
    ]  # fmt: skip


def test_calls_payments_trips_and_seizures(tmp_path: Path):
    calls, payments = tmp_path / "calls.csv", tmp_path / "payments.csv"
    trips, seizures = tmp_path / "trips.csv", tmp_path / "seizures.csv"
    header = ["call_id", "caller", "called", "start", "duration_s", "cell_place"]
    row = ["C1", "+447700900101", "+447700900102", "2026-01-02T03:04:05Z", "61", "Dover"]
    write(calls, ("", header, [row]))
    assert read(calls, "call-records")["call-C1"] == {
        "schema": ["Call"],
        "callerNumber": ["+447700900101"],
        "receiverNumber": ["+447700900102"],
        "startDate": ["2026-01-02T03:04:05"],
        "duration": ["61"],
        "summary": ["Dover"],
        "recordId": ["C1"],
    }
    header = ["payment_id", "date", "office_from_id", "office_from", "office_to_id", "office_to",
              "sender_no", "sender_name", "sender_phone", "receiver_no", "receiver_name",
              "receiver_phone", "amount", "currency", "note"]  # fmt: skip
    row = ["1", "2026-01-02", "O1", "مكتب أ", "O2", "مكتب ب", "H1", "علي", "+9647000123456", "H2",
           "عمر", "", "4500", "USD", "سفر"]  # fmt: skip
    write(payments, ("", header, [row]))
    found = read(payments, "hawala-ledger")
    assert (found["payment-1"]["payer"], found["payment-1"]["beneficiary"]) == (["H1"], ["H2"])
    assert found["office-O1"] == {
        "schema": ["Organization"], "name": ["مكتب أ"], "classification": ["hawala office"],
    }  # fmt: skip
    header = ["trip_id", "date", "departure", "arrival", "vehicle_type", "registration",
              "person_ref", "person_name", "role"]  # fmt: skip
    rows = [
        ["T1", "2026-01-02", "Erbil", "Van", "car", "21 A 1", "F1", "Berzan KARIM", "driver"],
        ["T1", "2026-01-02", "Erbil", "Van", "car", "21 A 1", "F2", "Omar ALI", "passenger"],
        ["T2", "2026-01-03", "Calais", "Dover", "boat", "", "F2", "Omar ALI", "passenger"],
    ]
    write(trips, ("", header, rows))
    found = read(trips, "trips")
    assert found["trip-T1"]["involved"] == ["F1", "F2"]
    assert found["trip-T1"]["notes"] == ["Berzan KARIM: driver", "Omar ALI: passenger"]
    assert "vehicle" in found["trip-T1"]
    assert "vehicle" not in found["trip-T2"]
    header = ["seizure_id", "date", "place", "commodity", "quantity", "unit", "registration",
              "person_ref", "person_name"]  # fmt: skip
    row = ["Z1", "2026-01-02", "Dover", "heroin", "2.5", "kg", "AB12 CDE", "U1", "Barzan Ali"]
    write(seizures, ("", header, [row, [*row[:7], "", ""]]))
    found = read(seizures, "seizures")
    assert found["seizure-Z1"]["summary"] == ["2.5 kg heroin"]
    assert found["seizure-Z1"]["involved"] == ["U1"]


TITLES = {
    "English": ["Seizure no", "Date", "Place", "Goods", "Quantity", "Unit", "Vehicle plate",
                "Trip no", "Person ref", "Person"],
    "Arabic": ["رقم الضبط", "التاريخ", "مكان الضبط", "المادة المضبوطة", "الكمية", "الوحدة",
               "رقم لوحة المركبة", "رقم الرحلة", "رقم الشخص", "اسم الشخص"],
    "Sorani": ["ژمارەی دەستبەسەرداگرتن", "ڕێکەوت", "شوێنی دەستبەسەرداگرتن",
               "ماددەی دەستبەسەرداگیراو", "بڕ", "یەکە", "ژمارەی تابلۆی ئۆتۆمبێل",
               "ژمارەی گەشت", "ژمارەی کەس", "ناوی کەس"],
}  # fmt: skip


def test_seizures_of_a_workbook_in_three_scripts_are_read_by_one_layout(tmp_path: Path):
    path = tmp_path / "seizures.xlsx"
    rows = {
        "English": ["E1", "2026-03-01", "Dover", "heroin", 2.5, "kg", "INV 1", "T1", "P1", "Ali"],
        "Arabic": ["A1", "2026-03-02", "أربيل", "كبتاغون", "٣٠٠", "حبة", "", "", "P2", "علي"],
        "Sorani": ["K1", "2026-03-03", "زاخۆ", "حەشیش", "٣", "کیلۆ", "INV 2", "", "", ""],
    }
    write(path, *((sheet, TITLES[sheet], [row]) for sheet, row in rows.items()))
    found = read(path, "seizures-of-goods")
    amounts = [found[f"seizure-{one}"]["summary"][0] for one in ("E1", "A1", "K1")]
    assert amounts == ["2.5 kg heroin", "٣٠٠ حبة كبتاغون", "٣ کیلۆ حەشیش"]
    assert [str(read_quantity(one)) for one in amounts] == ["2.5 kg", "300 piece", "3 kg"]
    assert found["seizure-E1"]["involved"] == ["P1"]
    assert found["seizure-A1"]["keywords"] == ["seizure", "كبتاغون"]
    assert "involved" not in found["seizure-K1"]
    links = [about for about in found.values() if about["schema"] == ["UnknownLink"]]
    roles = sorted((one["role"][0], one["object"][0]) for one in links)
    assert roles == [("trip", "seizure-E1"), ("vehicle", "seizure-E1"), ("vehicle", "seizure-K1")]
