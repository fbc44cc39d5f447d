"""Layouts that differ from the common one: what heads, signs or frames a document otherwise still gives the right fields."""

import time
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from docx.oxml import parse_xml

Read = Callable[..., Any]
SENTENCE = "为提高教师的研修质量，经研究，决定在全市组织开展秋季课堂研修活动，现将有关事项通知如下。"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301010018dd8db0"
    "0000000049454e44ae426082"
)


def said(document: Any, *names: str) -> tuple[str | None, ...]:
    return tuple(document.value(name) for name in names)


def page(inner: str, head: str = "") -> bytes:
    return f'<html><head><meta charset="utf-8">{head}</head><body>{inner}</body></html>'.encode()


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            ["澄政复〔2031〕7号", "澄湖市人民政府", "关于同意设立教师学院的批复"],
            "澄湖市人民政府关于同意设立教师学院的批复",
        ),
        (
            ["澄湖市人民政府", "关于同意设立教师学院的批复", "澄政复〔2031〕7号"],
            "澄湖市人民政府关于同意设立教师学院的批复",
        ),
        (["澄湖市人民政府", "澄政复〔2031〕7号", "关于同意设立教师学院的批复"], "关于同意设立教师学院的批复"),
        (["关于评选研修示范校的", "通　知"], "关于评选研修示范校的通知"),
        (["2031年送教下乡活动", "总结"], "2031年送教下乡活动总结"),
        (["海澄中學", "家長通告　第 2031-32-5 號", "有關教師發展日的安排"], "有關教師發展日的安排"),
        (["密级：内部", "版本：V1.2", "澄湖市教师研修质量手册"], "澄湖市教师研修质量手册"),
    ],
)
def test_titles_in_plain_lines(read: Read, lines: list[str], title: str) -> None:
    assert read("\n".join([*lines, "各学校：", SENTENCE])).value("title") == title


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            ["四湖省教育厅关于印发《四湖省", "教师队伍建设", "规划》的通知"],
            "四湖省教育厅关于印发《四湖省教师队伍建设规划》的通知",
        ),
        (["校長基礎課程及", "專題研討會（2031/32學年）"], "校長基礎課程及專題研討會（2031/32學年）"),
        (["2031年送教下乡活动", "总结"], "2031年送教下乡活动总结"),
        (["2031年工作总结和2032年工作思路", "（2031年12月6日）"], "2031年工作总结和2032年工作思路"),
        (["澄湖市第三中学", "2031年研修工作总结"], "澄湖市第三中学2031年研修工作总结"),
    ],
)
def test_centred_titles_over_several_lines(
    read: Read, word: Callable[..., bytes], lines: list[str], title: str
) -> None:
    def fill(document: Any) -> None:
        for line in lines:
            document.add_paragraph(line).alignment = 1
        document.add_paragraph(SENTENCE)

    assert read(word(fill), "a.docx").value("title") == title


def test_a_title_that_only_its_style_sets_apart(read: Read, word: Callable[..., bytes]) -> None:
    def fill(document: Any) -> None:
        document.add_heading("澄湖市研修案例选编", 0)
        for number in "一二":
            document.add_heading(f"案例{number}　课堂观察的新路径", 1)
            document.add_paragraph(SENTENCE)

    assert read(word(fill), "a.docx").value("title") == "澄湖市研修案例选编"


def test_an_announcement_is_called_so_and_numbered_below(read: Read) -> None:
    document = read(f"澄湖市教育局公告\n2031年第6号\n{SENTENCE}\n特此公告。\n澄湖市教育局\n2031年4月9日\n")
    assert said(document, "title", "document_number") == ("澄湖市教育局公告", "澄湖市教育局公告2031年第6号")
    assert document.kind == "notice"
    bracketed = read(f"四湖省教育厅公告\n〔2031〕3号\n{SENTENCE}\n四湖省教育厅\n2031年4月9日\n")
    assert said(bracketed, "title", "document_number") == ("四湖省教育厅公告", "四湖省教育厅公告〔2031〕3号")


