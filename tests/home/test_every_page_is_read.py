"""What machines and people read off the running site is right, on every kind of page and in both scripts.

HTML, meta tags, JSON-LD, Atom, the sitemap and the calendar are read by parsers; every word is in the reader's script.
"""

import json
import re
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import pytest

from .reading import english_in, graph, meta, open_elements, parsed, spoken_texts, xml

SITE = {"SiteName", "SiteDomain", "SiteIDCode"}
COLUMN = {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"}
CONTENT = {"ArticleTitle", "PubDate", "ContentSource"}
DOCUMENTS = ("notice", "plan", "review", "news", "commentary", "collection", "case")
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def test_every_page_is_well_formed_with_one_h1_its_own_ids_and_its_language(district: Any, get: Any) -> None:
    for address in district.addresses():
        answer = get(address)
        tree = parsed(answer)
        assert open_elements(answer.content.decode()) == [], address
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids)), address
        assert len(tree.findall(".//h1")) == 1, address
        assert tree.get("lang") == ("zh-Hant-HK" if address.startswith("/zh-hant/") else "zh-Hans"), address
        assert tree.findtext(".//title").strip(), address
        for attribute in ("aria-labelledby", "aria-describedby", "for"):
            for names in tree.xpath(f"//@{attribute}"):
                assert set(names.split()) <= set(ids), (address, attribute, names)
        for anchor in tree.xpath('//a[starts-with(@href, "#")]/@href'):
            assert anchor[1:] in ids, (address, anchor)


def test_no_link_of_the_site_leads_nowhere(district: Any, get: Any) -> None:
    found = {
        link.split("#")[0]
        for address in district.addresses()
        for link in parsed(get(address)).xpath('//a/@href[starts-with(., "/")] | //link/@href[starts-with(., "/")]')
    }
    known = re.compile(r"/static/|/media/|/display/|(/zh-hant)?/(search|display|report)/\?")
    asked = {link for link in found if not known.match(link)}
    assert {link: status for link in sorted(asked) if (status := get(link).status_code) not in (200, 301, 302)} == {}
    assert len(asked) > 60


def test_the_site_tags_stand_on_every_page(district: Any, get: Any) -> None:
    for address in district.addresses():
        tags = meta(parsed(get(address)))
        assert tags.keys() >= SITE, address
        assert tags["SiteIDCode"] == "3601230012"
        assert tags["SiteDomain"] == "localhost"


@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
def test_columns_have_column_tags_and_articles_column_and_content_tags(district: Any, get: Any, prefix: str) -> None:
    for name, page in district.pages.items():
        tags = meta(parsed(get(prefix + page.url)))
        if name == "home" or name.endswith(" column"):
            assert tags.keys() >= COLUMN, name
            assert not tags.keys() & CONTENT, name
        elif name == "about":
            assert tags.keys() >= CONTENT
        else:
            assert tags.keys() >= COLUMN | CONTENT, name
            assert tags["Url"] == f"http://localhost{prefix}{page.url}"
            assert datetime.strptime(tags["PubDate"], "%Y-%m-%d %H:%M").year == 2026


def test_the_values_of_the_tags_are_in_the_script_of_the_page(district: Any, get: Any) -> None:
    here = meta(parsed(get(district.pages["notice"].url)))
    there = meta(parsed(get("/zh-hant" + district.pages["notice"].url)))
    assert (here["ContentSource"], there["ContentSource"]) == ("云岫区教育局", "雲岫區教育局")
    assert (here["Keywords"], there["Keywords"]) == ("学时管理", "學時管理")
    assert (here["Author"], here["Description"]) == ("陈明", "通知")
    assert (here["ColumnType"], there["ColumnName"]) == ("政策文件", "通知公告")
    assert meta(parsed(get("/")))["ColumnType"] == "首页"
    assert meta(parsed(get("/zh-hant/")))["SiteName"] == "雲岫區教師發展中心"


def test_a_page_without_a_summary_is_described_by_what_its_text_says_first(district: Any, get: Any) -> None:
    tags = meta(parsed(get(district.pages["case"].url)))
    assert tags["Description"] == "为规范学校的教师培训工作，现将要求通知如下。"


def test_a_picture_of_the_text_is_named_to_those_who_share_it(district: Any, get: Any, client: Any) -> None:
    address = meta(parsed(get(district.pages["news"].url)))["Image"]
    assert address.startswith("http://localhost/media/images/")


