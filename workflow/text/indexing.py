"""The index 索引 of a text, made from it (GB/T 1.1—2020, 8.14): keywords by pinyin, with the numbers of their places.

An index without words is made, and so is one that begins with 【索引】, whose further lines add keywords; any other
stays as it was typed. Places are ids, so that numbers follow the clauses.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from workflow.text.blocks import Block, Figure, Paragraph, Table, inlines
from workflow.text.clauses import Clause, ClauseKind
from workflow.text.inline import plain
from workflow.text.notation import read
from workflow.text.numbering import CHAPTERS, Numbering, walk
from workflow.text.term_entries import entries

MARK: Final = "【索引】"
OTHERS: Final = "#"  # the letter of what begins with none
_NORMATIVE: Final = (CHAPTERS - {ClauseKind.REFERENCES}) | {ClauseKind.NORMATIVE_ANNEX, ClauseKind.ANNEX}
# Titles under which nobody looks for a matter.
_GENERAL: Final = (
    "范围|规范性引用文件|术语和定义|术语|符号和缩略语|符号|缩略语|总则|总体要求|总体原则|基本要求|基本原则|"
    "一般要求|一般规定|通用要求|通则|概述|要求|其他|其他要求|原则"
)
_PLAIN: Final = frozenset(_GENERAL.split("|"))
_PARTED: Final = re.compile(r"[、，；,;\s]+")


@dataclass(frozen=True)
class Entry:
    """A keyword and the ids of the clauses, tables and figures that treat of it, in reading order."""

    word: str
    places: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """The keywords that begin with one letter."""

    letter: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class _Spot:
    """Something that can be pointed at: its title, and the words below it."""

    id: str
    title: str
    words: str = ""


def is_made(index: Clause) -> bool:
    """Whether an index is made from the text, or stays as it was typed."""
    body = index.body.strip()
    return index.kind is ClauseKind.INDEX and (not body or body.startswith(MARK))


def indexed(index: Clause, numbers: Numbering) -> tuple[Group, ...]:
    """The entries of an index that is made, by letter."""
    spots = list(_spots(numbers))
    terms = [one.term for one in entries(tuple(numbers.clauses.values()))]
    own = _added(index)
    words = dict.fromkeys([*terms, *own] if own else [*terms, *_titles(spots)])
    found = [Entry(word, places) for word in words if (places := _places(word, spots))]
    ordered = sorted(found, key=lambda entry: sounded(entry.word))
    return tuple(Group(letter, tuple(of)) for letter, of in groupby(ordered, key=lambda one: _letter(one.word)))


def place_words(numbers: Numbering, id_: str) -> str:
    """A place as an index tells it: 4.1, 附录 A, 表 1."""
    clause = numbers.clauses.get(id_)
    return clause.number if clause and clause.number and not clause.kind.is_annex else numbers.printed(id_)


def sounded(word: str) -> tuple[bool, tuple[tuple[str, str], ...], str]:
    """What keywords are ordered by: sign for sign by sound and tone; figures and signs before all letters."""
    from pypinyin import Style, lazy_pinyin  # its dictionaries are large; few texts have an index

    sounds = lazy_pinyin(word.casefold(), style=Style.TONE3, neutral_tone_with_five=True, errors=_apart)
    parted = tuple((sound.rstrip("12345"), sound[-1:]) if len(sound) > 1 else (sound, "") for sound in sounds)
    is_letter = bool(parted) and parted[0][0][:1].isascii() and parted[0][0][:1].isalpha()
    return is_letter, parted, word


def _apart(signs: str) -> str:
    """What is no Han sign is ordered letter by letter."""
    return list(signs)  # type: ignore[return-value]  # a list is taken, too


def _letter(word: str) -> str:
    is_letter, parted, _ = sounded(word)
    return parted[0][0][0].upper() if is_letter else OTHERS


def _added(index: Clause) -> list[str]:
    """The keywords that the writer gave."""
    lines = (plain(block.words) for block in read(index.body) if isinstance(block, Paragraph))
    return [word for line in lines for word in _PARTED.split(line.replace(MARK, " ")) if word]


def _titles(spots: Iterable[_Spot]) -> Iterator[str]:
    """Without keywords of the writer's: what clauses, tables and figures are called."""
    return (one.title for one in spots if one.title and one.title not in _PLAIN)


def _places(word: str, spots: Sequence[_Spot]) -> tuple[str, ...]:
    """Where a title names it; else where the words do."""
    titled = tuple(one.id for one in spots if word in one.title)
    return titled or tuple(one.id for one in spots if word in one.words)


def _spots(numbers: Numbering) -> Iterator[_Spot]:
    """The normative clauses with what stands in them, and their tables and figures."""
    roots: dict[str, ClauseKind] = {}
    terms = [one.term for one in entries(tuple(numbers.clauses.values()))]
    for clause in numbers.clauses.values():
        root = roots[clause.id] = roots.get(clause.parent or "", clause.kind)
        if root not in _NORMATIVE or not clause.number:
            continue
        blocks = read(clause.body)
        term = next((name for name in terms if clause.title.startswith(name)), "") if root is ClauseKind.TERMS else ""
        yield _Spot(clause.id, term or clause.title.strip(), _said(blocks))
        for _, block in walk(blocks):
            if isinstance(block, Table | Figure) and block.id and block.title:
                yield _Spot(block.id, block.title)


def _said(blocks: Iterable[Block]) -> str:
    return "\n".join(plain(words) for block in blocks for words in inlines(block))
