"""`manage.py search_check` finds what an index lacks, has too much or has of an earlier state, and mends it."""

import json
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from publications.models import OutboxRow
from search import checking
from search.backends.backend import forget_engines
from search.backends.url import backend_settings
from search.checking import compare
from search.indexing import engine_for

pytestmark = pytest.mark.django_db


def check(*options: str) -> tuple[int, dict[str, Any]]:
    out, code = StringIO(), 0
    try:
        call_command("search_check", "--json", *options, stdout=out)
    except SystemExit as ended:
        code = int(ended.code or 0)
    return code, json.loads(out.getvalue())


@pytest.fixture
def pages(make_notice: Callable[..., Any], index_folder: Any) -> list[Any]:
    made = [make_notice(f"核对的通知{n}") for n in range(6)]
    call_command("update_index", verbosity=0)
    OutboxRow.objects.all().delete()
    return made


def test_an_index_that_equals_its_database_is_said_to(pages: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "CHUNK", 4)  # several ranges of keys
    code, said = check()
    assert (code, said["differences"]) == (0, 0)
    assert sum(index["documents"] for index in said["indexes"]) > len(pages)


def test_missing_phantom_and_outdated_records_are_found_and_repaired(
    pages: list[Any], keys_of_index: Callable[..., set[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "CHUNK", 4)
    engine = engine_for(Page)
    gone, changed, phantom, after_all = pages[0], pages[1], pages[2], pages[-1]
    engine.write([], [gone.pk])
    Page.objects.filter(pk=changed.pk).update(title="改过的题目", draft_title="改过的题目")
    phantom_pk = phantom.pk
    Page.objects.filter(pk=after_all.pk).update(live=False)
    type(phantom).objects.filter(pk=phantom_pk)._raw_delete("default")
    code, said = check()
    index = next(index for index in said["indexes"] if index["index"] == "wagtailcore.page")
    assert code == 1
    assert index["missing"] == [gone.pk]
    assert set(index["phantom"]) == {phantom_pk}
    assert {changed.pk, after_all.pk} <= set(index["outdated"])
    code, said = check("--repair")
    assert (code, said["repaired"]) == (0, said["differences"])
    assert check()[0] == 0
    assert changed.pk in keys_of_index("改过的题目")


def test_what_the_outbox_will_follow_is_no_difference(pages: list[Any], make_notice: Callable[..., Any]) -> None:
    make_notice("还在路上的通知")
    found = compare(Page)
    assert (found.differing, found.waiting) == ([], 1)


def test_an_engine_that_is_down_is_no_difference(index_folder: Any, settings: Any) -> None:
    settings.WAGTAILSEARCH_BACKENDS = {"default": backend_settings("elasticsearch://127.0.0.1:1/none")}
    forget_engines()
    with pytest.raises(CommandError, match="检索引擎不可用") as caught:
        call_command("search_check", stdout=StringIO())
    assert caught.value.returncode == 2
