"""The one spelling of a value in bytes, for texts and log leaves alike, and the check of text at the input boundary.

With ASCII keys and without floats these bytes equal RFC 8785. Reading of files and clause trees is not here.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from hashlib import sha256
from typing import Final

Plain = str | int | bool | None | list["Plain"] | dict[str, "Plain"]

LARGEST: Final = 2**53 - 1
DEEPEST: Final = 64
KEY: Final = re.compile(r"[a-z0-9_]{1,32}")
UNSPEAKABLE: Final = re.compile(r"[\x00-\x09\x0b-\x1f\ud800-\udfff]")
BIDI_OVERRIDES: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
HAN_PLANES: Final = range(0x20000, 0x3FFFE)


class Flaw(StrEnum):
    """What is wrong with a value or a text; the words for it are not ours."""

    TYPE = "type"
    FLOAT = "float"
    TOO_LARGE = "too_large"
    TOO_DEEP = "too_deep"
    KEY = "key"
    CONTROL = "control"
    SURROGATE = "surrogate"
    BIDI_OVERRIDE = "bidi_override"
    UNASSIGNED = "unassigned"


class NotCanonical(ValueError):
    """A value that has no canonical bytes, and the path to the part at fault."""

    def __init__(self, flaw: Flaw, where: str) -> None:
        super().__init__(f"{flaw} at {where or 'the root'}")
        self.flaw = flaw
        self.where = where


class Unacceptable(ValueError):
    """A text that may not enter: its first bad character, where it stands (from 0), and the line (from 1)."""

    def __init__(self, flaw: Flaw, *, character: str, position: int, line: int) -> None:
        super().__init__(f"{flaw}: U+{ord(character):04X} at {position}")
        self.flaw = flaw
        self.codepoint = f"U+{ord(character):04X}"
        self.position = position
        self.line = line


def canonical(value: object) -> bytes:
    """The canonical bytes of a value made of strings, integers, booleans, None, sequences and mappings."""
    plain = _plain(value, "", 0)
    return json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def canonical_hash(value: object) -> str:
    """SHA-256 of the canonical bytes, in hex."""
    return sha256(canonical(value)).hexdigest()


def acceptable(text: str) -> str:
    """The text with its line ends as LF and its tabs as spaces, or `Unacceptable`.

    Browsers send CRLF and tables arrive with tabs: transport, not content. Nothing else is rewritten.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    flaws = {character: flaw for character in set(text) if (flaw := _flaw(character))}
    if flaws:
        position, bad = next((at, character) for at, character in enumerate(text) if character in flaws)
        raise Unacceptable(flaws[bad], character=bad, position=position, line=text.count("\n", 0, position) + 1)
    return text


def _flaw(character: str) -> Flaw | None:
    if character in BIDI_OVERRIDES:
        return Flaw.BIDI_OVERRIDE
    category = unicodedata.category(character)
    if category == "Cs":
        return Flaw.SURROGATE
    if category == "Cc" and character != "\n":
        return Flaw.CONTROL
    # The Han planes are filled year by year; a rare surname must not wait for a newer Python.
    unassigned = category == "Cn" and not (ord(character) in HAN_PLANES and ord(character) & 0xFFFF < 0xFFFE)
    return Flaw.UNASSIGNED if unassigned else None


def _plain(value: object, where: str, depth: int) -> Plain:
    if depth > DEEPEST:
        raise NotCanonical(Flaw.TOO_DEEP, where)
    match value:
        case None | bool():
            return value
        case str():
            return _string(value, where)
        case int():
            return _integer(value, where)
        case float():
            raise NotCanonical(Flaw.FLOAT, where)
        case Mapping():
            return {_key(key, where): _plain(item, f"{where}.{key}", depth + 1) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item, f"{where}[{index}]", depth + 1) for index, item in enumerate(value)]
    raise NotCanonical(Flaw.TYPE, where)


def _string(value: str, where: str) -> str:
    bad = UNSPEAKABLE.search(value)
    if bad:
        raise NotCanonical(Flaw.SURROGATE if bad[0] >= "\ud800" else Flaw.CONTROL, where)
    return str(value)


def _integer(value: int, where: str) -> int:
    if abs(value) > LARGEST:
        raise NotCanonical(Flaw.TOO_LARGE, where)
    return int(value)


def _key(key: object, where: str) -> str:
    if not isinstance(key, str) or not KEY.fullmatch(key):
        raise NotCanonical(Flaw.KEY, f"{where}.{key!r}")
    return str(key)
