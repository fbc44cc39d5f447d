"""What the site said, not the document (网站外壳): navigation above, copyright, licences, editors and share bars below."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.cleaning.everywhere import Find
from ingest.cleaning.rule import Rule, text_rule
from ingest.readers.source import Block, Edit, Removal, SourceDocument, whole_blocks
from ingest.wording import cue, plain

REASON = "网站的导航、版权、备案等文字，不是正文"
FOOTER = cue(
    r"版权所有|copyright|©|all rights reserved|icp\s*[备证]|网安备|网站标识码|互联网出版"
    r"|未经.{0,12}(授权|许可|同意|允许).{0,16}(转载|复制|摘编|镜像|摘录|建立镜像|使用本)|不得(擅自)?转载"
    r"|新闻信息服务|广告(联系|热线|合作)|点此给我发|搜索建议|词条|来[自源]于?(互联)?网络?[,，。]|如有侵权|侵权.{0,12}(删除|联系|通知)"
    r"|免责声明|转载请(注明|附|标明|联系)|转载目的在于|(涉及|涉嫌|存在)(作品|内容|版权|侵权)|版权问题|中文域名|备案[序编]?号|最佳(浏览|显示)|建议使用.{0,20}浏览器|您是第.{0,12}(位|访)|政府网站找错|不良信息举报"
    r"|由会员分享|在线阅读|更多相关.{0,80}(搜索|下载)|(剩余|还剩)\d+页未读|已阅读\d+页|版权归.{0,12}所有|下载(地址|次数)[:：]",
    re.I,
)
OWN_WORDS = cue(
    r"版权所有|copyright|©|all rights|icp\s*[备证]\D{0,8}\d|网安备|本[站网页]|来[自源]于?(互联)?网络|如有侵权|转载请"
    r"|如[有需].{0,12}(联系|告知)|点此|在线阅读|会员分享|您是第|最佳(浏览|显示)|浏览器|未经.{0,12}(转载|摘编|镜像)"
    r"|不得(擅自)?转载|举报|页未读",
    re.I,
)
EDITORS = (
    r"^\W*(责任编辑|责编|编辑|编审|审核|校对|监制|发布人|上传者?|录入|信息员)\s*[:：|丨]"
    r"|^\W*[一二三初复终]审\s*[|丨]|^\W*([一二三初复终]审\s*[:：]\s*[\u4e00-\u9fff]{2,4}[\s|/]*){2,3}$"
)
MINOR = cue(
    EDITORS + r"|^\W*(技术支持|主办(单位)?|承办(单位)?|联系我们|网站地图|邮编|地址)\s*[:：]?"
    r"|^\W*(原文下载|附件下载|高亮说明|上一篇|下一篇|相关(阅读|文章|链接|新闻|信息)|推荐阅读|往期(推荐|回顾|精彩|好文)|猜你喜欢)|\bqq\b\D{0,6}\d{5,}",
    re.I,
)
BAR = cue(
    r"^\W*((字号|字体(大小)?|大小|打印(本页|此页|此文|本文)?|友善列印|发表评论|加入收藏|告诉好友|分享(到|至)?|收藏(本页|本站)?|关闭(窗口|本页|此页)?|返?回(顶部|列表|首页|上一?页)?|网站导览|跳到主要内容(区块?)?|english|最后更新(日期|时间)?|(浏览|点阅|阅览)人?(次|数|率)+|扫一扫.*|复制链接"
    r"|微信(好友)?|(新浪|腾讯|网易|搜狐)?微博|朋友圈|qq(空间|好友)?|人人网|豆瓣|百度贴吧|浏览(次数|量|数)?|阅读(次数|量|数)?|点击(次数|量|数)?|访问(次数|量)?|人气|大|中|小|a|默认|纠错|我要纠错|下载|语音播报|朗读|视力保护色?|次|更多)"
    r"[\s:：|•·+\-\[\]【】()（）、,/\d]*)++$",
    re.I,
)
NAVIGATION = cue(
    r"当前位置|(现在|当前)?所在的?位置\s*[:：]|设为首页|加入收藏|网站地图|无障碍(阅读|浏览|版)|长者(模式|助手|版)|支持ipv6|站内搜索|请输入关键|由会员分享",
    re.I,
)
NAVIGATION_WORDS = cue(
    r"首页|登录|注册|搜索|订阅|手机版|客户端|繁体|简体|english|导航|投稿|会员|论坛|联系我们|关于我们", re.I
)
CRUMBS = re.compile(r"[^。，|<>]{2,20}(\s*[>»›]+\s*[^。|<>]{2,30}){1,6}$")
SITE_WORDS = re.compile(r"[a-z]{3,}|[|>»·›]", re.I)
SHARED = cue(r"由会员分享|(可)?在线阅读.{0,40}(更多相关|下载)|更多相关.{0,80}(上?搜索|下载)")
APART = re.compile(r"[\s|/·•\[\]【】]")
SEPARATOR = re.compile(r"(?![\s|]*-[\s|-]*\|)[\s•·|\-_=*—–>»:]+$")  # |---|---| belongs to a table
HEAD_LINES = 12
SHORT = 60
MENU_LINES, MENU_ENTRY = 40, 12
WHERE = cue(r"(当前位置|所在的?位置|您的位置)\s*[:：]")
NOT_MENU = cue(r"[。；;，:：〔《]|关于|的(通知|公告|意见|决定)")
NEIGHBOURS = cue(r"^\W*(上一[篇条则]|下一[篇条则])\s*[:：]?")
EDITOR = cue(EDITORS)
TAGS = cue(
    r"^\W*(标签|文章标签|相关标签|tags?|热门搜索|搜索热词|关键[词字])\s*[:：]\s*\S{0,40}([\s,，、;；|/#]+\S{1,20}){0,30}\s*$",
    re.I,
)
LIST_HEADING = cue(
    r"^\W*(原文下载|附件下载|高亮说明|相关(阅读|文章|链接|新闻|信息|文档)|推荐阅读|(热门|精彩|为[您你]|今日)推荐|往期(推荐|回顾|精彩|好文)|热门(文章|阅读)|最新(文章|资讯)|猜你喜欢|延伸阅读)\W*$"
)


def is_bar(text: str) -> bool:
    """A share, print or font-size bar, or a line of separators."""
    line = plain(text).strip()
    return bool(SEPARATOR.match(line)) or (len(line) <= SHORT and bool(BAR.match(line)))


def _is_navigation(line: str, index: int) -> bool:
    """A menu or breadcrumb: sure words, or several menu words with little else; one alone only beside a site's Latin name."""
    if len(line) > SHORT * 2 or "。" in line or line.endswith(("；", ";")):
        return False
    if NAVIGATION.search(line) or CRUMBS.match(line):
        return True
    entries = [entry.strip() for entry in line.split("|")]
    if len(entries) >= 4 and all(0 < len(entry) <= 8 for entry in entries):
        return True
    words = NAVIGATION_WORDS.findall(line)
    rest = len(re.sub(r"[\W_]", "", NAVIGATION_WORDS.sub("", line)))
    if len(words) >= 2:  # the entries of a menu stand apart, 论坛投稿须知 is a title
        return rest <= (6 * len(words) if APART.search(line) else 0)
    return len(words) == 1 and index == 0 and rest <= 14 and bool(SITE_WORDS.search(NAVIGATION_WORDS.sub("", line)))


