"""Conversion of the strings that wagtail-localize takes out of a page: text nodes only, never tags or attributes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bs4 import BeautifulSoup, NavigableString
from wagtail.models import Locale
from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.strings import StringValue

from zhtext import document_numbers, scripts

SCRIPTS: dict[str, scripts.Script] = {"zh-hans": "hans", "zh-hant": "hant"}


class OpenCCTranslator(BaseMachineTranslator):
    """zh-hans to zh-hant and back; OPTIONS: REGION "hk" or "tw", whose characters the traditional side uses."""

    display_name = "OpenCC"

    def __init__(self, options: dict[str, Any]) -> None:
        super().__init__(options)
        self.region: scripts.Region = options["REGION"]

    def can_translate(self, source_locale: Locale, target_locale: Locale) -> bool:
        return {source_locale.language_code, target_locale.language_code} == set(SCRIPTS)

    def translate(
        self, source_locale: Locale, target_locale: Locale, strings: Iterable[StringValue]
    ) -> dict[StringValue, StringValue]:
        to = SCRIPTS[target_locale.language_code]
        return {string: StringValue(self.convert_html(string.data, to)) for string in strings}

    def convert_html(self, html: str, to: scripts.Script) -> str:
        """An HTML fragment with its text nodes converted; everything else stays byte for byte what it was."""
        if "<" not in html and "&" not in html:
            return self.convert_text(html, to)
        soup = BeautifulSoup(html, "html.parser")
        for node in list(soup.find_all(string=True)):
            if type(node) is NavigableString:  # comments and the like are subclasses
                node.replace_with(self.convert_text(str(node), to))
        return str(soup)

    def convert_text(self, text: str, to: scripts.Script) -> str:
        """Plain text converted; document numbers (发文字号) in it stay as printed, since people quote and search them."""
        pieces, place = [], 0
        for start, end, _number in document_numbers.find(text):
            pieces += [scripts.convert(text[place:start], to, self.region), text[start:end]]
            place = end
        return "".join([*pieces, scripts.convert(text[place:], to, self.region)])
