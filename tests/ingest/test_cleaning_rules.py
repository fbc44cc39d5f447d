"""Each rule takes out its own noise and leaves what resembles it: own documents, polluted and clean."""

import importlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ingest.cleaning import RULES, clean
from ingest.cleaning.decisions import Decisions, place_key
from ingest.readers.source import SourceDocument, paragraph, with_origins

Read = Callable[..., Any]
SENTENCE = (
    "澄湖区教师发展中心围绕课堂改进组织研修，教师在观察、记录与反思中成长，各校把研修经费列入预算，形成了稳定的机制"
)
PAGE = f"{SENTENCE}。" * 6


def _cleaned(text: str, decisions: Decisions | None = None) -> tuple[str, dict[str, int]]:
    lines = [paragraph(line, line=n) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    document, removals = clean(with_origins(SourceDocument("txt", blocks=tuple(lines))), decisions or Decisions())
    return "\n".join(block.text for block in document.blocks), {r.rule: r.count for r in removals if r.count}


@pytest.mark.parametrize(
    "poisoned",
    [
        "學(xué)校要(yào)重視教(jiào)師的成長。",
        "學(xue)校(xiao)(xiao)(xiao)要(yao)重視(shi)教(jiao)師的成長(chang)(chang)。",
        "學 (xué) 校要( yào )重視（shì）教[jiào]師的成長。",
        "學xué校xiào要yào重視教jiào師的成長。",
        "學(x u é)校要(yào)重視(shi4)教(ㄐㄧㄠˋ)師的成長。",
        "學校(xuéxiào)要重視(zhòng shì)教師(jiàoshī)的成長。",
        "學(xue\u0301)校要(ya\u0300o)重視教(ji\u200bào)師的成長。",
    ],
)
def test_readings_go_in_every_writing(poisoned: str) -> None:
    text, removed = _cleaned(poisoned)
    assert text == "學校要重視教師的成長。"
    assert list(removed)[-1] == "injected_readings" or "invisible_characters" in removed


def test_readings_go_from_the_cells_of_tables_too(read: Read) -> None:
    cells = (
        "<table><tr><td>学(xué)校(xiào)</td><td>人(rén)数</td></tr><tr><td>一中</td><td>３人,女２人</td></tr></table>"
    )
    document = read(f"<h1>研修通知</h1><div id='content'><p>各校：</p><p>{PAGE}</p>{cells}</div>", "a.html")
    assert "学校\t人数\n一中\t3人，女2人" in document.text
    assert document.removed_counts()["injected_readings"] == 3


@pytest.mark.parametrize(
    "text",
    [
        f"{PAGE}本次活动在侗(dòng)族聚居的乡镇举行，六安(lù'ān)派员参加。",
        "教師(teacher)要會用CPU(central)，体重(kg)、浓度(μg)、公里(li)、帕(pa)都要记录。",
        "选项：A. B. C. D. 公式 a + 2 b = 3 c 和第一步 x = 1 ; y = 2 ; 不变。",
        "★重点任务：完成研修。标★的为必报：姓名★、性别★、年龄★、学历★、职称★、单位★。",
        "请登录官网（www.chenghu.example.cn）报名，来源写明[来源:教师发展中心]。",
        "1、申请表\n2、毕业证书\n3、身份证复印件\n4、承诺书",
        "比例为1:2，时间8:30，网址http://a.example/b,c?d=1;e，编号A,B,C。",
        "第一条 商标注册人有权标明“注册商标”。\n会员分为正式会员和临时会员。\n未经定作人许可，不得留存复制品。\n"
        "互联网信息服务提供者应当在其网站主页的显著位置标明其备案编号。",
        "学区、镇（街道）：\n一、范围\n二、要求\n（一）培训对象\n3.培训内容\n澄湖区教育局\n2031年6月1日",
        "名单\n" + "\n".join(f"澄湖区第{n}届教师课堂教学展示活动优秀课例汇编研究项目" for n in "一二三四五六"),
        "你知道吗?他问:why?这是字?符",
        "论坛投稿须知\n一、研修\n研修积分认定\n完成研修可得学分。\n二、积分兑换\n每年兑换一次。",
    ],
)
def test_what_resembles_noise_stays(text: str) -> None:
    cleaned, removed = _cleaned(text)
    assert not {rule.name for rule in RULES if rule.nature == "noise"} & removed.keys()
    if "?他" not in text:
        assert cleaned == text


def test_page_marks_inside_words_are_joined_where_it_is_certain_and_flagged_where_not(read: Read) -> None:
    text = (
        f"研修总结\n{PAGE}{SENTENCE}，共有3\n2、00余名教师参加了培训。{PAGE}\n{PAGE}各校3、要求教师{PAGE}\n"
        f"{PAGE}{SENTENCE}，学4、校建立台账。{PAGE}参训15\n5、6名。{PAGE}"
    )
    document = read(text)
    assert document.removed_counts()["page_marks"] == 4
    for words in ("共有300余名教师", "各校要求教师", "学校建立台账"):
        assert words in document.text
    ((offset, spot),) = document.damaged
    assert document.text[offset : offset + len(spot)] == spot == "156名"


def test_page_numbers_between_lines_go_and_the_cut_sentence_is_whole() -> None:
    text, removed = _cleaned(
        f"{SENTENCE}。各校安排\n第 1 页 共 3 页\n专人负责。\n- 2 -\n一、研修目标\n教师第 2 页 共 3 页参加。"
    )
    assert removed == {"page_numbers": 3}
    assert "各校安排专人负责。" in text
    assert "\n一、研修目标\n教师参加。" in text


@pytest.mark.parametrize("line", ["- 1 -", "下载全文", "[", "《", "123 ", "123,"])
def test_what_comes_a_thousand_times_takes_no_longer_each_time(line: str, read: Read) -> None:
    """Lines of page numbers and of sites in a text of a thousand pages, and lines of one sign: each was quadratic."""
    many = f"{line}\n{SENTENCE}\n" * 2_000 if len(line) > 4 else f"关于研修的通知\n各校：{line * 40_000}"
    began = time.process_time()
    document = read(many.encode())
    assert document.status == "draft"
    assert time.process_time() - began < 6  # about 0.6; it was 20 and more


def test_wrapped_lines_become_paragraphs_and_the_signature_stays_apart() -> None:
    wrapped = (
        "    为做好暑期研修工作，现将有关事项通知如下，请各校\n认真组织，落实责任，保证研修质量，并于六月底以前把\n"
        "名单报送到教师发展中心，逾期不报的视为放弃名额，不\n"
        "再另行安排。\n    一、研修时间\n    七月上旬，集中研修五天，具体安排另行通知，请教师\n提前做好准备工作，妥善安排好学校的教学任务与值班。\n"
        "澄湖区教育局\n2031年6月1日"
    )
    text, removed = _cleaned(wrapped)
    assert removed == {"broken_lines": 4}
    lines = [line.strip() for line in text.split("\n")]
    assert lines[0].endswith("不再另行安排。")
    assert lines[1:] == [
        "一、研修时间",
        "七月上旬，集中研修五天，具体安排另行通知，请教师提前做好准备工作，妥善安排好学校的教学任务与值班。",
        "澄湖区教育局",
        "2031年6月1日",
    ]


def test_widths_numbers_and_dates_are_repaired() -> None:
    text, removed = _cleaned(
        "各校:请按时报送,逾期不候;参加２０人,经费３．５万元。是否参加?请回复!\n澄教发20317号\n依据国教督[2030]9号和澄教发（2029）12号文件。\n"
        "使⽤⼈员名单\n\uf0a7 研修安排\n2031年3月5"
    )
    assert "各校：请按时报送，逾期不候；参加20人，经费3.5万元。是否参加？请回复！" in text
    assert (
        "澄教发〔2031〕7号\n依据国教督〔2030〕9号和澄教发〔2029〕12号文件。\n使用人员名单\n▪ 研修安排\n2031年3月5日"
        in text
    )
    assert removed == {
        "half_width_punctuation": 6, "full_width_digits": 2, "number_brackets": 3, "radical_forms": 2, "symbol_signs": 1,
        "lost_day": 1,
    }  # fmt: skip


def test_straight_quotation_marks_around_chinese_words_are_paired() -> None:
    assert _cleaned('落实"双减"政策，开展"名师讲堂"。')[0] == "落实“双减”政策，开展“名师讲堂”。"
    for text in ('屏幕为55"和65"两种', '使用"Word"编辑', '他说"好的，未完'):
        assert _cleaned(text)[0] == text


def test_what_sites_scatter_and_hang_on_goes() -> None:
    text, removed = _cleaned(
        f"研修总结[来源:学#科#网Z#X#X#K]\n精选优质文档-----倾情为你奉上\n{SENTENCE}（www.abcfan.example.com）。\n{SENTENCE}（www.abcfan.example.com），\n"
        f"{SENTENCE}（www.abcfan.example.com）。7 W7 O4 p! l1\n"
        "螃螇腿芀蒅袀膀薆蚂膁莄薂\n此处隐藏8126个字\nTOC \\o “1-3” \\h \\z \\u\n文档仅供参考\n"
        "一是学习，★二是实践，★三是反思，★四是总结，★五是推广，★六是提高。【打印】【关闭】 分享到：微信 微博\n标签：教师培训 研修\n上一篇：教师节活动"
    )
    for words in ("学#科", "精选", "abcfan", "W7", "螃螇", "隐藏", "TOC", "仅供参考", "★", "打印", "标签", "上一篇"):
        assert words not in text, words
    assert text.startswith("研修总结\n澄湖区教师发展中心")
    assert text.endswith("五是推广，六是提高。")
    assert {
        "site_names",
        "random_strings",
        "rare_glyphs",
        "omission_notes",
        "field_codes",
        "ornaments",
        "share_bars",
    } <= removed.keys()


def test_private_characters_are_bullets_at_a_line_and_damage_in_a_word(read: Read) -> None:
    document = read("学校类别\n\uf0a3小学　　\uf0a3中学\n\uf0ab其他说明\n各校按\ue123时报送材料，培训??中心另行通知。")
    assert "□小学　　□中学" in document.text
    assert [spot for _offset, spot in document.damaged] == ["\ue123", "??"]


def test_a_refused_rule_and_a_refused_place_leave_the_text_as_it_was() -> None:
    text = "各校:请报送,谢谢。\n另:附名单,一份。"
    assert _cleaned(text, Decisions({"half_width_punctuation": "refused"}))[0] == text
    one = Decisions({}, {"half_width_punctuation:1:1:2": "refused"})
    assert _cleaned(text, one)[0] == "各校：请报送，谢谢。\n另:附名单，一份。"
    but_one = Decisions({"half_width_punctuation": "refused"}, {"half_width_punctuation:1:1:2": "accepted"})
    assert _cleaned(text, but_one)[0] == "各校:请报送,谢谢。\n另：附名单,一份。"


def test_every_place_can_be_refused_and_gives_back_its_original(read: Read) -> None:
    """Refusing each place of the rules that edit texts gives the original of each block."""
    noisy = "各校\u200b要:重視學(xué)習，教(jiào)師３人\u00a0參加，發(fā)展。"
    document = with_origins(SourceDocument("txt", blocks=(paragraph(noisy),)))
    _after, removals = clean(document)
    places = {place_key(r.rule, p): "refused" for r in removals for p in r.places}
    assert len(places) == 7
    again, kept = clean(document, Decisions({}, places))
    assert again.blocks[0].text == noisy
    assert sum(len(removal.kept) for removal in kept) == 7


def test_the_rules_have_names_reasons_and_an_order() -> None:
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names)
    assert all(rule.reason and rule.nature in ("noise", "repair") for rule in RULES)
    assert names.index("injected_readings") < names.index("nbsp")
    assert names.index("page_marks") < names.index("site_chrome")
    assert names[-1] == "broken_lines"


@pytest.mark.shared
def test_clean_law_loses_nothing_and_injected_readings_all_go(
    shared_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A small part of benchmarks/cleaning.py."""
    monkeypatch.syspath_prepend(str(Path(__file__).resolve().parents[2] / "benchmarks"))
    benchmark = importlib.import_module("cleaning")
    data = shared_dir / "search-bench" / "data"
    figures = benchmark.inject(data, 160)
    assert figures["injected"] > 800
    assert figures["injected"] == figures["removed"]
    assert figures["groups"] == figures["restored"]
    for name in benchmark.CORPORA:
        _counts, wrong, _characters, _spent = benchmark.leave_alone(data / name, 1, 300)
        assert wrong == []
