"""Blind matching finds what plain comparison of normal forms finds, no more and no less."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hawkari.engines.blindmatch import IdentifierType, Mode, match_lists, normalize
from hawkari.engines.blindmatch import lists as lists_module

PHONE = IdentifierType.PHONE
LINES = st.lists(
    st.one_of(
        st.integers(1, 40).map(lambda n: f"+44770090{n:04d}"),
        st.integers(1, 40).map(lambda n: f"0044 7700 90-{n:04d}"),
        st.sampled_from(["", "nobody", "+1234567", "+999999999999999", "٠٠٤٤٧٧٠٠٩٠٠٠٠١"]),
    ),
    max_size=25,
)


@given(LINES, LINES, st.sampled_from(Mode))
@settings(max_examples=25, deadline=None)
def test_the_hits_are_those_of_a_plain_comparison(client: list[str], server: list[str], mode: Mode):
    forms = [normalize(PHONE, line) for line in client]
    held = {normalize(PHONE, line) for line in server} - {None}
    found = match_lists(client, server, kind=PHONE, mode=mode)
    assert found.hits == [place for place, form in enumerate(forms) if form in held]
    assert found.client_refused == [place for place, form in enumerate(forms) if form is None]
    assert (found.client_items, found.server_items) == (len({*forms} - {None}), len(held))


@pytest.mark.parametrize("mode", Mode)
def test_a_list_of_several_batches_is_matched_whole(monkeypatch: pytest.MonkeyPatch, mode: Mode):
    monkeypatch.setattr(lists_module, "BATCH", 7)
    client = [f"+4477009{n:05d}" for n in range(30)]
    found = match_lists(client, client[::3], kind=PHONE, mode=mode)
    assert found.hits == list(range(0, 30, 3))
    assert found.costs.query_bytes == 30 * 32
    assert found.costs.answer_bytes == 30 * 32 + 64 * 5 * int(mode)


def test_values_of_another_type_never_match():
    found = match_lists(["490154203237518"], ["490154203237518"], kind=IdentifierType.IMEI)
    assert found.hits == [0]
    assert normalize(IdentifierType.IMEI, "490154203237518") != normalize(PHONE, "490154203237518")