def _is_footer(text: str) -> bool:
    line = plain(text)
    if line.rstrip().endswith("。") and not OWN_WORDS.search(line):
        return False  # a sentence that speaks of licences is the document's, unless it speaks of the site
    hits = len(FOOTER.findall(line))
    sentences = len(re.findall(r"[。;；]", line.rstrip("。 ")))
    if hits >= 2:
        return sentences <= 2 or len(line) <= 160
    return hits == 1 and sentences == 0 and (len(line) <= 45 or line[-1:] != "。") and len(line) <= 120


def _tail(blocks: tuple[Block, ...]) -> int:
    """Index where the site's footer begins; len(blocks) where there is none."""
    start = sure = len(blocks)
    for index in range(len(blocks) - 1, 0, -1):
        text = blocks[index].text
        if blocks[index].kind == "table":
            break
        if _is_footer(text) or is_bar(text):
            start = sure = index
        elif (any(p.search(plain(text)) for p in (MINOR, TAGS, LIST_HEADING, NEIGHBOURS)) and len(text) <= 80) or (
            len(text) <= SHORT and _under_list_heading(blocks, index)
        ):
            start = index
        else:
            break
    alone = all(_may_go_alone(blocks[i].text) or _under_list_heading(blocks, i) for i in range(start, sure))
    return start if sure < len(blocks) or alone else sure


