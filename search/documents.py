"""A page, image, document or snippet -> the record that every engine stores.

Only what the database holds of an object is read: a live page's row is its live revision, so the text of a later draft,
which lies in a revision, is never in the index.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.html import strip_tags
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.models import Locale, Page
from wagtail.search import index

from publications.attached_files import note_public_files
from publications.closed_sections import closed_paths
from search import facet_columns, priors
from search.attachments.texts import attached_texts
from search.backends.getters import values_getter
from search.backends.layout import ANCESTORS, MODEL, PK, Column, Layout, filter_columns
from search.backends.record import Record, record_of
from search.numbers import NUMBER, own_keys
from search.titles import TITLE, title_keys

if TYPE_CHECKING:
    from search.backends.plan import Value

LISTED_IN, BODY, NEWEST = "listed_in", "body", "newest"

# Columns that only the public search asks for, beside the models' own FilterFields.
EXTRA_COLUMNS: dict[str, tuple[Column, ...]] = {
    "wagtailcore.page": (
        Column(LISTED_IN, "CharField", single=False),
        Column(NUMBER, "CharField", single=False),
        Column(TITLE, "CharField", single=False),
        Column(BODY, "BigAutoField", single=False),
        Column(NEWEST, "BigIntegerField"),
        *facet_columns.COLUMNS,
        *priors.COLUMNS,
    )
}


def records(layout: Layout, objects: Sequence[models.Model]) -> Iterator[Record]:
    """The records of objects of one index, each as its most specific class."""
    documents = [obj for obj in objects if is_document(obj)]
    listed, attached = listed_in(documents), _attached(documents)
    for obj in objects:
        title, body, typed = _texts(obj)
        record = record_of(layout.columns[PK].encode(obj.pk), title, body, typed, attached.get(obj.pk, ""))
        record.columns = _columns(layout, obj)
        if is_document(obj):
            record.columns.update(_document_columns(obj, listed.get(obj.pk, [])))
        yield record


def _attached(documents: Sequence[Any]) -> dict[int, str]:
    """The text of what hangs on public documents, by page; what drafts and closed pages have attached is in no record."""
    note_public_files(documents)
    with_files = [page for page in documents if page.public_files and page.live]
    if not with_files:
        return {}
    closed = closed_paths()
    return attached_texts([page for page in with_files if not page.path.startswith(closed)])


def is_document(obj: Any) -> bool:
    """Whether the object is an official document, by whatever class."""
    from publications.models import OfficialDocumentPage

    return isinstance(obj, OfficialDocumentPage)


# --- text ---------------------------------------------------------------------------------------------------------------


def _texts(obj: Any) -> tuple[str, str, str]:
    """(title: the boosted fields, everything else, what answers while somebody types)."""
    fields = type(obj).get_search_fields()
    title = _lines(obj, [field for field in fields if isinstance(field, index.SearchField) and field.boost])
    typed = _lines(obj, fields, index.AutocompleteField)
    if hasattr(obj, "get_search_text"):
        return title, obj.get_search_text(), typed
    return title, _lines(obj, [field for field in fields if not getattr(field, "boost", None)]), typed


def _lines(obj: Any, fields: Iterable[Any], kind: type = index.SearchField) -> str:
    return "\n".join(line for field in fields for line in _field_lines(field, obj, kind))


def _field_lines(field: Any, obj: Any, kind: type) -> Iterator[str]:
    """What a search_fields entry of one kind says, or the entries of that kind below a RelatedFields."""
    if isinstance(field, index.RelatedFields):
        value = field.get_value(obj)
        related = value.all() if isinstance(value, models.Manager) else [value] if value is not None else []
        for other in related:
            for inner in field.fields:
                yield from _field_lines(inner, other, kind)
        return
    if not isinstance(field, kind):
        return
    for item in _flat(field.get_value(obj)):
        text = str(item)
        if text:
            yield strip_tags(text) if "<" in text else text


def _flat(value: Any) -> Iterator[Any]:
    if isinstance(value, models.Manager | models.QuerySet):
        yield from value.all()
    elif isinstance(value, list | tuple | set):
        for item in value:
            yield from _flat(item)
    elif value is not None:
        yield value


# --- columns --------------------------------------------------------------------------------------------------------------


@cache
def _getters(model: type[models.Model]) -> list[tuple[Callable[[Any], Iterator[Any]], Column]]:
    return [(values_getter(model, path), column) for path, column in filter_columns(model)]


def _columns(layout: Layout, obj: Any) -> dict[str, list[Value]]:
    columns: dict[str, list[Value]] = {MODEL: [obj._meta.label_lower]}
    if layout.step:
        step = layout.step
        columns[ANCESTORS] = [obj.path[:end] for end in range(step, len(obj.path) + 1, step)]
    for values_of, column in _getters(type(obj)):
        encode = column.encode
        values = [encode(value) for value in values_of(obj) if value is not None]
        if values:
            columns[column.name] = values if len(values) == 1 else list(dict.fromkeys(values))
    return columns


def _document_columns(page: Any, listed: list[str]) -> dict[str, list[Value]]:
    shown = page.shown_date
    columns: dict[str, list[Value]] = {
        LISTED_IN: list(listed),
        # One number that orders by date and, within a day, by key: every engine sorts it alike.
        NEWEST: [(shown.toordinal() if shown else 0) * 2**32 + page.pk],
    }
    columns.update(facet_columns.values(page))
    columns.update(priors.values(page))
    if bodies := [body.pk for body in page.issuing_bodies]:
        columns[BODY] = list(bodies)
    columns[NUMBER] = list(own_keys(page.document_number, page.index_number, page.written_on))
    columns[TITLE] = list(title_keys(page.title))
    return columns


# --- which of its twins a reader is shown -----------------------------------------------------------------------------------


def listed_in(pages: Sequence[Any]) -> dict[int, list[str]]:
    """Page key -> the locales in whose lists the page stands for its document: [] where it is not public.

    A reader gets the page in the own script where that one is public, else the original, else any: so in each locale
    each document is listed once, and counts, facets and paging stay the engine's.
    """
    from publications.models import OfficialDocumentPage

    if not pages:
        return {}
    closed = closed_paths()
    twins: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    rows = OfficialDocumentPage.objects.filter(translation_key__in={page.translation_key for page in pages}, live=True)
    for row in rows.values("pk", "translation_key", "locale_id", "path", "original_script"):
        if not row["path"].startswith(closed):
            twins[row["translation_key"]].append(row)
    locales = {locale.pk: locale.language_code for locale in Locale.objects.all()}
    out: dict[int, list[str]] = defaultdict(list)
    for group in twins.values():
        for locale, code in locales.items():
            out[_representative(group, locale, locales)["pk"]].append(code)
    return {page.pk: out.get(page.pk, []) for page in pages}


def _representative(group: list[dict[str, Any]], locale: int, locales: dict[int, str]) -> dict[str, Any]:
    def rank(row: dict[str, Any]) -> tuple[bool, bool, int]:
        is_original = locales.get(row["locale_id"], "").endswith(row["original_script"])
        return row["locale_id"] != locale, not is_original, row["pk"]

    return min(group, key=rank)


# --- loading ----------------------------------------------------------------------------------------------------------------


def load(root: type[models.Model], keys: Iterable[Any]) -> list[Any]:
    """The indexed objects with these primary keys, each as its most specific class, in few queries; what is gone is left out."""
    wanted = list(keys)
    if not wanted:
        return []
    if root is Page:
        by_type: dict[int, list[int]] = defaultdict(list)
        for pk, content_type in Page.objects.filter(pk__in=wanted).values_list("pk", "content_type_id"):
            by_type[content_type].append(pk)
        models_and_keys = [(_model_of(content_type), pks) for content_type, pks in sorted(by_type.items())]
    else:
        models_and_keys = [(model, wanted) for model in index.get_indexed_models() if issubclass(model, root)]
    return [obj for model, pks in models_and_keys for obj in with_relations(model).filter(pk__in=pks)]


def with_relations(model: type[models.Model]) -> models.QuerySet[Any]:
    """The indexed objects of a model with what their records read of other tables, in a number of queries that is fixed."""
    objects: models.QuerySet[Any] = model.get_indexed_objects()  # type: ignore[attr-defined]
    singles = [f.name for f in model._meta.get_fields() if f.many_to_one and f.name in {"locale", "issuing_body"}]
    children = [
        relation.related_name
        for relation in (get_all_child_relations(model) if issubclass(model, ClusterableModel) else [])
        if not relation.related_model.__module__.startswith("wagtail")
    ]
    lists = [f.name for f in model._meta.get_fields() if isinstance(f, ParentalManyToManyField)]
    return objects.select_related(*singles).prefetch_related(*children, *lists) if singles else objects


def _model_of(content_type: int) -> type[models.Model]:
    return ContentType.objects.get_for_id(content_type).model_class() or Page
