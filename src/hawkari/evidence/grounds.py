"""What judgements, runs and issues rest on, asked in the query instead of after it.

Such a row keeps the numbers of the parts of loads that it rests on (`rests_on`); only who may see
all of these knows of it. `known_to` is that rule as a filter, so that a page reads what it shows
and not a table.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import JSONField, Lookup, Q

from hawkari.evidence.access import Access, whole_parts
from hawkari.evidence.bulk import id_list

__all__ = ["Among", "ListsAny", "NamesAny", "NoneWithdrawn", "Within", "known_to"]

Compiled = tuple[str, list[Any]]
if TYPE_CHECKING:
    Filter = Lookup[bool]
else:
    Filter = Lookup


@JSONField.register_lookup
class Within(Filter):
    """``rests_on__within=parts``: whether a list of numbers holds none but these.

    An empty list does.
    """

    lookup_name = "within"
    prepare_rhs = False

    def __init__(self, lhs: Any, rhs: Iterable[int]) -> None:
        super().__init__(lhs, sorted(rhs))

    def as_sqlite(self, compiler: Any, connection: Any) -> Compiled:
        """In SQLite's words."""
        column, params = self.process_lhs(compiler, connection)
        sql, numbers = id_list(self.rhs)
        other = f"SELECT 1 FROM json_each({column}) AS g WHERE NOT g.value {sql}"  # noqa: S608  our own column
        return f"NOT EXISTS ({other})", [*params, numbers]

    def as_postgresql(self, compiler: Any, connection: Any) -> Compiled:
        """In PostgreSQL's words."""
        column, params = self.process_lhs(compiler, connection)
        listed = f"jsonb_array_elements_text({column}) AS g(value)"
        other = f"SELECT 1 FROM {listed} WHERE g.value::bigint <> ALL(%s::bigint[])"  # noqa: S608  our own column
        return f"NOT EXISTS ({other})", [*params, self.rhs]


@JSONField.register_lookup
class NoneWithdrawn(Filter):
    """``events__none_withdrawn=True``: whether every judgement of a list of numbers still stands.

    Only ``True`` is asked for; an empty list stands.
    """

    lookup_name = "none_withdrawn"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: Any) -> Compiled:
        """In SQLite's words."""
        column, params = self.process_lhs(compiler, connection)
        return _none_withdrawn(f"json_each({column}) AS g", "g.value"), list(params)

    def as_postgresql(self, compiler: Any, connection: Any) -> Compiled:
        """In PostgreSQL's words."""
        column, params = self.process_lhs(compiler, connection)
        listed = f"jsonb_array_elements_text({column}) AS g(value)"
        return _none_withdrawn(listed, "g.value::bigint"), list(params)


@JSONField.register_lookup
class ListsAny(Filter):
    """``events__lists_any=numbers``: whether a list of numbers holds one of these."""

    lookup_name = "lists_any"
    prepare_rhs = False

    def __init__(self, lhs: Any, rhs: Iterable[int]) -> None:
        super().__init__(lhs, sorted(rhs))

    def as_sqlite(self, compiler: Any, connection: Any) -> Compiled:
        """In SQLite's words."""
        column, params = self.process_lhs(compiler, connection)
        sql, numbers = id_list(self.rhs)
        listed = f"SELECT 1 FROM json_each({column}) AS g WHERE g.value {sql}"  # noqa: S608  our own column
        return f"EXISTS ({listed})", [*params, numbers]

    def as_postgresql(self, compiler: Any, connection: Any) -> Compiled:
        """In PostgreSQL's words."""
        column, params = self.process_lhs(compiler, connection)
        elements = f"jsonb_array_elements_text({column}) AS g(value)"
        listed = f"SELECT 1 FROM {elements} WHERE g.value::bigint = ANY(%s::bigint[])"  # noqa: S608  our own column
        return f"EXISTS ({listed})", [*params, self.rhs]


@JSONField.register_lookup
class NamesAny(Filter):
    """``content__shown__names_any=texts``: whether a list of texts holds one of these."""

    lookup_name = "names_any"
    prepare_rhs = False

    def __init__(self, lhs: Any, rhs: Iterable[str]) -> None:
        super().__init__(lhs, sorted(rhs))

    def as_sqlite(self, compiler: Any, connection: Any) -> Compiled:
        """In SQLite's words."""
        column, params = self.process_lhs(compiler, connection)
        sql, texts = id_list(self.rhs)
        listed = f"SELECT 1 FROM json_each({column}) AS g WHERE g.value {sql}"  # noqa: S608  our own column
        return f"EXISTS ({listed})", [*params, texts]

    def as_postgresql(self, compiler: Any, connection: Any) -> Compiled:
        """In PostgreSQL's words."""
        column, params = self.process_lhs(compiler, connection)
        return f"{column} ?| %s::text[]", [*params, list(self.rhs)]


class Among(Filter):
    """``Among(F("left_id"), ids)``: whether a text is one of a list of any length.

    For filters that ask it of two columns with "or": PostgreSQL then reads both by their indexes,
    where a query inside the filter makes it read the whole table.
    """

    lookup_name = "among"
    prepare_rhs = False

    def __init__(self, lhs: Any, rhs: Iterable[str]) -> None:
        super().__init__(lhs, tuple(sorted(rhs)))

    def as_sqlite(self, compiler: Any, connection: Any) -> Compiled:
        """In SQLite's words."""
        column, params = self.process_lhs(compiler, connection)
        sql, texts = id_list(self.rhs)
        return f"{column} {sql}", [*params, texts]

    def as_postgresql(self, compiler: Any, connection: Any) -> Compiled:
        """In PostgreSQL's words."""
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s::text[])", [*params, list(self.rhs)]


def _none_withdrawn(listed: str, number: str) -> str:
    return (
        f"NOT EXISTS (SELECT 1 FROM {listed} JOIN evidence_judgementevent AS w "  # noqa: S608  our own words
        f"ON w.withdraws_id = {number})"
    )


def known_to(access: Access) -> Q:
    """A filter on what keeps `rests_on`: only what rests on nothing hidden from the access."""
    return Q(rests_on__within=whole_parts(access))
