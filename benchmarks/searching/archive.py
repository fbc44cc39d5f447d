"""A portal with as many documents as wanted, its rows written straight into the tables: nothing of it is timed."""

from __future__ import annotations

import datetime
import itertools
import json
import random
import re
import shutil
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

SECTIONS, BODIES = 90, 24
PRIVATE = 30  # sections that a restriction can close
BLOCK = 2000
Text = tuple[str, str]  # title, body
_SENTENCE = re.compile("[一-鿿，、]{12,80}")


def migrate() -> None:
    """A migrated database: a copy of the one that the tests keep, if there is one of these migrations, since that is quick."""
    import importlib.util

    from django.conf import settings
    from django.core.management import call_command

    root = Path(__file__).resolve().parents[2]
    spec = importlib.util.spec_from_file_location("kept_databases", root / "tests" / "kept_databases.py")
    assert spec is not None
    assert spec.loader is not None
    kept = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(kept)
    template = root / "var" / "test-databases" / f"{kept.migrations_digest()}.sqlite3"
    if template.exists() and settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        shutil.copy(template, settings.DATABASES["default"]["NAME"])
    call_command("migrate", verbosity=0)


def texts_of(data: Path | None, count: int) -> list[Text]:
    """Titles and bodies in an order that chance decides; of DATA/corpus.jsonl, else made of the demonstration's sentences."""
    if data is None:
        return list(itertools.islice(_made_up(), count))
    with (data / "corpus.jsonl").open(encoding="utf-8") as lines:
        found = [(d["title"], d["body"]) for d in map(json.loads, lines)]
    random.Random(11).shuffle(found)
    return list(itertools.islice(itertools.cycle(found), count))


def _made_up() -> Iterator[Text]:
    import portal.demo

    chance, sentences = random.Random(11), []
    for file in sorted((Path(portal.demo.__file__).parent / "documents").rglob("*")):
        if file.suffix in {".txt", ".md", ".html"}:
            # Some are in old encodings, as what districts send is.
            sentences += _SENTENCE.findall(file.read_text(encoding="utf-8", errors="replace"))
    for number in itertools.count(1):
        yield f"{chance.choice(sentences)[:24]} 第{number}条", "。\n".join(chance.sample(sentences, 4))


def fill(texts: Sequence[Text], columns: int = SECTIONS) -> None:
    """Sections below the home page, and the documents in them: notices and plans, nine of ten live."""
    from wagtail.models import Page

    from news.models import NoticeIndexPage, NoticePage
    from plans.models import WorkPlanPage
    from publications.models import IssuingBody

    bodies = [IssuingBody(name=f"云岫区第{n}机关", slug=f"body-{n}") for n in range(BODIES)]
    IssuingBody.objects.bulk_create(bodies)
    home = NoticeIndexPage.objects.get(locale__language_code="zh-hans").get_parent().specific
    sections = [_section(home, n) for n in range(columns)]
    key = Page._base_manager.order_by("-pk").values_list("pk", flat=True)[0]
    for number, section in enumerate(sections, 1):
        section.pk = key + number
    RowWriter(sections[0]).write(
        [{f.attname: getattr(s, f.attname) for f in s._meta.concrete_fields} | {"id": s.pk} for s in sections]
    )
    Page.objects.filter(pk=home.pk).update(numchild=home.numchild + columns)
    writers = {model: RowWriter(_prototype(model, home)) for model in (NoticePage, WorkPlanPage)}
    rows = (_row(number, text, sections[number % columns], bodies) for number, text in enumerate(texts, 1))
    key = Page._base_manager.order_by("-pk").values_list("pk", flat=True)[0]
    while block := list(itertools.islice(rows, BLOCK)):
        for model, writer in writers.items():
            writer.write(
                [{**row, "id": key + row["number"]} for row in block if row["plan"] == (model is WorkPlanPage)]
            )
    for section in sections:
        Page.objects.filter(pk=section.pk).update(numchild=section.numchild)


def _section(home: Any, number: int) -> Any:
    from news.models import NoticeIndexPage

    page = NoticeIndexPage(title=f"第{number}栏", slug=f"lan-{number}", live=True, locale=home.locale)
    return _placed(page, home, home.numchild + 10 + number)


