"""How offices publish: copies of laws, mails saved as text, printed web pages, school letters, letterheads in tables."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx
import pytest

Read = Callable[..., Any]
SENTENCE = "为提高教师的研修质量，经研究，决定在全市组织开展秋季课堂研修活动，现将有关事项说明如下。"


def test_labels_of_a_copied_law_are_fields(read: Read) -> None:
    document = read(
        "【法规标题】四湖省教师研修条例\n【颁布单位】四湖省人大常委会\n【颁布时间】2031-05-06\n【效力级别】省级地方性法规\n"
        f"四湖省教师研修条例\n第一条　{SENTENCE}\n"
    )
    said = [document.value(name) for name in ("title", "issuing_agency", "publish_date")]
    assert said == ["四湖省教师研修条例", "四湖省人大常委会", "2031-05-06"]
    assert "效力级别" not in document.text


def test_a_mail_saved_as_text_has_the_title_of_what_it_forwards(read: Read) -> None:
    document = read(
        "发件人: 教务处 <jwc@example.cn>\n发送时间: 2031年3月11日 15:32\n收件人: 各教研组长\n主题: 转发\n\n各位组长：\n"
        "请安排老师参加。\n-----Original Message-----\nFrom: 市教研室\nSent: Monday, March 10\nTo: 各学校\nSubject: 通知\n"
        f"关于开展秋季课堂研修的通知\n各学校：\n{SENTENCE}\n澄湖市教育局教研室\n2031年3月8日\n"
    )
    assert document.value("title") == "关于开展秋季课堂研修的通知"
    assert document.value("document_date") == "2031-03-08"


def test_a_school_letter_gives_its_number_title_and_signature(read: Read) -> None:
    document = read(
        "海澄小學\n家長通告 (2031-2032) 第 056 號\n教師發展日暨假期安排\n敬啟者：\n"
        f"{SENTENCE}\n此致\n貴家長\n海澄小學校長\n黃大文 謹啟\n二零三二年二月二十六日\n回條\n學生姓名：\n二零三二年　月　日\n"
    )
    names = ("title", "document_number", "issuing_agency", "document_date", "kind")
    expected = ["教師發展日暨假期安排", "家長通告(2031-2032)第056號", "海澄小學", "2032-02-26", "notice"]
    assert [document.value(name) for name in names] == expected


def test_what_a_browser_prints_around_a_page_goes_and_needs_its_address(read: Read) -> None:
    head, body = "2031/5/6 上午10:21关于秋季研修的通知-澄湖市教育局", f"关于秋季研修的通知\n各学校：\n{SENTENCE}"
    printed = read(f"{head}\n{body}\nhttps://jyj.example.cn/tzgg/3391.html　　1/1\n")
    assert printed.value("title") == "关于秋季研修的通知"
    assert "上午10:21" not in printed.text
    assert "https" not in printed.text
    assert "上午10:21" in read(f"{body}\n{head}\n").text


def test_a_number_in_a_letterhead_table_is_the_documents(read: Read) -> None:
    word = docx.Document()
    table = word.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "澄湖市教育局\n澄湖市科学技术协会", "文件"
    table.cell(1, 0).text = "澄教联〔2031〕6号"
    for line in ("关于联合开展研修的通知", "各学校：", SENTENCE):
        word.add_paragraph(line)
    stream = BytesIO()
    word.save(stream)
    assert read(stream.getvalue(), "a.docx").value("document_number") == "澄教联〔2031〕6号"


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("2031-10-18　来源：四湖教育报　收藏", "source", "四湖教育报"),
        ("日期：2031-04-27\u2003|\u2003文章来源：教研处\u2003|\u2003", "source", "教研处"),
        ("发布日期：2031-04-12 来源：澄湖市电教馆浏览：223", "source", "澄湖市电教馆"),
        ("作者：李大江 转贴自：澄湖县教师进修学校 点击数：532", "source", "澄湖县教师进修学校"),
        ("学校：澄湖小学\n执笔人：李大江 王小溪", "author", "李大江,王小溪"),
        ("梧桐镇中心小学　　翁大涵", "author", "翁大涵"),
        ("原创 周大秋 教育观察者 2031-11-05 07:00", "author", "周大秋"),
        ("原创 周大秋 教育观察者 2031-11-05 07:00", "publish_date", "2031-11-05"),
        ("原创 教育观察 某某在线 2031-11-05 07:00", "author", None),
        ("报名截止 2031-11-05 17:00", "publish_date", None),
        ("◇送培到乡 精准帮扶", "author", None),
    ],
)
def test_lines_below_a_title(read: Read, line: str, field: str, value: str | None) -> None:
    assert read(f"让教研发生在课堂的三年实践\n{line}\n{SENTENCE}\n{SENTENCE}\n").value(field) == value


def test_a_second_writer_at_the_end_and_the_figure_nought_in_a_date(read: Read) -> None:
    news = read(f"教研走进课堂\n{SENTENCE}\n{SENTENCE}\n{SENTENCE}\n（本报记者 罗大佑 通讯员 陈晓舟）\n")
    assert (news.value("author"), news.value("kind")) == ("罗大佑,陈晓舟", "news")
    plan = read(f"新教师培训方案\n{SENTENCE}\n一、对象\n新教师。\n澄湖中学教师发展处\n二0三0年八月十日\n")
    assert (plan.value("issuing_agency"), plan.value("document_date")) == ("澄湖中学教师发展处", "2030-08-10")


def test_the_day_in_a_circulars_frame_is_its_date(read: Read) -> None:
    text = "教育局通函第88/2031號\n分發名單：各中學校長\n檔號：EDB(CD)/ADM/150/1/2\n2031年6月10日\n國家安全教育課程系列\n目的\n"
    assert read(f"{text}{SENTENCE}\n教育局局長\n李大輝代行\n").value("document_date") == "2031-06-10"
    labelled = text.replace("檔號", "本局檔案編號").replace("2031年6月10日", "日期：2031年6月10日")
    assert read(f"{labelled}{SENTENCE}\n教育局局長\n李大輝代行\n").value("document_date") == "2031-06-10"


def test_an_issue_with_a_list_of_its_articles_has_its_own_name(read: Read) -> None:
    head = "教师培训简报\n第 7 期（总第 52 期）\n澄湖市教师发展中心编　　2031年7月15日\n"
    listed = read(f"{head}本期要目\n◇园长研修班举办\n◇送培到乡\n园长研修班举办\n{SENTENCE}\n送培到乡\n{SENTENCE}\n")
    assert listed.value("title") == "教师培训简报"
    assert "本期要目" in listed.text
    assert read(f"{head}园长研修班圆满举办\n{SENTENCE}\n").value("title") == "园长研修班圆满举办"


def test_a_page_that_a_form_wraps_keeps_its_article(read: Read) -> None:
    inner = f"<h1>研修班圆满结束</h1><div><p>{SENTENCE}</p><p>{SENTENCE}</p></div><p>【关闭】</p>"
    search = "<form><input name=q><label>站内搜索</label></form>"
    document = read(
        f"<html><body><div>首页 &gt;&gt; 正文</div>{search}<form>{inner}</form></body></html>".encode(), "a.html"
    )
    assert document.value("title") == "研修班圆满结束"
    assert document.text == f"{SENTENCE}\n{SENTENCE}"


def test_labels_in_spans_side_by_side_are_kept_apart(read: Read) -> None:
    line = "<div><span>信息来源：澄湖市教育局</span><span>发布时间：2031-07-29</span><span>阅读次数：9</span></div>"
    document = read(
        f"<body><h1>研修工作动态</h1>{line}<p>{SENTENCE}</p><p>会<span>议</span><span>时间：三天。</span></p>".encode(),
        "a.html",
    )
    assert (document.value("source"), document.value("publish_date")) == ("澄湖市教育局", "2031-07-29")
    assert "会议时间：三天。" in document.text


def test_front_matter_lists_its_authors(read: Read) -> None:
    text = (
        f"---\ntitle: 送教纪行\ndate: 2031-07-03\nauthors:\n  - 李大江\n  - 王小溪\ntags: [a, b]\n---\n\n{SENTENCE}\n"
    )
    assert read(text, "a.md").value("author") == "李大江,王小溪"
    assert (
        read(text.replace("\n  - 李大江\n  - 王小溪", " [李大江, 王小溪]"), "a.md").value("author") == "李大江,王小溪"
    )
    assert read(text, "a.md").text == SENTENCE


def test_a_name_alone_below_a_title_needs_a_remark_about_the_writer(read: Read) -> None:
    text = f"培训别只听听激动\n韦一舟\n{SENTENCE}\n{SENTENCE}\n{SENTENCE}\n"
    assert read(f"{text}（作者单位：澄湖小学）\n").value("author") == "韦一舟"
    assert read(text).value("author") is None