@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
def test_json_ld_says_what_a_page_is_and_where_it_stands(district: Any, get: Any, prefix: str) -> None:
    types = {
        "notice": "Article",
        "plan": "Report",
        "review": "Report",
        "news": "NewsArticle",
        "collection": "Collection",
    }
    language = "zh-Hant-HK" if prefix else "zh-Hans"
    for name in DOCUMENTS:
        page = district.pages[name]
        work, trail = graph(parsed(get(prefix + page.url)))
        assert work["@type"] == types.get(name, "Article")
        assert (work["url"], work["inLanguage"]) == (f"http://localhost{prefix}{page.url}", language)
        assert work["datePublished"].startswith("2026-05-18")
        assert work["author"] == [{"@type": "Organization", "name": "雲岫區教育局" if prefix else "云岫区教育局"}]
        assert trail["@type"] == "BreadcrumbList"
        positions = [(place["position"], place["item"]) for place in trail["itemListElement"]]
        assert positions[0] == (1, f"http://localhost{prefix}/")
        assert positions[-1] == (len(positions), work["url"])
    assert graph(parsed(get(prefix + district.pages["notice"].url)))[0]["identifier"] == "云教发〔2026〕12号"


def test_the_home_page_says_who_runs_the_site(get: Any) -> None:
    organisation, website = graph(parsed(get("/")))
    assert organisation["@type"] == "GovernmentOrganization"
    assert organisation["name"] == "云岫区教师发展中心"
    assert website["publisher"]["@id"] == organisation["@id"]


def test_no_text_of_a_page_can_end_the_data_block() -> None:
    from home.structured_data import as_data_block

    block = as_data_block([{"name": "</script><script>alert(1)</script>\u2028&"}])
    assert block.count("<") == 2
    assert json.loads(block[block.index("{") : block.rindex("}") + 1])["@graph"][0]["name"].startswith("</script>")


def test_both_scripts_name_each_other_and_the_feeds(district: Any, get: Any) -> None:
    for address in district.addresses():
        tree = parsed(get(address))
        feeds = tree.xpath('//link[@type="application/atom+xml"]/@href')
        assert f"http://localhost{'/zh-hant' if address.startswith('/zh-hant/') else ''}/feeds/all.atom" in feeds
        if "noindex" in meta(tree).get("robots", "") or "display" in address:
            continue
        languages = {link.get("hreflang"): link.get("href") for link in tree.xpath("//link[@hreflang]")}
        plain = address.removeprefix("/zh-hant")
        assert languages == {"zh-Hans": f"http://localhost{plain}", "zh-Hant": f"http://localhost/zh-hant{plain}"}
        assert tree.xpath('//link[@rel="canonical"]/@href') == [f"http://localhost{address}"]


def feed_addresses(district: Any) -> list[str]:
    from wagtail.models import Page

    keys = [page.translation_key for name, page in district.pages.items() if name.endswith(" column")]
    columns = Page.objects.filter(translation_key__in=keys).select_related("locale")
    prefix = {"zh-hans": "", "zh-hant": "/zh-hant"}
    own = [f"{prefix[page.locale.language_code]}/feeds/columns/{page.pk}.atom" for page in columns]
    others = ["/feeds/all.atom", "/feeds/topics/xue-shi-guan-li.atom", "/feeds/bodies/yun-xiu-qu-jiao-yu-ju.atom"]
    return [*own, *others, *(f"/zh-hant{address}" for address in others)]


def test_every_feed_is_atom_as_rfc_4287_wants_it(district: Any, get: Any) -> None:
    addresses = feed_addresses(district)
    assert len(addresses) == 18
    for address in addresses:
        feed = xml(get(address))
        language = "zh-Hant-HK" if address.startswith("/zh-hant/") else "zh-Hans"
        assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == language
        for name in ("id", "title", "updated"):
            assert len(feed.findall(ATOM + name)) == 1, (address, name)
        assert feed.findtext(f"{ATOM}author/{ATOM}name")
        links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
        assert links["self"] == f"http://localhost{address}"
        entries = feed.findall(f"{ATOM}entry")
        assert entries, address
        ids = [entry.findtext(f"{ATOM}id") for entry in entries]
        assert len(ids) == len(set(ids)), address
        for entry in entries:
            assert entry.findtext(f"{ATOM}title")
            assert entry.findtext(f"{ATOM}summary"), address
            assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated")).tzinfo
            assert entry.find(f"{ATOM}link[@rel='alternate']").get("href").startswith("http://localhost/")


