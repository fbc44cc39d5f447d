"""Numerals (数字): 二十一, 二〇二二, 廿八, 壹佰, 两千零五, １２ -> int."""

from zhtext.folding import fold

DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"两": 2}
UNITS = {"亿": 10**8, "万": 10**4, "千": 1000, "百": 100, "十": 10}
# 大写 (the forms of cheques) and contractions, as they stand after folding.
SPELLINGS = dict(zip(map(fold, "壹贰叁肆伍陆柒捌玖拾佰仟"), "一二三四五六七八九十百千", strict=True))
SPELLINGS |= {"廿": "二十", "卄": "二十", "卅": "三十", "卌": "四十"}
_TO_ARABIC = str.maketrans({character: str(value) for character, value in DIGITS.items()})
_SPELLED_OUT = str.maketrans(SPELLINGS)
LONGEST = 40
# What a numeral below 万 is made of, in folded text: for the character classes of the patterns that look for one.
HAN_NUMERAL = "".join([*DIGITS, "千百十", *SPELLINGS])


def plain_number(typed: str, digits: int) -> int | None:
    """The number that at most so many figures 0 to 9 write, as in addresses, forms and attributes; None for anything else.

    int() alone will not do: it takes 5_0 and １２, refuses ² (which is a digit), and 5,000 figures.
    """
    return int(typed) if 0 < len(typed) <= digits and typed.isascii() and typed.isdigit() else None


def parse_numeral(text: str) -> int | None:
    """The whole number that a numeral names, or None where the text is not one numeral from end to end.

    Arabic (full-width too), digit by digit (二〇二二), with units (两千零二十二, 三万五, up to 亿) and 大写 (壹佰).
    Signs, fractions and decimals are None, and so is anything over 40 characters.
    """
    return parse_folded(fold(text).strip()) if len(text) <= LONGEST + 20 else None


def parse_folded(numeral: str) -> int | None:
    """As parse_numeral, for folded text without spaces round it."""
    if not numeral or len(numeral) > LONGEST:
        return None
    arabic = numeral.translate(_TO_ARABIC)
    if arabic.isascii():
        return int(arabic) if arabic.isdigit() else None
    return _with_units(numeral.translate(_SPELLED_OUT))


def _with_units(numeral: str) -> int | None:
    """The value of a numeral by its largest unit: what stands before it, times the unit, and what stands after it."""
    for unit, size in UNITS.items():
        before, found, after = numeral.rpartition(unit)
        if not found:
            continue
        times = _times(before, size)
        rest = after.lstrip("〇")
        # 三百五 is 350, but 三百零五 is 305.
        scale = size // 10 if rest == after and size >= 100 and rest in DIGITS else 1
        remainder = _with_units(rest) if rest else 0
        if times is None or remainder is None or remainder * scale >= size:
            return None
        return times * size + remainder * scale
    return DIGITS.get(numeral)


def _times(before: str, size: int) -> int | None:
    """How many of a unit: one digit of 十, 百 and 千 (十 alone is 10), any number of 万 and 亿."""
    if size < UNITS["万"]:
        return DIGITS.get(before) or None if before else 1
    return _with_units(before) or None if before else None