def test_a_regulation_below_its_announcement_gives_the_title(read: Read) -> None:
    preamble = "《澄湖市教师研修条例》已由澄湖市第六届人民代表大会常务委员会第二十七次会议于2031年8月7日通过，现予公布，自2031年12月1日起施行。"
    document = read(
        f"澄湖市人民代表大会常务委员会公告\n（第十八号）\n{preamble}\n2031年9月1日\n澄湖市教师研修条例\n第一条　为规范研修，制定本条例。\n"
    )
    assert document.value("title") == "澄湖市教师研修条例"


def test_the_number_beside_a_far_signatory_and_the_chinese_of_two(read: Read) -> None:
    far = f"澄教提字〔2031〕18号{' ' * 34}签发人：霍平"
    assert (
        read(f"澄湖市教育局\n{far}\n对第0231号提案的答复\n王委员：\n{SENTENCE}\n").value("document_number")
        == "澄教提字〔2031〕18号"
    )
    both = read(f"EDBC No. 9/2031\n教育局通告第9/2031號\n教師操守指引\n摘要\n1. {SENTENCE}\n")
    assert both.value("document_number") == "教育局通告第9/2031號"
    assert "摘要" in both.text.split("\n")


def test_signatures_in_a_table_with_a_seal_or_over_two_lines(read: Read, word: Callable[..., bytes]) -> None:
    def table(document: Any) -> None:
        cells = document.add_table(2, 2)
        texts = ("澄湖市教育局（盖章）", "澄湖市财政局", "澄湖市人事局", "2031年9月3日")
        for index, text in enumerate(texts):
            cells.cell(index // 2, index % 2).text = text

    def seal(document: Any) -> None:
        document.add_picture(BytesIO(PIXEL))
        document.add_paragraph("2031年9月3日").alignment = 2

    def lines(document: Any) -> None:
        for line in ("澄湖县教育局学前教育股", "澄湖县教师进修学校", "2031 年", "9 月 3 日"):
            document.add_paragraph(line).alignment = 2

    bodies = {}
    for end in (table, seal, lines):

        def fill(document: Any, end: Callable[[Any], None] = end) -> None:
            for line in ("关于开展秋季研修的通知", "各学校：", SENTENCE, "请认真组织。"):
                document.add_paragraph(line)
            end(document)

        document = read(word(fill), "a.docx")
        assert document.value("document_date") == "2031-09-03"
        bodies[end.__name__] = document.value("issuing_agency")
    assert bodies == {
        "table": "澄湖市教育局、澄湖市财政局、澄湖市人事局",
        "seal": None,
        "lines": "澄湖县教育局学前教育股、澄湖县教师进修学校",
    }


def test_a_latin_o_in_the_year_of_a_signature(read: Read) -> None:
    document = read(f"关于研修的通知\n各学校：\n{SENTENCE}\n澄湖市教育局\n二O三一年十二月五日\n")
    assert said(document, "issuing_agency", "document_date") == ("澄湖市教育局", "2031-12-05")


@pytest.mark.parametrize("below", ["一、三月三日开班。", "地点：教研室"])
def test_a_date_above_further_text_is_no_signature(read: Read, below: str) -> None:
    document = read(f"研修大事记\n\n{SENTENCE}\n2031年3月1日\n{below}\n")
    assert document.value("document_date") is None


def test_remarks_between_signature_and_plan_are_no_part_of_its_title(read: Read) -> None:
    plan = "".join(f"{n}、工作内容\n{SENTENCE}\n" for n in "一二三")
    document = read(
        f"澄湖市教育局关于印发教师研修实施方案的通知\n各学校：\n现将《教师研修实施方案》印发给你们。\n澄湖市教育局\n2031年6月8日\n"
        f"（此件公开发布）\n教师研修实施方案\n{plan}"
    )
    assert [(part.role, part.title) for part in document.parts][1:] == [("enclosed", "教师研修实施方案")]


def test_particulars_alternate_with_their_values(read: Read) -> None:
    pairs = {
        "信息名称": "关于命名研修基地的决定",
        "索引号": "CH003-2031-019",
        "生成日期": "2031年10月8日",
        "内容概述": "命名",
    }
    items = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in pairs.items())
    document = read(page(f"<dl>{items}</dl><p>各学校：</p><p>{SENTENCE}</p>"), "a.html")
    assert said(document, "index_number", "document_date") == ("CH003-2031-019", "2031-10-08")
    assert "信息名称" not in document.text


