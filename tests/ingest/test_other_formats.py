"""Old Word and WPS files and saved mails are read; what a file called .doc really holds counts."""

import io
import tempfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from PIL import Image

Read = Callable[..., object]
TABLE = r"\trowd\cellx3000\cellx6000\intbl %s\cell %s\cell\row "


def _rtf(text: str) -> str:
    return "".join(c if ord(c) < 128 else f"\\u{ord(c) if ord(c) < 32768 else ord(c) - 65536}?" for c in text)


@pytest.mark.office
def test_a_rich_text_called_doc_is_converted_with_its_table(
    read: Read, office: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    lines = "".join(
        f"{_rtf(text)}\\par " for text in ("关于开展研修的通知", "一、研修时间", "七月上旬集中研修，请各校按时参加。")
    )
    rows = TABLE % (_rtf("班次"), _rtf("人数")) + TABLE % (_rtf("甲班"), "30")
    document = read(("{\\rtf1\\ansi\\uc1 " + lines + rows + "\\pard\\par}").encode(), "a.doc")
    assert document.status == "draft", document.error
    part = document.parts[0]
    assert document.value("title") == "关于开展研修的通知"
    assert [h.text for h in part.headings] == ["一、研修时间"]
    assert [[c.text for c in row] for b in part.blocks if b.kind == "table" for row in b.rows] == [
        ["班次", "人数"],
        ["甲班", "30"],
    ]
    assert list(tmp_path.iterdir()) == []


def test_a_page_and_a_docx_called_doc_are_read_as_what_they_are(
    read: Read, word: Callable[..., bytes], page_html: Callable[..., bytes]
) -> None:
    made = word(lambda document: document.add_paragraph("各校按时报送研修材料，逾期不候。"))
    assert read(made, "a.wps").text == "各校按时报送研修材料，逾期不候。"
    assert read(page_html("gb18030"), "a.doc").value("title") == "关于开展暑期研修的通知"
    assert read(b"\xd0\xcf\x11\xe0" + b"x" * 3000, "a.doc").error[0] == "broken"
    assert read(b"just words", "a.wps").error[0] == "broken"


def test_without_libreoffice_the_message_says_what_to_do(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    code, message = read(b"{\\rtf1 x}", "a.wps").error
    assert code == "no_office"
    assert "另存为 docx" in message


def _mail(html: str, text: str = "") -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "关于报送研修总结的通知", "a@example.cn", "b@example.cn"
    mail.set_content(text or "见网页格式", charset="gb18030" if text else "utf-8")
    if html:
        mail.add_alternative(html, subtype="html")
    return mail


def test_a_mail_gives_subject_text_and_pictures_and_names_its_attachments(read: Read) -> None:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "PNG")
    mail = _mail("<p>各校请于六月底前报送研修总结，格式见附件。</p><img src='cid:p1'><p>区研修中心收到后统一归档。</p>")
    mail.get_payload()[1].add_related(out.getvalue(), "image", "png", cid="<p1>")
    mail.add_attachment(b"x" * 20, maintype="application", subtype="msword", filename="总结模板.doc")
    document = read(mail.as_bytes(), "a.eml")
    assert document.value("title") == "关于报送研修总结的通知"
    assert document.text.startswith("各校请于六月底前")
    assert [b.picture.data for b in document.parts[0].blocks if b.picture] == [out.getvalue()]
    assert [f.message for f in document.findings if f.code == "mail_attachments"] == [
        "邮件带有 1 个附件（总结模板.doc），建草稿时一并放在正文之后，请核对"
    ]
    plain = read(_mail("", "各校请按时报送研修总结。").as_bytes(), "a.eml")
    assert plain.text == "各校请按时报送研修总结。"
    assert read(b"no mail at all", "a.eml").error[0] == "not_mail"
