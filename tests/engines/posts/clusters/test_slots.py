"""What a family of posts keeps and what it varies."""

from hawkari.engines.posts.clusters import slots

POSTS = [
    f"🔥 Hello friends road {place} open every night, {price} euro, pay after arrival {contact} #uk"
    for place, price, contact in (
        ("Izmir", 3000, "+44 7700 900123"),
        ("Calais", 3200, "+44 7700 900123"),
        ("Dover", 3000, "+44 7700 900444"),
        ("Athens", 2900, "@road_open12"),
        ("Izmir", 3000, "+44 7700 900123"),
    )
]


def test_what_all_say_is_wording_and_what_varies_is_a_slot():
    view = slots(POSTS)
    assert [part if isinstance(part, str) else part.kind for part in view.parts] == [
        "hello friends road",
        "words",
        "open every night,",
        "number",
        "euro, pay after arrival",
        "contact",
    ]


def test_a_slot_counts_its_fillings_most_frequent_first():
    place, price, _ = slots(POSTS).slots
    assert place.values[0] == ("izmir", 2)
    assert price.values[0] == ("3000", 3)
    assert place.filled == 5


def test_a_post_whose_end_was_put_first_fills_the_same_slots():
    turned = (
        "pay after arrival +44 7700 900555 Hello friends road Rome open every night, 3100 euro,"
    )
    place, price, contact = slots([*POSTS, turned]).slots
    assert ("rome", 1) in place.values
    assert ("3100", 1) in price.values
    assert any("900555" in value for value, _ in contact.values)


def test_pictures_and_tags_are_no_slots():
    said = " ".join(part for part in slots(POSTS).parts if isinstance(part, str))
    assert "🔥" not in said
    assert "uk" not in said.split()


def test_no_posts_have_no_slots():
    assert slots([]).parts == ()
    assert slots([]).posts == 0
