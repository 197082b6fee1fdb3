"""No package to a receiving state can say or imply that somebody asked for asylum.

Three things hold that: the fields are an allow-list and each is of a closed form; telling words are
refused wherever letters may stand; and free text leaves only after a second person read it
(`test_outbox.py`). The words below are typed here, not read from the shipped list.
"""

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hawkari.evidence.outbox import FIELDS, NOTE, Form, PackageKind, faults
from hawkari.evidence.outbox.telltale import tells

TOLD = [
    "asylum", "Asylum seeker", "claimed asylum", "refugee", "refugie", "réfugié", "asile",
    "Asylbewerber", "persecution", "humanitarian protection", "sought protection", "fear",
    "appeal", "tribunal", "UNHCR", "iltica", "mülteci", "sığınma", "لجوء",
    "طالب لجوء", "لاجئ", "اللاجئين", "اضطهاد", "محكمة", "پەنابەر", "پەنابەری", "پەناخواز", "دادگا",
    "پناهنده", "penaber", "penaberî", "dadgeh",
    "Home Office detention", "deportation order", "trafficking", "torture",
]  # fmt: skip
"""What would tell, in eight languages."""

PEOPLE = [
    "Karwan Rebwar Aziz", "کاروان ڕێبوار عەزیز", "محمد عبد الله حسين", "Nêçîrvan Ezîz", "Şîlan",
    "O'Neill-Hassan", "آسو", "زینب علي", "Sara", "ئاسۆ",
]  # fmt: skip
BASE: dict[PackageKind, dict[str, str]] = {
    PackageKind.REQUEST: {"full_name": "Karwan Aziz", "asked": "identity", "authority": "erbil"},
    PackageKind.REPLY: {"answer": "identity_confirmed", "authority": "erbil"},
    PackageKind.BOOKING: {
        "flight": "HK 204", "leaves_from": "LHR", "lands_at": "EBL", "authority": "erbil",
        "leaves": "2026-12-08T14:05+00:00", "lands": "2026-12-08T20:00+00:00",
        "travel_document": "passport", "travel_document_number": "A12345678",
    },
    PackageKind.ARRIVAL: {
        "outcome": "arrived", "at": "2026-12-08T20:10+00:00", "authority": "erbil",
    },
    PackageKind.WITHDRAWN: {"authority": "erbil"},
}  # fmt: skip
ALL_FIELDS = [(kind, name) for kind in PackageKind for name in FIELDS[kind]]
CLOSED = {
    Form.NUMBER: r"[A-Z]{0,2}[0-9/-]+",
    Form.DAY: r"\d{4}-\d\d-\d\d",
    Form.INSTANT: r"\d{4}-\d\d-\d\dT\d\d:\d\d\+00:00",
    Form.FLIGHT: r"[A-Z0-9]{2} ?\d+",
}
dressed = st.builds(
    lambda word, before, after, case, between: before + between.join(getattr(word, case)()) + after,
    st.sampled_from(TOLD),
    st.sampled_from(["", "Karwan ", "She ", "عەلی "]),
    st.sampled_from(["", " Aziz", ".", " 2026"]),
    st.sampled_from(["lower", "upper", "title", "swapcase"]),
    st.sampled_from(["", "\u200b", "\u0301", "\u200d"]),
)


def with_field(kind: PackageKind, name: str, value: Any) -> dict[str, Any]:
    return {**BASE[kind], name: value}


@pytest.mark.parametrize("kind", list(PackageKind))
def test_the_plainest_package_of_each_kind_may_leave(kind: PackageKind):
    assert faults(kind, BASE[kind]) == []


@pytest.mark.parametrize(("kind", "name"), ALL_FIELDS)
@given(said=dressed)
@settings(max_examples=8, deadline=None)
def test_no_field_of_any_package_can_say_that_asylum_was_asked_for(
    kind: PackageKind, name: str, said: str
):
    assert faults(kind, with_field(kind, name, said)) != []


