"""Find out how a text file is encoded (编码), and prove it before believing what the file says of itself."""

from __future__ import annotations

import codecs
import re

from ingest.readers.errors import ReadError

# The characters that running Chinese cannot do without, in both scripts: a wrong decoding hardly ever hits them.
COMMON = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事"
    "成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此"
    "已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代"
    "教育师培训通知各单位局区市县省办号关于印发计划方案加强提升组织开展建设管理指导委员会"
    "這個們來為國說時會對發後裡種經過學現當沒動進還樣開從實無與長機關點業將兩間問應戰頭體見產師訓劃強組織設導員處號"
    "，。、：；（）《》“”？！「」０１２３４５６７８９"
)
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_\-:]+)""", re.I)
ALIASES = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "cn-big5": "big5hkscs",
    "utf8": "utf-8",
    "unicode": "utf-16",
}
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
MIN_COMMON = 0.08


def commonness(text: str) -> float:
    """Share of everyday Chinese among the characters beyond ASCII; 1.0 for pure ASCII."""
    wide = [c for c in text if ord(c) > 127 and c not in "\u3000\u00a0"]
    return sum(c in COMMON for c in wide) / len(wide) if wide else 1.0


def declared_charset(data: bytes) -> str | None:
    """The charset that a <meta>, an XML head or a page directive names in the first 4 KiB."""
    for match in DECLARED.finditer(data[:4096]):
        name = match.group(1).decode("ascii").lower()
        name = ALIASES.get(name, name)
        try:
            return codecs.lookup(name).name
        except LookupError:
            continue
    return None


def _try(data: bytes, charset: str) -> str | None:
    try:
        return data.decode(charset)
    except (UnicodeDecodeError, LookupError):
        return None


def decode(data: bytes) -> tuple[str, str]:
    """(text, charset). Raises ReadError for bytes that are no text; spots beyond repair become U+FFFD."""
    for mark, charset in BOMS:
        if data.startswith(mark):
            return data.decode(charset, errors="replace").lstrip("\ufeff"), charset
    if data[:65536].count(0) > len(data[:65536]) // 50:
        return _decode_utf16(data)
    if 0 in data[:4096]:
        raise ReadError(
            "not_text", "文件里有二进制内容，不是文本文件。请用原来的软件打开，另存为 docx、html 或 txt 再导入。"
        )
    text = _try(data, "utf-8")
    if text is not None:
        return text, "utf-8"
    text, charset = _best(data)
    if commonness(text) < MIN_COMMON:
        raise ReadError("not_text", "认不出文件的文字编码，或者它不是文本文件。请另存为 UTF-8 编码后再导入。")
    return text, charset


def _decode_utf16(data: bytes) -> tuple[str, str]:
    found = []
    for charset in ("utf-16-le", "utf-16-be"):
        text = _try(data[: len(data) // 2 * 2], charset)
        if text is not None and "\x00" not in text:
            found.append((commonness(text), charset, text))
    if found:
        score, charset, text = max(found)
        if score >= MIN_COMMON:
            return text, charset
    raise ReadError(
        "not_text", "文件里有二进制内容，不是文本文件。请用原来的软件打开，另存为 docx、html 或 txt 再导入。"
    )


def _best(data: bytes) -> tuple[str, str]:
    """The most plausible decoding; a clean one beats a damaged one, and what the file declares breaks ties."""
    declared = declared_charset(data)
    names = list(
        dict.fromkeys([*([declared] if declared else []), "gb18030", "big5hkscs", "utf-8", "utf-16-le", "utf-16-be"])
    )
    best: tuple[float, str, str] | None = None
    for charset in names:
        try:
            text = data.decode(charset, errors="replace")
        except LookupError:
            continue
        score = commonness(text) - 4 * text.count("\ufffd") / max(len(text), 1) + (0.02 if charset == declared else 0)
        if best is None or score > best[0]:
            best = (score, charset, text)
    assert best is not None
    return best[2], best[1]
