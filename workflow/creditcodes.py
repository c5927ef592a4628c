"""Unified social credit codes of organisations (GB 32100-2015): eighteen signs, the last of which checks the others."""

from typing import Final

SIGNS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # neither I nor O, S, V, Z
LENGTH: Final = 18


def is_sound(code: str) -> bool:
    """Whether these are eighteen such signs with the right one at the end."""
    return len(code) == LENGTH and set(code) <= set(SIGNS) and check_sign(code[:-1]) == code[-1]


def check_sign(signs: str) -> str:
    """The sign that follows the first seventeen: their sum, weighed by powers of 3, is made whole to 31."""
    total = sum(SIGNS.index(sign) * pow(3, n, 31) for n, sign in enumerate(signs))
    return SIGNS[-total % 31]
