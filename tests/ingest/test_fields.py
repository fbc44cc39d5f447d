"""What a document says of itself is found, with evidence; what it does not say stays empty."""

from collections.abc import Callable

import pytest

Read = Callable[..., object]


def test_a_notice_pasted_from_a_page_gives_every_field(read: Read, notice_text: str) -> None:
    document = read(notice_text)
    said = {
        name: document.value(name)
        for name in ("title", "document_number", "index_number", "issuing_agency", "document_date", "publish_date")
    }
    assert said == {
        "title": "关于印发《2031年澄湖区教研员研修计划》的通知",
        "document_number": "澄教发〔2031〕7号",
        "index_number": None,
        "issuing_agency": "澄湖区教育局",
        "document_date": "2031-03-05",
        "publish_date": "2031-03-06",
    }
    assert document.value("recipients") == "各中小学、幼儿园"
    assert document.fields["document_number"].quote == "澄教发20317号"


def test_the_enclosed_plan_is_a_draft_of_its_own(read: Read, notice_text: str) -> None:
    main, plan = read(notice_text).parts
    assert (main.role, main.page_type) == ("main", "news.NoticePage")
    assert (plan.role, plan.page_type, plan.title) == ("enclosed", "plans.WorkPlanPage", "2031年澄湖区教研员研修计划")
    assert [(h.level, h.text) for h in plan.headings] == [
        (1, "一、研修目标"), (1, "二、研修内容"), (2, "(一)课堂观察"), (3, "1.学会使用观察量表"), (3, "2.学会整理课堂录像"),
        (2, "(二)数据分析"), (1, "三、保障措施"),
    ]  # fmt: skip


def test_offsets_point_into_the_text(read: Read, notice_text: str) -> None:
    document = read(notice_text)
    incomplete = next(f for f in document.findings if f.code == "date_incomplete")
    assert document.text[incomplete.start : incomplete.end] == "2031年3月5日" == incomplete.quote
    assert {f.code for f in document.findings} >= {
        "index_number_placeholder",
        "date_incomplete",
        "document_number_brackets",
    }


def test_tags_of_a_page_give_date_and_source(read: Read, page_html: Callable[[str], bytes]) -> None:
    document = read(page_html("utf-8"), "page.html")
    assert document.value("title") == "关于开展暑期研修的通知"
    assert document.value("document_number") == "澄教研〔2031〕12号"
    assert document.value("publish_date") == "2031-06-10"
    assert document.value("document_date") == "2031-06-09"
    assert document.value("source") == document.value("issuing_agency") == "澄湖区教师发展中心"
    assert document.value("index_number") is None
    assert document.value("author") is None


def test_a_number_that_is_only_cited_is_not_the_documents_own(read: Read) -> None:
    text = "关于做好学分审核的公告\n根据《继续教育学分办法》（教师〔2029〕3号）和有关文件，现开展学分审核。\n澄湖区教育局\n2031年4月1日"
    document = read(text)
    assert document.value("document_number") is None
    assert [(c.title, c.document_number) for c in document.cited] == [("继续教育学分办法", "教师〔2029〕3号")]


def test_vague_values_are_no_values(read: Read) -> None:
    text = "# 澄湖区教师研修三年行动方案\n\n- **发布机构**：澄湖区相关部门\n- **发布日期**：2031-2033年期间\n- **文件编号**：无\n- **来源**：https://example.org/a\n\n一、总体思路\n坚持以校为本，分层推进，全面提升教师专业能力。\n"
    document = read(text, "plan.md")
    assert document.kind == "plan"
    assert [document.value(n) for n in ("issuing_agency", "publish_date", "document_number", "source")] == [None] * 4


def test_a_decree_has_the_number_of_its_two_head_lines(read: Read) -> None:
    text = (
        "澄湖市人民政府令\n第36号\n《澄湖市教师优待办法》已经2031年1月8日市政府常务会议通过，现予公布。\n"
        "市　长：王小明\n2031年1月29日\n澄湖市教师优待办法\n第一条 为了优待教师，制定本办法。\n第二条 "
        "本办法自2031年5月1日起施行。"
    )
    document = read(text)
    assert document.value("document_number") == "澄湖市人民政府令第36号"
    assert document.value("issuing_agency") == "澄湖市人民政府"
    assert document.value("document_date") == "2031-01-29"


