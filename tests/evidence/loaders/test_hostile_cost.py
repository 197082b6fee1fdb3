"""Small input that is made to cost much: its cost is counted, not timed."""

from hawkari.evidence.loaders.identity import says_nothing

LONG = 200_000


def test_a_name_of_many_marks_is_read_in_linear_time():
    # The square of this many steps takes minutes.
    assert not says_nothing("!" * LONG + "ab")
    assert says_nothing("!" * LONG)
    assert not says_nothing("0" * LONG + "1")
