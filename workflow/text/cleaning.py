"""Scraped or garbled words, cleaned as a proposal: readings in brackets, traditional characters, widths, broken lines.

Nothing is ever cleaned in place: a person sees the redline and takes it or not.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Final

from workflow.text import lines
from workflow.text.clauses import Clause
from workflow.text.notation import marks

_HAN: Final = "\u3400-\u9fff"
_READING: Final = re.compile(rf"(?<=[{_HAN}])\s*[(（](?P<reading>[a-zü\u00e0-\u01dc\s]{{1,12}})[)）]")
_SYLLABLE: Final = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxzcsryw])?"
    r"(?:iang|iong|uang|ueng|iao|ian|ing|uai|uan|ang|eng|ong|ai|ei|ao|ou|an|en|er|ia|ie|iu|in|ua|uo|ui|un|ue|ve|üe|üan"
    r"|ün|a|o|e|i|u|v|ü)"
)
_UNITS: Final = frozenset({"a", "ha", "min", "e", "pa", "lu", "u", "v", "i", "o"})  # 公顷(ha) is no reading
_LETTERS: Final = (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
_FULL_LETTERS: Final = {code: code - 0xFEE0 for code in _LETTERS}
_BETWEEN: Final = re.compile(rf"(?<=[{_HAN}\u201d\u300b）])\s*([,;:?])\s*(?=[{_HAN}\u201c\u300a（])")
_WIDE: Final = {",": "，", ";": "；", ":": "：", "?": "？"}
_APART: Final = re.compile(rf"(?<=[{_HAN}，。；：、])[ \t]+(?=[{_HAN}，。；：、])")
_BLANK: Final = re.compile(r"[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_ENDS: Final = re.compile(r"[。；：！？!?;:”’」』]$|…$|[.。]\d*$")
_SHORTEST: Final = 24  # as wide a line is broken rather than ended, counted as half widths


@dataclass(frozen=True)
class Cleaned:
    """The words after each step that changed anything, by its name, and what the last one left."""

    words: str
    steps: tuple[str, ...]


def cleaned(words: str, *, is_pasted: bool = True) -> Cleaned:
    """What the words would be; broken lines are joined only where nobody has parted the text into blocks yet."""
    steps: list[str] = []
    for name, step in _STEPS.items():
        if name == "lines" and not is_pasted:
            continue
        after = step(words)
        if after != words:
            steps.append(name)
            words = after
    return Cleaned(words, tuple(steps))


def cleaned_clauses(clauses: Iterable[Clause]) -> tuple[tuple[Clause, ...], tuple[str, ...]]:
    """The clauses with their words cleaned, and what was done."""
    done: dict[str, None] = {}
    after: list[Clause] = []
    for clause in clauses:
        title, body = (cleaned(words, is_pasted=False) for words in (clause.title, clause.body))
        done |= dict.fromkeys((*title.steps, *body.steps))
        after.append(replace(clause, title=title.words, body=body.words))
    return tuple(after), tuple(name for name in _STEPS if name in done)


def without_readings(words: str) -> str:
    """Readings behind their characters, 产(chǎn), taken out until none is left: one may hide another."""
    while (after := _READING.sub(_read_out, words)) != words:
        words = after
    return words


def _read_out(found: re.Match[str]) -> str:
    bare = "".join(found["reading"].split())
    signs = unicodedata.normalize("NFD", bare)
    flat = unicodedata.normalize("NFC", "".join(s for s in signs if not unicodedata.combining(s) or s == "\u0308"))
    is_toned = flat != unicodedata.normalize("NFC", bare)
    is_reading = _SYLLABLE.fullmatch(flat) and (is_toned or flat not in _UNITS)
    return "" if is_reading else found[0]


@cache
def _simple() -> dict[int, str]:
    source = resources.files("workflow.data").joinpath("traditional.txt").read_text(encoding="utf-8")
    return {ord(pair[0]): pair[1] for line in source.split("\n") if not line.startswith("#") for pair in line.split()}


def simplified(words: str) -> str:
    """Traditional characters as the simplified ones that a standard is written in, where there is but one."""
    return words.translate(_simple())


def half_width(words: str) -> str:
    """Letters and digits in the width of GB/T 1.1, punctuation between Han characters in theirs."""
    words = _BETWEEN.sub(lambda found: _WIDE[found[1]], words.translate(_FULL_LETTERS))
    return "\n".join(_APART.sub("", line) for line in _BLANK.sub("", words).split("\n"))


def joined(words: str) -> str:
    """Lines that end in the middle of a sentence, with the next one, where that begins nothing of its own."""
    whole: list[str] = []
    was_open = False
    for line in words.split("\n"):
        bare = line.strip()
        if was_open and bare and not _begins(bare):
            whole[-1] = _together(whole[-1].rstrip(), bare)
        else:
            whole.append(line)
        last = whole[-1].strip()
        was_open = bool(bare) and _width(bare) >= _SHORTEST and not _ENDS.search(last) and not _stands(last)
    return "\n".join(whole)


def _together(one: str, other: str) -> str:
    is_latin = one[-1:].isascii() and one[-1:].isalnum() and other[:1].isascii() and other[:1].isalnum()
    return f"{one} {other}" if is_latin else one + other


def _begins(line: str) -> bool:
    """Whether a line is no continuation: a heading, an item, a row, a title."""
    heading = lines.element(line) or lines.annex_head(line) or lines.is_caption(line)
    return bool(heading) or marks.is_mark(line) or line[0] in "|![【" or lines.numbered(line) is not None


def _stands(line: str) -> bool:
    """A heading or row stands by itself however long it is."""
    found = lines.numbered(line)
    return line[0] in "|!【" or bool(lines.is_caption(line)) or (found is not None and lines.title_like(found.words))


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)


_STEPS: Final[dict[str, Callable[[str], str]]] = {
    "readings": without_readings,
    "simplified": simplified,
    "width": half_width,
    "lines": joined,
}