def test_the_text_in_a_table_of_particulars_stays(read: Read) -> None:
    rows = {
        "公告主旨": "校內公開授課時程",
        "發布日期": "2031/03/18",
        "發布單位": "教學組",
        "公告內容": f"一、{SENTENCE}",
    }
    cells = "".join(f"<tr><td>{name}</td><td>{value}</td></tr>" for name, value in rows.items())
    document = read(page(f"<table>{cells}</table>"), "a.html")
    assert said(document, "title", "publish_date") == ("校內公開授課時程", "2031-03-18")
    assert SENTENCE[:12] in document.text


def test_the_table_at_the_head_of_a_case(read: Read, word: Callable[..., bytes]) -> None:
    rows = [
        ("案例名称", "双导师制的实践"),
        ("报送单位", "澄湖市教师培训中心"),
        ("作者", "白露、谷雨"),
        ("学段", "小学"),
    ]

    def fill(document: Any) -> None:
        table = document.add_table(len(rows), 2)
        for index, row in enumerate(rows):
            table.cell(index, 0).text, table.cell(index, 1).text = row
        document.add_paragraph(SENTENCE)

    document = read(word(fill), "a.docx")
    assert said(document, "title", "author", "kind") == ("双导师制的实践", "白露,谷雨", "case")


@pytest.mark.parametrize(
    ("line", "day", "source", "author"),
    [
        ("澄湖师训网   2031-05-20   转自：四湖教育网", "2031-05-20", "四湖教育网", None),
        ("日期：2031-12-09    点击：88    栏目：研修", "2031-12-09", None, None),
        ("来源：四湖教育  |  2031-03-28", "2031-03-28", "四湖教育", None),
        ("2031-10-21 来源：四湖日报 记者 欧阳春", "2031-10-21", "四湖日报", "欧阳春"),
        ("发布人：澄湖教育　发布时间：2031/9/9 8:00:00", "2031-09-09", None, None),
    ],
)
def test_the_line_below_a_title(read: Read, line: str, day: str, source: str | None, author: str | None) -> None:
    document = read(page(f"<h1>我校举行课堂研修活动</h1><p>{line}</p><p>{SENTENCE}</p><p>{SENTENCE}</p>"), "a.html")
    assert said(document, "publish_date", "source", "author") == (day, source, author)
    assert line not in document.text


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("（供稿：澄湖县教师进修学校　通讯员：钟雨　摄影：余林）", "钟雨"),
        ("文字 | 澄湖小学教导处", None),
        ("图文：纪小满", "纪小满"),
        ("姓名：王小满　编辑：李四", None),
    ],
)
def test_credits_name_the_writer(read: Read, line: str, author: str | None) -> None:
    assert read(f"我校举行课堂研修活动\n{SENTENCE}\n{SENTENCE}\n{line}\n").value("author") == author


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("澄湖镇第二中学　语文组　汪静怡", "汪静怡"),
        ("澄湖县教育局　办公室", None),
        ("澄湖县教育局　王主任", None),
        ("澄湖市教育局局长　霍建平", None),
    ],
)
def test_the_writer_behind_a_schools_name(read: Read, line: str, author: str | None) -> None:
    document = read(f"语文教研组工作计划\n{line}\n一、目标\n{SENTENCE}\n二、安排\n{SENTENCE}\n")
    assert document.value("author") == author


def test_accounts_and_offices_are_no_persons(read: Read) -> None:
    meta = '<meta name="ArticleTitle" content="关于研修的通知"><meta name="author" content="xxgk">'
    assert read(page(f"<p>{SENTENCE}</p>", meta), "a.html").value("author") is None
    assert read(f"关于研修的通知\n发布人：设备组长　发布日期：2031-03-04\n{SENTENCE}\n").value("author") is None


