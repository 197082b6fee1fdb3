"""The models of a phone extraction's report: typed records of fields and of other models."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

__all__ = ["Model", "value_of"]


def value_of(field: Element) -> str:
    """The text of a field; a moment's own form with its offset where the report gives it."""
    for value in field:
        if value.tag in ("value", "empty"):
            return (value.get("formattedTimestamp") or value.text or "").strip()
    return (field.text or "").strip()


class Model:
    """One model; what is taken of it is gone, so that the rest can be reported."""

    def __init__(self, element: Element) -> None:
        self.kind = element.get("type", "")
        self.stated_id = element.get("id", "")
        self.is_deleted = element.get("deleted_state", "").casefold() in ("deleted", "trash")
        self._fields: dict[str, list[str]] = {}
        self._models: dict[str, list[Model]] = {}
        for child in element:
            name = child.get("name", "")
            if child.tag == "field":
                self._fields.setdefault(name, []).append(value_of(child))
            elif child.tag == "multiField":
                said = [(value.text or "").strip() for value in child]
                self._fields.setdefault(name, []).extend(said)
            elif child.tag in ("modelField", "multiModelField"):
                inner = [Model(one) for one in child if one.tag == "model"]
                self._models.setdefault(name, []).extend(inner)

    def texts(self, name: str) -> list[str]:
        """The values of a field that are not empty."""
        return [text for text in self._fields.pop(name, ()) if text]

    def text(self, name: str) -> str:
        """The first value of a field; empty if there is none."""
        return next(iter(self.texts(name)), "")

    def text_left(self, name: str) -> str:
        """The first value of a field, which is not taken; empty if there is none."""
        return next((text for text in self._fields.get(name, ()) if text), "")

    def models(self, name: str) -> "list[Model]":
        """The models of a field, in order."""
        return self._models.pop(name, [])

    def peek(self) -> Iterator[str]:
        """Every name and value that is left, those of the models in it too; nothing is taken."""
        for name, texts in self._fields.items():
            yield from (name, *texts)
        for name, models in self._models.items():
            yield name
            for model in models:
                yield from (model.kind, *model.peek())

    def all_texts(self) -> Iterator[tuple[str, str]]:
        """Every field that is left, by name, with its values."""
        fields, self._fields = self._fields, {}
        for name, texts in fields.items():
            yield from ((name, text) for text in texts if text)

    def left(self) -> Iterator[str]:
        """The names of what was not taken and is not empty."""
        for name, texts in self._fields.items():
            yield from (f"field {name} of {self.kind}" for text in texts if text)
        for name, models in self._models.items():
            for model in models:
                yield f"model {model.kind or name} of {self.kind}"
