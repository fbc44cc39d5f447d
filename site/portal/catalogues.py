"""The portal's own words in traditional Chinese: our source strings are simplified, OpenCC writes the first version.

`locale/zh_Hant/LC_MESSAGES/django.po` is kept in the repository and may be corrected by hand; a correction stays when the
strings are collected again. The .mo beside it is compiled where it is missing or older, without msgfmt.
"""

from __future__ import annotations

import ast
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib
from django.conf import settings
from django.template import engines
from django.template.base import Node
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils.translation import trim_whitespace

LOCALE = Path(__file__).resolve().parent / "locale"
CATALOGUE = LOCALE / "zh_Hant" / "LC_MESSAGES" / "django.po"
GETTEXT = {"_", "gettext", "gettext_lazy", "pgettext", "pgettext_lazy"}
HAN = re.compile(r"[\u3400-\u9fff]")
HEADER = {
    "Project-Id-Version": "shixun",
    "Language": "zh_Hant",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}


def compile_catalogues(locale: Path = LOCALE) -> list[Path]:
    """Writes the .mo beside every .po that is newer; several processes may do so at once."""
    compiled = []
    for po in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        mo = po.with_suffix(".mo")
        sources = [po, *said_as_written(po)]
        if mo.exists() and mo.stat().st_mtime >= max(source.stat().st_mtime for source in sources):
            continue
        with tempfile.NamedTemporaryFile(dir=po.parent, suffix=".partial", delete=False) as partial:
            partial.write(catalogue_of(sources).to_binary())
        os.chmod(partial.name, 0o644)
        os.replace(partial.name, mo)
        compiled.append(mo)
    return compiled


def said_as_written(po: Path) -> list[Path]:
    """For the simplified catalogue: where our own strings stand, which are simplified already.

    A string that no catalogue has is looked for in some forty of them (Wagtail's, and their fallbacks) at every call.
    """
    traditional = po.parents[2] / CATALOGUE.relative_to(LOCALE)
    simplified = po.parents[1].name == "zh_Hans" and po.name == traditional.name
    return [traditional] if simplified and traditional.exists() else []


def catalogue_of(sources: list[Path]) -> polib.POFile:
    """The first file's catalogue, with the msgids of the others standing for themselves."""
    catalogue = polib.pofile(str(sources[0]))
    known = {entry.msgid for entry in catalogue}
    for source in sources[1:]:
        strings = [
            entry.msgid for entry in polib.pofile(str(source)) if entry.msgid not in known and not entry.msgid_plural
        ]
        catalogue.extend(polib.POEntry(msgid=text, msgstr=text) for text in strings)
        known.update(strings)
    return catalogue


# --- what there is to translate -------------------------------------------------------------------------------------
def template_strings(root: Path) -> Iterator[str]:
    """Every Chinese string that the templates below `root` mark for translation."""
    engine = engines["django"].engine
    for file in sorted(root.rglob("*.html")):
        template = engine.from_string(file.read_text(encoding="utf-8"))
        for node in all_nodes(template.nodelist):
            message = message_of(node)
            if message and HAN.search(message):
                yield message
        yield from re.findall(r'_\("([^"]*[\u3400-\u9fff][^"]*)"\)', file.read_text(encoding="utf-8"))


def all_nodes(nodelist: Iterable[Node]) -> Iterator[Node]:
    for node in nodelist:
        yield from node.get_nodes_by_type(Node)


def message_of(node: Node) -> str | None:
    """The msgid of a {% trans %} or {% blocktrans %} node."""
    if isinstance(node, TranslateNode):
        message = node.filter_expression.var
        return str(getattr(message, "literal", None) or message)
    if isinstance(node, BlockTranslateNode):
        text, _variables = node.render_token_list(node.singular)
        return trim_whitespace(text) if node.trimmed else text
    return None


def code_strings(root: Path) -> Iterator[str]:
    """Every Chinese string that the Python files below `root` give to gettext."""
    for file in sorted(root.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
            first = node.args[-1] if name in {"pgettext", "pgettext_lazy"} else node.args[0]
            text = first.value if isinstance(first, ast.Constant) else None
            if name in GETTEXT and isinstance(text, str) and HAN.search(text):
                yield text


def public_strings(root: Path) -> set[str]:
    """What a reader can meet: the public templates, and the labels and messages of the rooms that they show."""
    folders = [path for path in (root / "templates").iterdir() if path.name not in {"ingest", "editorial"}]
    found = set(template_strings(root / "templates"))
    hidden = {text for name in ("ingest", "editorial") for text in template_strings(root / "templates" / name)}
    visible = {text for folder in folders if folder.is_dir() for text in template_strings(folder)}
    found -= hidden - visible
    for room in ("home", "news", "plans", "search", "site/publications", "site/access"):
        found |= set(code_strings(root / room))
    return found


def missing_strings(root: Path) -> list[str]:
    """Public strings that the traditional catalogue does not have."""
    known = {entry.msgid for entry in polib.pofile(str(CATALOGUE)) if entry.msgstr} if CATALOGUE.exists() else set()
    return sorted(public_strings(root) - known)


def collect(root: Path) -> tuple[int, int]:
    """(new, dropped): brings the catalogue up to date with the sources; what stands in it already stays as it is."""
    from zhtext.scripts import convert

    wanted = public_strings(root)
    old = {entry.msgid: entry for entry in polib.pofile(str(CATALOGUE))} if CATALOGUE.exists() else {}
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = HEADER
    for message in sorted(wanted):
        entry = old.get(message) or polib.POEntry(
            msgid=message, msgstr=convert(message, "hant", settings.TRADITIONAL_REGION)
        )
        catalogue.append(entry)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(CATALOGUE))
    return len(wanted - old.keys()), len(old.keys() - wanted)
