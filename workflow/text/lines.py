"""What a single line of a standard looks like: heading, annex, numbered clause, caption, entry of the contents.

Each function judges one line by itself; deciding by what stands around it is `reading`'s work.
"""

import re
from typing import Final, NamedTuple

from workflow.text.clauses import ClauseKind

# Full-width forms to ASCII, one character for one, so that a match on the probe cuts the line as it was written.
_HALF_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
_FULL_WIDTH: Final = re.compile("[\uff01-\uff5e\u3000\xa0]")

_ELEMENTS: Final = {
    "前言": ClauseKind.FOREWORD,
    "引言": ClauseKind.INTRODUCTION,
    "目次": ClauseKind.CONTENTS,
    "目录": ClauseKind.CONTENTS,
    "参考文献": ClauseKind.BIBLIOGRAPHY,
    "索引": ClauseKind.INDEX,
}
_CHAPTERS: Final = {
    "引言": ClauseKind.INTRODUCTION,  # numbered 0 in older texts
    "范围": ClauseKind.SCOPE,
    "规范性引用文件": ClauseKind.REFERENCES,
}
_STATUS: Final = {"规范性": ClauseKind.NORMATIVE_ANNEX, "资料性": ClauseKind.INFORMATIVE_ANNEX}

_SYMBOLS: Final = re.compile(r"(?:符号|代号|缩略语)(?:[、和](?:符号|代号|缩略语))*")

_ANNEX: Final = re.compile(r"附\s*录\s*([A-Z])(?![A-Za-z0-9.])\s*")
_ANNEX_STATUS: Final = re.compile(r"\(\s*(规范性|资料性)(?:附录)?\s*\)\s*")
_ANNEX_IN_A_SENTENCE: Final = re.compile(r"[、,和或的见及]|中的|给出|规定了|列出|描述了|提供了|所")
_NUMBER: Final = re.compile(r"((?:[A-Z]\.[1-9]\d?|0|[1-9]\d?)(?:\.[1-9]\d{0,2})*)(?![\d.]*\d)([.、]?)(\s*)", re.ASCII)
_NO_HEADING: Final = re.compile(r"[A-Za-z)\]\-~%‰°′″℃/,:;.、—–]")
_UNIT: Final = re.compile(
    r"(?:[%‰°℃Ω]|[kKMGmcdμn]?(?:m|g|s|A|V|W|Hz|Pa|L|l|t|h|d|N|J|B|b|lx|dB|mol|min|kWh)[²³23]?(?![A-Za-z])"
    r"|[年月日天个项次名人米元吨台套件份倍度升克秒岁周号]|小时|分钟|千米|公里|毫米|厘米|以[上下内])"
)
_ENDS_A_SENTENCE: Final = re.compile(r"[。;!?，；！？]|,\s*(?=[\u4e00-\u9fff])|[:：,、]$")
_MODAL: Final = re.compile(
    r"不[应宜得]|不必|(?<![供对相适反响感效])应(?:符合|满足|按|当|为|由|在|采用|设|有|能够?|与|根据|具|包括|保|进行|明确|不|配)"
    r"|宜(?:采用|设|为|按|在|由)|不[大小少低高超][于过]|[≥≤]"
)
_CAPTION: Final = re.compile(r"续?表\s*(?:[A-Z]\.)?\d+")
_CONTENTS_ENTRY: Final = re.compile(r".*(?:\s|…|[.·]{2})\s*(?:[ivxIVXⅠ-Ⅻ]{1,5}|\d{1,3})")
_WIDE: Final = re.compile("[\u2e80-\U0010ffff]")
_LONGEST_TITLE: Final = 40
_FARTHEST_LOOK: Final = 200  # a heading is known by its beginning, and a line may be a whole book


class Numbered(NamedTuple):
    """A line that begins like a clause: its number in ASCII, the words after it, and how sure its form is."""

    number: str
    words: str
    strict: bool


class AnnexHead(NamedTuple):
    letter: str
    kind: ClauseKind
    title: str


def probe(line: str) -> str:
    """The line in half-width forms, of the same length: for matching only, never stored."""
    return line.translate(_HALF_WIDTH) if _FULL_WIDTH.search(line) else line


def squeezed(line: str) -> str:
    """The line without its spaces: 前　　言 is typography for 前言."""
    return "".join(line.split())


def element(line: str) -> ClauseKind | None:
    return _ELEMENTS.get(squeezed(line))


def chapter_kind(title: str) -> ClauseKind:
    name = squeezed(title)
    if name.startswith("术语"):
        return ClauseKind.TERMS
    return ClauseKind.SYMBOLS if _SYMBOLS.fullmatch(name) else _CHAPTERS.get(name, ClauseKind.CHAPTER)


def is_set_title(title: str) -> bool:
    """A chapter that every standard has, under the title that GB/T 1.1 gives it."""
    return chapter_kind(title) is not ClauseKind.CHAPTER


def title_like(words: str) -> bool:
    """Short, without the marks of a sentence and without a requirement."""
    if not words or len(words) > 2 * _LONGEST_TITLE or _ENDS_A_SENTENCE.search(words) or _MODAL.search(words):
        return False
    return len(words) + len(_WIDE.findall(words)) <= 2 * _LONGEST_TITLE  # a wide character is as wide as two


def begins_with_unit(words: str) -> bool:
    return bool(_UNIT.match(probe(words)))


def annex_head(line: str) -> AnnexHead | None:
    """附录 A（规范性）标题, in one line or the first of three."""
    head = _ANNEX.match(probe(line)) if line[:1] == "附" else None
    if not head:
        return None
    kind, title = annex_status(line[head.end() :])
    if title and (not title_like(title) or _ANNEX_IN_A_SENTENCE.match(probe(title))):
        return None
    return AnnexHead(head[1], kind, title)


def annex_status(words: str) -> tuple[ClauseKind, str]:
    """Whether an annex says that it is 规范性 or 资料性, and the words after that."""
    status = _ANNEX_STATUS.match(probe(words))
    return (_STATUS[status[1]], words[status.end() :]) if status else (ClauseKind.ANNEX, words)


def numbered(line: str) -> Numbered | None:
    found = _NUMBER.match(probe(line[:_FARTHEST_LOOK]))
    if not found:
        return None
    number, mark, gap = found.groups()
    words = line[found.end() :]
    if words and not gap and not mark and _NO_HEADING.match(probe(words[0])):
        return None
    return Numbered(number, words, strict=not mark)


def depth(number: str) -> int:
    return number.count(".") + 1 if number else 1


def is_caption(line: str) -> bool:
    """The title of a table: the lines below it may be rows that begin with a number."""
    return bool(_CAPTION.match(probe(line))) and title_like(line)


def is_contents_entry(line: str) -> bool:
    return len(line) <= _FARTHEST_LOOK and bool(_CONTENTS_ENTRY.fullmatch(probe(line)))
