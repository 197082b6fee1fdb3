"""What commands share: files are read whole or refused in words, never a traceback."""

import io
import json

import pytest

from hawkari.desks.command_line import read_bytes, say_counted, text_of
from hawkari.errors import BadInput


def test_a_file_of_the_largest_size_is_read_and_one_byte_more_is_refused(tmp_path):
    file = tmp_path / "rows"
    file.write_bytes(b"x" * 8)
    assert read_bytes(str(file), most=8) == b"x" * 8
    with pytest.raises(BadInput, match="too large") as refused:
        read_bytes(str(file), most=7, remedy="Send less.")
    assert refused.value.remedy == "Send less."
    assert refused.value.where == (str(file),)


def test_standard_input_is_read_for_a_dash_and_is_bounded_too(monkeypatch):
    class Sent:
        buffer = io.BytesIO(b"one\ntwo\n" * 2)

    monkeypatch.setattr("sys.stdin", Sent())
    assert read_bytes("-", most=16) == b"one\ntwo\n" * 2
    Sent.buffer.seek(0)
    with pytest.raises(BadInput, match="too large"):
        read_bytes("-", most=15)


@pytest.mark.parametrize("name", ["missing", ".", "a\0b"])
def test_what_cannot_be_read_is_refused_with_its_name(tmp_path, name):
    with pytest.raises(BadInput) as refused:
        read_bytes(f"{tmp_path}/{name}")
    assert refused.value.where == (f"{tmp_path}/{name}",)


def test_text_is_utf_8_with_or_without_a_byte_order_mark():
    assert text_of("\ufeffهاوکاری".encode(), "file") == "هاوکاری"
    with pytest.raises(BadInput, match="not UTF-8"):
        text_of(b"\xff\xfe", "file")


@pytest.mark.parametrize("as_json", [True, False])
def test_what_was_counted_is_one_line_for_people_or_for_programs(capsys, as_json):
    say_counted({"items": 2, "refused": 0}, as_json=as_json)
    said = capsys.readouterr().out
    if as_json:
        assert json.loads(said) == {"items": 2, "refused": 0}
    else:
        assert said == "2 items, 0 refused\n"
