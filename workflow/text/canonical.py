"""The one spelling of a value in bytes, for texts and log leaves alike, and the check of text at the input boundary.

With ASCII keys and without floats these bytes equal RFC 8785. Reading of files and clause trees is not here.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from json.encoder import encode_basestring
from typing import Final

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
    return _spelled(value, 0).encode()


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


def _spelled(value: object, depth: int) -> str:
    """In one pass; the path of a flaw is put together only where there is one."""
    if depth > DEEPEST:
        raise NotCanonical(Flaw.TOO_DEEP, "")
    match value:
        case str():
            return _string(value)
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return _integer(value)
        case float():
            raise NotCanonical(Flaw.FLOAT, "")
        case dict() | Mapping():
            return _mapping(value, depth)
        case list() | tuple():
            return _sequence(value, depth)
    raise NotCanonical(Flaw.TYPE, "")


def _mapping(value: Mapping[object, object], depth: int) -> str:
    spelled: dict[str, str] = {}
    for key, item in value.items():
        name = _key(key)
        try:
            spelled[name] = _spelled(item, depth + 1)
        except NotCanonical as fault:
            raise NotCanonical(fault.flaw, f".{key}{fault.where}") from None
    return "{" + ",".join([f"{name}:{spelled[name]}" for name in sorted(spelled)]) + "}"


def _sequence(value: Sequence[object], depth: int) -> str:
    spelled: list[str] = []
    for item in value:
        try:
            spelled.append(_spelled(item, depth + 1))
        except NotCanonical as fault:
            raise NotCanonical(fault.flaw, f"[{len(spelled)}]{fault.where}") from None
    return "[" + ",".join(spelled) + "]"


def _string(value: str) -> str:
    bad = UNSPEAKABLE.search(value)
    if bad:
        raise NotCanonical(Flaw.SURROGATE if bad[0] >= "\ud800" else Flaw.CONTROL, "")
    return encode_basestring(value)


def _integer(value: int) -> str:
    if abs(value) > LARGEST:
        raise NotCanonical(Flaw.TOO_LARGE, "")
    return int.__repr__(value)


@lru_cache(maxsize=1024)
def _key(key: object) -> str:
    """A key in quotes; few are ever in use."""
    if not isinstance(key, str) or not KEY.fullmatch(key):
        raise NotCanonical(Flaw.KEY, f".{key!r}")
    return f'"{key}"'
