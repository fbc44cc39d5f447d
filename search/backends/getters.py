"""Reading an object's columns quickly: what modelsearch's `field.get_value` finds out for each value is found out once.

A rebuild reads some twenty columns of each page; asking anew how each is to be read took a quarter of its time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from operator import attrgetter
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models.fields.related import RelatedField

Getter = Callable[[Any], Any]


@cache
def values_getter(model: type[models.Model], path: tuple[Any, ...]) -> Callable[[Any], Iterator[Any]]:
    """What reads the values at the end of a path of search_fields entries; objects count as their primary keys."""
    first, rest = path[0], path[1:]
    if not rest:
        get = value_getter(model, first)
        return lambda obj: keys(get(obj))

    def related(obj: Any) -> Iterator[Any]:
        value = first.get_value(obj)
        others = value.all() if isinstance(value, models.Manager) else [value] if value is not None else []
        for other in others:
            yield from values_getter(type(other), rest)(other)

    return related


def value_getter(model: type[models.Model], field: Any) -> Getter:
    """`field.get_value` for objects of this very model."""
    try:
        definition = field.get_field(model)
    except FieldDoesNotExist:
        return field.get_value  # type: ignore[no-any-return]
    is_plain = getattr(definition, "column", None) and not definition.many_to_many
    if not is_plain or any(hasattr(one, "get_searchable_content") for one in (definition, _target(definition))):
        return field.get_value  # type: ignore[no-any-return]
    return attrgetter(definition.attname)


def _target(definition: Any) -> Any:
    """What a foreign key points to in the end: one to a page's class points to the page's own key."""
    while isinstance(definition, RelatedField):
        definition = definition.target_field
    return definition


def keys(value: Any) -> Iterator[Any]:
    """The single values in a value, in lists and in relations."""
    if isinstance(value, models.Manager | models.QuerySet):
        yield from keys(list(value.all()))
    elif isinstance(value, list | tuple | set):
        for item in value:
            yield from keys(item)
    elif isinstance(value, models.Model):
        yield value.pk
    elif value is not None:
        yield value
