"""What kind of document it is (文种大类), from its title first and its wording second."""

from __future__ import annotations

import re

from ingest.metadata.evidence import Found
from ingest.wording import cue, plain

TITLE_CUES = (
    ("notice_of_plan", r"(印发|发布|公布|下达|转发).{0,6}《[^》]*(计划|方案|规划|要点)[^》]*》.{0,6}的(通知|公告|函)"),
    ("notice", r"^(有关|关于).*安排$"),
    ("notice", r"^(转知|检送|函转)"),
    ("notice", r"(的|关于.*)(通知|公告|通告|公示|通报|决定|批复|函|意见)([(（][^)）]*[)）])?$"),
    ("commentary", r"^(莫让|莫把|别让|别把|切莫|谨防|警惕|岂能|何妨|不妨)"),
    ("commentary", r"解读|图解|一图读懂|政策问答|答记者问|评论员|述评|时评|笔谈|热评|之我见|思考$|刍议|浅谈"),
    ("case", r"案例|典型经验|经验做法|经验材料|典型做法|创新做法|优秀做法"),
    ("notice", r"(通知|公告|通告|公示|通报|决定|批复|通函|启事|公报|任免|若干意见|实施意见|指导意见|若干措施)([(（][^)）]*[)）])?$"),
    ("news", r"^.?(喜报|捷报|快讯)|致辞全文|谈话全文"),
    ("review", r"总结(和|及|暨|与|、)|回顾(和|及|暨|与)"),
    ("plan", r"(计划|方案|规划|要点|年行动|专项行动|攻坚行动|纲要|安排|路线图|时间表|行事历)([(（][^)）]*[)）])*$"),
    ("review", r"总结|回顾|(工作|情况)汇报|汇报材料|年报|年度报告|工作报告|述职|完成情况|进展情况|圆满(完成|结束|落幕|收官)|成效显著"),
    ("notice", r"(办法|规定|条例|细则|规则|规程|制度|章程|规范|标准|指南|目录|清单|令|声明|倡议书|邀请函|须知|纪要)([(（][^)）]*[)）])?$"),
    ("notice", r"(通知|公告|通告|公示|通报|决定|批复|意见|通函)"),
)  # fmt: skip
TEXT_CUES = {
    "case": (
        r"基本案情|案例(类别|类型)|成效与(反思|启示|经验)|推广价值|典型意义|案例分析|裁判结果|案例背景|主要做法|经验启示|创新做法|工作思路|新(体系|模式|路径|格局|"
        r"机制)|典型案例|示范引领|以.{2,8}为(抓手|引领|导向|目标)"
    ),
    "review": r"这一年|一年来|全年|圆满(完成|结束)|降下帷幕|工作总结|各项(目标)?任务|回顾|新的一年|取得(了)?.{0,8}(成绩|成效)|存在的?(问题|不足)",
    "commentary": r"[(（]作者(系|为|是|单位)|笔者|窃以为|我们认为|本文|在我看来|文章指出|专家(认为|表示|指出)|有学者",
    "plan": r"特制定本(计划|方案|规划)|制定本(行动)?(计划|方案|规划)|(牵头|责任)(部门|单位)|保障措施|主要任务|工作目标|指导思想|总体要求",
    "notice": (
        r"特此(通知|公告|函告|通报)|现将.{0,30}(通知|公告|印发|公布)如下|请(认真)?(贯彻|遵照|组织)(落实|执行|"
        r"实施)|现予(以)?(公布|公告|公示)|印发给你们"
    ),
    "news": r"本报讯|记者|[近日昨今]日[,，]|隆重举行|顺利(举行|召开)|(日|讯)[,，].{0,30}(举行|召开|举办|开展)",
}
WEIGHT = {"case": 1.0, "review": 1.0, "commentary": 2.0, "plan": 1.2, "notice": 1.5, "news": 1.0}
# How a newspaper's or an agency's report begins.
DATELINE = cue(
    r"^(本报|本刊|本网|本台|新华社|中新社|人民网|中新网|新华网|\S{2,8}(日报|晚报|教育报|在线))?\S{0,12}?(\d{1,2}月\d{1,2}日)?(电|讯|消息)\s*[(（—:：]?.{0,4}?(记者|通讯员)|^(本报|本网|新华社)\S{0,14}(讯|电)[\s(（]"
    r"|^[(（〔\[【]?(\S{0,8}社)?记者[^)）〕\]】。，]{2,20}(电|报导|报道)([)）〕\]】]|\s|$)"
)
# The first sentence of a report: on which day something took place.
LEAD = cue(
    r"^.{0,24}?(\d{1,2}月\d{1,2}日|[近昨今]日|今\s*[(（]\d{1,2}[)）]\s*日|日前|连日来)(至\d{1,2}日)?(上午|下午|晚上?|[(（]\S{1,4}[)）])?"
    r"(举行|召开|举办|(?<=[)）]日)办理|[,，于在].{2,90}(举行|召开|举办|开班|开幕|启动|走进|来到|开展|成立|落幕|闭幕|收官))"
)
LETTER = cue(r"^敬启者\s*[:：]?$")  # how schools address parents
# Who signs a report below it.
REPORTER = cue(r"^[(（](本报|本刊|本网|本台|本社)(见习|特约)?(记者|通讯员).{2,40}[)）]$")
ADDRESS = cue(
    r"^(致|各|全[区县市省体]|尊敬的|有关).{1,60}[:：]$|(单位|学校|政府|机构|局|厅|办公室|园|中心|委员会|部门|科室|同志|家长|老师|教师)[:：]$"
)
_TITLES = tuple((kind, cue(pattern)) for kind, pattern in TITLE_CUES)
_TEXTS = {kind: cue(pattern) for kind, pattern in TEXT_CUES.items()}
CITED_LIMIT = 3


