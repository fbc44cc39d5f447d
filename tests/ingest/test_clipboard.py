"""What Word, WPS, WeChat, Excel and plain text put on the clipboard gives the blocks that were meant, and nothing else."""

import base64
import io
import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from wagtail.images import get_image_model

from ingest.cleaning import clean
from ingest.readers import ReadError
from ingest.readers.clipboard import read_clipboard

FOLDER = Path(__file__).with_name("clipboard")


def _payload(name: str) -> tuple[str, str]:
    words = (FOLDER / name).read_text(encoding="utf-8")
    return ("", words) if name.endswith(".txt") else (words, "")


@pytest.fixture
def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "teal").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def drafter(db: None, settings: Any, tmp_path: Path) -> Client:
    from editorial import roles

    settings.MEDIA_ROOT = tmp_path / "media"
    user = User.objects.create_user("drafter", password="geheim-2026")
    user.groups.add(Group.objects.get(name=roles.DRAFTERS))
    client = Client()
    client.force_login(user)
    return client


def _send(client: Client, html: str = "", text: str = "", images: tuple[bytes, ...] = (), title: str = "") -> Any:
    data: dict[str, Any] = {
        "html": SimpleUploadedFile("clipboard.html", html.encode()),
        "text": SimpleUploadedFile("clipboard.txt", text.encode()),
        "image": [SimpleUploadedFile(f"{n}.png", image) for n, image in enumerate(images)],
        "title": title,
    }
    return client.post("/admin/import/paste/", data)


def _shape(block: dict[str, Any]) -> Any:
    """A block as the test writes it."""
    value = block["value"]
    if block["type"] == "heading":
        return "heading", value["level"][0], value["number_text"] or "", value["text"]
    if block["type"] == "paragraph":
        return "paragraph", [b["text"] for b in json.loads(value)["blocks"]]
    if block["type"] == "table":
        table = json.loads(value) if isinstance(value, str) else value
        merged = [(m["row"], m["col"], m["rowspan"], m["colspan"]) for m in table.get("mergeCells") or []]
        return "table", table["data"], merged, table["first_row_is_table_header"], table.get("table_caption")
    if block["type"] == "image":
        return "image", value["caption"] or ""
    return block["type"], value["text"]


