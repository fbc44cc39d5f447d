"""Document numbers (发文字号): read in any typed form, printed in the canonical one.

Mainland bodies number 机关代字〔year〕serial号 (GB/T 9704: brackets U+3014/3015, no 第, no zeros in front). Decrees
(令), Hong Kong circulars (通函第31/2026號), Taiwan letters (字第…號) and announcements (公告2022年第10号) have schemes of
their own and are printed as they stand. Every pattern repeats over bounded lengths only, so that reading is linear.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from zhtext.agency_codes import agency_start, body_start, run_start
from zhtext.dates import ROC_EPOCH
from zhtext.folding import fold
from zhtext.numerals import HAN_NUMERAL, parse_folded
from zhtext.scripts import convert, detect

Scheme = Literal["year_bracket", "decree", "hk_circular", "tw_letter", "other"]


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document number and its parts.

    ``printed`` is the canonical print; ``agency_code`` 机关代字, or the body's name where the scheme prints that;
    ``year`` of the number, None where it has none; ``serial`` 序号 in Arabic digits, zeros kept where the scheme keeps them.
    """

    printed: str
    scheme: Scheme
    agency_code: str
    year: int | None
    serial: str


Mention = tuple[int, int, DocumentNumber]

_S = r"[ \t]{0,3}"
_DIGITAL_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2}|(?:二〇|一九)[〇一二三四五六七八九]{2})"
_SERIAL = rf"(?P<serial>[0-9]{{1,5}}|[{HAN_NUMERAL}]{{1,7}})"
# 5号楼, 3号线 are places.
_SIGN = r"号(?![楼线馆门机房车院])"

_BRACKETED = re.compile(rf"{_S}[\[(<]{_S}{_YEAR}{_S}年?{_S}[\])>]{_S}第?{_S}{_SERIAL}(?P<sign>{_S}{_SIGN})?")
_UNBRACKETED = re.compile(rf"{_S}{_DIGITAL_YEAR}(?P<gap>{_S}[-年]?{_S}第?{_S})(?P<serial>[0-9]{{1,4}}){_S}{_SIGN}")
_DECREE = re.compile(rf"令{_S}\(?{_S}(?:{_YEAR}{_S}年{_S})?第{_S}{_SERIAL}{_S}{_SIGN}(?:{_S}\))?")
_ANNOUNCEMENT = re.compile(
    rf"(?P<kind>公告|通告){_S}[\[(]?{_S}{_YEAR}{_S}年{_S}第{_S}{_SERIAL}{_S}{_SIGN}(?:{_S}[\])])?"
)
_CIRCULAR = re.compile(
    rf"(?P<kind>通函|通告|便函|便笺){_S}第{_S}(?P<serial>[0-9]{{1,4}}){_S}/{_S}{_DIGITAL_YEAR}{_S}{_SIGN}"
)
_CIRCULAR_IN_ENGLISH = re.compile(
    rf"(?<![a-z])(?P<kind>edbcm?){_S}(?:no\.?)?{_S}(?P<serial>[0-9]{{1,4}}){_S}/{_S}{_DIGITAL_YEAR}(?![0-9])"
)
_LETTER = re.compile(
    rf"(?:\([\u4e00-\u9fff]{{1,2}}\))?(?P<kind>字){_S}第{_S}(?P<serial>[0-9]{{7,12}}[a-z]?){_S}{_SIGN}"
)
_CHARACTER = re.compile(rf"(?P<kind>字){_S}第{_S}(?P<serial>[0-9]{{1,6}}){_S}{_SIGN}")
_SPACES = re.compile(r"\s+")
# Without these, 命令第5号 would be a decree and 人民路20225号 a document.
_ISSUES_DECREES = re.compile(r"(?:政府|院|部|委|会|局|署|厅|行|主席|军区)$")
_LAST_OF_A_CODE = frozenset(fold("发函字办规文通政教师人财基督综体卫安法工党团宣组纪审德语职成高幼民电研训"))


def parse(text: str, written_on: datetime.date | None = None) -> DocumentNumber | None:
    """The document number that a field holds, in any typed form and either script; None where it holds anything else.

    〔2022〕5号, [2022] 5, （2022）第05号, 2022 5号 are read as they are; 临教体发20225号 could as well be a serial,
    so it is read only where its year is that of ``written_on`` 成文日期.
    """
    stripped = text.strip()
    folded = fold(stripped)
    if len(folded) > 80:
        return None
    for start, end, number in _mentions(stripped, folded, written_on, typed=True):
        if start == 0 and end == len(folded):
            return number
    return None


def find(text: str, written_on: datetime.date | None = None) -> list[tuple[int, int, DocumentNumber]]:
    """Every document number of a running text with its offsets, in order, none overlapping another.

    Numbers without brackets (临教体发20225号) are found only where their year is that of ``written_on``. Articles of
    laws, ICP and police registrations, case numbers, telephone and certificate numbers are not document numbers.
    """
    found: list[tuple[int, int, DocumentNumber]] = []
    for mention in sorted(_mentions(text, fold(text), written_on, typed=False), key=lambda mention: mention[:2]):
        if not found or mention[0] >= found[-1][1]:
            found.append(mention)
    return found


