"""A drafter and three reviewers meet no word in Latin letters on their way, but the few that Chinese offices write."""

import json
import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils.translation import gettext, override

from editorial import reviews

pytestmark = pytest.mark.django_db
WORD = re.compile(r"(?<![A-Za-z0-9〔/])[A-Za-z][A-Za-z'’-]*+(?![0-9])")
# File formats and programs as people call them, and names that people typed.
ALLOWED = {
    "AVIF", "CSV", "DOC", "DOCX", "ET", "GIF", "HTML", "JPEG", "JPG", "MB", "OFD", "PDF", "PNG", "PPTX", "SVG", "TXT", "JavaScript",
    "URL", "WEBP", "WPS", "Word", "WordPress", "XLS", "XLSX", "ZIP", "Enter", "Esc", "Ctrl", "ID", "XX", "Excel", "docx",
    "pdf", "html", "txt", "md", "zip", "wps", "ofd", "doc", "xlsx", "rtf", "eml", "odt", "ppt", "mht",
}  # fmt: skip
SHOWN_ATTRIBUTES = ("aria-label", "title", "placeholder", "alt", "data-w-tooltip-content-value")
HIDDEN = ("script", "style", "svg", "template", "head")


def words_on(html: str, typed: set[str]) -> Iterator[str]:
    """Every stretch of visible text, or text read aloud, that has a word in Latin letters."""
    soup = BeautifulSoup(html, "html.parser")
    title = soup.title.get_text() if soup.title else ""
    templates = [
        part for one in soup.find_all("template") for part in BeautifulSoup(one.decode_contents(), "html.parser")
    ]
    for element in [*soup.find_all(HIDDEN), *soup.select(".w-side-panel-toggle__counter[hidden]")]:
        element.extract()
    texts = [title, *soup.stripped_strings]
    for root in (soup, *[part for part in templates if hasattr(part, "find_all")]):
        for element in root.find_all(True):
            texts += [element[name] for name in SHOWN_ATTRIBUTES if element.get(name)]
            if element.name == "input" and element.get("type") in ("submit", "button", "reset"):
                texts.append(element.get("value", ""))
    for text in texts:
        if set(WORD.findall(text)) - ALLOWED - typed:
            yield " ".join(text.split())


def sidebar_words(html: str) -> Iterator[str]:
    """What the menu at the side says, which React draws from JSON."""
    for props in re.findall(r'<script id="wagtail-sidebar-props"[^>]*>(.*?)</script>', html, re.DOTALL):
        yield from strings_of(json.loads(props))


