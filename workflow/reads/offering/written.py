"""What the newest text itself tells: what it rests on, what it rules, what it cites and how that stands."""

from collections.abc import Iterator

import sqlalchemy as sa

from workflow.picture.standing import Standing
from workflow.reads.offering.shapes import items, paragraph, short, table
from workflow.records.checking import CitedDocument
from workflow.text.blocks import Block, inlines
from workflow.text.checks.standards import Cited, cited
from workflow.text.clauses import Clause, ClauseKind, Text
from workflow.text.inline import plain
from workflow.text.notation import read
from workflow.vocabulary import Validity
from workflow.words import tell

ABROAD = "international"
PATENTS, CHANGES = "专利", "主要技术变化"


def principles(standing: Standing) -> Iterator[Block]:
    """The rules of drafting, and the documents that the text cannot do without."""
    lines = _lines(standing.written, ClauseKind.FOREWORD)
    yield from (paragraph(line) for line in lines if "GB/T 1.1" in line)
    listed = _lines(standing.written, ClauseKind.REFERENCES)
    named = [line for line in listed if cited(line) and not line.startswith("下列文件")]
    if named:
        yield paragraph("编制时依据和引用的文件如下：")
        yield from items(line.rstrip("；。") for line in named)


def content(standing: Standing) -> Iterator[Block]:
    """The technical chapters with their clauses, and their tables by title."""
    text = standing.written
    chapters = [c for c in text.clauses if c.kind is ClauseKind.CHAPTER or (c.kind.is_annex and not c.parent)]
    if not chapters:
        return
    yield paragraph("主要技术内容如下，各项指标、参数和方法的依据分别说明：")
    yield from items(_told(text, chapter) for chapter in chapters)


def _told(text: Text, chapter: Clause) -> str:
    below = [f"{c.number} {c.title}" for c in text.clauses if c.parent == chapter.id and c.title]
    name = f"附录 {chapter.number}" if chapter.kind.is_annex else f"第 {chapter.number} 章"
    return f"{name} {chapter.title}" + (f"：{'、'.join(below)}" if below else "")


def revision(standing: Standing) -> Iterator[Block]:
    """The changes that the foreword lists."""
    lines = _lines(standing.written, ClauseKind.FOREWORD)
    at = next((n for n, line in enumerate(lines) if CHANGES in line), None)
    if at is not None:
        yield paragraph(lines[at])
        changes = [line for line in lines[at + 1 :] if "版的" in line or "（见" in line]
        yield from items(line.rstrip("；。") for line in changes)


def international(standing: Standing) -> Iterator[Block]:
    if not standing.versions:
        return
    abroad = sorted({one.display for one in _cited(standing.written) if one.family == ABROAD})
    if abroad:
        yield paragraph(f"文本引用的国际标准有：{'、'.join(abroad)}。")
    else:
        yield paragraph("文本没有引用国际标准。")


def relations(standing: Standing) -> Iterator[Block]:
    """Every cited document with what the catalogue knows of it."""
    found = {one.display: one for one in _cited(standing.written) if one.family != ABROAD}
    if not found:
        return
    query = sa.select(CitedDocument).where(CitedDocument.base.in_({one.undated for one in found.values()}))
    titles = {one.display: line for line in _lines(standing.written, ClauseKind.REFERENCES) for one in cited(line)}
    known = {row.number: row for row in standing.session.scalars(query)}
    bases = {row.base: row for row in known.values() if row.status is Validity.CURRENT}
    rows = [
        _related(one, known.get(one.dated) or bases.get(one.undated), titles.get(one.display, ""))
        for one in found.values()
    ]
    yield paragraph("本文件与所引用的现行标准的关系见下表。")
    yield table("trelations", "引用的标准", ("标准号", "名称", "性质", "目录中的状态"), rows)


def _related(one: Cited, listed: CitedDocument | None, line: str) -> tuple[str, str, str, str]:
    """The title as the catalogue has it, else as the text lists it."""
    title = listed.title if listed else line.partition(one.words)[2].strip(" ，。；")
    is_mandatory = one.family in ("national", "local") and not one.undated.split()[0].endswith(("/T", "/Z"))
    status = str(tell(listed.status)) if listed else "目录中没有"
    return one.display, title or "—", "强制性" if is_mandatory else "推荐性", status


def patents(standing: Standing) -> Iterator[Block]:
    """What foreword and introduction say about patents."""
    kinds = (ClauseKind.FOREWORD, ClauseKind.INTRODUCTION)
    for line in (line for kind in kinds for line in _lines(standing.written, kind) if PATENTS in line):
        yield paragraph(short(line))


def _lines(text: Text, kind: ClauseKind) -> list[str]:
    found = [c for c in text.clauses if c.kind is kind]
    return [plain(words) for c in found for block in read(c.body) for words in inlines(block)]


def _cited(text: Text) -> list[Cited]:
    """Every number in the text, once, in the order of kinds; the rules of drafting are no part of its matter."""
    found = {one.display: one for c in text.clauses for one in cited(f"{c.title}\n{c.body}")}
    return sorted((one for one in found.values() if one.undated != "GB/T 1.1"), key=Cited.order)
