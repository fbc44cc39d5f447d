"""The columns of an index: one for each FilterField of the models that share it, with the types that every engine has.

Dates are held as day numbers, moments as microseconds, booleans as 0 and 1: no engine's own date rules come into play.
"""

from __future__ import annotations

import datetime
import decimal
import hashlib
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from modelsearch.backends.base import get_model_root
from modelsearch.index import FilterField, Indexed, RelatedFields, get_indexed_models

from search.backends.plan import No, Node, OneOf, Value

Kind = Literal["integer", "number", "keyword"]

INTEGERS = {
    "AutoField", "SmallAutoField", "BigAutoField", "IntegerField", "SmallIntegerField", "BigIntegerField",
    "PositiveIntegerField", "PositiveSmallIntegerField", "PositiveBigIntegerField",
}  # fmt: skip
MAX_KEYWORD = 8000  # characters; Lucene refuses a term of more than 32,766 bytes
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
PK, MODEL, ANCESTORS, DIGEST = "pk", "class_label", "ancestor_paths", "record_digest"


@dataclass(frozen=True)
class Column:
    """name: as the engine knows it. type: Django's internal type of the field, or one of Python's names for extra columns."""

    name: str
    type: str
    single: bool = True
    required: bool = False  # every document of the index has a value
    of_root: bool = False  # a field of the root model itself, not of one that inherits from it

    @cached_property
    def kind(self) -> Kind:
        if self.type in INTEGERS or self.type in {"BooleanField", "DateField", "DateTimeField"}:
            return "integer"
        return "number" if self.type in {"FloatField", "DecimalField"} else "keyword"

    @property
    def sortable(self) -> bool:
        """Engines sort by it and ask for its beginning; by any other text (a kind, a number, a key) the database sorts."""
        return self.kind != "keyword" or self.name == PK or (self.of_root and self.type != "UUIDField")

    @cached_property
    def encode(self) -> Callable[[Any], Value]:
        """A Python value as the index holds it; raises ValueError where it cannot be one."""
        if self.type == "DateTimeField":
            return _microseconds
        if self.type == "DateField":
            return _day
        return {"integer": int, "number": float, "keyword": _keyword}[self.kind]

    @cached_property
    def decode(self) -> Callable[[Value], Any]:
        """What the index holds, as Python has it in the model."""
        decoders: dict[str, Callable[[Any], Any]] = {
            "BooleanField": bool,
            "DateField": lambda day: datetime.date.fromordinal(int(day)),
            "DateTimeField": lambda moment: EPOCH + datetime.timedelta(microseconds=int(moment)),
            "DecimalField": lambda number: decimal.Decimal(str(number)),
            "UUIDField": lambda text: uuid.UUID(str(text)),
        }
        return decoders.get(self.type, lambda same: same)


def _microseconds(value: datetime.date) -> int:
    if not isinstance(value, datetime.datetime):
        value = datetime.datetime.combine(value, datetime.time())
    if timezone.is_naive(value):
        value = timezone.make_aware(value)
    return (value - EPOCH) // datetime.timedelta(microseconds=1)


