"""The small alphabet that names are folded to, and what each letter of a script becomes.

A folded letter is one character. Letters that may later prove different stay apart (ح and ه,
ص and س); the cost tables make near ones cheap. Every folded letter folds to itself, so that
folding twice changes nothing.

| Folded | From |
|---|---|
| ``a e i o u`` | Latin vowels; ``e`` also Sorani ە |
| ``ā ê î û`` | long vowels: ا inside a word, ێ, Kurmanji î and *ee*, وو and *oo*/*ou* |
| ``ă`` | an alef that begins a word: any vowel |
| ``ŵ ŷ ỳ`` | و; ی inside a word; ی that ends one: consonant or vowel |
| ``ẗ ḣ`` | ة; a final ه |
| ``ĥ ǰ ô`` | ه ج ۆ: sound as ``h j o``, but make no digraph with what stands before |
| ``š č ž ġ x ĉ`` | sh/ش, tch/چ, zh/ژ, gh/غ, kh/خ; Latin *ch*, which may be any of č, x, š |
| ``ḥ ṣ ḍ ṭ ẓ ḏ ṯ ʿ ʾ q`` | ح ص ض ط ظ ذ ث ع ء ق and their Latin and chat-digit spellings |
| ``ⱥ ƀ ɱ`` | the first half of a compound: Abd (al-), Abu, Umm |

Sources: names of letters and correspondences from Unicode's names list, Hawar (Bedir Khan 1932)
for Kurmanji, DIN 31635 for scholarly Latin; national habits from general knowledge, unreviewed.
"""

__all__ = [
    "ABD",
    "ABU",
    "ARABIC",
    "CHAT_DIGITS",
    "CONSONANTS",
    "CYRILLIC",
    "DIGRAPHS",
    "LATIN",
    "UMM",
    "VOWELS",
]

ABD, ABU, UMM = "ⱥ", "ƀ", "ɱ"
VOWELS = frozenset("aeiouāăêîûô")
CONSONANTS = frozenset("bcčĉdḏḍfgġhĥḥjǰklmnpqrsšṣtṭṯẗvwxyzžẓʿʾŵŷỳḣ")

ARABIC = {
    **dict(zip("اآأإٱ", "āāāāā", strict=True)),
    **dict(zip("بپتثجچحخدذرزژسش", "bptṯǰčḥxdḏrzžsš", strict=True)),
    **dict(zip("صضطظعغفڤقکگلمن", "ṣḍṭẓʿġfvqkglmn", strict=True)),
    **dict(zip("هوئؤءةەێۆڕڵی", "ĥŵʾŵʾẗeêôrlŷ", strict=True)),
    # Pashto; its ښ and ږ are said differently north and south, so both go to the Sorani letter
    **dict(zip("ټډړڼښږځڅې", "tdrnšžzsê", strict=True)),
    # Urdu, Maghreb and other letters met in partners' files
    **dict(zip("ٹڈڑںےۂۃڭڧڢڥۋۇۈ", "tdrnîĥẗgqfvwûû", strict=True)),
}

DIGRAPHS = {
    "tsch": "č", "dsch": "ǰ", "sch": "š", "tch": "č", "tsj": "č", "shh": "š",
    "sh": "š", "sj": "š", "ch": "ĉ", "kh": "x", "gh": "ġ", "zh": "ž", "dj": "ǰ", "dh": "ḏ",
    "th": "ṯ", "ph": "f", "tj": "č", "oo": "û", "ou": "û", "oe": "û", "uu": "û",
    "ee": "î", "ii": "î", "aa": "ā", "7ʾ": "x", "3ʾ": "ġ",
}  # fmt: skip

LATIN = {
    **{letter: letter for letter in "abcdefghijklmnopqrstuvwxyz"},
    # folded letters stand for themselves
    **{letter: letter for letter in "āăêîôûĥǰŵŷỳẗḣščžġĉḥṣḍṭẓḏṯʿʾⱥƀɱ"},
    **dict(zip("şșçćğẍıïíìįÿöøóòőäáàąâå", "ššččġġiiiiiioooooaaaaāo", strict=True)),
    **dict(zip("éèëęėěēīōüúùűųůū", "eeeeeeêîouuuuuuû", strict=True)),
    **dict(zip("ḧñńņłļśźżďđðťțţřŕģķý", "ḥnnnllszzdddtttrrgky", strict=True)),
    **dict(zip("'’‘ʼ`´ʹ", "ʾʾʾʾʾʾʾ", strict=True)),
}  # fmt: skip

# digits written for letters in chat: 2 hamza, 3 ayn, 5 kha, 6 tah, 7 hah, 8 ghayn, 9 sad
CHAT_DIGITS = dict(zip("2356789", "ʾʿxṭḥġṣ", strict=True))

CYRILLIC = {
    **dict(zip("абвгдезийклмнопрстуфхцы", "abvgdeziyklmnoprstufxsi", strict=True)),
    **dict(zip("жчшэёіїєґўқғҳө", "žčšeoiieguqġho", strict=True)),
    "щ": "š", "ю": "yu", "я": "ya", "ь": "", "ъ": "",
}  # fmt: skip