def _may_go_alone(text: str) -> bool:
    """Editors' lines and headings of link lists are chrome even where no copyright line follows."""
    line = plain(text)
    return bool(EDITOR.match(line) or LIST_HEADING.match(line) or NEIGHBOURS.match(line) or TAGS.match(line))


def _under_list_heading(blocks: tuple[Block, ...], index: int) -> bool:
    """A short line in the list that a heading such as 相关阅读 opens, a few lines up."""
    return any(LIST_HEADING.match(plain(blocks[i].text)) for i in range(max(index - 6, 1), index))


def _menu(blocks: tuple[Block, ...]) -> int:
    """How many lines at the head are a menu: a word or two each, down to the line that says where one is (当前位置)."""
    for index, block in enumerate(blocks[:MENU_LINES]):
        line = plain(block.text).strip()
        if index and WHERE.search(line) and len(line) <= SHORT * 2:
            return index
        if block.kind != "paragraph" or len(line) > MENU_ENTRY or NOT_MENU.search(line):
            return 0
    return 0


def remove_site_chrome(document: SourceDocument) -> tuple[SourceDocument, list[Removal]]:
    """Lines at both ends go; they stay readable to the metadata rules as `before` and `after`."""
    blocks = document.blocks
    end = _tail(blocks)
    menu = _menu(blocks[:end])
    head, kept = list(blocks[:menu]), []
    for index, block in enumerate(blocks[menu:end], menu):
        line = plain(block.text).strip()
        near_end = index < menu + HEAD_LINES or index >= end - HEAD_LINES
        is_navigation = index < menu + HEAD_LINES and _is_navigation(line, index)
        if (
            block.kind in ("paragraph", "heading")
            and near_end
            and (is_bar(block.text) or is_navigation or (index < 3 and SHARED.search(line)))
        ):
            head.append(block)
        else:
            kept.append(block)
    tail = blocks[end:]
    gone = [*document.before, *head, *tail, *document.after]
    if not gone:
        return document, []
    document = replace(document, blocks=tuple(kept), before=(*document.before, *head), after=(*tail, *document.after))
    quotes = tuple(block.text.strip()[:120] for block in (*head, *tail, *document.before, *document.after))
    quotes = tuple(dict.fromkeys(q for q in quotes if q))[:40]
    return document, [Removal("site_chrome", REASON, len(gone), quotes, whole_blocks(gone))]


SITE_CHROME = Rule("site_chrome", REASON, "noise", remove_site_chrome)