def test_joint_bodies_are_named_in_order(read: Read) -> None:
    text = "关于开展联合督导的通知\n各学校：\n现将有关事项通知如下，请认真落实。\n澄湖区教育局　　澄湖区财政局\n2031年5月6日"
    assert read(text).value("issuing_agency") == "澄湖区教育局、澄湖区财政局"


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2031年 4月 20 日", "2031-04-20"),
        ("二〇三一年四月二十日", "2031-04-20"),
        ("2031.4.20", "2031-04-20"),
        ("2031年4月20", "2031-04-20"),
    ],
)
def test_a_signature_date_reads_in_every_spelling(read: Read, line: str, date: str) -> None:
    text = f"关于开展听课活动的通知\n各学校：\n请于本周内报送听课计划，逾期不予受理。\n澄湖区教育局\n{line}"
    assert read(text).value("document_date") == date


def test_a_byline_gives_the_authors(read: Read) -> None:
    text = "澄湖区2031年教师培训工作回顾\n这一年，全区开展培训12场次，圆满完成各项任务。\n全区教师的课堂面貌焕然一新。\n(通讯员 张三丰 李四 文/图)"
    document = read(text)
    assert document.value("author") == "张三丰,李四"
    assert document.kind == "review"


def test_an_account_is_no_author(read: Read) -> None:
    html = (
        "<html><body><h1>研修班结业</h1><p class='time'>发表者: admin 发布时间: 2031-10-11</p><div "
        "id='content'><p>研修班今天结业，学员们依依不舍，表示要把所学带回课堂，促进学生发展。</p>"
        "</div></body></html>"
    )
    document = read(html, "a.html")
    assert document.value("author") is None
    assert document.value("publish_date") == "2031-10-11"


def test_traditional_documents_are_read_by_the_same_rules(read: Read) -> None:
    text = (
        "關於印發《2031年澄湖區教師研修計劃》的通知\n澄教發〔2031〕8號\n各中小學：\n"
        "現將《2031年澄湖區教師研修計劃》印發給你們，請認真執行。\n澄湖區教育局\n2031年3月5日\n"
        "2031年澄湖區教師研修計劃\n一、研修目標\n全面提高教師的專業能力，促進學生發展，辦好人民滿意的教育。\n"
        "二、研修內容\n組織教師開展課堂觀察與數據分析，形成一批可以推廣的研修成果，發揮骨幹教師的示範作用，"
        "帶動全區教師共同成長進步。\n三、保障措施\n各校要安排專項經費，保證研修時間。"
    )
    document = read(text)
    assert document.script == "hant"
    assert document.value("issuing_agency") == "澄湖區教育局"
    assert document.value("document_date") == "2031-03-05"
    assert [part.role for part in document.parts] == ["main", "enclosed"]


def test_header_cells_of_a_page_are_labels(read: Read) -> None:
    html = (
        "<html><body><table><tr><td><b>索 引 号：</b></td><td>000099999/2031-00012</td><td><b>主题分类：</b></td>"
        "<td>教育</td></tr><tr><td><b>发文机关：</b></td><td>澄湖市人民政府办公室</td><td><b>成文日期：</b></td>"
        "<td>2031年02月03日</td></tr></table><div id='UCAP-CONTENT'><p align='center'>澄湖市人民政府办公室</p><p "
        "align='center'>关于开展督导工作的通知</p><p>各区人民政府：</p><p>现就开展教育督导工作有关事项通知如下，"
        "请认真贯彻执行。</p></div></body></html>"
    )
    document = read(html, "a.html")
    assert document.value("index_number") == "000099999/2031-00012"
    assert document.value("issuing_agency") == "澄湖市人民政府办公室"
    assert document.value("document_date") == "2031-02-03"


def test_a_word_notice_under_its_letterhead_is_read(read: Read, word: Callable[..., bytes]) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN

    def fill(document: object) -> None:
        head = ("澄湖区教育局文件", "澄教发〔2031〕9号", "澄湖区教育局", "关于做好2031年教师资格注册工作的通知")
        for text in head:
            document.add_paragraph(text).alignment = ALIGN.CENTER
        for text in ("各学校：", "根据有关规定，现就注册工作通知如下。", "一、注册范围", "在编在岗教师。"):
            document.add_paragraph(text)
        for text in ("澄湖区教育局", "2031年4月30日"):
            document.add_paragraph(text).alignment = ALIGN.RIGHT
        for text in ("抄送：市教育局。", "澄湖区教育局办公室　　2031年5月2日印发"):
            document.add_paragraph(text)

    document = read(word(fill), "notice.docx")
    assert document.value("title") == "澄湖区教育局关于做好2031年教师资格注册工作的通知"
    assert document.value("document_number") == "澄教发〔2031〕9号"
    assert document.value("document_date") == "2031-04-30"
    assert document.value("copies_to") == "市教育局"
    assert [h.text for part in document.parts for h in part.headings] == ["一、注册范围"]