def _mentions(text: str, folded: str, written_on: datetime.date | None, typed: bool) -> Iterator[Mention]:
    yield from _bracketed(text, folded, typed)
    yield from _unbracketed(text, folded, written_on, typed)
    yield from _decrees(text, folded)
    yield from _announcements(text, folded)
    yield from _circulars(text, folded)
    yield from _letters(text, folded, typed)


def _bracketed(text: str, folded: str, typed: bool) -> Iterator[Mention]:
    for match in _BRACKETED.finditer(folded):
        start = run_start(folded, match.start()) if typed else agency_start(folded, match.start())
        serial = parse_folded(match["serial"])
        # In running text a number ends with 号; a field may leave it out.
        if match.start() - start >= 2 and serial and (match["sign"] or typed):
            yield start, match.end(), _year_bracket(text, start, match, serial)


def _unbracketed(text: str, folded: str, written_on: datetime.date | None, typed: bool) -> Iterator[Mention]:
    """临教体发20225号, 临教体发2022 5号, 临教体发2022-5号, 临教体发2022年第5号."""
    for match in _UNBRACKETED.finditer(folded):
        start = run_start(folded, match.start()) if typed else agency_start(folded, match.start())
        checked = written_on is not None and written_on.year == int(match["year"])
        serial = int(match["serial"])
        if (
            match.start() - start >= 2
            and folded[match.start() - 1] in _LAST_OF_A_CODE
            and serial
            and (checked or (typed and match["gap"]))
        ):
            yield start, match.end(), _year_bracket(text, start, match, serial)


def _year_bracket(text: str, start: int, match: re.Match[str], serial: int) -> DocumentNumber:
    code = _SPACES.sub("", text[start : match.start()])
    if detect(text[start : match.end()]) == "hant":
        code = convert(code, "hans", "tw")
    year = parse_folded(match["year"])
    return DocumentNumber(f"{code}〔{year}〕{serial}号", "year_bracket", code, year, str(serial))


def _decrees(text: str, folded: str) -> Iterator[Mention]:
    for match in _DECREE.finditer(folded):
        start = body_start(folded, match.start())
        serial = parse_folded(match["serial"])
        if serial and match.start() - start >= 2 and _ISSUES_DECREES.search(folded, start, match.start()):
            yield _verbatim(text, start, match, "decree", text[start : match.start()], _year(match), str(serial))


def _announcements(text: str, folded: str) -> Iterator[Mention]:
    for match in _ANNOUNCEMENT.finditer(folded):
        start = body_start(folded, match.start())
        serial = parse_folded(match["serial"])
        if serial and match.start() - start >= 2:
            code = text[start : match.end("kind")]
            yield _verbatim(text, start, match, "other", code, _year(match), str(serial))


def _circulars(text: str, folded: str) -> Iterator[Mention]:
    for match in _CIRCULAR.finditer(folded):
        start = body_start(folded, match.start())
        code = text[start : match.end("kind")]
        yield _verbatim(text, start, match, "hk_circular", code, _year(match), match["serial"])
    for match in _CIRCULAR_IN_ENGLISH.finditer(folded):
        printed = _SPACES.sub(" ", text[match.start() : match.end()])
        number = DocumentNumber(printed, "hk_circular", match["kind"].upper(), _year(match), match["serial"])
        yield match.start(), match.end(), number


def _letters(text: str, folded: str, typed: bool) -> Iterator[Mention]:
    for match in _LETTER.finditer(folded):
        start = body_start(folded, match.start())
        if start < match.start():
            serial = match["serial"].upper()
            code = text[start : match.start("kind")]
            yield _verbatim(text, start, match, "tw_letter", code, _year_of_letter(serial), serial)
    # Certificates are numbered 字第12345号 as well, so short serials are believed in a field only.
    for match in _CHARACTER.finditer(folded) if typed else ():
        start = run_start(folded, match.start())
        if start < match.start():
            yield _verbatim(text, start, match, "other", text[start : match.end("kind")], None, match["serial"])


def _verbatim(
    text: str, start: int, match: re.Match[str], scheme: Scheme, code: str, year: int | None, serial: str
) -> Mention:
    """As it stands, without the spaces that PDF files put between characters."""
    printed = _SPACES.sub("", text[start : match.end()])
    return start, match.end(), DocumentNumber(printed, scheme, _SPACES.sub("", code), year, serial)


def _year(match: re.Match[str]) -> int | None:
    return parse_folded(match["year"]) if match["year"] else None


def _year_of_letter(serial: str) -> int | None:
    """Taiwan's ten-digit serials begin with the year of the Republic: 1110012345 is of 2022."""
    digits = serial.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    year = int(digits[:3])
    return ROC_EPOCH + year if len(digits) == 10 and 60 <= year < 200 else None