LEFT = cue(
    r"^\W{0,8}(?:(?:精[选品]优?质?文档|(本)?(文档|资料|范文|文章)(内容)?(仅供|由|来[自源]|为).{0,30}(参考|提供|整理|收集|上传|网络|下载)|仅作为文档封面.{0,20}"
    r"|内部资料\W{0,4}(请勿外传|注意保密)?|倾情为你奉上|欢迎下载(使用|收藏|阅读)?|感谢.{0,6}(下载|阅读|观看)|.{0,20}(百度文库|文库网|范文网|豆丁网|道客巴巴|原创力文档).{0,20}"
    r"|(下载|查看|阅读)(全文|完整版|更多|原文|文档).{0,12}|登[录陆]后(即可|才能|可).{0,12}|.{0,8}(vip|会员).{0,6}(免费|专享|下载|阅读).{0,12}|.{0,6}(金币|下载券)\W{0,2}\d*.{0,10}(下载|阅读|购买)?"
    r"|(所需|需要?|下载|消耗|扣除?|售价|价格)\W{0,2}积分\W{0,2}\d*.{0,10}|.{0,6}积分\W{0,2}\d*.{0,6}(下载|购买).{0,6}"
    r"|关注.{0,12}(公众号|微信号).{0,20}|.{0,6}扫码关注.{0,16}|长按.{0,10}二维码.{0,12}|(点击)?(展开|阅读|查看)全文|全文(阅读|下载)|.{0,12}点击.{0,6}(蓝字|关注).{0,16}|.{0,12}点个.{0,3}(在看|赞).{0,12}"
    r"|(分享|分享让更多人看到|点赞|在看|收藏|预览时标签不可点|the end|end|继续滑动看下一个)"
    r"|.{0,30}(超出|结束)免费(预览|试读).{0,30}|.{0,16}(资源|文档|资料|内容|文章)(均|都)?[是由]用户.{0,4}(上传|分享).{0,30}|下载(文档|本文)?到电脑.{0,20})\W{0,8}){1,3}$",
    re.I,
)


def remove_left_by_sites(document: SourceDocument) -> tuple[SourceDocument, list[Removal]]:
    """Lines of templates and of download counters, anywhere in the text (文档仅供参考, 下载全文)."""
    gone: list[Block] = []
    kept: list[Block] = []
    for block in document.blocks:
        (gone if _is_left_by_site(block) else kept).append(block)
    if not gone or not kept:
        return document, []
    quotes = tuple(dict.fromkeys(b.text.strip()[:120] for b in gone))[:40]
    removal = Removal("sharing_lines", LEFT_REASON, len(gone), quotes, whole_blocks(gone))
    return replace(document, blocks=tuple(kept), after=(*gone, *document.after)), [removal]


def _is_left_by_site(block: Block) -> bool:
    text = block.text
    return (
        block.kind in ("paragraph", "heading")
        and len(text) <= SHORT
        and "。" not in text.strip()[:-1]
        and bool(LEFT.match(plain(text).strip()))
    )


LEFT_REASON = "文库、范文网站留下的模板文字和下载提示"
LEFT_BY_SITES = Rule("sharing_lines", LEFT_REASON, "noise", remove_left_by_sites)

# A bar that was glued to the end of the last sentence: ……。【打印】【关闭】 分享到：微信 微博.
BAR_WORD = (
    r"(?:分享(?:到|至)|打印(?:本页|此页)?|关闭(?:窗口|本页|此页)?|收藏(?:本页|本站)?|返回(?:顶部|列表|首页|上一页)|复制链接|微信(?:好友)?|(?:新浪|腾讯)?微博|朋友圈"
    r"|qq空间|我要纠错|字[号体]|大|中|小)"
)
TAIL_BAR = cue(
    rf"(?<=[。！？!?”）)])[\s|·•\[【(（]*(?:分享(?:到|至)|打印(?:本页|此页)?|关闭(?:窗口|本页|此页)?|收藏(?:本页|本站)|我要纠错|字[号体](?=\s*[:：\[【]))"
    rf"(?:[\s:：|·•\[\]【】()（）、,/]*{BAR_WORD})*[\s:：|·•\[\]【】()（）、,/]*$"
    r"|(?<=[】)）])\s{0,3}已?下载\s{0,3}\d{0,9}\s{0,3}次\s{0,3}$",
    re.I,
)


def find_share_tails(document: SourceDocument) -> Find | None:
    """In the last lines of the article only."""
    last = {b.text for b in document.blocks[-3:]}
    return lambda text: _tail_bar(text) if text in last else []


def _tail_bar(text: str) -> list[Edit]:
    match = TAIL_BAR.search(plain(text)[-80:])
    shift = max(len(text) - 80, 0)
    return [Edit(shift + match.start(), len(text))] if match else []


SHARE_TAILS = text_rule("share_bars", "句末粘连的分享、打印、关闭等按钮文字", "noise", find_share_tails)