@pytest.mark.parametrize("kind", list(PackageKind))
@given(extra=st.text(min_size=1, max_size=20), value=st.one_of(st.text(), st.booleans()))
@settings(max_examples=10, deadline=None)
def test_a_field_that_is_not_listed_never_leaves(kind: PackageKind, extra: str, value: Any):
    if extra not in FIELDS[kind]:
        assert faults(kind, with_field(kind, extra, value)) != []


@pytest.mark.parametrize(("kind", "name"), ALL_FIELDS)
@given(value=st.one_of(st.text(max_size=40), st.from_regex(r"[A-Z]{0,4}[0-9a-z/-]{0,9}\Z")))
@settings(max_examples=10, deadline=None)
def test_what_a_field_takes_is_of_its_closed_form(kind: PackageKind, name: str, value: str):
    field = FIELDS[kind][name]
    if faults(kind, with_field(kind, name, value)):
        return
    if field.form is Form.CODE:
        assert value in field.codes
    elif field.form in CLOSED:
        assert re.fullmatch(CLOSED[field.form], value)
        assert max(map(len, re.findall(r"[^\W\d_]+", value)), default=0) <= 2
    else:
        assert tells(value) == ""
        assert "_" not in value


@pytest.mark.parametrize(("kind", "name"), ALL_FIELDS)
def test_no_code_and_no_name_of_a_field_tells_either(kind: PackageKind, name: str):
    for words in (name, *FIELDS[kind][name].codes):
        plain = words.replace("_", " ")
        assert tells(plain) == ""
        assert not re.search("asyl|refug|claim|protect|fear|court|route|enforc|volunt", plain, re.I)


def test_only_the_note_is_free_text_and_every_other_form_is_closed():
    free = {
        name for kind in PackageKind for name, one in FIELDS[kind].items() if one.form is Form.NOTE
    }
    assert free == {NOTE}
    assert set(Form) - {Form.NOTE, Form.NAME, Form.CODE} == set(CLOSED)


@pytest.mark.parametrize("name", PEOPLE)
def test_names_of_people_pass_in_both_scripts(name: str):
    assert faults(PackageKind.REQUEST, with_field(PackageKind.REQUEST, "full_name", name)) == []


@pytest.mark.parametrize(
    "name", ["Аsylum", "Karwan کاروان", "K4rwan", "a\u200bb", "K_rwan", "", " ", "x" * 81, "a " * 9]
)
def test_a_name_is_letters_of_one_script_and_nothing_else(name: str):
    assert faults(PackageKind.REQUEST, with_field(PackageKind.REQUEST, "full_name", name)) != []


@pytest.mark.parametrize("kind", list(PackageKind))
def test_a_field_is_a_text_and_holds_nothing_inside(kind: PackageKind):
    for name in FIELDS[kind]:
        for value in (None, 5, True, ["identity"], {"asylum": "yes"}, date(2026, 1, 1)):
            assert faults(kind, with_field(kind, name, value)) != []


def test_a_fault_never_repeats_what_was_written():
    said = faults(PackageKind.REQUEST, {"asylum claimed": "x", "full_name": "Asylum Seeker"})
    assert said
    assert not any("sylum claimed" in one or "Seeker" in one for one in said)


@pytest.mark.parametrize("needed", ["full_name", "asked", "authority"])
def test_a_request_without_what_is_needed_does_not_leave(needed: str):
    body = {name: value for name, value in BASE[PackageKind.REQUEST].items() if name != needed}
    assert faults(PackageKind.REQUEST, body) == [f"{needed} is missing"]


def test_spelling_it_with_digits_or_spaces_is_no_way_round_in_a_note():
    for said in ("4sylum", "a s y l u m", "ASYLUM", "as-ylum", "r3fugee", "ا ل ل ا ج ي"):
        assert faults(PackageKind.REQUEST, with_field(PackageKind.REQUEST, NOTE, said)) != []
