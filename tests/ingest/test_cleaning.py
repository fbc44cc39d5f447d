"""Noise goes, every removal is recorded, and what may be meant stays."""

from collections.abc import Callable

import pytest

from ingest.readers.source import Edit, apply_edits

Read = Callable[..., object]
POISONED = (
    "教學(xué)研修把課堂作為起點(diǎn)，系統規劃教師專業(yè)發(fā)展(luò )路徑，（縣(區)）同步推進。\n"
    "實(shí)踐表明，教研員與教師共同(tong)成長。"
)


def test_injected_readings_go_and_real_brackets_stay(read: Read) -> None:
    document = read(POISONED)
    assert document.polluted
    assert "教學研修" in document.text
    assert "(xué)" not in document.text
    assert "縣(區)" in document.text
    assert document.removed_counts()["injected_readings"] == 7


def test_units_in_brackets_are_not_readings(read: Read) -> None:
    text = "全区测得PM2.5(μg)达标，学生体重(kg)记录完整，教育部(教师司)组织重(kg)点抽查。"
    document = read(text)
    assert document.text == text
    assert not document.polluted


def test_readings_in_a_page_are_counted_outside_the_article_too(read: Read) -> None:
    html = f"<html><body><div class='nav'>學(xué)習</div><h1>教師專業(yè)發(fā)展</h1><div id='content'><p>{POISONED}</p></div></body></html>"
    document = read(html, "a.html")
    assert document.removed_counts()["injected_readings"] == 10
    assert document.value("title") == "教師專業發展"


def test_page_marks_are_taken_out_and_cut_words_joined(read: Read) -> None:
    page = "各校围绕课堂开展研修，教师在观察与反思中不断成长，" * 12
    text = f"1、{page}共有3\n2、00余名教师参加。{page}\n3、{page}全区形成了合力。"
    document = read(text)
    assert document.removed_counts()["page_marks"] == 3
    assert "共有300余名教师参加。" in document.text


def test_a_numbered_list_is_no_row_of_page_marks(read: Read) -> None:
    text = "关于报送材料的通知\n1、申请表一份。\n2、证书复印件一份。\n3、承诺书一份。"
    document = read(text)
    assert "page_marks" not in document.removed_counts()
    assert "2、证书复印件一份。" in document.text


def test_footer_bars_and_header_lines_are_removed_with_their_words(read: Read, notice_text: str) -> None:
    document = read(notice_text)
    for words in ("版权所有", "ICP备", "字号", "打印", "索引号"):
        assert words not in document.text
    quotes = " ".join(quote for removal in document.removals for quote in removal.quotes)
    assert "版权所有:澄湖区教育局" in quotes
    assert "索引号" in quotes


def test_a_body_that_speaks_of_copyright_is_kept(read: Read) -> None:
    text = (
        "关于做好教学资源管理的通知\n各学校：\n上传资源须尊重版权，未经授权不得使用他人作品，各校要建立审核制度，"
        "落实专人负责，确保来源合法。学校应当定期检查。\n请认真执行。\n澄湖区教育局\n2031年4月2日"
    )
    assert "未经授权不得使用他人作品" in read(text).text


def test_no_break_spaces_and_unseen_characters_are_counted(read: Read) -> None:
    document = read("研修\u00a0通知\u200b的正文在这里，请各校知悉。")
    assert document.text == "研修 通知的正文在这里，请各校知悉。"
    assert document.removed_counts() == {"nbsp": 1, "invisible_characters": 1}


@pytest.mark.parametrize("spot", ["\ufffd", "學?！h(區)", "研究?jì)蓷l", "锟斤拷"])
def test_damage_is_reported_and_left(read: Read, spot: str) -> None:
    document = read(f"各校要把{spot}落實到位，並及時上報。\n後續工作另行通知，請知悉。")
    assert document.damaged
    offset, text = document.damaged[0]
    assert document.text[offset : offset + len(text)] == text


def test_markup_left_by_converters_is_read_as_what_it_means(read: Read, word: Callable[..., bytes]) -> None:
    def fill(document: object) -> None:
        for line in (
            "# 关于召开研修总结会的通知",
            "**发布日期**: 2031-07-10",
            "---",
            "各学校：",
            "请派员参加，会期一天，地点另告。",
        ):
            document.add_paragraph(line)

    document = read(word(fill), "notice.docx")
    assert document.value("title") == "关于召开研修总结会的通知"
    assert document.value("publish_date") == "2031-07-10"
    assert "**" not in document.text
    assert document.removed_counts()["markup"] == 3


def test_headings_with_a_menus_words_are_no_menu(read: Read) -> None:
    text = "教师资格注册通知\n各学校：\n一、注册范围\n在编教师都要注册。\n二、登录办法\n用工号登录系统。\n澄湖区教育局\n2031年4月2日"
    document = read(text)
    assert document.text == text
    assert "site_chrome" not in document.removed_counts()


def test_every_removal_says_where_in_the_original_it_was(read: Read) -> None:
    """Side by side: the places of all rules, applied to the text as read, give the cleaned text."""
    noisy = (
        POISONED.replace("把課堂", "\u200b把\u00a0課堂").replace("(diǎn)", "(di\u200bǎn)").replace("路徑", "路徑\u200b")
    )
    html = f"<div class='nav'><p>首页 | 登录</p></div><h1>教師發展</h1><div id='zoom'><p>{noisy}</p><table><tr><td>學(xué)期</td><td>人數</td></tr>"
    html += "<tr><td>上\u200b學(xué)期</td><td>3\u00a0人</td></tr></table><p>版权所有 某ICP备00000003号</p></div>"
    document = read(html, "a.html")
    places = [place for removal in document.removals for place in removal.places]
    assert {document.originals[p.origin] for p in places if p.end < 0} >= {"首页 | 登录", "版权所有 某ICP备00000003号"}
    for block in document.parts[0].blocks:
        edits = [Edit(p.start, p.end, p.new) for p in places if p.origin == block.origin]
        assert edits
        assert apply_edits(document.originals[block.origin], edits) == block.text
