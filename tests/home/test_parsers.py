"""What machines read off the running site is right by the parsers' own rules: HTML, meta tags, JSON-LD."""

import json
import re
from datetime import datetime
from typing import Any

import pytest
from lxml import html

SITE = {"SiteName", "SiteDomain", "SiteIDCode"}
COLUMN = {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"}
CONTENT = {"ArticleTitle", "PubDate", "ContentSource"}
VOID = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
DOCUMENTS = ("notice", "plan", "review", "news", "commentary", "collection", "case")


def parsed(answer: Any) -> Any:
    assert answer.status_code == 200
    return html.document_fromstring(answer.content.decode())


def meta(tree: Any) -> dict[str, str]:
    """The <meta name> of a page; none twice, however it is spelt."""
    tags = [(tag.get("name"), tag.get("content")) for tag in tree.iterfind(".//meta[@name]")]
    names = [name.lower() for name, _content in tags]
    assert len(names) == len(set(names)), sorted(names)
    assert all(content and content.strip() for _name, content in tags), tags
    return dict(tags)


def graph(tree: Any) -> list[dict[str, Any]]:
    blocks = tree.xpath('//script[@type="application/ld+json"]/text()')
    data = [json.loads(block) for block in blocks]
    assert all(block["@context"] == "https://schema.org" for block in data)
    return [thing for block in data for thing in block["@graph"]]


def open_elements(text: str) -> list[str]:
    """Elements that are opened and not closed, or the other way round: HTML forgives it, a person who reads it aloud not."""
    stack = []
    text = re.sub(r"<script.*?</script>|<!--.*?-->|<!doctype[^>]*>", "", text, flags=re.S)
    for closing, name, own in re.findall(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*?(/?)>", text):
        if own or name in VOID:
            continue
        if not closing:
            stack.append(name)
        elif stack and stack[-1] == name:
            stack.pop()
        else:
            return [*stack, f"/{name}"]
    return stack


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
        things = graph(parsed(get(prefix + page.url)))
        work, trail = things
        assert work["@type"] == types.get(name, "Article")
        assert (work["url"], work["inLanguage"]) == (f"http://localhost{prefix}{page.url}", language)
        assert work["datePublished"].startswith("2026-05-18")
        assert work["author"] == [{"@type": "Organization", "name": "雲岫區教育局" if prefix else "云岫区教育局"}]
        assert trail["@type"] == "BreadcrumbList"
        positions = [(place["position"], place["item"]) for place in trail["itemListElement"]]
        assert positions[0] == (1, f"http://localhost{prefix}/")
        assert positions[-1] == (len(positions), work["url"])
        assert all(thing for thing in json.dumps(things)), name
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