def test_tags_in_markdown_are_what_they_set(read: Read) -> None:
    text = f'# 关于研修的意见\n\n{SENTENCE}\n\n<div align="right">四湖省教育厅　四湖省财政厅<br>2031年7月8日</div>\n'
    document = read(text, "a.md")
    assert said(document, "issuing_agency", "document_date") == ("四湖省教育厅、四湖省财政厅", "2031-07-08")
    assert "<" not in document.text
    assert document.parts[0].blocks[-1].align == "right"
    assert "a<b" in read(f"# 关于研修的意见\n\n当a<b时，{SENTENCE}\n", "a.md").text


def test_the_lines_of_shared_articles_go(read: Read) -> None:
    tail = "编辑 | 谷雨\n终审 | 石磊\n往期推荐\n聚焦课堂新样态\n扫码关注 了解更多\n"
    document = read(f"我校举行课堂研修活动\n{SENTENCE}\n{SENTENCE}\n初审：县教育局推荐六所学校。\n{tail}")
    assert document.text.split("\n")[-1] == "初审：县教育局推荐六所学校。"


def test_a_menu_of_one_word_a_line_goes_with_its_breadcrumb(read: Read) -> None:
    menu = "首页\n要闻\n政务公开\n互动交流\n当前位置：首页 > 规划计划\n"
    document = read(f"{menu}\n澄湖市教师教育发展规划（2031—2035年）\n{SENTENCE}\n")
    assert document.value("title") == "澄湖市教师教育发展规划（2031—2035年）"
    assert "互动交流" not in document.text


def test_small_brackets_of_a_number_are_not_doubled(read: Read) -> None:
    text = read(f"关于研修的通知\n根据《研修办法》（澄教﹝2031﹞2号），{SENTENCE}\n").text
    assert "（澄教〔2031〕2号）" in text