def _day(value: datetime.date) -> int:
    if isinstance(value, datetime.datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value.toordinal()


def _keyword(value: Any) -> str:
    return _clean(str(value))[:MAX_KEYWORD]


def _clean(text: str) -> str:
    """Lone surrogates, which no engine takes, become U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace") if not text.isascii() else text


def is_live_or_the_like(node: Node, columns: Mapping[str, Column]) -> bool:
    """Whether a filter asks for a yes of a column that every document has: most documents have it."""
    if not isinstance(node, OneOf) or node.values != (1,):
        return False
    return columns[node.column].type == "BooleanField" and columns[node.column].required


def holds_for_most(node: Node, columns: Mapping[str, Column]) -> bool:
    """Whether a filter leaves out few documents, as far as its form tells."""
    return isinstance(node, No) or is_live_or_the_like(node, columns)


class Layout:
    """All columns of the index that a root model shares with the models that inherit from it."""

    def __init__(self, root: type[models.Model], extra: Iterable[Column] = ()) -> None:
        self.root = root
        self.label = root._meta.label_lower
        self.models = sorted(m._meta.label_lower for m in get_indexed_models() if get_model_root(m) is root)
        assert root._meta.pk is not None
        self.columns = {PK: Column(PK, root._meta.pk.get_internal_type()), MODEL: Column(MODEL, "CharField")}
        if self.step:
            self.columns[ANCESTORS] = Column(ANCESTORS, "CharField", single=False)
        for model in get_indexed_models():
            if get_model_root(model) is root:
                self.columns.update({column.name: column for _, column in filter_columns(model)})
        self.columns.update({column.name: column for column in extra})
        self.columns[DIGEST] = Column(DIGEST, "BigIntegerField")
        self._others: dict[type[models.Model], tuple[str, ...]] = {}

    @cached_property
    def step(self) -> int:
        """Characters of one level in a treebeard path, 0 where the model is no tree."""
        return getattr(self.root, "steplen", 0) if hasattr(self.root, "path") else 0

    @cached_property
    def digest(self) -> str:
        """Changes when the columns, the models or the way text is stored change: an index of another digest must be rebuilt."""
        facts = [self.label, STORED_TEXT, *self.models]
        facts += [f"{c.name}:{c.kind}:{c.single}" for _, c in sorted(self.columns.items())]
        return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:10]

    def other_models(self, model: type[models.Model]) -> tuple[str, ...]:
        """Labels of the models of this index that are not `model` and do not inherit from it."""
        if model not in self._others:
            own = {m._meta.label_lower for m in get_indexed_models() if issubclass(m, model)}
            self._others[model] = tuple(label for label in self.models if label not in own)
        return self._others[model]


STORED_TEXT = "unigrams and bigrams, words, words of titles, attachments, edges: 6"


def filter_columns(model: type[models.Model]) -> Iterator[tuple[tuple[Any, ...], Column]]:
    """(path of search_fields entries, column) for each FilterField of the model, related ones too; its primary key is PK."""
    yield from _columns(model, model.get_search_fields(), (), model)  # type: ignore[attr-defined]


def _columns(
    model: type[models.Model], fields: Sequence[Any], path: tuple[Any, ...], start: type[models.Model]
) -> Iterator[tuple[tuple[Any, ...], Column]]:
    for field in fields:
        if isinstance(field, RelatedFields):
            yield from _columns(field.get_field(model).related_model, field.fields, (*path, field), start)
        elif isinstance(field, FilterField) and (path or not is_primary_key(field, model)):
            here = (*path, field)
            single, of_root = _is_single(start, here), _is_of_root(start, here)
            required = of_root and not field.get_field(start).null
            yield here, Column(column_name(start, here), field.get_type(model), single, required, of_root)


def is_primary_key(field: Any, model: type[models.Model]) -> bool:
    name = field.get_attname(model)
    return (name in {"pk", "id"} and get_model_root(model)._meta.pk.attname == name) or name.endswith("_ptr_id")


def column_name(model: type[models.Model], path: Sequence[Any]) -> str:
    """The column of a path of search_fields entries; fields of a subclass carry its label, as two may share a name."""
    parts = []
    for field in path:
        definition = field.get_definition_model(model)
        is_model = isinstance(definition, type) and issubclass(definition, models.Model)
        if is_model and not definition._meta.abstract and definition is not get_model_root(model):
            parts.append(definition._meta.label_lower.replace(".", "_"))
        if isinstance(field, RelatedFields):
            parts.append(field.field_name)
            model = field.get_field(model).related_model
        else:
            parts.append(field.get_attname(model))
    return "__".join(parts)


def _is_single(model: type[models.Model], path: Sequence[Any]) -> bool:
    for field in path:
        try:
            relation = field.get_field(model)
        except FieldDoesNotExist:
            return False  # an attribute or a method: it may give a list
        if relation.many_to_many or relation.one_to_many:
            return False
        if isinstance(field, RelatedFields):
            model = relation.related_model
    return True


def _is_of_root(model: type[models.Model], path: Sequence[Any]) -> bool:
    try:
        return len(path) == 1 and path[0].get_field(model).model is get_model_root(model)
    except FieldDoesNotExist:
        return False


def root_of(model: type[models.Model]) -> type[models.Model]:
    return get_model_root(model)


def is_indexed(model: type[models.Model]) -> bool:
    return issubclass(model, Indexed) and bool(model.search_fields)
