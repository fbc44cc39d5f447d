"""Documents of an invented district, in our own words, as the files in which editors get them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from ingest.document import ImportedDocument
from ingest.pipeline import import_document

NOTICE = """澄湖区教育局
标题: 关于印发《2031年澄湖区教研员研修计划》的通知
索引号: 11990000AB12345678/2031-None 文号:
发文日期: 2031-03-05 发布机构: 澄湖区教育局

关于印发《2031年澄湖区教研员研修计划》的通知
发布日期:2031-03-06
  • 字号:
  • |
  • 打印

澄教发20317号

各中小学、幼儿园:
为提高教研员的课程领导力,现将《2031年澄湖区教研员研修计划》印发给你们,请结合实际认真执行。
澄湖区教育局
  2031年3月5

2031年澄湖区教研员研修计划

一、研修目标
经过一年研修,全体教研员能够独立开展课堂观察和数据分析,形成一批可以推广的研修成果。
二、研修内容
(一)课堂观察
1.学会使用观察量表。每人每学期完成课堂观察20节以上,写出分析报告。
2.学会整理课堂录像。与学校共同建立课例资源库,每校不少于5节。
(二)数据分析
依据《义务教育质量监测办法》(国教督〔2030〕9号)开展学业质量分析。
三、保障措施
各校要安排专项经费,保证教研员外出研修时间。
版权所有:澄湖区教育局 技术支持:信息中心
某ICP备00000001号
"""

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>关于开展暑期研修的通知 - 澄湖教育网</title>
<meta name="ArticleTitle" content="关于开展暑期研修的通知"><meta name="PubDate" content="2031-06-10 09:30">
<meta name="ContentSource" content="澄湖区教师发展中心"></head><body>
<div class="header"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/a">政务公开</a></li></ul></div>
<div class="curb">当前位置：<a href="/">首页</a> &gt; <a href="/tz">通知公告</a></div>
<h1>关于开展暑期研修的通知</h1><div class="attr"><span>发布时间：2031-06-10</span> <span>来源：澄湖区教师发展中心</span>
<span>浏览次数：12</span></div>
<div id="zoom"><p style="text-align:center">澄教研〔2031〕12号</p><p>各学校：</p>
<p>　　为做好暑期教师研修，现就有关事项通知如下。</p><p><strong>一、研修时间</strong></p><p>　　七月上旬，集中研修5天，预计培训教师1.2万人次。</p>
<p>　　二、研修方式。采取集中与线上结合的方式。</p>
<table><tr><th>班次</th><th>人数</th></tr><tr><td rowspan="2">骨干班</td><td>60</td></tr><tr><td>40</td></tr></table>
<p>　　详见<a href="files/table.docx">报名表</a>和<a href="https://example.org/guide">指南</a>。</p><script>alert(1)</script>
<p style="text-align:right">澄湖区教师发展中心</p><p style="text-align:right">2031年6月9日</p></div>
<div class="footer"><p>版权所有：澄湖区教师发展中心</p><p>某ICP备00000002号</p></div></body></html>"""


@pytest.fixture
def notice_text() -> str:
    """A notice with its plan, copied from a web page: label lines, bars, lost brackets, lost 日, a placeholder."""
    return NOTICE


@pytest.fixture
def page_html() -> Callable[[str], bytes]:
    """The page as a government site serves it, in a charset."""
    return lambda charset="utf-8": PAGE.format(charset=charset).encode(charset)


@pytest.fixture
def read() -> Callable[[str | bytes, str], ImportedDocument]:
    """Run the pure pipeline on one file."""

    def run(content: str | bytes, name: str = "notice.txt") -> ImportedDocument:
        return import_document(content.encode() if isinstance(content, str) else content, name)

    return run


@pytest.fixture
def word() -> Callable[[Callable[[Any], None]], bytes]:
    """A docx that `fill` writes with python-docx."""

    def make(fill: Callable[[Any], None]) -> bytes:
        document = docx.Document()
        fill(document)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    return make


@pytest.fixture
def zipped() -> Callable[[dict[str, bytes]], bytes]:
    def make(members: dict[str, bytes]) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in members.items():
                archive.writestr(name, data)
        return out.getvalue()

    return make


@pytest.fixture
def private_files(settings: Any, tmp_path: Path) -> Path:
    """Originals and media go to the test's own folder."""
    settings.PRIVATE_ROOT = tmp_path / "private"
    settings.MEDIA_ROOT = tmp_path / "media"
    from ingest.models import ImportRecord

    storage = ImportRecord._meta.get_field("original").storage
    storage.__dict__.pop("base_location", None)
    storage.__dict__.pop("location", None)
    old, storage._location = storage._location, str(settings.PRIVATE_ROOT)
    yield settings.PRIVATE_ROOT
    storage._location = old
    storage.__dict__.pop("base_location", None)
    storage.__dict__.pop("location", None)