def _prototype(model: type[Any], home: Any) -> Any:
    page = model(title="", slug="", locale_id=home.locale_id, kind=model.document_kind)
    return _placed(page, home, 1)


def _row(number: int, text: Text, section: Any, bodies: Sequence[Any]) -> dict[str, Any]:
    """What differs from document to document, by column."""
    day = datetime.date(2006, 1, 1) + datetime.timedelta(days=number * 37 % 7500)
    moment = datetime.datetime.combine(day, datetime.time(8), tzinfo=datetime.UTC)
    title, body = text
    section.numchild += 1
    slug, live = f"d{number}", number % 10 != 9
    blocks = [{"type": "paragraph", "value": f"<p>{line}</p>", "id": str(uuid.uuid4())} for line in body.split("\n")]
    return {
        "number": number,
        "plan": number % 4 == 0,
        "title": title[:250],
        "draft_title": title[:250],
        "slug": slug,
        "path": type(section)._get_path(section.path, section.depth + 1, section.numchild),
        "depth": section.depth + 1,
        "url_path": f"{section.url_path}{slug}/",
        "live": live,
        "translation_key": uuid.uuid4(),
        "first_published_at": moment if live else None,
        "last_published_at": moment,
        "latest_revision_created_at": moment,
        "year": day.year,
        "written_on": day,
        "published_on": day,
        "issuing_body_id": bodies[number % BODIES].pk if number % 7 else None,
        "document_number": f"云教发〔{day.year}〕{number}号" if number % 3 == 0 else "",
        "body": json.dumps(blocks, ensure_ascii=False),
    }


class RowWriter:
    """Writes rows of every table of a model that differ from a prototype in some columns; no signal, no save()."""

    def __init__(self, prototype: Any) -> None:
        tables = [c for c in type(prototype).__mro__ if hasattr(c, "_meta") and not c._meta.abstract]
        self.tables = [self._table(table._meta, prototype) for table in reversed(tables)]

    def _table(self, meta: Any, prototype: Any) -> tuple[str, list[tuple[Any, Any]]]:
        from django.db import connection

        fields = meta.local_concrete_fields
        marks = ", ".join(["%s"] * len(fields))
        names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
        values = [(f, f.get_db_prep_save(getattr(prototype, f.attname), connection)) for f in fields]
        return f"INSERT INTO {connection.ops.quote_name(meta.db_table)} ({names}) VALUES ({marks})", values

    def write(self, rows: Sequence[dict[str, Any]]) -> None:
        from django.db import connection

        with connection.cursor() as cursor:
            for statement, values in self.tables:
                cursor.executemany(statement, [[self._value(f, v, row) for f, v in values] for row in rows])

    def _value(self, field: Any, otherwise: Any, row: dict[str, Any]) -> Any:
        from django.db import connection

        if field.primary_key:
            return row["id"]
        if field.attname not in row:
            return otherwise
        value = row[field.attname]
        return value if isinstance(value, str | int) else field.get_db_prep_save(value, connection)


def _placed(page: Any, parent: Any, number: int) -> Any:
    """In the tree, as treebeard and Wagtail would have put it."""
    from django.contrib.contenttypes.models import ContentType
    from django.utils import timezone
    from wagtail.models import Page

    page.path, page.depth = Page._get_path(parent.path, parent.depth + 1, number), parent.depth + 1
    page.url_path, page.draft_title = f"{parent.url_path}{page.slug}/", page.title
    page.content_type = ContentType.objects.get_for_model(type(page))
    page.latest_revision_created_at = page.last_published_at = timezone.now()
    page.first_published_at = page.latest_revision_created_at if page.live else None
    return page


def private_sections() -> list[Any]:
    """Restrictions, not saved, that would close thirty sections."""
    from wagtail.models import Page, PageViewRestriction

    pages = Page.objects.filter(slug__in=[f"lan-{3 * n}" for n in range(PRIVATE)])
    return [PageViewRestriction(page=page, restriction_type=PageViewRestriction.LOGIN) for page in pages]
