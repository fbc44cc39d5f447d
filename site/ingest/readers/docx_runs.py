"""The runs of a Word paragraph (文字段): text, breaks, fields, notes, pictures and text boxes in their order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from ingest.readers.docx_notes import Footnotes
from ingest.readers.docx_package import Package
from ingest.readers.docx_styles import Styles
from ingest.readers.docx_xml import MATH, MC, VML, WP, A, R, W, child_value, switched_on
from ingest.readers.html_blocks import safe_address
from ingest.readers.source import Block, Picture, Run

LINK_FIELD = re.compile(r'\s*HYPERLINK\s+"([^"]+)"', re.I)
CONTENTS_FIELD = re.compile(r"\s*TOC\b", re.I)
AUTOMATIC_NAME = re.compile(
    r"(?:图片|图像|picture|image|图)?[\s_-]*\d*(?:\.\w{3,4})?$|.*[\\/]|IMG|DSC|\w+\.(?:png|jpe?g|gif|bmp|emf|wmf)$",
    re.I,
)
# Wingdings and Symbol as Word writes them: boxes, ticks, bullets.
SYMBOLS = {
    0xF0FE: "☑", 0xF052: "☑", 0xF053: "☑", 0xF0FC: "✓", 0xF050: "✓", 0xF0FB: "✗", 0xF0FD: "☒", 0xF0A8: "□", 0xF06F: "□", 0xF0A3: "□",
    0xF071: "□", 0xF0B7: "•", 0xF06C: "●", 0xF06E: "■", 0xF075: "◆", 0xF0D8: "➢", 0xF0B0: "°", 0xF0B1: "±", 0xF0B4: "×", 0xF0B8: "÷",
}  # fmt: skip
SKIPPED = frozenset(
    {W + n for n in ("del", "moveFrom", "rPr", "pPr", "delText", "instrText", "delInstrText", "sdtPr", "rt", "rubyPr")}
    | {MC + "Fallback"}
)
DRAWN = frozenset({W + "drawing", W + "pict", W + "object", MC + "AlternateContent"})


@dataclass
class Content:
    """What a paragraph holds: its lines, pictures before and behind its words, text boxes."""

    lines: list[list[Run]] = field(default_factory=lambda: [[]])
    before: list[Block] = field(default_factory=list)
    after: list[Block] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)

    @property
    def has_words(self) -> bool:
        return any(run.text.strip() for line in self.lines for run in line)


@dataclass
class Field:
    """A field (域) while it runs: its instruction, then its result."""

    instruction: str = ""
    in_result: bool = False
    href: str = ""


class Runs:
    """Reads runs of one document; fields may run over paragraphs."""

    def __init__(self, package: Package, styles: Styles, footnotes: Footnotes) -> None:
        self._package = package
        self._styles = styles
        self._footnotes = footnotes
        self._fields: list[Field] = []
        self.hidden: list[str] = []
        self.inserted = 0

    @property
    def in_contents(self) -> bool:
        """Inside a contents list that Word made."""
        return any(CONTENTS_FIELD.match(one.instruction) for one in self._fields)

    def collect(self, element: Any, into: Content, href: str = "", hidden: bool = False) -> None:
        for child in element:
            tag = child.tag
            if tag == W + "r":
                self._run(child, into, href, hidden)
            elif tag in SKIPPED:
                continue
            elif tag == W + "hyperlink":
                target = self._package.link(child.get(R + "id", ""))
                self.collect(child, into, safe_address(target, "") if target else href, hidden)
            elif tag == W + "fldSimple":
                match = LINK_FIELD.match(child.get(W + "instr", ""))
                self.collect(child, into, safe_address(match.group(1), "") if match else href, hidden)
            elif tag == W + "sdt" and _is_prompt(child):
                continue
            elif tag == W + "ins":
                self.inserted += 1
                self.collect(child, into, href, hidden)
            elif tag == MATH + "r":
                into.lines[-1].append(Run("".join(t.text or "" for t in child.iter(MATH + "t"))))
            elif tag == W + "txbxContent":
                into.boxes.append(child)
            else:
                self.collect(child, into, href, hidden)

    def _run(self, run: Any, into: Content, href: str, hidden: bool) -> None:
        look = run.find(W + "rPr")
        bold = italic = raised = lowered = False
        if look is not None:
            hidden = self._is_hidden(look, hidden)
            bold, italic = switched_on(look, "b"), switched_on(look, "i")
            place = child_value(look, "vertAlign")
            raised, lowered = place == "superscript", place == "subscript"
        if hidden:
            words = "".join(t.text or "" for t in run.iter(W + "t")).strip()
            self.hidden += [words] if words and not self._in_instruction else []
            for child in run:
                if child.tag == W + "fldChar":
                    self._field(child)
            return
        for child in run:
            tag = child.tag
            text = ""
            if tag == W + "t":
                text = "" if self._in_instruction else child.text or ""
            elif tag in DRAWN:
                self._drawn(child, into)
            elif tag == W + "ruby":
                self.collect_base(child, into, href)
            elif tag == W + "fldChar":
                self._field(child)
            elif tag == W + "instrText":
                if self._fields:
                    self._fields[-1].instruction += (child.text or "")[:500]
            else:
                text = self._special(child, into)
            if text:
                address = href or next((one.href for one in reversed(self._fields) if one.href), "")
                into.lines[-1].append(Run(text, bold, italic, raised, lowered, address))

    def collect_base(self, ruby: Any, into: Content, href: str) -> None:
        """The words under a reading (拼音指南); the reading itself is no text."""
        for base in ruby.iter(W + "rubyBase"):
            self.collect(base, into, href)

    def _special(self, child: Any, into: Content) -> str:
        """Tabs, signs, breaks and references to notes."""
        tag = child.tag
        if tag in (W + "tab", W + "ptab"):
            return "\t"
        if tag == W + "noBreakHyphen":
            return "-"
        if tag in (W + "br", W + "cr"):
            into.lines.append([])
        elif tag == W + "sym":
            code = child.get(W + "char", "")
            number = int(code, 16) if re.fullmatch(r"[0-9A-Fa-f]{4,5}", code) else 0
            return SYMBOLS.get(number, "" if 0xE000 <= number <= 0xF8FF or number < 0x20 else chr(number))
        elif tag in (W + "footnoteReference", W + "endnoteReference"):
            mark = self._footnotes.mark(tag == W + "endnoteReference", child.get(W + "id", ""))
            own = child.get(W + "customMarkFollows", "0") not in ("0", "false", "off")
            into.lines[-1] += [Run(mark, raised=True)] if mark and not own else []
        return ""

    @property
    def _in_instruction(self) -> bool:
        return bool(self._fields) and not self._fields[-1].in_result

    def _field(self, char: Any) -> None:
        kind = char.get(W + "fldCharType", "")
        if kind == "begin":
            self._fields.append(Field())
        elif kind == "separate" and self._fields:
            last = self._fields[-1]
            last.in_result = True
            match = LINK_FIELD.match(last.instruction)
            last.href = safe_address(match.group(1), "") if match else ""
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _is_hidden(self, look: Any, inherited: bool) -> bool:
        own = look.find(W + "vanish")
        if own is not None:
            return own.get(W + "val", "true") not in ("0", "false", "off")
        return inherited or self._styles.of(child_value(look, "rStyle")).hidden

    def _drawn(self, element: Any, into: Content) -> None:
        """Pictures and text boxes of a drawing; the boxes' own content is read with them."""
        if element.tag in (MC + "Fallback",):
            return
        if element.tag == W + "txbxContent":
            into.boxes.append(element)
            return
        relation, alt = "", ""
        if element.tag == A + "blip":
            relation = element.get(R + "embed", "")
        elif element.tag == VML + "imagedata":
            relation, alt = element.get(R + "id", ""), element.get("{urn:schemas-microsoft-com:office:office}title", "")
        if relation:
            self._picture(relation, alt or _description(element), into)
        for child in element:
            self._drawn(child, into)

    def _picture(self, relation: str, alt: str, into: Content) -> None:
        name, data = self._package.picture(relation)
        if not data:
            return
        block = Block(kind="image", picture=Picture(name=name, data=data, alt=alt))
        (into.after if into.has_words else into.before).append(block)


def _description(element: Any) -> str:
    """The words that somebody wrote for a picture (替代文字); names that programs give are none."""
    for ancestor in element.iterancestors(WP + "inline", WP + "anchor"):
        properties = ancestor.find(WP + "docPr")
        words = " ".join(properties.get("descr", "").split()) if properties is not None else ""
        return "" if AUTOMATIC_NAME.match(words) else words[:250]
    return ""


def _is_prompt(element: Any) -> bool:
    """A content control that still shows 单击此处输入文字."""
    properties = element.find(W + "sdtPr")
    return properties is not None and switched_on(properties, "showingPlcHdr")
