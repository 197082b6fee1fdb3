"""Kinds of cells that only `tables_unseen.txt` names.

All is invented; numbers lie in ranges kept for tests or fiction, or fail their check digit.
"""

import random

from measures.values import FIRST, Draw, day, digits, one

__all__ = ["KINDS"]


def _tckn(rng: random.Random) -> str:
    """Eleven digits like a Turkish identity number of a foreigner, with a wrong check digit."""
    first = "99" + digits(rng, 7)
    numbers = [int(digit) for digit in first]
    tenth = (7 * sum(numbers[0::2]) - sum(numbers[1::2])) % 10
    last = (sum(numbers) + tenth + 1) % 10
    return f"{first}{tenth}{last}"


# Words of one column each.
WORDS = {
    "race_let": ["W", "B", "H", "A", "U"],
    "callstate_eng": ["answered", "busy", "no answer"],
    "paytype_eng": ["EFT", "RTGS", "ACH"],
    "purpose_eng": ["family support", "rent", "goods", "school fees"],
    "purpose_ar": ["دعم العائلة", "ايجار", "علاج", "بضاعة"],
    "purpose_fa": ["کمک به خانواده", "کرایه", "تداوی", "خرید"],
    "doctype_eng": ["P", "I", "V"],
    "doctype_ar": ["جواز سفر", "هوية", "اقامة"],
    "doctype_fra": ["passport", "carte_identite", "permis_conduire"],
    "portcode": ["DVR", "CQF", "LHR", "IST"],
    "yn": ["Y", "N"],
    "iso2": ["IQ", "IR", "SY", "GB", "TR"],
    "ship": ["Sea Star", "Nordwind", "Ege Yildizi", "Al Bahr", "Saint Paul"],
    "file": ["IMG_0041.jpg", "IMG_0107.jpg", "scan_12.pdf"],
    "bic": ["ZZZZDEFFXXX", "ZZZZFRPP", "ZZZZTRIS"],
    "country_ar": ["العراق", "سوريا", "ايران", "تركيا"],
    "country_ckb": ["عێراق", "ئێران", "تورکیا", "سوریا"],
    "country_fa": ["ایران", "آلمان", "ترکیه", "عراق"],
    "country_fra": ["Irak", "Iran", "Syrie", "Afghanistan"],
    "country_deu": ["Irak", "Iran", "Syrien", "Türkei"],
    "nat_kmr": ["Iraqî", "Îranî", "Sûrî", "Tirk"],
    "nat_fa": ["ایرانی", "عراقی", "افغانستانی", "ترک"],
    "article_ar": ["٤٠٦ ق.ع", "٤ ارهاب", "٢٨ مخدرات"],
    "sex_ara": ["ذكر", "انثى"],
    "sex_mw": ["m", "w"],
    "platetype_ar": ["خصوصي", "اجرة", "حمل", "حكومي"],
    "calltype_ar": ["صادرة", "واردة", "رسالة"],
    "calltype_ckb": ["نێردراو", "هاتوو", "نامە"],
    "calltype_kmr": ["derketî", "hatî", "peyam"],
    "custody_ar": ["موقوف", "مكفل", "هارب"],
    "custody_deu": ["U-Haft", "Strafhaft", "Abschiebehaft"],
    "received_ckb": ["وەرگیراوە", "وەرنەگیراوە"],
    "marital_ckb": ["تاک", "هاوسەرگیری کردوو", "جیابووەوە"],
    "marital_fa": ["مجرد", "متأهل", "مطلقه"],
    "marital_fra": ["célibataire", "marié(e)", "divorcé(e)"],
    "marital_deu": ["ledig", "verheiratet", "geschieden"],
    "marital_tur": ["Bekar", "Evli", "Boşanmış"],
    "school_ckb": ["سەرەتایی", "ناوەندی", "دبلۆم", "بەکالۆریۆس"],
    "school_fa": ["ابتدایی", "دیپلم", "لیسانس", "بی‌سواد"],
    "rel_ckb": ["برا", "باوک", "هاوسەر", "مام"],
    "rel_fa": ["برادر", "پدر", "همسر", "دوست"],
    "rel_tur": ["Eşi", "Kardeşi", "Oğlu", "Babası"],
    "vehtype_ckb": ["بارهەڵگر", "ئۆتۆمبێلی سواری", "پاس"],
    "vehtype_kmr": ["Otomobîla sivik", "Kamyon", "Otobûs", "Motorsîklet"],
    "licclass_fa": ["پایه یک", "پایه دو", "پایه سه"],
    "religion_fa": ["شیعه", "سنی", "مسیحی"],
    "religion_deu": ["Islam", "jesidisch", "christlich", "ohne"],
    "ethnic_deu": ["Kurde", "Araber", "Tadschike", "Turkmene"],
    "lang_fra": ["sorani", "arabe", "dari", "kurmandji"],
    "lang_deu": ["Sorani", "Arabisch", "Dari", "Kurmandschi"],
    "colour_eng": ["blue", "white", "silver", "black"],
    "colour_ckb": ["سپی", "شین", "ڕەش"],
    "colour_kmr": ["spî", "reş", "sor", "şîn"],
    "job_ar": ["معلم", "سائق", "كاسب", "عامل"],
    "job_ckb": ["مامۆستا", "شۆفێر", "کرێکار"],
    "job_kmr": ["mamoste", "şivan", "karker", "bijîşk"],
    "job_fa": ["معلم", "راننده", "محافظ", "مدیر"],
    "job_fra": ["cuisinier", "maçon", "sans", "chauffeur"],
    "penal_fra": ["PREVENU", "CONDAMNE"],
    "crime_ar": ["سرقة", "تهريب اشخاص", "تزوير"],
    "crime_fa": ["سرقت", "قاچاق انسان", "جعل سند"],
    "crime_fra": ["vol", "aide au séjour irrégulier", "faux et usage de faux"],
    "crime_tur": ["hırsızlık", "göçmen kaçakçılığı", "sahtecilik"],
    "sentence_fra": ["6 mois avec sursis", "2 ans", "relaxe"],
    "reason_fra": ["réclamation", "demande d'information", "rappel"],
    "illness_ckb": ["پشکنینی گشتی", "ددان", "شەکرە"],
    "text_kmr": ["nêzî sînor hat dîtin", "tune", "du telefon li cem bûn"],
    "salut_deu": ["Herr", "Frau", "Divers"],
    "origin_deu": ["Import", "Formular", "Altsystem"],
    "permit_deu": ["ohne", "Visum Kat. C", "Visum Kat. D", "befristet"],
    "booking_deu": ["Gutschrift", "Lastschrift", "Überweisung"],
    "eye_deu": ["braun", "blau", "grün"],
    "damage_tur": ["Çarpma", "Çalınma", "Yangın"],
    "state_tur": ["Açık", "Kapalı", "Beklemede"],
}

