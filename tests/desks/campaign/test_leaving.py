"""What may leave: three signatures on exactly these words, nothing missing, not expired."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hawkari.desks.campaign.bank import (
    LANGUAGES,
    Answer,
    Help,
    NotSigned,
    Part,
    Reason,
    Signature,
    Source,
    Verdict,
    compose,
    content_of,
    data_of,
    digest_of,
    lacking,
    may_leave,
    values,
    wording_of,
)
from hawkari.errors import BadInput
from tests.desks.campaign.answering import LAST, REFERENCE, SIGNERS, WRITTEN, answer, content

DAY = date(2026, 12, 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_whole_answer_signed_by_three_others_may_leave_until_its_last_day(language: str):
    assert may_leave(answer(language), DAY) == ()
    assert may_leave(answer(language), LAST) == ()
    assert may_leave(answer(language), LAST + timedelta(days=1)) == (Reason("expired"),)


@pytest.mark.parametrize("part", Part)
def test_it_stays_while_one_signature_is_missing(part: Part):
    signed = answer()
    left = tuple(one for one in signed.signatures if one.part is not part)
    reasons = may_leave(replace(signed, signatures=left), DAY)
    assert reasons == (Reason("not signed", part.value),)


@pytest.mark.parametrize(
    "change",
    [{"answer": "It is not safe."}, {"claim": "Safe"}, {"verdict": Verdict.MISLEADING},
     {"attribution": "Another Office"}, {"expires": LAST - timedelta(days=1)}, {"more": "More."},
     {"protection": (Help("113", "Call it."),)}, {"deterrence": "Cold water."},
     {"protection_due": True}],
)  # fmt: skip
def test_a_change_of_any_word_after_a_signature_voids_all_three(change):
    signed = answer()
    changed = replace(signed, content=replace(signed.content, **change))
    reasons = may_leave(changed, DAY)
    assert reasons == tuple(Reason("changed since it was signed", part.value) for part in Part)


def test_a_signature_does_not_hold_for_another_myth_that_says_the_same():
    assert may_leave(replace(answer(), reference="M-2026-AAAAAA"), DAY) != ()


def test_a_change_of_the_headings_around_the_answer_voids_the_signatures(monkeypatch):
    signed = answer("ckb")
    other = replace(wording_of("ckb"), lines={**wording_of("ckb").lines, "answer": "وەڵام"})
    monkeypatch.setattr(values, "wording_of", lambda _: other)
    assert {one.what for one in may_leave(signed, DAY)} == {"changed since it was signed"}


def test_nobody_who_wrote_at_it_counts_as_a_signer():
    signed = answer()
    wrote = replace(signed, authors=signed.authors | {SIGNERS[Part.LEGAL]})
    assert may_leave(wrote, DAY) == (Reason("signed by an author", "legal"),)


def test_one_person_does_not_sign_for_two_parts():
    signed = answer()
    digest = digest_of(REFERENCE, signed.content)
    twice = tuple(Signature(part, "nasrin", digest) for part in (Part.COMMUNICATIONS, Part.READER))
    legal = Signature(Part.LEGAL, "r.fenwick", digest)
    doubled = replace(signed, signatures=(*twice, legal))
    assert may_leave(doubled, DAY) == (Reason("signed twice by one person"),)
    third = Signature(Part.READER, "hemin", digest)
    assert may_leave(replace(doubled, signatures=(*twice, legal, third)), DAY) == ()


@pytest.mark.parametrize(
    ("field", "value"),
    [("claim", " "), ("answer", ""), ("protection", ()), ("protection", (Help("112", " "),)),
     ("sources", ()), ("sources", (Source("On boats", "", "https://example.org/a"),)),
     ("sources", (Source("On boats", "A coastguard", "example.org"),)),
     ("attribution", " "), ("attribution", "https://onthemove.example.org"),
     ("attribution", "onthemove.org"), ("attribution", "--"), ("expires", None),
     ("expires", WRITTEN - timedelta(days=1)), ("expires", WRITTEN + timedelta(days=367))],
)  # fmt: skip
def test_what_lacks_a_part_stays_although_three_people_signed_it(field: str, value):
    lame = answer(**{field: value})
    assert Reason("lacks", field) in may_leave(lame, DAY)
    with pytest.raises(NotSigned, match=field):
        compose(lame, DAY)


def test_where_protection_is_due_nobody_is_deterred():
    deterring = content(protection_due=True, deterrence="You will be sent back.")
    assert lacking(deterring, WRITTEN) == ("deterrence",)
    assert lacking(replace(deterring, protection_due=False), WRITTEN) == ()
    assert lacking(replace(deterring, deterrence=" "), WRITTEN) == ()


def test_an_answer_to_a_myth_that_is_no_longer_answered_stays():
    assert may_leave(replace(answer(), is_retired=True), DAY) == (Reason("retired"),)


def test_a_content_is_read_as_it_was_written():
    for language in LANGUAGES:
        said = content(language, deterrence="Cold.", more="More.")
        assert content_of(data_of(said)) == said


@pytest.mark.parametrize(
    "change",
    [{"verdict": "maybe"}, {"language": "xx"}, {"expires": "soon"}, {"sources": [{"a": "b"}]},
     {"colour": "red"}, {"claim": 5}, {"protection": ["112"]}, {"sources": "x"}],
)  # fmt: skip
def test_a_content_of_another_form_is_refused(change):
    with pytest.raises(BadInput):
        content_of(data_of(content()) | change)


PEOPLE = st.sampled_from(["author", "nasrin", "r.fenwick", "hemin", "rojin"])
EDITS = st.fixed_dictionaries(
    {"answer": st.sampled_from(["It is not safe.", "Boats break.", ""]),
     "attribution": st.sampled_from(["Invented Border Office", "", "a.org"]),
     "protection": st.sampled_from([(Help("112", "Call it."),), ()]),
     "expires": st.sampled_from([LAST, None, WRITTEN]),
     "deterrence": st.sampled_from(["", "Cold water."]), "protection_due": st.booleans()}
)  # fmt: skip
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), PEOPLE, EDITS),
        st.tuples(st.just("sign"), PEOPLE, st.sampled_from(list(Part))),
        st.tuples(st.just("wait"), st.integers(0, 200), st.none()),
    ),
    max_size=14,
)


@given(steps=STEPS)
@settings(max_examples=300, deadline=None)
def test_whatever_the_order_of_edits_signatures_and_days_nothing_leaves_that_may_not(steps):
    """A slow twin that knows nothing of hashes: who signed what is kept as the words themselves."""
    current, day = answer(signed=False), WRITTEN
    signed: list[tuple[Part, str, object]] = []
    for step, who, what in steps:
        if step == "edit":
            said = content(**what)
            current = replace(current, content=said, authors=current.authors | {who})
        elif step == "sign":
            signed.append((what, who, current.content))
            mark = Signature(what, who, digest_of(REFERENCE, current.content))
            current = replace(current, signatures=(*current.signatures, mark))
        else:
            day += timedelta(days=who)
        assert (may_leave(current, day) == ()) is _may(current, signed, day)


def _may(current: Answer, signed: list[tuple[Part, str, object]], day: date) -> bool:
    said = current.content
    whole = (
        said.answer and said.protection and said.attribution == "Invented Border Office"
        and said.expires and day <= said.expires and not (said.protection_due and said.deterrence)
    )  # fmt: skip
    able = {
        part: {who for p, who, words in signed if p is part and words == said} - current.authors
        for part in Part
    }
    comms, legal, readers = able.values()
    apart = any(len({a, b, c}) == len(Part) for a in comms for b in legal for c in readers)
    return bool(whole and apart)
