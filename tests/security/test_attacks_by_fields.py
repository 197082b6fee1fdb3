"""Attacks by fields: a value of one class reaches a role under a property of another."""

import pytest
from followthemoney import model

from hawkari.evidence.policy import policy
from hawkari.evidence.policy.fields import class_of

# What each holds: an address to write to, an account's doings, a place.
CONTACT = ("from", "to", "inReplyTo", "cc", "bcc", "messageId")
FINANCE = ("invoiceAmount", "customsAmount", "sharesValue", "managingExchange", "balance")
LOCATION = ("state", "registrationPort", "constituency", "city")


def classes(*props: str) -> set[str]:
    """The classes of some properties, as any schema has them."""
    found = [
        (one.name, one.type.name)
        for schema in model.schemata.values()
        for one in schema.properties.values()
        if one.name in props
    ]
    assert {name for name, _ in found} == set(props)
    return {class_of(name, kind) for name, kind in found}


@pytest.mark.parametrize(
    ("wanted", "props"), [("contact", CONTACT), ("finance", FINANCE), ("location", LOCATION)]
)
def test_a_plain_text_is_of_the_class_of_what_it_holds(wanted, props):
    assert classes(*props) == {wanted}


def test_whom_a_message_is_from_is_a_tie_also_where_it_is_plain_text():
    assert classes("sender") == {"relations"}


def test_no_role_reads_by_name_what_is_kept_from_it_by_type():
    """A property that is a reference in one schema and text in another is of one class in both."""
    kinds: dict[str, set[str]] = {}
    for schema in model.schemata.values():
        for one in schema.properties.values():
            kinds.setdefault(one.name, set()).add(one.type.name)
    mixed = {name: found for name, found in kinds.items() if len(found) > 1}
    for name, found in mixed.items():
        of = {class_of(name, kind) for kind in found}
        readers = [
            role.id
            for role in policy().roles.values()
            if of & role.fields and not of <= role.fields
        ]
        assert not readers, (name, readers)