@pytest.mark.parametrize("letterhead", ["云岫区教师发展中心文件", "云岫区教师发展中心"])
def test_the_name_of_a_centre_above_its_number_is_a_letterhead(read: Read, letterhead: str) -> None:
    lines = [
        letterhead,
        "云师训〔2026〕14号",
        "关于做好新任教师培训报名工作的通知",
        "各中小学：",
        "现将报名事项通知如下。",
        "云岫区教师发展中心",
        "2026年7月6日",
    ]
    document = read("\n".join(lines))
    assert document.value("title") == "关于做好新任教师培训报名工作的通知"
    assert 0 in document.parts[0].hidden
    assert document.value("issuing_agency") == "云岫区教师发展中心"


def test_a_hong_kong_circular_names_body_number_and_signatory(read: Read) -> None:
    text = (
        "檔號：(4) in EDB1125\n教育局通函第31/2026號\n分發名單：各官立中小學校長\n「科學教育」試行計劃\n摘要\n"
        "本通函旨在通知各校有關詳情。\n查詢\n3. 如有查詢，請致電 3698 4425。\n教育局局長\n梁小慧代行\n二零二六年二月十三日"
    )
    document = read(text)
    assert document.kind == "notice"
    assert document.value("title") == "「科學教育」試行計劃"
    assert document.value("document_number") == "教育局通函第31/2026號"
    assert document.value("issuing_agency") == "教育局"
    assert document.value("document_date") == "2026-02-13"
    assert document.value("signatory") == "梁小慧"


def test_a_taiwan_letter_gives_its_subject_as_title(read: Read) -> None:
    text = (
        "教育部　函\n受文者：各直轄市政府教育局\n發文日期：中華民國111年4月25日\n發文字號：臺教師(二)字第1110012345號\n"
        "主旨：檢送「教師研習計畫」1份，請查照。\n說明：一、依據教師法第33條辦理。"
    )
    document = read(text)
    assert document.value("title") == "檢送「教師研習計畫」1份"
    assert document.value("document_number") == "臺教師(二)字第1110012345號"
    assert document.value("issuing_agency") == "教育部"
    assert document.value("document_date") == "2022-04-25"


def test_a_news_line_under_the_title_gives_date_source_and_author(read: Read) -> None:
    text = (
        "澄湖区举行教师技能大赛\n2031-05-06 10:20 来源：澄湖日报 作者：张三 浏览：120次\n"
        "全区教师技能大赛昨日在实验小学举行，来自32所学校的120余名教师参加。\n责任编辑：王五\n上一篇：没有了\n"
    )
    document = read(text)
    said = [document.value(n) for n in ("publish_date", "source", "author", "responsible_editor")]
    assert said == ["2031-05-06", "澄湖日报", "张三", "王五"]
    assert "上一篇" not in document.text


def test_a_header_table_above_the_article_gives_its_fields(read: Read) -> None:
    cells = (
        ("索引号", "000099999/2031-00012"),
        ("发文机关", "澄湖区教育局"),
        ("成文日期", "2031-02-03"),
        ("发文字号", "澄教发〔2031〕7号"),
    )
    rows = "".join(f"<tr><td>{name}</td><td>{value}</td></tr>" for name, value in cells)
    text = "<p>　　为做好研修工作，现将有关事项通知如下，请各校认真组织。</p>" * 6
    document = read(
        f"<html><body><div class='head'><table>{rows}</table></div><h1>关于开展研修的通知</h1><div id='zoom'>{text}</div></body></html>",
        "a.html",
    )
    said = [document.value(name) for name in ("index_number", "issuing_agency", "document_date", "document_number")]
    assert said == [value for _name, value in cells]


def test_a_byline_leaves_the_body_once_it_is_a_field(read: Read) -> None:
    line = "各校积极行动，教师研修稳步推进。\n"
    document = read(f"澄湖区教师研修稳步推进\n{line * 3}（通讯员：李四）")
    assert document.value("author") == "李四"
    assert [document.parts[0].blocks[i].text for i in document.parts[0].hidden][-1] == "（通讯员：李四）"
    kept = read(f"澄湖区教师研修稳步推进\n{line * 3}（通讯员：李四 摄影：王五）").parts[0]
    assert len(kept.blocks) - 1 not in kept.hidden


def test_a_name_that_holds_a_word_for_a_role_stays_whole(read: Read) -> None:
    document = read(
        "案例名称：小切口的校本研修\n报送单位：西坪镇中心小学\n作者：周文静、图雅\n\n一、案例背景\n学校地处山区。\n".encode()
    )
    assert document.fields["author"].value == "周文静,图雅"
    assert document.fields["title"].value == "小切口的校本研修"


