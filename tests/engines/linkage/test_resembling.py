"""A record that is asked with, beside a few that are kept."""

from hawkari.engines.linkage import Record, resemblances, stated_model, untrained_model

ASKED = Record(
    "asked", "Person", "", {"name": ("Saman Karim",), "birthDate": ("1990-03-04",)}
)  # fmt: skip


def person(name: str, **stated: str) -> Record:
    values = {prop: (value,) for prop, value in stated.items()}
    return Record(name, "Person", "a", {"name": (name,), **values})


def test_name_and_birth_date_together_weigh_more_than_either_alone():
    both = person("سامان کەریم", birthDate="1990-03-04")
    found = resemblances(
        ASKED,
        [both, person("Saman Kareem"), person("Nawzad Ali", birthDate="1990-03-04")],
    )
    assert found[0].record == both.id
    assert found[0].probability > 0.99
    assert found[0].weight - found[1].weight > 5
    assert {reason.comparison for reason in found[0].reasons} == {"name", "birth date"}
    assert all(reason.left in {"Saman Karim", "1990-03-04"} for reason in found[0].reasons)


def test_a_birth_date_that_differs_counts_against_it():
    alone, other = person("Saman Kareem"), person("Saman Karim", birthDate="1970-11-09")
    weights = {one.record: one.weight for one in resemblances(ASKED, [alone, other])}
    assert weights[other.id] < weights[alone.id]


def test_that_the_question_has_a_source_of_its_own_does_not_count():
    reasons = resemblances(ASKED, [person("Saman Karim")])[0].reasons
    assert "source" not in {reason.comparison for reason in reasons}


def test_a_thing_is_weighed_as_its_family_is_and_not_compared_with_people():
    boat = Record("b", "Vessel", "a", {"imoNumber": ("9074729",), "name": ("Saman",)})
    asked = Record("asked", "Vessel", "", {"imoNumber": ("9074729",)})
    (found,) = resemblances(asked, [boat, person("Saman")], model=untrained_model())
    assert found.record == "b"
    reason = found.reasons[0].weight
    at = stated_model("Vessel")
    assert any(
        abs(reason - float(weight)) < 1e-9 for row in range(15) for weight in at.weights(row)
    )


def test_nothing_resembles_where_nothing_is_given():
    assert resemblances(ASKED, []) == []
