"""The portal's own words in traditional Chinese."""

from pathlib import Path

import polib
from django.utils.translation import gettext, override

from portal.catalogues import CATALOGUE, compile_catalogues, missing_strings

ROOT = Path(__file__).resolve().parents[2]


def test_every_public_string_has_its_traditional_form() -> None:
    assert missing_strings(ROOT) == [], "manage.py collect_messages brings the catalogue up to date"


def test_the_catalogue_is_compiled_without_anyone_asking() -> None:
    with override("zh-hant"):
        assert gettext("没有这个页面") == "沒有這個頁面"
    with override("zh-hans"):
        assert gettext("没有这个页面") == "没有这个页面"


def test_placeholders_survive_the_conversion() -> None:
    for entry in polib.pofile(str(CATALOGUE)):
        for mark in ("%(", "{{", "{0", "%s"):
            assert entry.msgid.count(mark) == entry.msgstr.count(mark), entry.msgid


def test_only_what_changed_is_compiled(tmp_path: Path) -> None:
    folder = tmp_path / "zh_Hant" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n', encoding="utf-8"
    )
    assert len(compile_catalogues(tmp_path)) == 1
    assert compile_catalogues(tmp_path) == []
    assert [path.name for path in folder.iterdir() if path.suffix == ".partial"] == []
