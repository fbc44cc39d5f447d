"""Heads, signatures and lists as bureaus all over the country set them: each field comes from where it is printed."""

from collections.abc import Callable

import pytest

Read = Callable[..., object]
BODY = "为提高教师的研修质量，现将有关事项通知如下。\n一、研修对象\n全体教师。\n"


def said(document: object, *names: str) -> tuple[str | None, ...]:
    return tuple(document.value(name) for name in names)


def test_a_red_head_over_several_lines_with_who_signs(read: Read, word: Callable[..., bytes]) -> None:
    def fill(document: object) -> None:
        head = ["四湖省教育厅　四湖省财政厅", "四湖省人事厅", "文件"]
        title = ["省教育厅　省财政厅　省人事厅", "关于开展二〇三一年乡村教师", "研修能力提升工作的通知"]
        for line in head:
            document.add_paragraph(line).alignment = 1
        document.add_paragraph("四教〔2031〕46号　　　　　　签发人：陆明")
        for line in title:
            document.add_paragraph(line).alignment = 1
        for line in ("各市教育局：", *BODY.strip().split("\n")):
            document.add_paragraph(line)
        for line in ("四湖省教育厅　　四湖省财政厅", "四湖省人事厅", "2031年9月6日"):
            document.add_paragraph(line).alignment = 2
        document.add_paragraph("四湖省教育厅办公室　　　　2031年9月9日印发")

    document = read(word(fill), "a.docx")
    assert said(document, "document_number", "document_date", "issuing_agency") == (
        "四教〔2031〕46号", "2031-09-06", "四湖省教育厅、四湖省财政厅、四湖省人事厅",
    )  # fmt: skip
    title = "省教育厅　省财政厅　省人事厅关于开展二〇三一年乡村教师研修能力提升工作的通知"
    assert document.value("title") == title
    assert [h.text for h in document.parts[0].headings] == ["一、研修对象"]


def test_a_forwarded_notice_keeps_the_forwarders_signature(read: Read) -> None:
    document = read(
        "澄湖市教育局转发省教育厅关于举办教学竞赛的通知\n\n澄教办〔2031〕12号\n\n各学校：\n\n现将省教育厅文件（省教函〔2031〕4号）转发给你们。\n\n"
        "附件：省教育厅通知\n\n澄湖市教育局\n2031年4月30日\n\n省教育厅关于举办教学竞赛的通知\n\n省教函〔2031〕4号\n\n各市教育局：\n\n"
        "经研究，决定举办教学竞赛，请认真组织。\n\n省教育厅\n2031年4月11日\n"
    )
    assert said(document, "document_number", "issuing_agency", "document_date") == (
        "澄教办〔2031〕12号", "澄湖市教育局", "2031-04-30",
    )  # fmt: skip


def test_the_signature_before_the_annexes_counts(read: Read) -> None:
    document = read(
        f"关于做好秋季研修工作的通知\n\n各学校：\n{BODY}\n澄湖区教研室\n2031年9月1日\n\n附件2\n\n承诺书\n\n本人承诺按时参加。\n\n某某学校\n2031年9月30日\n"
    )
    assert said(document, "issuing_agency", "document_date") == ("澄湖区教研室", "2031-09-01")


@pytest.mark.parametrize("separator", ["：\n", ""])
def test_particulars_in_lists_of_a_page(read: Read, separator: str) -> None:
    values = {
        "索引号": "CH-07-2031-0132",
        "发布机构": "澄湖市教育局",
        "文号": "澄教发〔2031〕44号",
        "发布日期": "2031-10-22",
    }
    rows = "".join(f"<dt>{name}{separator[:1]}</dt><dd>{value}</dd>" for name, value in values.items())
    if not separator:
        rows = "".join(f"<li><b>{name}</b><span>{value}</span></li>" for name, value in values.items())
    page = (
        f"<html><body><ul>{rows}</ul><div class=content><p align=center>关于登记学分的通知</p>"
        f"<p>各学校：</p><p>请于年底前完成登记，逾期不再受理。</p></div></body></html>"
    )
    document = read(page.encode(), "a.html")
    assert said(document, "index_number", "issuing_agency", "document_number", "publish_date") == tuple(values.values())
    assert "索引号" not in document.text


