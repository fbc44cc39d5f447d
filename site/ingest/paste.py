"""What an editor pastes into a body -> the state of StreamField blocks, as the editing form's script inserts them."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ingest.body import body_stream
from ingest.cleaning import clean
from ingest.document import Part
from ingest.metadata.headings import find_headings
from ingest.pictures import PictureKeeper
from ingest.readers.clipboard import read_clipboard
from ingest.readers.source import Block, Picture, Removal, SourceDocument
from ingest.wording import title_key
from publications.models import OfficialDocumentPage

LOCAL_ADDRESSES = ("file:", "about:", "webkit-fake-url:", "x-apple-ql-id:", "cid:", "blob:", "ms-")
HEADING_LEVELS_OF_PAGES = 4


@dataclass(frozen=True)
class Pasted:
    """`blocks` as a StreamBlock's form state; `kept`, `dropped` and `lost` in words for the editor."""

    blocks: list[dict[str, Any]]
    kept: list[str]
    dropped: list[str]
    lost: list[str]


def convert(html: str, text: str, images: Sequence[bytes], title: str, user: Any) -> Pasted:
    """Raises ReadError for what is too large, nested too deep or empty. `images` are pictures of the clipboard in their order."""
    source, removals = clean(read_clipboard(html, text))
    if not source.blocks and images:
        source = replace(source, blocks=tuple(_picture_block(data, n) for n, data in enumerate(images, 1)))
    blocks, missing = _with_pictures(source, images)
    if blocks and title and title_key(blocks[0].text) == title_key(title):
        removals.append(Removal("repeated_title", "标题重复印出", 1, (blocks[0].text,)))
        blocks = blocks[1:]
    keeper = PictureKeeper(lambda _reference: None, title or _("粘贴的图片"), user)
    stream = body_stream(_part(blocks), keeper)
    return Pasted(_form_state(stream), _kept(stream), _dropped(removals), _lost(missing, keeper))


def _part(blocks: list[Block]) -> Part:
    """A piece of a body: its lines are headings by number, by mark or when they are bold throughout."""
    headings, captions = find_headings(blocks, frozenset())
    sure = [h for h in headings if h.number or blocks[h.index].kind == "heading" or blocks[h.index].is_bold]
    return Part("main", "other", "", tuple(blocks), frozenset(), tuple(sure), tuple(captions))


def _picture_block(data: bytes, number: int) -> Block:
    return Block(kind="image", picture=Picture(name=_("第%(number)s张图片") % {"number": number}, data=data))


def _with_pictures(source: SourceDocument, images: Sequence[bytes]) -> tuple[list[Block], int]:
    """(blocks, pictures that stayed on the other computer): the clipboard's own pictures go where the text has places for them."""
    places = [i for i, b in enumerate(source.blocks) if b.picture and _is_local(b.picture)]
    blocks = list(source.blocks)
    if places and len(places) == len(images):
        for place, data in zip(places, images, strict=True):
            blocks[place] = replace(blocks[place], picture=replace(blocks[place].picture, data=data))
        return blocks, 0
    gone = set(places)
    return [b for i, b in enumerate(blocks) if i not in gone], len(places)


def _is_local(picture: Picture) -> bool:
    return not picture.data and picture.address.lower().startswith(LOCAL_ADDRESSES)


def _form_state(stream: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Raw blocks -> what `insert` of Wagtail's StreamBlock takes, each with an id of its own."""
    block = OfficialDocumentPage._meta.get_field("body").stream_block
    for child in stream:
        child["id"] = str(uuid.uuid4())
    state = block.get_form_state(block.to_python(stream))
    return [{"type": child["type"], "value": child["value"], "id": child["id"]} for child in state]


def _kept(stream: list[dict[str, Any]]) -> list[str]:
    counts = Counter(child["type"] for child in stream)
    paragraphs = sum(
        child["value"].count("<p>") + child["value"].count("<li>") for child in stream if child["type"] == "paragraph"
    )
    words = [
        (counts["heading"], _("%(n)s 个标题")), (paragraphs, _("%(n)s 段文字")), (counts["table"], _("%(n)s 张表格")),
        (counts["image"], _("%(n)s 张图片")), (counts["quote"], _("%(n)s 段引文")),
    ]  # fmt: skip
    return [word % {"n": n} for n, word in words if n]


def _dropped(removals: Sequence[Removal]) -> list[str]:
    counts: Counter[str] = Counter()
    for removal in removals:
        counts[removal.reason] += removal.count
    return [_("%(reason)s（%(n)s 处）") % {"reason": reason, "n": n} for reason, n in counts.items()]


def _lost(missing: int, keeper: PictureKeeper) -> list[str]:
    lost = []
    if missing:
        lost.append(
            ngettext(
                "%(n)s 张图片没有带过来，请用“从文件导入”", "%(n)s 张图片没有带过来，请用“从文件导入”", missing
            ) % {"n": missing}
        )  # fmt: skip
    return lost + [_("图片没有带过来：%(name)s") % {"name": name} for name in keeper.lost[:10]]
