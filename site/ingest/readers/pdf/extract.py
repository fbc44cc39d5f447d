"""PDFium's view of a file -> pages of characters, ruled lines and pictures. Everything that may grow is bounded."""

from __future__ import annotations

import ctypes
import io
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import PIL.Image
import pypdfium2
import pypdfium2.raw as pdfium

from ingest.readers.errors import ReadError
from ingest.readers.pdf.page import Box, Glyph, Image, Page
from ingest.readers.pdf.shapes import Matrix, flat_lines

MAX_PAGES = 1_500
MAX_GLYPHS = 3_000_000
MAX_PAGE_GLYPHS = 60_000
MAX_OBJECTS = 40_000
MAX_RULES = 6_000
MAX_IMAGES = 300
MAX_IMAGE_PIXELS = 24_000_000
MAX_IMAGE_BYTES = 40 * 1024 * 1024
SMALL = 24.0
BLANK_BYTES = 3_000
SCANNED_SHARE = 0.5
BOLD = re.compile(r"bold|heavy|black|simhei|heiti|黑体|小标宋|xiaobiaosong", re.I)
# Bullets that Word sets in Symbol or Wingdings arrive as private characters.
BULLETS = dict.fromkeys(
    (0xF0B7, 0xF06C, 0xF06E, 0xF075, 0xF0D8, 0xF0A7, 0xF09F, 0xF076, 0xF077, 0x2022, 0xF0A8, 0xF0B2), "•"
)
BROKEN = "PDF 文件已损坏，打不开。请用生成它的软件重新导出，再导入。"
LOCKED = "PDF 设有打开密码，无法读取。请去掉密码后再导入。"


class _Look(NamedTuple):
    size: float
    bold: bool


def pages_of(data: bytes) -> Iterator[Page]:
    """The pages in order; raises ReadError for what cannot be opened."""
    document = _open(data)
    try:
        count = len(document)
        if count == 0:
            raise ReadError("broken", BROKEN)
        if count > MAX_PAGES:
            raise ReadError("too_long", f"PDF 有 {count} 页，超过 {MAX_PAGES} 页的上限，请拆分后再导入。")
        budget = _Budget()
        for index in range(count):
            yield _page(document, index, budget)
    finally:
        document.close()