def test_a_bulletin_is_called_by_its_report_not_by_its_masthead(read: Read) -> None:
    document = read(
        "师训简报\n\n2031年第3期（总第41期）\n\n澄湖区教师进修学校编　　2031年4月18日\n\n深入课堂听真声\n\n"
        "4月15日至17日，区教师进修学校组织研训员走进澄湖一校开展调研。\n\n（撰稿：柴静怡　审核：佟国强）\n"
    )
    assert said(document, "title", "author") == ("深入课堂听真声", "柴静怡")
    assert document.kind == "news"
    assert not document.parts[0].headings


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("□ 顾之章", "顾之章"),
        ("文/顾之章", "顾之章"),
        ("（图/文：桂小澜 吴建安 审核：艾平）", "桂小澜,吴建安"),
        ("（作者系澄湖出版社编审）", None),
        ("本网所有文档均是用户自行上传，仅供网友学习交流", None),
    ],
)
def test_bylines_behind_marks_and_what_is_none(read: Read, line: str, names: str | None) -> None:
    document = read(f"莫让研修变成打卡\n\n{line}\n\n培训本是好事，为何成了负担？内容要对路，评价要松绑。\n")
    assert document.value("author") == names


def test_dates_of_a_page_with_their_hour_and_of_taiwan(read: Read) -> None:
    page = (
        "<html><body><h1>县域研修怎么办</h1><div>2031-03-19 07:58:34　转载自：澄湖晚报　责编：林溪</div>"
        "<p>各地正在探索县域研修的办法，成效初显。</p></body></html>"
    )
    assert said(read(page.encode(), "a.html"), "publish_date", "source") == ("2031-03-19", "澄湖晚报")
    page = (
        "<html><body><h2>閱讀教師社群成果豐碩</h2><table><tr><th>發布單位</th><td>國小教育科</td></tr>"
        "<tr><th>發布日期</th><td>114-05-06</td></tr></table><p>教育局舉辦閱讀教師社群成果發表會。</p><p>回上一頁</p>"
        "<p>瀏覽人次：512</p></body></html>"
    )
    document = read(page.encode(), "a.html")
    assert document.value("publish_date") == "2025-05-06"
    assert "瀏覽" not in document.text


def test_copies_are_counted_and_rooms_are_no_house_numbers(read: Read) -> None:
    document = read("研修情况\n\n全区已有工作室1.6万个，发放问卷240份，写了8万字的总结。\n")
    assert [(f.value, f.unit) for f in document.figures] == [(16000, "个"), (240, "份"), (80000, "字")]


def test_a_mails_header_lines_go_and_its_own_title_counts(read: Read) -> None:
    mail = (
        "Subject: =?utf-8?b?UmU6IOmAmuefpQ==?=\nContent-Type: text/plain; charset=utf-8\n\n"
        "请查收。\n\n----- 原始邮件 -----\n发件人: 师训科\n主题: 通知\n\n"
        f"关于报送研修计划的通知\n\n澄教办〔2031〕2号\n\n各学校：\n{BODY}\n澄湖区教育局\n2031年1月12日\n"
    )
    document = read(mail.encode(), "a.eml")
    assert said(document, "title", "document_number") == ("关于报送研修计划的通知", "澄教办〔2031〕2号")
    assert "发件人" not in document.text


def test_words_that_nobody_sees_in_a_page_are_told(read: Read) -> None:
    page = (
        "<html><body><h1>关于研修的通知</h1><div id=zoom>"
        "<p>各校<span style='font-size:0'>来自某网</span>要认真<font color='#FFFFFF'>翻版必究</font>组织，按时报送。</p>"
        "<div style='font-size:0'><p style='font-size:16px'>请于月底前完成。</p></div>"
        "<div style='opacity:0'><p>附件另发，请查收。</p></div>"
        "<table style='background:#333'>"
        "<tr><td><span style='color:white'>月份</span>一月</td></tr></table></div></body></html>"
    )
    document = read(page.encode(), "a.html")
    assert "各校要认真组织，按时报送。\n请于月底前完成。\n附件另发，请查收。\n月份一月" in document.text
    assert [r.quotes for r in document.removals if r.rule == "hidden_text"] == [("来自某网", "翻版必究")]
