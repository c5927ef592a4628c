"""Contents, foreword and introduction (8.2 to 8.4, annex D): set sentences, their order, and what must be named."""

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Final

from workflow.text.checks.finding import Spot
from workflow.text.checks.lines import Line, Role
from workflow.text.checks.reading import Reading, squeezed, whole
from workflow.text.checks.standards import cited
from workflow.text.clauses import Clause, ClauseKind
from workflow.text.lines import squeezed as without_spaces

_BASIS: Final = re.compile(
    r"本文件按照GB/T1\.1—2020《标准化工作导则第1部分：标准化文件的结构和起草规则》(?:(?:和|、|以及).+)?的规定起草。"
)
_PATENT: Final = "请注意本文件的某些内容可能涉及专利。本文件的发布机构不承担识别专利的责任。"
_CALL: Final = "请将您知道的相关专利连同支持性文件一并附上。"
_ITEMS: Final = (
    ("basis", re.compile(r"本文件按照GB/T1\.1")),
    ("part", re.compile(r"本文件是.{0,60}第.{1,3}部分")),
    ("replaces", re.compile(r"本文件代替")),
    ("patent", re.compile(r"请注意本文件的某些内容|本文件的发布机构不承担识别")),
    ("proposer", re.compile(r"本文件由.*(?:提出|归口)")),
    ("units", re.compile(r"本文件(?:主要)?起草单位")),
    ("drafters", re.compile(r"本文件(?:主要)?起草人")),
    ("history", re.compile(r"本文件.*历次版本发布情况|本文件为首次发布|本文件于\d{4}年.*首次发布")),
)
_NAMED: Final = (
    ("fault.no_proposer", re.compile(r"由[^。]*提出")),
    ("fault.no_keeper", re.compile(r"归口")),
    ("fault.no_units", re.compile(r"起草单位[：:]\S")),
    ("fault.no_drafters", re.compile(r"起草人[：:]\S")),
)
_TAIL: Final = 200  # where an entry of the contents has its dots and page
_PLACES: Final = re.compile(r"[（(]见[^）)]*[\dA-Z]")
_DRAFT_STAGES: Final = frozenset({"draft", "consultation", "review"})


def foreword(reading: Reading) -> tuple[Clause, list[Line]] | None:
    """The foreword and its lines, the title apart."""
    clause = reading.first(ClauseKind.FOREWORD)
    if clause is None:
        return None
    return clause, [line for line in reading.lines_below(clause) if line.role is not Role.TITLE]


def basis(reading: Reading) -> Iterator[Spot]:
    """L18."""
    if found := foreword(reading):
        clause, lines = found
        if not lines or not _BASIS.match(squeezed(lines[0].words)):
            yield whole(lines[0]) if lines else Spot(clause.id)


def foreword_items(reading: Reading) -> Iterator[Spot]:
    """L20: what must be named is named, and the paragraphs stand in the order of 8.3."""
    if not (found := foreword(reading)):
        return
    clause, lines = found
    whole_text = "\n".join(squeezed(line.words) for line in lines)
    yield from (Spot(clause.id, facts={"item": name}) for name, mark in _NAMED if not mark.search(whole_text))
    last = -1
    for line in lines:
        place = next((n for n, (_, mark) in enumerate(_ITEMS) if mark.match(squeezed(line.words))), None)
        if place is not None and place < last:
            yield whole(line, item="fault.foreword_order")
            return
        last = last if place is None else place


def changes(reading: Reading) -> Iterator[Spot]:
    """L21: whoever replaces says so and tells the main technical changes, each with its places in both editions."""
    if not (found := foreword(reading)):
        return
    clause, lines = found
    replacing = next((line for line in lines if line.words.startswith("本文件代替")), None)
    if any(True for _ in unnamed(reading)):
        yield Spot(clause.id)
    elif replacing and not any("主要技术变化" in line.words for line in lines):
        yield whole(replacing)
    elif replacing:
        yield from _unplaced(lines)


def _unplaced(lines: list[Line]) -> Iterator[Spot]:
    """The first change without a place, and each list without changes."""
    for n, lead in enumerate(lines):
        if "主要技术变化" in lead.words:
            told = list(takewhile(lambda line: line.role is Role.ITEM, lines[n + 1 :]))
            lost = [line for line in told if not _PLACES.search(line.words)]
            if lost or not told:
                yield whole(lost[0] if lost else lead)
                return


