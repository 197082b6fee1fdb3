"""Which language a post is in: the languages of the corridor, as people type them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.posts import Guess, languages
from hawkari.engines.posts.language import codes, model

SENTENCES = {
    "am": "ወደ አውሮፓ የሚወስደው መንገድ ተዘግቷል ማንም መሄድ አይችልም",
    "ar": "الطريق إلى أوروبا مغلق ولا يستطيع أحد أن يسافر",
    "az": "Avropaya gedən yol bağlanıb və heç kim gedə bilmir",
    "bn": "ইউরোপের পথ বন্ধ, কেউ যেতে পারবে না",
    "ckb": "ڕێگای ئەوروپا داخراوە و کەس ناتوانێت بچێت",
    "de": "Der Weg nach Europa ist geschlossen und niemand kommt durch",
    "en": "The road to Europe is closed and nobody gets through",
    "fa": "راه اروپا بسته است و هیچ کس نمی‌تواند برود",
    "fr": "La route vers l'Europe est fermée et personne ne passe",
    "kmr": "Rêya Ewropayê hatiye girtin û kes nikare biçe",
    "ps": "اروپا ته لاره بنده ده او هیڅوک نشي تلای",
    "so": "Waddada Yurub waa la xiray oo cidna ma mari karto",
    "sq": "Rruga për në Evropë është e mbyllur dhe askush nuk kalon",
    "ti": "ናብ ኤውሮጳ ዝወስድ መንገዲ ተዓጽዩ ኣሎ ዋላ ሓደ ክኸይድ ኣይክእልን",
    "tr": "Avrupa yolu kapalı ve hiç kimse geçemiyor",
    "ug": "ياۋروپاغا بارىدىغان يول تاقالدى، ھېچكىم ئۆتەلمەيدۇ",
    "ur": "یورپ کا راستہ بند ہے اور کوئی نہیں جا سکتا",
    "vi": "Con đường đến châu Âu đã bị đóng và không ai qua được",
}


def told(text: str) -> str:
    return languages([text])[0].code


@pytest.mark.parametrize(("code", "text"), SENTENCES.items(), ids=SENTENCES)
def test_a_sentence_is_known_by_its_language(code: str, text: str):
    guess = languages([text])[0]
    assert guess.code == code
    assert guess.probability > 0.8


@pytest.mark.parametrize(("code", "text"), SENTENCES.items(), ids=SENTENCES)
def test_links_handles_numbers_and_emoji_change_nothing(code: str, text: str):
    decorated = f"🚚🇬🇧 @truck_uk {text} https://t.me/some_channel 07700 900123 ☎️☎️"
    assert told(decorated) == code


def test_sorani_typed_on_an_arabic_keyboard_is_sorani():
    assert told("ريگاي ئهوروبا داخراوه و كهس ناتوانيت بجيت") == "ckb"
    assert told("له ههولير بو لهندهن") == "ckb"


def test_sorani_is_not_taken_for_its_neighbours_nor_they_for_it():
    assert told("ئەمڕۆ دەچینە سلێمانی") == "ckb"
    assert told("سأذهب اليوم إلى السليمانية") == "ar"
    assert told("امروز به سلیمانیه می‌رویم") == "fa"
    assert told("ہم آج سلیمانیہ جا رہے ہیں") == "ur"


def test_kurmanji_is_known_without_its_marks_and_in_arabic_letters():
    assert told("Reya Ewropaye hatiye girtin u kes nikare bice") == "kmr"
    assert told("ڕێیا ئەورۆپایێ هاتیە گرتن و کەس نکارە بچە") == "kmr"


def test_tigrinya_and_amharic_are_told_apart():
    assert told("ኣብዚ ሃገር እዚ ብዙሕ ሰብ ኣሎ") == "ti"
    assert told("በዚህ ሀገር ብዙ ሰው አለ") == "am"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "🚚🚚",
        "07700 900123",
        "https://t.me/x",
        "@name",
        "Дорога закрыта",
        "道路封闭",
        "\ud800",
    ],
)
def test_what_tells_nothing_is_said_to_tell_nothing(text: str):
    assert languages([text]) == [Guess("und", 0.0)]


def test_another_latin_language_is_not_forced_into_a_known_one():
    assert told("La carretera a Europa está cerrada y nadie puede pasar por la frontera") == "und"


@given(st.lists(st.text(max_size=40), max_size=5))
def test_any_text_has_a_guess_that_does_not_depend_on_its_neighbours(texts: list[str]):
    together = languages(texts)
    assert together == [languages([text])[0] for text in texts]
    assert all(guess.code in codes() and 0 <= guess.probability <= 1 for guess in together)


def test_probabilities_are_surer_of_a_sentence_than_of_a_word():
    one, many = languages(["position", SENTENCES["fr"]])
    assert one.probability < many.probability


def test_the_model_is_small():
    assert sum(script.weights.nbytes for script in model().values()) < 10_000_000
    assert all(script.weights.dtype == np.int8 for script in model().values())
