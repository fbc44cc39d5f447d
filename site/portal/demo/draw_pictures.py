"""Draws the pictures of the demonstration (示范插图) for manuscripts/ and documents/: `python site/portal/demo/draw_pictures.py`.

Needs Noto Sans CJK. The pictures are kept in the repository, since fonts differ from machine to machine.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

HERE = Path(__file__).resolve().parent
MANUSCRIPTS, DOCUMENTS = HERE / "manuscripts", HERE / "documents"
FONT = "NotoSansCJK-Regular.ttc"
SIMPLIFIED = 2  # the font collection's face
PAPER, INK, BLUE, LINE = "#ffffff", "#1b1f24", "#0f4a6e", "#6f7782"
PALE, WARM, GREEN = "#e8f0f5", "#f6ead7", "#e3efe4"
WIDE = (960, 540)


def font(points: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT, points, index=SIMPLIFIED)


def canvas(size: tuple[int, int]) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", size, PAPER)
    return image, ImageDraw.Draw(image)


def keep(image: Image.Image, name: str, folder: Path = MANUSCRIPTS) -> None:
    image.quantize(32).save(folder / name, optimize=True)


def box(
    draw: ImageDraw.ImageDraw, at: tuple[int, int, int, int], text: str, fill: str = PALE, points: int = 30
) -> None:
    draw.rounded_rectangle(at, 12, fill=fill, outline=BLUE, width=3)
    middle = ((at[0] + at[2]) // 2, (at[1] + at[3]) // 2)
    draw.text(middle, text, font=font(points), fill=INK, anchor="mm", align="center", spacing=10)


def draw_study_group() -> None:
    """Four steps in a row and back to the first, as a school would draw them with its office program."""
    image, draw = canvas((960, 150))
    for number, step in enumerate(["提出问题", "共同备课", "观课记录", "改后再上"]):
        left = 30 + number * 236
        box(draw, (left, 20, left + 180, 100), step)
        if number < 3:
            draw.line((left + 186, 60, left + 222, 60), fill=BLUE, width=4)
            draw.polygon([(left + 220, 50), (left + 234, 60), (left + 220, 70)], fill=BLUE)
    draw.line([(828, 104), (828, 135), (120, 135), (120, 116)], fill=LINE, width=3)
    draw.polygon([(110, 118), (120, 104), (130, 118)], fill=LINE)
    image.quantize(16).save(MANUSCRIPTS / "study-group.png", optimize=True)


def draw_classroom() -> None:
    """A classroom from behind: the board, four rows of desks, an observer beside four marked pupils."""
    image, draw = canvas(WIDE)
    draw.rectangle((0, 0, 960, 250), fill=WARM)
    draw.rounded_rectangle((210, 40, 750, 190), 8, fill="#2f5d50", outline="#8a6a45", width=8)
    for number, text in enumerate(["看学生", "记原话", "当面读", "一起改"]):
        draw.text((290 + number * 128, 115), text, font=font(34), fill=PAPER, anchor="mm")
    for row in range(3):
        for seat in range(6):
            x, y = 130 + seat * 130 - row * 14, 290 + row * 84
            marked = (row, seat) in {(0, 4), (1, 4), (1, 5), (2, 4)}
            draw.rounded_rectangle((x - 42, y + 18, x + 42, y + 46), 6, fill="#d8b98a", outline="#8a6a45", width=2)
            draw.ellipse((x - 19, y - 28, x + 19, y + 10), fill="#c7402f" if marked else BLUE)
    draw.ellipse((858, 326, 908, 376), fill=INK)
    draw.rounded_rectangle((840, 380, 926, 500), 18, fill=INK)
    draw.rectangle((820, 420, 870, 470), fill=PAPER, outline=BLUE, width=3)
    keep(image, "news-classroom.png")


def draw_base() -> None:
    """Seven schools around the base, as on a sketch map; one river, no real place."""
    image, draw = canvas(WIDE)
    draw.rectangle((0, 0, 960, 540), fill=GREEN)
    river = [(0, 400), (160, 350), (330, 420), (520, 360), (700, 430), (960, 350)]
    draw.line(river, fill="#9cc3da", width=34, joint="curve")
    centre = (480, 250)
    places = {
        "柳湾": (150, 110), "石桥": (330, 80), "上坪": (690, 90), "云顶": (840, 190), "后溪": (800, 450), "枫林": (180, 470),
    }  # fmt: skip
    for name, (x, y) in places.items():
        draw.line((*centre, x, y), fill=LINE, width=3)
        draw.ellipse((x - 16, y - 16, x + 16, y + 16), fill=PAPER, outline=BLUE, width=4)
        away = -34 if y < centre[1] else 34  # from the line that comes from the middle
        draw.text((x, y + away), f"{name}小学", font=font(24), fill=INK, anchor="mm")
    box(draw, (350, 205, 610, 295), "松溪镇中心小学\n（研修基地）", fill=PAPER, points=28)
    draw.text((940, 520), "示意图，不表示实际距离", font=font(20), fill=LINE, anchor="rm")
    keep(image, "22-news-base.png", DOCUMENTS)


def draw_new_teachers() -> None:
    """The year of a new teacher as four bars on a line of months."""
    image, draw = canvas(WIDE)
    months = ["8月", "9月", "10月", "11月", "12月", "1月"]
    for number, month in enumerate(months):
        x = 200 + number * 140
        draw.line((x, 90, x, 470), fill="#d9dee3", width=2)
        draw.text((x, 60), month, font=font(26), fill=LINE, anchor="mm")
    bars = [
        ("集中学习", 160, 250, PALE),
        ("周六学习", 340, 900, GREEN),
        ("跟岗实践", 330, 860, WARM),
        ("师徒备课", 330, 900, PALE),
    ]
    for number, (name, left, right, fill) in enumerate(bars):
        y = 110 + number * 92
        draw.text((20, y + 32), name, font=font(28), fill=INK, anchor="lm")
        draw.rounded_rectangle((left, y, right, y + 64), 12, fill=fill, outline=BLUE, width=3)
    draw.text((205, 142), "6天", font=font(26), fill=INK, anchor="mm")
    draw.text((620, 234), "每月最后一个星期六，共6次", font=font(26), fill=INK, anchor="mm")
    draw.text((595, 326), "一个学期", font=font(26), fill=INK, anchor="mm")
    draw.text((615, 418), "同课表、同备课", font=font(26), fill=INK, anchor="mm")
    keep(image, "news-new-teachers.png")


def draw_open_day() -> None:
    """Sixty-eight minutes in four pieces, as wide as they are long."""
    image, draw = canvas((960, 300))
    left = 40
    pieces = [("说问题", 10, WARM), ("看作业和记录", 18, PALE), ("一起改教案", 25, GREEN), ("试讲与追问", 15, WARM)]
    for name, minutes, fill in pieces:
        right = left + minutes * 13 - 6
        box(draw, (left, 90, right, 190), name, fill=fill, points=26)
        draw.text(((left + right) // 2, 225), f"{minutes}分钟", font=font(24), fill=LINE, anchor="mm")
        left = right + 6
    draw.text((40, 45), "研修小组一次开放活动（68分钟）", font=font(28), fill=INK, anchor="lm")
    keep(image, "news-open-day.png")


if __name__ == "__main__":
    draw_study_group()
    draw_classroom()
    draw_base()
    draw_new_teachers()
    draw_open_day()
