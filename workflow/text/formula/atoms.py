"""The smallest things of a formula: what one character or one command without arguments means."""

from typing import Final

from workflow.text.formula import signs
from workflow.text.formula.tree import Letter, Name, Node, Row, Sign, Words

_GREEK: Final = frozenset(signs.LETTERS.values())
_IGNORED: Final = frozenset(("displaystyle", "textstyle", "limits", "nolimits", "!", "mathit", "big", "Big"))


def of_character(sign: str) -> Node:
    """A letter, a sign, or else a word."""
    sign = signs.TYPED.get(sign, sign)
    if sign in _GREEK or (sign.isascii() and sign.isalpha()):
        return Letter(sign)
    return Sign(sign) if sign in signs.OPERATORS else Words(sign)


def of_command(name: str) -> Node | None:
    """None for a command that is not known, or that has arguments."""
    if name in signs.LETTERS:
        return Letter(signs.LETTERS[name])
    if name in signs.SIGNS:
        return Sign(signs.SIGNS[name])
    if name in signs.FUNCTIONS:
        return Name(name)
    return Row() if name in _IGNORED else None