def classify(title: str, paragraphs: list[str], has_number: bool, has_sign_off: bool, is_news_column: bool) -> Found:
    """The kind with its evidence; `other` where nothing speaks for any."""
    bare = re.sub(r"\s+", "", plain(title))
    letter = next((p for p in paragraphs[:8] if LETTER.match(plain(p).strip())), None)
    if letter:
        return Found("notice", "书信称呼", letter, 0.85)
    for kind, pattern in _TITLES:
        match = pattern.search(bare)
        if match:
            return Found("notice" if kind == "notice_of_plan" else kind, "标题用词", match.group(), 0.9)
    addressed = any(ADDRESS.search(plain(p).strip()) for p in paragraphs[:4])
    if has_number or (addressed and has_sign_off):
        return Found(
            "notice", "发文字号" if has_number else "主送机关和落款", paragraphs[0][:60] if paragraphs else "", 0.85
        )
    dateline = next((m for p in paragraphs[:3] if (m := DATELINE.match(plain(p).strip()))), None)
    if dateline:
        return Found("news", "电头", dateline.group(), 0.85)
    return _from_wording(paragraphs, is_news_column)


def _from_wording(paragraphs: list[str], is_news_column: bool) -> Found:
    """The kind whose typical words come most often; two words at least, or one in a column that says so."""
    text = plain("\n".join(paragraphs))
    scores, quotes = {}, {}
    for kind, pattern in _TEXTS.items():
        words = [m.group() for m in pattern.finditer(text)]
        scores[kind] = len(set(words)) * WEIGHT[kind]
        quotes[kind] = "、".join(dict.fromkeys(words))[:80]
    if is_news_column:
        scores["news"] += 2
    lead = next((m for p in paragraphs[:6] if (m := LEAD.match(plain(p).strip()))), None)
    if lead:
        scores["news"] += 3
        quotes["news"] = lead.group()[:80]
    if any(REPORTER.match(plain(p).strip()) for p in paragraphs[-3:]):
        scores["news"] += 3
    kind = max(scores, key=lambda k: scores[k])
    if scores[kind] < 2:
        return Found("other", "没有能判断文种的用词", "", 0.3)
    if kind == "news" and not is_news_column and scores[kind] < 3:
        return Found("other", "没有能判断文种的用词", quotes[kind], 0.4)
    return Found(kind, "正文用词", quotes[kind], 0.6)
