"""The encoding of a text is told by a stated rule, or refused."""

from pathlib import Path

import pytest

from hawkari.errors import BadInput
from hawkari.evidence.loaders.encodings import detect_encoding, known_encoding

ARABIC = "الرقم,الاسم\n1,علي حسين محمد\n2,بارزان عمر\n" * 5
SORANI = "ژمارە,ناو\n1,بەرزان عەلی\n2,ڕێبوار ئەحمەد\n" * 5
FRENCH = "Nom;Prénom\nLefèvre;Noël\nÇelik;Aïcha\nDupont;Jérôme\n" * 5


def written(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "text.csv"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        (SORANI, "utf-8", "utf-8"),
        (SORANI, "utf-8-sig", "utf-8-sig"),
        (SORANI, "utf-16", "utf-16"),
        (SORANI, "utf-16-le", "utf-16-le"),
        (SORANI, "utf-16-be", "utf-16-be"),
        (ARABIC, "cp1256", "cp1256"),
        (FRENCH, "cp1252", "cp1252"),
        ("a,b\n1,2\n", "ascii", "utf-8"),
    ],
)
def test_each_encoding_that_partners_use_is_told(
    tmp_path: Path, text: str, encoding: str, found: str
):
    assert detect_encoding(written(tmp_path, text.encode(encoding))) == found


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Имя,Фамилия\nИван,Петров\nАнна,Сидорова\n" * 9, "cp1251"),
        ("Имя,Фамилия\nИван,Петров\nАнна,Сидорова\n" * 9, "koi8-r"),
        ("名前,住所\n山田太郎,東京都\n" * 9, "shift-jis"),
        ("Ad,Soyad\nIşıl,Yıldırım\nGülşah,Özdoğan\n" * 9, "cp1254"),
        ("الاسم\nعلي حسين\n" * 9, "iso-8859-6"),
        ("a,b\n1,2\n", "utf-32"),
    ],
)
def test_another_encoding_is_refused_and_not_guessed(tmp_path: Path, text: str, encoding: str):
    with pytest.raises(BadInput) as refused:
        detect_encoding(written(tmp_path, text.encode(encoding)))
    assert "--encoding" in refused.value.remedy


def test_a_few_damaged_bytes_do_not_turn_utf8_into_another_encoding(tmp_path: Path):
    data = (SORANI * 20).encode() + b"3,damaged \xff\xfe name\n"
    assert detect_encoding(written(tmp_path, data)) == "utf-8"


def test_binary_junk_is_no_text(tmp_path: Path):
    with pytest.raises(BadInput, match="not text"):
        detect_encoding(written(tmp_path, bytes(range(256)) * 40))


def test_an_encoding_that_python_does_not_know_is_an_error():
    assert known_encoding("windows-1256") == "cp1256"
    for name in ("nonsense", "base64"):
        with pytest.raises(BadInput):
            known_encoding(name)