EXPECTED: dict[str, list[Any]] = {
    "word.html": [
        ("heading", "1", "一、", "研修安排"),
        ("paragraph", ["全区研修分两个阶段进行，第一阶段集中学习，第二阶段回校实践，面积按m2计。"]),
        ("heading", "2", "（一）", "研修对象"),
        ("paragraph", ["新任教师，入职不满三年的均应参加。"]),
        ("heading", "3", "1.", "骨干教师"),
        ("table", [["班次", "人数和学段", ""], ["骨干班\n（两期）", "60", "小学"], ["", "40", "初中"]],
         [(0, 1, 1, 2), (1, 0, 2, 1)], True, "表1　班次安排"),
        ("image", "图1　研修现场"),
        ("paragraph", ["请各学校按时报名，逾期不再受理。"]),
    ],
    "wps.html": [
        ("heading", "1", "二、", "考核办法"),
        ("heading", "2", "（一）", "过程考核"),
        ("paragraph", ["由学校记录出勤和作业，占总分的60%。"]),
        ("heading", "3", "1.", "出勤不少于九成"),
        ("paragraph", ["缺勤的，由本人在学期内补学。"]),
        ("table", [["项目", "占比"], ["过程与结果并重，由学校和区里共同评定，评定结果在校内公示五个工作日，无异议的记入档案。", ""]],
         [(1, 0, 1, 2)], True, ""),
        ("image", ""),
    ],
    "wechat.html": [
        ("heading", "1", "", "学校主动作为"),
        ("paragraph", ["今年以来，湖滨小学把研修排进课表，每周三下午全员参加，做到时间、人员、内容三落实。"]),
        ("heading", "1", "", "区里搭好台子"),
        ("paragraph", ["区研修中心开出十二门选修课，供各校教师自选，课程表附后。"]),
        ("quote", "一位老教师说：研修让我又成了学生。"),
        ("paragraph", ["研修之后，教师写下反思三百余篇。"]),
    ],
    "excel.html": [
        ("table", [["片区", "学校", "完成率"], ["东片", "湖滨小学", "98.5%"], ["", "新城中学", "100.0%"]], [(1, 0, 2, 1)], True, "各片区完成情况"),
    ],
    "plain.txt": [
        ("heading", "1", "一、", "报名办法"),
        ("paragraph", ["各学校汇总名单后统一报送，个人不单独报名。"]),
        ("heading", "2", "（一）", "时间"),
        ("paragraph", ["六月十日前。"]),
        ("heading", "3", "1.", "材料要齐全"),
        ("paragraph", ["缺少材料的不予受理，由学校负责补齐。"]),
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", EXPECTED)
def test_a_clipboard_gives_its_blocks(drafter: Client, png: bytes, name: str) -> None:
    html, text = _payload(name)
    answer = _send(drafter, html, text, (png,) if name in ("word.html", "wps.html") else ())
    assert answer.status_code == 200, answer.json()
    blocks = answer.json()["blocks"]
    assert [_shape(block) for block in blocks] == EXPECTED[name]
    assert len({block["id"] for block in blocks}) == len(blocks)
    assert "mso" not in json.dumps(blocks).lower()


def test_what_is_left_out_is_named() -> None:
    said = {}
    for name in EXPECTED:
        document, removals = clean(read_clipboard(*_payload(name)))
        said[name] = {removal.rule: removal.count for removal in removals}
        assert document.blocks
    assert said["word.html"] == {"hidden_text": 1, "indents": 1}
    assert said["wechat.html"] == {
        "injected_readings": 3,
        "ruby": 1,
        "scripts": 1,
        "hidden_text": 2,
        "indents": 1,
        "ornament_numbers": 2,
    }
    assert said["excel.html"] == {"hidden_text": 1}
    assert said["plain.txt"] == {"indents": 2}


def test_pictures_go_to_the_library_once_and_lost_ones_are_said(drafter: Client, png: bytes) -> None:
    inline = (
        f'<p>各学校按时报名参加。</p><img src="data:image/png;base64,{base64.b64encode(png).decode()}"><p>图1　现场</p>'
    )
    first = _send(drafter, inline).json()
    second = _send(drafter, images=(png,)).json()
    assert [b["type"] for b in first["blocks"]] == ["paragraph", "image"]
    assert [b["type"] for b in second["blocks"]] == ["image"]
    assert get_image_model().objects.count() == 1
    assert get_image_model().objects.get().uploaded_by_user.username == "drafter"
    lost = _send(drafter, *_payload("word.html")).json()
    assert lost["lost"] == ["1 张图片没有带过来，请用“从文件导入”"]
    assert "image" not in [b["type"] for b in lost["blocks"]]
    assert "在别的网站上" in _send(drafter, *_payload("wechat.html")).json()["lost"][0]


def test_the_title_pasted_with_the_text_stays_a_title(drafter: Client) -> None:
    answer = _send(
        drafter, "<p align=center>关于举办研修班的通知</p><p>各学校按时报名参加。</p>", title="关于举办研修班的通知"
    ).json()
    assert [_shape(b) for b in answer["blocks"]] == [("paragraph", ["各学校按时报名参加。"])]
    assert answer["dropped"] == ["标题重复印出（1 处）"]


@pytest.mark.parametrize(
    "hostile",
    ["<p>正文内容<img src=x onerror=alert(1)></p>", '<p><a href="javascript:alert(1)">正文内容</a></p>', '<p>正文内容</p><iframe src="https://example.org/"></iframe>', 
     "<p>正文内容&lt;script&gt;alert(1)&lt;/script&gt;</p>",
     "<table><tr><td colspan=99999 rowspan=99999>正文内容</td><td>x</td></tr></table>"],
)  # fmt: skip
def test_hostile_markup_arrives_as_text(drafter: Client, hostile: str) -> None:
    answer = _send(drafter, hostile)
    assert answer.status_code == 200
    from publications.models import OfficialDocumentPage

    stream_block = OfficialDocumentPage._meta.get_field("body").stream_block
    for block in answer.json()["blocks"]:
        child = stream_block.child_blocks[block["type"]]
        if block["type"] == "paragraph":
            html = child.value_from_datadict({"x": block["value"]}, {}, "x").source
            tree = BeautifulSoup(html, "lxml")
            assert not tree.find(["script", "img", "iframe", "svg"])
            assert not [a for a in tree.find_all("a") if a["href"].startswith("javascript")]
    assert "正文内容" in json.dumps([_shape(block) for block in answer.json()["blocks"]], ensure_ascii=False)


def test_too_much_is_refused_in_chinese_and_strangers_are_not_served(drafter: Client) -> None:
    with pytest.raises(ReadError, match="超过 5 MB"):
        read_clipboard("<p>字" * 2_000_000)
    answer = _send(drafter, "<div>" * 300 + "深" + "</div>" * 300)
    assert (answer.status_code, "嵌套" in answer.json()["message"]) == (400, True)
    answer = _send(drafter, "<p> </p>")
    assert (answer.status_code, answer.json()["message"]) == (400, "剪贴板里没有可用的文字，没有粘贴")
    assert _send(Client(), "<p>正文</p>").status_code == 302
    User.objects.create_user("reader", password="geheim-2026")
    stranger = Client()
    stranger.login(username="reader", password="geheim-2026")
    assert _send(stranger, "<p>正文</p>").status_code == 302
    checking = Client(enforce_csrf_checks=True)
    checking.force_login(User.objects.get(username="drafter"))
    assert _send(checking, "<p>正文</p>").status_code == 403