def test_an_entry_is_known_by_its_permanent_address_which_leads_to_it(district: Any, get: Any, client: Any) -> None:
    for address in ("/feeds/all.atom", "/zh-hant/feeds/all.atom"):
        for entry in xml(get(address)).findall(f"{ATOM}entry"):
            page = entry.find(f"{ATOM}link").get("href")
            permanent = urlsplit(entry.findtext(f"{ATOM}id")).path
            assert client.get(permanent)["Location"] in (page, urlsplit(page).path)


def test_a_feed_that_has_not_changed_is_not_sent_again(district: Any, client: Any, db: None) -> None:
    from wagtail.models import Page

    from publications.publishing import publishing_allowed

    first = client.get("/feeds/all.atom")
    again = client.get("/feeds/all.atom", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first["Last-Modified"].endswith("GMT")
    with publishing_allowed("tests"):
        Page.objects.get(pk=district.pages["case"].pk).unpublish()
    assert client.get("/feeds/all.atom", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_the_feed_of_a_column_in_the_other_script_leads_to_that_of_its_twin(
    district: Any, client: Any, db: None
) -> None:
    column = district.pages["tong-zhi-gong-gao column"]
    twin = column.get_translations().get()
    answer = client.get(f"/zh-hant/feeds/columns/{column.pk}.atom")
    assert answer["Location"] == f"/zh-hant/feeds/columns/{twin.pk}.atom"


def test_the_sitemap_lists_every_public_page_with_both_scripts_and_its_date(district: Any, get: Any) -> None:
    files = [urlsplit(loc.text).path for loc in xml(get("/sitemap.xml")).iter(f"{SITEMAP}loc")]
    assert files == ["/sitemap-1.xml", "/sitemap-lists.xml"]
    found = {}
    for file in files:
        for url in xml(get(file)):
            address = urlsplit(url.findtext(f"{SITEMAP}loc")).path
            assert address not in found, "twice"
            links = {link.get("hreflang"): link.get("href") for link in url.findall(f"{XHTML}link")}
            plain = address.removeprefix("/zh-hant")
            assert links == {"zh-Hans": f"http://localhost{plain}", "zh-Hant": f"http://localhost/zh-hant{plain}"}
            found[address] = url.findtext(f"{SITEMAP}lastmod")
    own = {address for address in district.addresses() if not re.search(r"/(report|display|search)/", address)}
    assert own <= set(found)
    for name in ("notice", "plan", "about", "home"):
        assert datetime.fromisoformat(found[district.pages[name].url]).tzinfo, name


def test_robots_are_told_where_the_sitemap_is(get: Any) -> None:
    text = get("/robots.txt").content.decode()
    assert "Sitemap: http://localhost/sitemap.xml" in text
    assert "Disallow: /admin/" in text
    assert "Disallow: /zh-hant/search/" in text


def test_the_calendar_file_keeps_the_rules_of_icalendar(get: Any) -> None:
    answer = get("/zh-hant/calendar/releases.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    raw = answer.content.split(b"\r\n")
    assert all(len(line) <= 75 for line in raw)
    lines = answer.content.decode().replace("\r\n ", "").split("\r\n")
    assert (lines[0], lines[-2], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR", "")
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 2
    assert "SUMMARY:2027年教師培訓計劃" in lines
    uids = [line for line in lines if line.startswith("UID:")]
    assert len(set(uids)) == 2


def test_no_word_of_english_stands_on_any_page(district: Any, get: Any) -> None:
    found = {
        (address, text)
        for address in district.addresses()
        for _language, text in spoken_texts(parsed(get(address)))
        if english_in(text)
    }
    assert found == set()


def test_pages_in_traditional_chinese_hold_no_simplified_character(district: Any, get: Any) -> None:
    from zhtext.scripts import convert

    found = {
        (address, text, convert(text, "hant", "hk"))
        for address in district.addresses()
        if address.startswith("/zh-hant/")
        for language, text in spoken_texts(parsed(get(address)))
        if language.startswith("zh-Hant") and convert(text, "hant", "hk") != text
    }
    assert found == set()


@pytest.mark.parametrize(("text", "words"), [("Page 2", ["Page"]), ("赣ICP备1号", []), ("见 https://x.cn/Read", [])])
def test_the_search_for_english_finds_it(text: str, words: list[str]) -> None:
    assert english_in(text) == words