KINDS: dict[str, Draw] = {
    **{kind: one(words) for kind, words in WORDS.items()},
    "mdy": lambda rng: f"{day(rng):%m/%d/%Y}",
    "year_lat": lambda rng: str(day(rng).year),
    "lat": lambda rng: f"{rng.randrange(34, 51)}.{digits(rng, 5)}",
    "lon": lambda rng: f"{rng.randrange(1, 46)}.{digits(rng, 5)}",
    "height_cm": lambda rng: str(rng.randrange(150, 196)),
    "ssn": lambda rng: f"000-{rng.randrange(10, 99)}-{digits(rng, 4)}",
    "tckn": _tckn,
    "vin": lambda rng: "ZZZ" + "".join(rng.choices("ABCDEFGHJKLMNPRSTUVWXYZ0123456789", k=14)),
    "imsi": lambda rng: f"00101{digits(rng, 10)}",
    "iccid": lambda rng: f"8900101{digits(rng, 12)}",
    "user": lambda rng: f"{rng.choice(FIRST['lat']).lower()}_{digits(rng, 2)}",
    "phone_fr": lambda rng: f"06 39 98 {digits(rng, 2)} {digits(rng, 2)}",
    "phone_de": lambda rng: f"0171 39200{digits(rng, 2)}",
    "phone_tr": lambda rng: f"0500 000 {digits(rng, 2)} {digits(rng, 2)}",
    "plate_ir": lambda rng: (
        f"{digits(rng, 2)} {rng.choice('بدسع')} {digits(rng, 3)} ایران {digits(rng, 2)}"
    ),
}