def strings_of(value: object, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from strings_of(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from strings_of(inner, key)
    elif isinstance(value, str) and key == "label" and set(WORD.findall(value)) - ALLOWED:
        yield value


@pytest.fixture
def typed(people):
    return {*people, "example", "org", "localhost"}


@pytest.fixture
def screens(notice_and_plan, sign_in, people, waiting):
    """Screen -> its HTML, met by the one whose turn it is."""
    from django.contrib.auth.models import User

    User.objects.filter(pk__in=[user.pk for user in people.values()]).update(first_name="敏", last_name="李")
    notice, plan = notice_and_plan
    drafter, first = sign_in("drafter"), sign_in("first")
    column = notice.get_parent()
    of_drafter = {
        "dashboard": reverse("wagtailadmin_home"),
        "import": reverse("ingest_upload"),
        "explorer root": reverse("wagtailadmin_explore_root"),
        "explorer": reverse("wagtailadmin_explore", args=(column.pk,)),
        "type choice": reverse("wagtailadmin_pages:add_subpage", args=(column.pk,)),
        "new notice": reverse("wagtailadmin_pages:add", args=("news", "noticepage", column.pk)),
        "new plan": reverse("wagtailadmin_pages:add", args=("plans", "workplanpage", plan.get_parent().pk)),
        "notice": reverse("wagtailadmin_pages:edit", args=(notice.pk,)),
        "plan": reverse("wagtailadmin_pages:edit", args=(plan.pk,)),
        "history": reverse("wagtailadmin_pages:history", args=(notice.pk,)),
        "workflow history": reverse("wagtailadmin_pages:workflow_history", args=(notice.pk,)),
        "usage": reverse("wagtailadmin_pages:usage", args=(notice.pk,)),
        "search": reverse("wagtailadmin_pages:search") + "?q=培训",
        "notices": reverse("editorial_notices"),
        "review form": reverse("editorial_review_form", args=(notice.pk,)),
        "relations": reverse("wagtailsnippets_publications_relation:list"),
        "new relation": reverse("wagtailsnippets_publications_relation:add"),
        "images": reverse("wagtailimages:index"),
        "new images": reverse("wagtailimages:add_multiple"),
        "documents": reverse("wagtaildocs:index"),
        "new documents": reverse("wagtaildocs:add_multiple"),
        "account": reverse("wagtailadmin_account"),
        "twins": reverse("twins:report"),
    }
    found = {name: drafter.get(address, follow=True).content.decode() for name, address in of_drafter.items()}
    choosers = {
        "image chooser": reverse("wagtailimages_chooser:choose"),
        "document chooser": reverse("wagtaildocs_chooser:choose"),
        "page chooser": reverse("wagtailadmin_choose_page"),
        "link chooser": reverse("wagtailadmin_choose_page_external_link"),
        "e-mail chooser": reverse("wagtailadmin_choose_page_email_link"),
    }
    found |= {name: drafter.get(address).json()["html"] for name, address in choosers.items()}
    found["refused"] = drafter.submit(
        notice, follow=True, title="关于召开会议的通知", index_number="待定"
    ).content.decode()
    drafter.submit(notice, index_number="")
    found["submitted"] = drafter.get(of_drafter["notice"]).content.decode()
    found["reviewer's dashboard"] = first.get(of_drafter["dashboard"]).content.decode()
    found["review"] = first.get(reverse("editorial_review", args=(waiting(notice).pk,))).content.decode()
    found["review unticked"] = first.approve(notice, follow=True, **{"approve-proofread": ""}).content.decode()
    first.approve(notice)
    sign_in("second").send_back(notice, "第二段日期有误")
    found["returned"] = drafter.get(of_drafter["notice"]).content.decode()
    found["after"] = drafter.get(of_drafter["dashboard"]).content.decode()
    found["reviews so far"] = drafter.get(of_drafter["workflow history"]).content.decode()
    found["listing of one's notices"] = drafter.get(of_drafter["notices"]).content.decode()
    for name in ("first", "second", "final"):
        reviews.submit(type(notice).objects.get(pk=notice.pk), people["drafter"]) if name == "first" else None
        if waiting(notice).step == name:
            reviews.approve(notice, people[name])
    found["published"] = drafter.get(of_drafter["notice"]).content.decode()
    found["withdrawal"] = sign_in("final").get(reverse("editorial_withdraw", args=(notice.pk,))).content.decode()
    drafter.logout()
    found["login"] = drafter.get(reverse("wagtailadmin_login")).content.decode()
    found["wrong login"] = drafter.post(
        reverse("wagtailadmin_login"), {"username": "drafter", "password": "falsch"}
    ).content.decode()
    return found


def test_every_screen_on_the_way_is_in_chinese(screens, typed):
    foreign: dict[str, list[str]] = {}
    for name, html in screens.items():
        assert len(html) > 300, name
        for words in {*words_on(html, typed), *sidebar_words(html)}:
            foreign.setdefault(words, []).append(name)
    assert foreign == {}, json.dumps(foreign, ensure_ascii=False, indent=1)


def test_found_pages_are_counted_without_the_name_of_a_kind_that_the_search_lacks():
    with override("zh-hans"):
        said = gettext("%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s")
    counted = {"start_index": 1, "end_index": 2, "items_count": 2, "model_name": None}
    assert said % counted == "共 2 条，当前为第 1 至 2 条"