def unnamed(reading: Reading) -> Iterator[tuple[Clause, str]]:
    """Numbers that some region replaces and the foreword does not name."""
    if found := foreword(reading):
        clause, lines = found
        there = {one.display for line in lines for one in cited(line.words)}
        for numbers in (reading.about.replaces or {}).values():
            wanted = [one.display for number in numbers for one in cited(number)]
            yield from ((clause, one) for one in wanted if one not in there)


def patents(reading: Reading) -> Iterator[Spot]:
    """L22: no patent is known, and the set sentence says so."""
    if reading.about.patents_known or not (found := foreword(reading)):
        return
    clause, lines = found
    spoken = [line for line in lines if "专利" in line.words]
    if not any(_PATENT in squeezed("".join(line.words for line in spoken[n:])) for n in range(len(spoken))):
        yield whole(spoken[0], _PATENT) if len(spoken) == 1 else Spot(clause.id)


def call_for_patents(reading: Reading) -> Iterator[Spot]:
    """L23: as long as a text is a draft, its cover asks for patents."""
    front = reading.first(ClauseKind.FRONT)
    if reading.about.stage not in _DRAFT_STAGES:
        return
    if front is None:
        yield Spot()
    elif _CALL not in squeezed("".join(line.words for line in reading.lines[front.id])):
        yield Spot(front.id)


def known_patents(reading: Reading) -> Iterator[Spot]:
    """L24: the introduction names the patents' holders."""
    if reading.about.patents_known:
        clause = reading.first(ClauseKind.INTRODUCTION)
        told = "".join(line.words for line in reading.lines_below(clause)) if clause else ""
        if "专利" not in told or "持有人" not in told:
            yield Spot(clause.id if clause else "")


def introduction(reading: Reading) -> Iterator[Spot]:
    """L25, besides its words: it bears no number, and a part of a series has one."""
    clause = reading.first(ClauseKind.INTRODUCTION)
    if clause and re.match(r"[0-9一二三四五六七八九十第]", clause.title):
        yield Spot(clause.id)
    if not clause and re.search(r"第\s*[\d一二三四五六七八九十]+\s*部分", reading.title):
        yield Spot()


def contents(reading: Reading) -> Iterator[Spot]:
    """L17: every entry is a heading of the text and every chapter and annex an entry; terms are none."""
    listed = reading.first(ClauseKind.CONTENTS)
    if not listed:
        return
    entries = [_entry(line.words) for line in reading.lines[listed.id] if line.role is not Role.TITLE]
    headings = {_heading(clause) for clause in reading.clauses if clause.title}
    terms = {
        _heading(entry)
        for element in reading.of_kind(ClauseKind.TERMS)
        for entry in reading.below(element)
        if entry is not element
    }
    needed = [
        _heading(c) for c in reading.children.get(None, []) if c.kind not in {ClauseKind.FRONT, ClauseKind.CONTENTS}
    ]
    wrong = [entry for entry in entries if entry and (entry not in headings or entry in terms)]
    lost = [heading for heading in needed if heading not in entries]
    order = [entry for entry in entries if entry in needed]
    if entries and (wrong or lost or order != [heading for heading in needed if heading in order]):
        yield Spot(listed.id, facts={"words": "、".join([*wrong, *lost])})


def _entry(words: str) -> str:
    head, tail = words[:-_TAIL], words[-_TAIL:]
    return without_spaces(head + re.sub(r"[\s.·…⋯—-]*(?:[ivxIVXⅠ-Ⅻ]{1,5}|(?<=[\s.·…⋯—-])\d{1,3})?\s*$", "", tail))


def _heading(clause: Clause) -> str:
    status = {ClauseKind.NORMATIVE_ANNEX: "（规范性）", ClauseKind.INFORMATIVE_ANNEX: "（资料性）"}.get(clause.kind, "")
    number = f"附录{clause.number}" if clause.kind.is_annex else clause.number
    return without_spaces(f"{number}{status}{clause.title}")
