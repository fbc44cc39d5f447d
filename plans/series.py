"""上一年 and 下一年: the plan or review of the same series in the nearest years, found in one query."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from publications.neighbours import readable_siblings
from zhtext.folding import fold

if TYPE_CHECKING:
    from publications.models import OfficialDocumentPage

YEAR = re.compile(r"(?:[12]\d{3}|[〇○零一二三四五六七八九]{4})(?:[—－\-–][12]\d{3})?(?:学年度?|年度?)?")
ALIKE = 0.6  # 教师培训工作总结 and 教师培训工作回顾 are one series, 教师培训工作计划 and 校园安全工作计划 are two


@dataclass(frozen=True)
class Series:
    """The neighbours in time; None where there is none that anybody may read."""

    earlier: OfficialDocumentPage | None
    later: OfficialDocumentPage | None

    def __bool__(self) -> bool:
        return self.earlier is not None or self.later is not None


def series_title(title: str) -> str:
    """A title without its year: what the plans of one series share."""
    return YEAR.sub("", fold(title)).strip()


def series_of(document: OfficialDocumentPage) -> Series:
    """The nearest earlier and later year of the same column whose title is alike."""
    if not document.live or not document.year:
        return Series(None, None)
    others = list(readable_siblings(document).filter(kind=document.kind, year__isnull=False))
    earlier = (page for page in others if page.year < document.year)
    later = (page for page in others if page.year > document.year)
    return Series(_nearest(document, earlier), _nearest(document, later))


def _nearest(document: OfficialDocumentPage, pages: Iterable[Any]) -> Any | None:
    """Of those that are alike the nearest in time, then the most alike."""
    own = series_title(document.title)
    likeness = [(page, SequenceMatcher(None, own, series_title(page.title)).ratio()) for page in pages]
    alike = [(abs(page.year - document.year), -ratio, page.pk, page) for page, ratio in likeness if ratio >= ALIKE]
    return min(alike, key=lambda found: found[:3])[3] if alike else None
