"""Numerals (数字): 二十一, 二〇二二, 廿八, 壹佰, 两千零五, １２ -> int."""

from zhtext.folding import fold

ZERO = "〇"
DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")}
DIGITS |= {"两": 2}
# 大写 (the forms of cheques), as they stand after folding.
DIGITS |= {fold(character): value for value, character in enumerate("壹贰叁肆伍陆柒捌玖", 1)}
MULTIPLIERS = {"十": 10, "百": 100, "千": 1000} | {fold("拾"): 10, fold("佰"): 100, fold("仟"): 1000}
SECTIONS = {"万": 10**4, "亿": 10**8}
CONTRACTIONS = {"廿": 20, "卄": 20, "卅": 30, "卌": 40}
LONGEST = 40
# What a numeral is made of, in folded text: for the character classes of the patterns that look for one.
HAN_NUMERAL = "".join([*DIGITS, *MULTIPLIERS, *CONTRACTIONS])


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
    if numeral.isascii():
        return int(numeral) if numeral.isdigit() else None
    if all(character in DIGITS or character in "0123456789" for character in numeral):
        return int("".join(str(DIGITS.get(character, character)) for character in numeral))
    return _with_units(numeral)


def _with_units(numeral: str) -> int | None:
    total = 0
    section = 0
    digit: int | None = None
    ceiling = 10**12
    last_unit = 1
    for character in numeral:
        if character in DIGITS:
            if digit:                      # 一二十: two digits without a unit between them
                return None
            digit = DIGITS[character]
            if digit == 0:
                last_unit = 10             # 一百零二 is 102: what follows 零 is never short for tens
        elif character in MULTIPLIERS:
            unit = MULTIPLIERS[character]
            if unit >= ceiling or digit == 0:
                return None
            section += (1 if digit is None else digit) * unit
            ceiling, last_unit, digit = unit, unit, None
        elif character in CONTRACTIONS:
            if digit or ceiling <= 10:
                return None
            section += CONTRACTIONS[character]
            ceiling, last_unit, digit = 10, 10, None
        elif character in SECTIONS:
            unit = SECTIONS[character]
            if section + (digit or 0) == 0 or (total and total % (unit * 10) and unit > 10**4):
                return None
            total, section = (total + section + (digit or 0)) * unit if unit > 10**4 else \
                total + (section + (digit or 0)) * unit, 0
            ceiling, last_unit, digit = 10**12, unit, None
        else:
            return None
    if digit and last_unit >= 100:         # 三百五 is 350, 两万三 is 23,000
        digit *= last_unit // 10
    return total + section + (digit or 0)
