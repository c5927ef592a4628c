"""Numbers as standards write them, read exactly: 1 400, 1×10⁴, 3/4, 5 万, 百分之二十, 三分之一, 十五. And written."""

import re
from fractions import Fraction
from typing import Final

from workflow.text.limits.units import TABLE

_DIGITS: Final = {sign: n for n, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS: Final = {"十": 10, "百": 100, "千": 1000}
_LARGE: Final = {"万": 10**4, "亿": 10**8}
_SMALL: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_SIGN: Final = "[零〇一二两三四五六七八九十百千]"
_HAN: Final = f"[一二两三四五六七八九十]{_SIGN}"
_PLAIN: Final = r"[-−]?(?:\d{1,3}(?:[ \u00a0\u2009]\d{3})+(?!\d)|\d{1,3}(?:,\d{3})+(?!\d)|\d{1,15})(?:\.\d{1,12})?"
_COUNTED: Final = "|".join(
    sorted((re.escape(n) for n in TABLE if not n.isascii() and len(n) < 4 and n.isalpha()), key=len, reverse=True)
)
PATTERN: Final = (
    r"(?:"
    rf"(?:百|千|万)分之(?:(?:{_HAN}*|百)(?:点{_SIGN}+)?|{_PLAIN})"
    rf"|{_HAN}*分之{_HAN}*"
    r"|\d{1,6}\s?/\s?\d{1,6}(?![\d.])"
    r"|1\s?[:∶]\s?\d{1,4}(?![\d.])"
    rf"|{_PLAIN}(?:\s?[×xX]\s?10(?:[⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,2}}|\^-?\d{{1,2}}))?(?:\s?[万亿](?!元))?"
    rf"|{_HAN}*(?=\s?(?:{_COUNTED}))"
    r")"
)
_PARTS: Final = {"百": 100, "千": 1000, "万": 10_000}


def number(words: str) -> Fraction | None:
    """The number that these words are; None where they are none."""
    told = re.sub(r"[\s,]", "", words).replace("−", "-")
    if part := re.fullmatch(r"([百千万])分之(.+)", told):
        inner = number(part[2])
        return None if inner is None else inner / _PARTS[part[1]]
    if part := re.fullmatch(rf"({_HAN}*)分之({_HAN}*)", told):
        return Fraction(_han(part[2]), _han(part[1])) if _han(part[1]) else None
    if part := re.fullmatch(r"(-?\d{1,40})[/:∶](\d{1,40})", told):
        return Fraction(int(part[1]), int(part[2])) if int(part[2]) else None
    if part := re.fullmatch(r"(-?\d{1,40}(?:\.\d{1,40})?)(?:[×xX]10(\^?)([-⁻⁰¹²³⁴⁵⁶⁷⁸⁹\d]{1,3}))?([万亿]?)", told):
        power = int(part[3].translate(_SMALL)) if part[3] else 0
        return Fraction(part[1]) * Fraction(10) ** power * _LARGE.get(part[4], 1)
    if part := re.fullmatch(rf"({_SIGN}+)(?:点({_SIGN}+))?", told):
        after = "".join(str(_DIGITS.get(sign, 0)) for sign in part[2] or "")
        return Fraction(_han(part[1])) + (Fraction(int(after), 10 ** len(after)) if after else 0)
    return None


def _han(words: str) -> int:
    """十五, 一百二十, 二〇二六."""
    if len(words) > 1 and all(sign in _DIGITS for sign in words):
        return int("".join(str(_DIGITS[sign]) for sign in words))
    whole, digit = 0, 0
    for sign in words:
        if sign in _TENS:
            whole += (digit or 1) * _TENS[sign]
            digit = 0
        else:
            digit = _DIGITS[sign]
    return whole + digit


def told(value: Fraction) -> str:
    """A value in plain digits, as a decimal number where it is one, else as a fraction; `number` reads it again."""
    down = value.denominator
    for prime in (2, 5):
        while down % prime == 0:
            down //= prime
    if down != 1:
        return f"{value.numerator}/{value.denominator}"
    places = 0
    while value.denominator != 1 and (value * 10**places).denominator != 1:
        places += 1
    digits = str(abs(value.numerator * 10**places // value.denominator)).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)