def _open(data: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise ReadError("encrypted", LOCKED) from error
        raise ReadError("broken", BROKEN) from error


class _Budget:
    """What the whole file may still use."""

    def __init__(self) -> None:
        self.glyphs = MAX_GLYPHS
        self.images = MAX_IMAGES
        self.image_bytes = MAX_IMAGE_BYTES


def _page(document: Any, index: int, budget: _Budget) -> Page:
    try:
        handle = document[index]
    except pypdfium2.PdfiumError:
        return Page(index + 1, 595.0, 842.0, garbled=True)
    text = handle.get_textpage()
    try:
        quarter, characters = _characters(text.raw, budget)
        frame = handle.get_bbox()
        place = Matrix.upright(frame, quarter)
        width, height = (frame[2] - frame[0], frame[3] - frame[1])[:: -1 if quarter % 2 else 1]
        page = Page(index + 1, width, height)
        _keep_text(page, characters, quarter, place)
        _keep_shapes(page, document, handle, place, budget)
        return page
    finally:
        text.close()
        handle.close()


def _characters(text: Any, budget: _Budget) -> tuple[int, list[tuple[str, Any, float, _Look]]]:
    """(quarter turns that most of the text is turned by, characters as (char, box, angle, look))."""
    count = pdfium.FPDFText_CountChars(text)
    if count > MAX_PAGE_GLYPHS or count > budget.glyphs:
        raise ReadError("too_large", "PDF 里的文字多得不正常，像是压缩炸弹，没有读取。请拆分后再导入。")
    budget.glyphs -= max(count, 0)
    looks: dict[int, _Look] = {}
    found = []
    turns: Counter[int] = Counter()
    for i in range(count):
        code = pdfium.FPDFText_GetUnicode(text, i)
        if pdfium.FPDFText_IsGenerated(text, i) == 1 or code in (0x0D, 0x0A, 0xFFFE):
            continue
        box = pdfium.FS_RECTF()
        if not pdfium.FPDFText_GetLooseCharBox(text, i, box):
            continue
        angle = pdfium.FPDFText_GetCharAngle(text, i)
        turns[round(angle / (math.pi / 2)) % 4] += 1
        found.append((_character(code), box, angle, _look(text, i, looks)))
    return (turns.most_common(1)[0][0] if turns else 0), found


def _character(code: int) -> str:
    if code in BULLETS:
        return BULLETS[code]
    if code == 0 or code == 0xFFFF or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return "\ufffd"
    char = chr(code)
    # ⼀ (Kangxi radical) for 一: fonts with two characters for one shape name the wrong one
    return unicodedata.normalize("NFKC", char) if 0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF else char


def _look(text: Any, i: int, looks: dict[int, _Look]) -> _Look:
    """Size and weight, asked once for each text object."""
    thing = pdfium.FPDFText_GetTextObject(text, i)
    key = ctypes.addressof(thing.contents) if thing else 0
    if key not in looks:
        matrix = pdfium.FS_MATRIX()
        scale = math.hypot(matrix.c, matrix.d) if pdfium.FPDFText_GetMatrix(text, i, matrix) else 1.0
        name = ctypes.create_string_buffer(128)
        pdfium.FPDFText_GetFontInfo(text, i, name, 128, ctypes.byref(ctypes.c_int()))
        heavy = pdfium.FPDFText_GetFontWeight(text, i) >= 600 or bool(
            BOLD.search(name.value.decode("utf-8", "replace"))
        )
        size = pdfium.FPDFText_GetFontSize(text, i) * (scale or 1.0)
        looks[key] = _Look(round(size, 1), heavy)
    return looks[key]


def _keep_text(page: Page, characters: list[tuple[str, Any, float, _Look]], quarter: int, place: Matrix) -> None:
    """The upright characters on the page; slanted ones are a watermark."""
    slanted, unknown = [], 0
    for char, box, angle, look in characters:
        off = abs((angle - quarter * math.pi / 2 + math.pi) % (2 * math.pi) - math.pi)
        if off > 0.06:
            slanted.append(char)
            continue
        shown = place.box(box.left, box.bottom, box.right, box.top)
        if shown.x1 < 0 or shown.x0 > page.width or shown.bottom < 0 or shown.top > page.height:
            continue
        unknown += char == "\ufffd" or "\ue000" <= char <= "\uf8ff"
        size = look.size if 1 < look.size < 400 else shown.height
        page.glyphs.append(Glyph(char, shown.x0, shown.top, shown.x1, shown.bottom, size, look.bold))
    page.slanted = "".join(slanted).strip()
    page.garbled = unknown > 20 and unknown > 0.3 * len(page.glyphs)


def _keep_shapes(page: Page, document: Any, handle: Any, place: Matrix, budget: _Budget) -> None:
    """Ruled lines and pictures; a page covered by pictures that holds no text is a scan."""
    covered = 0.0
    for thing, kind, matrix in _objects(handle.raw):
        where = matrix.then(place)
        if kind == pdfium.FPDF_PAGEOBJ_PATH and len(page.rules) < MAX_RULES:
            page.rules += flat_lines(thing, where)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            box = where.bounds(thing)
            if box is None or box.width < SMALL or box.height < SMALL:
                continue
            covered += min(box.width, page.width) * min(box.height, page.height)
            image = _image(thing, handle, document, box, page.number, budget)
            if image is not None:
                page.images.append(image)
    printed = sum(not g.char.isspace() for g in page.glyphs)
    page.scanned = printed < 12 and covered > SCANNED_SHARE * page.width * page.height


def _objects(handle: Any) -> Iterator[tuple[Any, int, Matrix]]:
    """Every path and picture with the matrix of the forms around it; forms are opened four deep."""
    left = MAX_OBJECTS
    waiting: list[tuple[Any, bool, Matrix, int]] = [(handle, True, Matrix(), 0)]
    while waiting:
        holder, is_page, matrix, depth = waiting.pop()
        count = pdfium.FPDFPage_CountObjects(holder) if is_page else pdfium.FPDFFormObj_CountObjects(holder)
        get = pdfium.FPDFPage_GetObject if is_page else pdfium.FPDFFormObj_GetObject
        for i in range(min(max(count, 0), left)):
            thing = get(holder, i)
            kind = pdfium.FPDFPageObj_GetType(thing)
            if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < 4:
                waiting.append((thing, False, Matrix.of(thing).then(matrix), depth + 1))
            elif kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
                yield thing, kind, matrix
        left -= min(max(count, 0), left)


def _image(thing: Any, handle: Any, document: Any, box: Box, page: int, budget: _Budget) -> Image | None:
    """The picture as JPEG where it is one, else as PNG; None where it cannot be taken out."""
    width, height = ctypes.c_uint(), ctypes.c_uint()
    pdfium.FPDFImageObj_GetImagePixelSize(thing, width, height)
    if budget.images <= 0 or width.value * height.value > MAX_IMAGE_PIXELS or not width.value:
        return Image(box, b"", f"第{page}页的图片")
    budget.images -= 1
    try:
        picture = pypdfium2.PdfImage(thing, page=handle, pdf=document)
        data = _jpeg(picture) or _png(picture)
    except (pypdfium2.PdfiumError, ValueError, OSError, NotImplementedError, MemoryError):
        return None
    if len(data) < BLANK_BYTES and _is_blank(data):
        return None
    if len(data) > budget.image_bytes:
        return Image(box, b"", f"第{page}页的图片")
    budget.image_bytes -= len(data)
    return Image(box, data, f"第{page}页的图片")


def _is_blank(data: bytes) -> bool:
    """One colour all over: a spacer."""
    with PIL.Image.open(io.BytesIO(data)) as image:
        return all(low == high for low, high in _extremes(image))


def _extremes(image: Any) -> list[tuple[int, int]]:
    found = image.convert("RGB").getextrema()
    return list(found)


def _jpeg(picture: Any) -> bytes:
    """The bytes of a picture that is stored as an ordinary JPEG; empty for any other."""
    if picture.get_filters(skip_simple=True) != ["DCTDecode"]:
        return b""
    data = bytes(picture.get_data(decode_simple=True))
    metadata = picture.get_metadata()
    return b"" if metadata.colorspace == pdfium.FPDF_COLORSPACE_DEVICECMYK else data


def _png(picture: Any) -> bytes:
    image = picture.get_bitmap(render=False).to_pil()
    out = io.BytesIO()
    (image if image.mode in ("1", "L", "RGB", "RGBA") else image.convert("RGB")).save(out, "PNG")
    return out.getvalue()