def test_a_report_of_a_newspaper_is_news_and_a_circular_of_arrangements_a_notice(read: Read) -> None:
    report = "校长研修班开班\n本报讯（记者 刘敏）7月4日，校长研修班开班，来自13个区的210名校长参加。\n"
    assert read(report.encode()).kind == "news"
    circular = "教育局通告第12/2025號\n教師培訓安排\n摘要\n本通告旨在通知各學校最新安排。\n教育局局長\n陳大文代行\n2025年8月18日\n"
    assert read(circular.encode()).kind == "notice"


def test_thousands_set_apart_by_a_space_are_one_figure(read: Read) -> None:
    found = read("2023年度工作总结\n全年培训教师8 420人次，区外12 300人次，见第3 200页。\n".encode()).figures
    assert [figure.value for figure in found] == [8420, 12300]


def test_the_second_line_of_an_attachment_list_heads_nothing_and_a_short_name_is_no_citation(read: Read) -> None:
    text = (
        "关于教师资格注册的通知\n各学校：\n根据《教师资格条例》（以下简称《条例》），按《条例》执行。\n一、范围\n在编教师均应注册。\n"
        "附件：1.申请表\n2.汇总表\n某某区教育局\n2024年9月11日\n"
    )
    document = read(text.encode())
    assert [heading.text for part in document.parts for heading in part.headings] == ["一、范围"]
    assert [citation.title for citation in document.cited] == ["教师资格条例"]


def test_the_title_of_a_decree_s_page_is_the_measure_s_and_bracketed_labels_end_at_the_bracket(read: Read) -> None:
    page = (
        "<title>某省人民政府令第321号 某省学前教育管理办法</title><div>【信息来源：人事科】【信息时间：2025-06-03】</div>"
        "<p>第一条 为了规范学前教育，制定本办法。</p>"
    )
    fields = read(page.encode(), "页面.html").fields
    assert fields["title"].value == "某省学前教育管理办法"
    assert (fields["source"].value, fields["publish_date"].value) == ("人事科", "2025-06-03")


RUNNING = "为提高教师水平，经研究，定于十月举办全区骨干教师研修活动，请各单位认真组织，按时报送材料，现将有关事项说明如下，请结合实际认真贯彻执行。"
BELOW_A_TITLE = (
    "关于征集研修案例的通知",
    "各学校：",
    "现将要求通知如下。",
    "一、格式",
    "标题：二号小标宋体",
    *[RUNNING] * 8,
)


@pytest.mark.parametrize(
    ("lines", "field", "value"),
    [
        (("关于组建通讯员队伍的通知", RUNNING, "通讯员名单"), "author", None),
        (("关于征集论文的通知", RUNNING, "作者声明"), "author", None),
        (("某某小学举行研修", RUNNING, "（通讯员钮三）"), "author", "钮三"),
        (("某某小学举行研修", "记者张三丰", RUNNING), "author", "张三丰"),
        (("关于开会的通知", "各学院：", RUNNING, "校长办公室", "2026年3月5日"), "signatory", None),
        (("关于开会的通知", "各学院：", RUNNING, "校长办公室", "2026年3月5日"), "issuing_agency", "校长办公室"),
        (("关于开会的通知", "各学院：", RUNNING, "校长 王会", "2026年3月5日"), "signatory", "王会"),
        (("2026年研修方案", "一、组织", "主办单位：", "某某区教育局", RUNNING), "recipients", None),
        (("2026年研修通知", "各成员单位：", RUNNING), "recipients", "各成员单位"),
        (("解读《某某区研修办法》（某教发〔2026〕3号）", RUNNING), "document_number", None),
        (("某某区研修办法（某教发〔2026〕3号）", RUNNING), "document_number", "某教发〔2026〕3号"),
        (("关于网站首页改版的通知", RUNNING), "title", "关于网站首页改版的通知"),
        (("论坛投稿须知", RUNNING), "title", "论坛投稿须知"),
        (("关于会员注册登录的通知", RUNNING), "title", "关于会员注册登录的通知"),
        (("关于研修的通知", "各学校：", "根据", "某教发〔2025〕3号", RUNNING), "document_number", None),
        (("关于开会的通知", "各学校：", RUNNING, "时间：2026年10月8日", "地点：三楼"), "publish_date", None),
        (BELOW_A_TITLE, "title", "关于征集研修案例的通知"),
    ],
)
def test_words_that_resemble_a_field_fill_none(
    read: Read, lines: tuple[str, ...], field: str, value: str | None
) -> None:
    document = read("\n".join(lines).encode())
    assert document.value(field) == value
    assert [line for line in lines if line.strip("：") not in document.text] == []