def test_wrapped_lines_with_a_label_at_the_break_are_joined(read: Read) -> None:
    asked = "请并将推荐表、教学设计及课堂实录报送教师发展中心，逾期不再受理，有事请您及时说明"
    flowing = f"{SENTENCE}{SENTENCE}{asked}，联系电话：0999-2234567。"
    cut = flowing.index("话：")
    lines = [flowing[at : at + cut // 4] for at in range(0, cut, cut // 4)]
    text = "\n".join(
        ["关于研修的通知", "", "", *(f"    {SENTENCE[:20]}。" for _n in range(2)), f"    {lines[0]}", *lines[1:]]
    )
    text += f"\n{flowing[cut:]}\n"
    assert "联系电话：0999-2234567。" in read(text).text


@pytest.mark.parametrize(
    "line", ["初审：王某 " * 4000, "文：甲 " * 4000, "<div align=" * 4000, "2031年 " * 4000, "云〔2031" * 4000]
)
def test_long_lines_take_no_longer_than_their_length(read: Read, line: str) -> None:
    started = time.process_time()
    read(f"关于研修的通知\n{SENTENCE}\n{line}\n", "a.md")
    assert time.process_time() - started < 3


def test_seals_written_behind_names_are_no_part_of_them(read: Read) -> None:
    document = read(f"关于研修的通知\n各学校：\n{SENTENCE}\n澄湖县人民政府（盖章）\n2031年9月6日\n")
    assert document.value("issuing_agency") == "澄湖县人民政府"


def test_alignment_comes_from_the_style_unless_the_paragraph_says_otherwise(
    read: Read, word: Callable[..., bytes]
) -> None:
    def fill(document: Any) -> None:
        document.styles["List Paragraph"].element.get_or_add_pPr().append(
            parse_xml('<w:jc xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:val="center"/>')
        )
        document.add_paragraph("居中的一行", style="List Paragraph")
        document.add_paragraph("靠左的一行", style="List Paragraph").alignment = 0

    blocks = read(word(fill), "a.docx").parts[0].blocks
    assert [block.align for block in blocks[:2]] == ["center", ""]


def test_an_annex_below_a_short_notice_gives_no_title(read: Read) -> None:
    notice = f"<p>澄教字〔2031〕78号</p><p>各学校：</p><p>{SENTENCE}</p><p>附件：名师名单</p><p>澄湖市教育局</p><p>2031年9月2日</p>"
    annex = '<p>附件</p><p align="center">澄湖市第五届教学名师名单</p><p>（共50名）</p><p>丁香　第一小学</p>'
    head = "<h4>关于公布教学名师名单的通知</h4><div>添加时间：2031-09-04 11:21:33 | 点击：1180</div>"
    document = read(page(f'{head}<div class="news_text">{notice}{annex}</div>'), "a.html")
    assert said(document, "title", "publish_date") == ("关于公布教学名师名单的通知", "2031-09-04")
    assert read("澄教字〔2031〕78号\n各学校：\n请于五月底前报送材料。\n报送材料清单\n").value("title") is None


@pytest.mark.parametrize(
    "line", ["澄湖市教育局　澄教人函〔2031〕35号　2031-09-15", "澄教人函〔2031〕35号  2031年9月15日"]
)
def test_a_number_between_body_and_day(read: Read, line: str) -> None:
    document = read(f"关于做好注册工作的通知\n{line}\n各学校：\n{SENTENCE}\n")
    assert document.value("document_number") == "澄教人函〔2031〕35号"


def test_a_number_among_other_words_of_a_line_is_cited(read: Read) -> None:
    document = read(f"关于做好注册工作的通知\n依据　澄教人函〔2031〕35号\n各学校：\n{SENTENCE}\n")
    assert document.value("document_number") is None


def test_a_subtitle_names_no_body(read: Read) -> None:
    document = read(f"研修工作情况汇报\n——澄湖市教师进修学院\n（二〇三一年十一月）\n{SENTENCE}\n{SENTENCE}\n")
    assert document.value("issuing_agency") is None
    assert document.kind == "review"


@pytest.mark.parametrize(
    "line",
    [
        "2031年04月15日07:14  |  来源：四湖日报",
        "澄湖市人事局　www.example.gov.cn　2031-04-15　字号：大 中 小　来源：四湖日报",
    ],
)
def test_days_with_an_hour_close_by_or_an_address_before(read: Read, line: str) -> None:
    document = read(page(f"<h1>莫让研修流于形式</h1><p>{line}</p><p>{SENTENCE}</p><p>{SENTENCE}</p>"), "a.html")
    assert said(document, "publish_date", "source") == ("2031-04-15", "四湖日报")
    assert "07:14" not in document.text


def test_labels_in_brackets_without_a_colon(read: Read) -> None:
    lines = ["【信息索引号】1234-9/2031-0412", "【成文日期】2031-04-07", "【文号】澄政办发〔2031〕9号"]
    document = read("\n".join([*lines, "关于印发督导细则的通知", "各学校：", SENTENCE]))
    assert said(document, "index_number", "document_date", "document_number") == (
        "1234-9/2031-0412", "2031-04-07", "澄政办发〔2031〕9号",
    )  # fmt: skip
    assert "【" not in document.text


def test_a_papers_abstract_stays(read: Read) -> None:
    document = read(f"课堂研修的现状与对策\n作者：王某某\n摘要：{SENTENCE}{SENTENCE}\n一、问题\n{SENTENCE}\n")
    assert document.value("author") == "王某某"
    assert f"摘要：{SENTENCE}" in document.text


def test_several_cases_in_one_file_have_headings_of_their_own(read: Read) -> None:
    document = read(
        f"研修案例汇编\n\n案例一：送教到村\n{SENTENCE}\n案例二　网络研修\n{SENTENCE}\n案例二中的教师说：“{SENTENCE}”\n"
    )
    assert [h.text for h in document.parts[0].headings] == ["案例一：送教到村", "案例二　网络研修"]


def test_a_reporter_behind_a_square(read: Read) -> None:
    document = read(f"教师充电忙\n□ 澄湖日报记者 章小回 通讯员 岑溪 文/图\n{SENTENCE}\n{SENTENCE}\n")
    assert document.value("author") == "章小回,岑溪"
    assert document.parts[0].headings == ()
