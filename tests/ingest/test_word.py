"""What Word keeps beside plain paragraphs is read as a reader of the printed page sees it."""

from collections.abc import Callable

import pytest

from ingest.readers import read
from ingest.readers.source import SourceDocument

Zipped = Callable[[dict[str, bytes]], bytes]
Word = Callable[..., SourceDocument]
NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
PARTS = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes", "comments": "comments",
         "header1": "header", "footer1": "footer"}  # fmt: skip


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{text if text.startswith('<') else r(text)}</w:p>"


def r(text: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"


@pytest.fixture
def word(zipped: Zipped) -> Word:
    """The document of a body and further parts by name, each without its root element."""

    def make(body: str, links: str = "", **parts: str) -> SourceDocument:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
        relations = "".join(f'<Relationship Id="p{n}" Type="{kind}{PARTS[n]}" Target="{n}.xml"/>' for n in parts)
        root = {"header1": "hdr", "footer1": "ftr"}
        files = {
            f"word/{n}.xml": f"<w:{root.get(n, n)} {NAMES}>{xml}</w:{root.get(n, n)}>".encode()
            for n, xml in parts.items()
        }
        files["word/document.xml"] = f"<w:document {NAMES}><w:body>{body}</w:body></w:document>".encode()
        files["word/_rels/document.xml.rels"] = f"<Relationships>{relations}{links}</Relationships>".encode()
        return read(zipped(files), "a.docx")

    return make


def texts(source: SourceDocument) -> list[str]:
    return [block.text for block in source.blocks]


def removed(source: SourceDocument) -> dict[str, tuple[str, ...]]:
    return {removal.rule: removal.quotes for removal in source.removals}


def test_footnotes_stand_behind_the_text_with_their_marks(word: Word) -> None:
    source = word(
        p(r("研修学时不少于四十") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + r("。")) + p("请各校落实。"),
        footnotes='<w:footnote w:type="separator" w:id="0"/><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>'
        + r(" 学时按四十五分钟计。")
        + "</w:p></w:footnote>",
    )
    assert texts(source) == ["研修学时不少于四十①。", "请各校落实。", "①学时按四十五分钟计。"]
    assert source.blocks[0].runs[1].raised


def test_changes_that_nobody_settled_are_read_as_accepted_and_said(word: Word) -> None:
    moved = f"<w:moveFrom>{r('旧处')}</w:moveFrom><w:moveTo>{r('新处')}</w:moveTo>"
    source = word(
        p(
            f"{r('报名截至')}<w:ins>{r('六月')}</w:ins><w:del><w:r><w:delText>五月</w:delText></w:r></w:del>{r('底。')}{moved}"
        )
        + p("这一段与下一段", "<w:rPr><w:del/></w:rPr>")
        + p("合成一段。")
    )
    assert texts(source) == ["报名截至六月底。新处", "这一段与下一段合成一段。"]
    assert removed(source)["tracked_deletions"] == ("五月", "旧处")
    assert [note.code for note in source.notes] == ["tracked_changes"]


def test_comments_running_heads_hidden_styles_and_contents_are_no_text(word: Word) -> None:
    contents = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>' \
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'  # fmt: skip
    source = word(
        p(contents + r("一、目标 1")) + p(r("二、措施 2") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
        + p("各校按时报送。") + p("内部掌握", '<w:pStyle w:val="secret"/>') + p(r("单位职工", '<w:vanish w:val="0"/>'), '<w:pStyle w:val="secret"/>'),
        styles='<w:style w:styleId="secret"><w:rPr><w:vanish/></w:rPr></w:style>',
        comments=f'<w:comment w:id="1">{p("此处请核实")}</w:comment>',
        header1=p("澄湖区文件汇编"), footer1=p("第 3 页"),
    )  # fmt: skip
    assert texts(source) == ["各校按时报送。", "单位职工"]
    assert removed(source) == {
        "hidden_text": ("内部掌握",), "printed_contents": ("一、目标 1", "二、措施 2"), "comments": ("此处请核实",),
        "running_heads": ("澄湖区文件汇编",),
    }  # fmt: skip


def test_numbers_come_from_styles_and_lists_begin_anew_where_they_say_so(word: Word) -> None:
    def level(n: int, style: str, text: str, bound: str = "") -> str:
        link = f'<w:pStyle w:val="{bound}"/>' if bound else ""
        return f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>{link}<w:lvlText w:val="{text}"/></w:lvl>'

    first = level(0, "chineseCountingThousand", "%1、", "H1") + level(1, "chineseCountingThousand", "（%2）", "H2")
    source = word(
        p("目标", '<w:pStyle w:val="H1"/>') + p("数量", '<w:pStyle w:val="H2"/>') + p("质量", '<w:pStyle w:val="H2"/>')
        + p("措施", '<w:pStyle w:val="H1"/>') + p("经费", '<w:pStyle w:val="H2"/>')
        + p("甲校", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="5"/></w:numPr>')
        + p("乙校", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="6"/></w:numPr>')
        + p("不编号", '<w:pStyle w:val="H1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'),
        styles='<w:style w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="H2"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>',
        numbering=f'<w:abstractNum w:abstractNumId="0">{first}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1">{level(0, "decimalEnclosedCircleChinese", "%1")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="6"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>',
    )  # fmt: skip
    assert texts(source) == [
        "一、目标",
        "（一）数量",
        "（二）质量",
        "二、措施",
        "（一）经费",
        "①甲校",
        "①乙校",
        "不编号",
    ]
    assert [block.level for block in source.blocks] == [1, 2, 2, 1, 2, 0, 0, 1]


def test_boxes_fields_formulas_and_signs_are_in_their_place(word: Word) -> None:
    box = f"<w:txbxContent>{p('框中的提示')}</w:txbxContent>"
    drawn = f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    link = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "https://example.org/a"</w:instrText></w:r>' \
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("研修平台")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'  # fmt: skip
    ruby = f"<w:r><w:ruby><w:rt>{r('xi')}</w:rt><w:rubyBase>{r('习')}</w:rubyBase></w:ruby></w:r>"
    source = word(
        p(r("请登录") + link + drawn + r("报名")) + p(r("学") + ruby) + p('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + r("同意"))
        + p("<m:oMath><m:r><m:t>S=ab</m:t></m:r></m:oMath>")
        + f'<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r("单击此处输入文字")}</w:sdtContent></w:sdt></w:p>'
    )  # fmt: skip
    assert texts(source) == ["请登录研修平台报名", "框中的提示", "学习", "☑同意", "S=ab"]
    assert [(run.text, run.href) for run in source.blocks[0].runs if run.href] == [
        ("研修平台", "https://example.org/a")
    ]


def test_tables_keep_inner_tables_free_columns_and_old_merges_apart(word: Word) -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text if text.startswith('<') else p(text)}</w:tc>"

    merged = '<w:hMerge w:val="restart"/>'
    inner = f"<w:tbl><w:tr>{cell('小学')}{cell('20')}</w:tr><w:tr>{cell('初中')}{cell('30')}</w:tr></w:tbl>"
    source = word(
        f"<w:tbl><w:tr>{cell('班次', merged)}{cell('', '<w:hMerge/>')}{cell('备注')}</w:tr>"
        f"<w:tr>{cell('骨干班')}{cell(inner)}{cell('')}</w:tr>"
        f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("合计50")}{cell("无")}</w:tr>'
        f"<w:tr><w:trPr><w:del/></w:trPr>{cell('删去')}{cell('删去')}{cell('删去')}</w:tr></w:tbl>"
        f"<w:tbl><w:tr>{cell('澄教发〔2031〕3号')}{cell('签发人：林一')}</w:tr></w:tbl>"
    )
    assert [[(c.text, c.colspan) for c in row] for row in source.blocks[0].rows] == [
        [("班次", 2), ("备注", 1)], [("骨干班", 1), ("小学\t20\n初中\t30", 1), ("", 1)], [("", 1), ("合计50", 1), ("无", 1)],
    ]  # fmt: skip
    assert texts(source)[1:] == ["澄教发〔2031〕3号", "签发人：林一"]


def test_macros_and_embedded_objects_are_said_and_iso_names_understood(zipped: Zipped) -> None:
    strict = NAMES.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    body = f"<w:document {strict}><w:body>{p('各校按时报送。')}</w:body></w:document>".encode()
    source = read(
        zipped({"word/document.xml": body, "word/vbaProject.bin": b"x", "word/embeddings/a.xlsx": b"x"}), "a.docx"
    )
    assert texts(source) == ["各校按时报送。"]
    assert [note.code for note in source.notes] == ["macros", "embedded_objects"]


@pytest.mark.parametrize("forged", ["²", "9" * 5000])
def test_an_outline_level_that_is_none_makes_no_heading(word: Word, forged: str) -> None:
    source = word(p("各校按时报送。", f'<w:outlineLvl w:val="{forged}"/>'))
    assert [(block.kind, block.text) for block in source.blocks] == [("paragraph", "各校按时报送。")]
