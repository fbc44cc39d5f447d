"""The admin speaks Chinese: what Wagtail's own catalogue lacks stands in ours, with the field's own terms."""

import re
import shutil
from pathlib import Path

import polib
import pytest

from portal.catalogues import LOCALE, compile_catalogues

OURS = Path(__file__).parents[2] / "site" / "portal" / "locale" / "zh_Hans" / "LC_MESSAGES"
APPS = ("admin", "", "images", "documents", "snippets", "users", "locales", "contrib/table_block", "contrib/settings")
# A plural of a sentence that the Chinese interface never meets: a page with several translations but no children.
KNOWN_MISSING = 1


def wagtail_catalogue(app: str, language: str, domain: str) -> list[polib.POEntry]:
    import wagtail

    path = Path(wagtail.__file__).parent / app / "locale" / language / "LC_MESSAGES" / f"{domain}.po"
    return [entry for entry in polib.pofile(str(path)) if not entry.obsolete] if path.exists() else []


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_no_text_of_the_admin_is_left_in_english(domain: str) -> None:
    ours = {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(OURS / f"{domain}.po"))}
    missing = []
    for app in APPS:
        theirs = {(e.msgctxt, e.msgid) for e in wagtail_catalogue(app, "zh_Hans", domain) if e.translated()}
        missing += [e.msgid for e in wagtail_catalogue(app, "en", domain) if (e.msgctxt, e.msgid) not in theirs | ours]
    assert len(missing) <= KNOWN_MISSING, missing


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_a_translation_names_no_placeholder_that_its_text_does_not_have(domain: str) -> None:
    names = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
    for entry in polib.pofile(str(OURS / f"{domain}.po")):
        source = set(names.findall(entry.msgid + entry.msgid_plural))
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            assert set(names.findall(text)) <= source, entry.msgid


def test_the_fields_own_terms_replace_wagtails() -> None:
    from django.utils import translation
    from django.utils.translation import gettext

    with translation.override("zh-hans"):
        assert [gettext(term) for term in ("Request changes", "Approve", "Unpublish", "Promote", "Pages")] == [
            "退回修改",
            "通过",
            "撤稿",
            "网址与摘要",
            "稿件",
        ]


def test_our_own_strings_are_found_in_the_first_catalogue_asked(tmp_path: Path) -> None:
    for script in ("zh_Hans", "zh_Hant"):
        shutil.copytree(LOCALE / script, tmp_path / script, ignore=shutil.ignore_patterns("*.mo"))
    compile_catalogues(tmp_path)
    simplified = polib.mofile(str(tmp_path / "zh_Hans" / "LC_MESSAGES" / "django.mo"))
    said = {entry.msgid: entry.msgstr for entry in simplified}
    assert said["发文字号"] == "发文字号"
    assert compile_catalogues(tmp_path) == []
