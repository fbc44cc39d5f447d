"""搜索统计 says what readers look for, never who: nothing personal is kept, and no reader waits for the counting."""

import atexit
import datetime
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth.models import Group, Permission
from django.utils import timezone

from search.reports import counting, summary
from search.reports.models import SearchDay, SearchedText
from search.reports.privacy import may_be_personal

NOW = timezone.make_aware(datetime.datetime(2026, 11, 23, 9, 30))


@pytest.fixture(autouse=True)
def counted_from_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "_waiting", counting.Waiting())
    monkeypatch.setattr(counting, "_pruned_on", None)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Makes it that many hours later."""

    def go(hours: int = 0) -> None:
        monkeypatch.setattr(timezone, "now", lambda: NOW + datetime.timedelta(hours=hours))

    go()
    return go


def ask(text: str, times: int = 1, **how: Any) -> None:
    for _ in range(times):
        counting.count(text, **{"found": 3, "whole": True, **how})


@pytest.mark.parametrize(
    "text",
    [
        "13812345678",
        "138 1234 5678",
        "１３８-1234-5678",
        "张三 13812345678",
        "36012319900101123X",
        "0791-86000000",
        "86000000",
        "幺三八幺二三四五六七八",
        "zhangsan@example.cn",
        "文昌路18号楼2单元",
        "https://example.cn/a",
        "6222 0212 3456 7890",
        "138 2024-2025",
        "138-2024-2025",
        "2024-2025-138",
        "教" * 61,
    ],
)
def test_what_could_be_somebodys_number_or_address_is_not_kept(text: str) -> None:
    assert may_be_personal(text)


@pytest.mark.parametrize(
    "text",
    [
        "云教发〔2026〕12号",
        "2026年工作计划",
        "2026-05-18",
        "2026.5.18 通知",
        "校本研修",
        "3+X",
        "IPv6",
        "第110号",
        "202612号",
        "2025-2026学年度第一学期工作计划",
        "２０２５—２０２６学年",
        "2024-2025",
        "",
    ],
)
def test_numbers_of_documents_and_days_are_kept(text: str) -> None:
    assert not may_be_personal(text)


@pytest.mark.django_db
def test_counts_of_several_processes_and_hours_add_up(at: Callable[..., None]) -> None:
    ask("校本研修", 2)
    ask("校本 研修")
    ask("足球", found=0)
    counting.write()
    ask("校本研修", whole=False)  # another process, within the same hour
    counting.write()
    at(1)
    ask("校本研修")
    counting.write()
    row = SearchedText.objects.get(text="校本研修")
    assert (row.asked, row.nothing, row.partly, row.hours, row.last_hour) == (4, 0, 1, 2, 10)
    day = SearchDay.objects.get()
    assert (day.asked, day.nothing, day.partly) == (6, 1, 1)


@pytest.mark.django_db
def test_a_text_is_listed_once_it_was_asked_in_three_hours(at: Callable[..., None]) -> None:
    ask("张三丰", 50)
    for hours in (0, 1, 26):
        at(hours)
        ask("校本研修")
        ask("足球场", found=0)
        counting.write()
    assert [row.text for row in summary.texts(30)] == ["校本研修", "足球场"]
    assert [(row.text, row.nothing) for row in summary.texts(30, without_results=True)] == [("足球场", 3)]
    assert [(span.begins.isoformat(), span.asked) for span in summary.spans(30)] == [
        ("2026-11-24", 2),
        ("2026-11-23", 54),
    ]
    assert [(span.begins.isoformat(), span.asked) for span in summary.spans(365)] == [("2026-11-01", 56)]


@pytest.mark.django_db
def test_counts_end_with_their_time_and_rare_texts_before(at: Callable[..., None], settings: Any) -> None:
    settings.SEARCH_REPORT_DAYS = 100
    for hours in (0, 1, 2):
        at(hours)
        ask("校本研修")
        counting.write()
    ask("张三丰")
    counting.write()
    today = timezone.localdate()
    counting.prune(today + datetime.timedelta(days=31))
    assert set(SearchedText.objects.values_list("text", flat=True)) == {"校本研修"}
    counting.prune(today + datetime.timedelta(days=101))
    assert not SearchedText.objects.exists()
    assert not SearchDay.objects.exists()


@pytest.mark.django_db
def test_noise_fills_neither_memory_nor_database(at: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(counting.MOST_WAITING + 20):
        ask(f"噪{number}声")
    counting.write()
    assert SearchedText.objects.count() == counting.MOST_WAITING
    assert SearchDay.objects.get().asked == counting.MOST_WAITING + 20
    monkeypatch.setattr(counting, "MOST_A_DAY", 100)
    ask("又一个")
    counting.write()
    assert not SearchedText.objects.filter(text="又一个").exists()


@pytest.mark.django_db
def test_while_the_site_is_read_only_counts_wait(at: Callable[..., None], settings: Any) -> None:
    settings.READ_ONLY = True
    ask("校本研修")
    counting.write()
    assert not SearchDay.objects.exists()
    settings.READ_ONLY = False
    counting.write()
    assert SearchDay.objects.get().asked == 1


@pytest.mark.django_db(transaction=True)
def test_a_thread_of_its_own_writes(settings: Any, at: Callable[..., None]) -> None:
    settings.SEARCH_REPORT_FLUSH_SECONDS = 0.01
    ask("校本研修")
    thread = counting._timer
    assert thread is not None
    thread.join(10)
    atexit.unregister(counting.write)
    assert SearchDay.objects.get().asked == 1


@pytest.mark.django_db
def test_a_search_is_counted_once_and_writes_nothing_itself(
    client: Any, follow_up: Callable[[], None], make_notice: Callable[..., Any], django_assert_max_num_queries: Any
) -> None:
    make_notice("研修通知")
    follow_up()
    address = "/search/?q=" + quote("研修")
    client.get("/search/")
    with django_assert_max_num_queries(40) as queries:
        client.get(address)
    assert not [query for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    for further in ("&page=2", "&year=2026", "&order=newest", "&in=title"):
        client.get(address + further)
    client.get(address, headers={"user-agent": "Somebot/1.0"})
    client.get("/search/")
    counting.write()
    assert [(row.text, row.asked) for row in SearchedText.objects.all()] == [("研修", 1)]


@pytest.mark.django_db
def test_the_report_and_its_csv_are_for_who_may_see_them(
    admin_client: Any, client: Any, django_user_model: Any, at: Callable[..., None]
) -> None:
    for hours in (0, 1, 2):
        at(hours)
        ask("=校本研修", found=0)
        counting.write()
    html = admin_client.get("/admin/reports/search/?days=7").content.decode()
    for word in ("搜索统计", "最常搜索", "没有找到的", "=校本研修", "没有地址"):
        assert word in html
    table = admin_client.get("/admin/reports/search/queries.csv?kind=missed&days=7")
    lines = table.content.decode("utf-8-sig").splitlines()
    assert lines == ["检索词,次数,没有结果,只有部分词语", "'=校本研修,3,3,0"]
    spans = admin_client.get("/admin/reports/search/queries.csv?kind=spans&days=365").content.decode("utf-8-sig")
    assert spans.splitlines()[1] == "2026-11,3,3,0"
    administrator = django_user_model.objects.create_user("administrator")
    administrator.groups.add(Group.objects.get(name="系统管理员"))
    client.force_login(administrator)
    assert client.get("/admin/reports/search/").status_code == 200
    reader = django_user_model.objects.create_user("drafter")
    reader.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(reader)
    assert client.get("/admin/reports/search/").status_code in {302, 403}
    assert "搜索统计" not in client.get("/admin/reports/column-updates/").content.decode()
