"""The drafter's desk: whether a seat may save a draft now, how a pasted text would be read, and how clauses would stand
after a move. Nothing is written.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from typing import Final

from sqlalchemy.orm import Session

from workflow import engine
from workflow.engine import Offer
from workflow.picture import manuscript
from workflow.picture.standing import Seat, Standing
from workflow.process.reasons import NotThere
from workflow.process.standard import ROWS
from workflow.records.shared_words import SharedWord
from workflow.text import arranging
from workflow.text.arranging import Move
from workflow.text.blocks import Block, Deviation, Figure
from workflow.text.clauses import Clause, ClauseKind
from workflow.text.deviating import put, taken_out
from workflow.text.deviation_annex import listed
from workflow.text.lineage import id_factory
from workflow.text.linking import numbered_and_linked
from workflow.text.notation import read as read_blocks
from workflow.text.notation import write
from workflow.text.numbering import renumbered, walk
from workflow.text.reading import Reading, read
from workflow.text.term_entries import TermEntry, with_entry

# The elements that every text has, with the words that GB/T 1.1—2020 sets (8.3, 8.5.2, 8.6.2, 8.7.2); the language of
# a standard is Chinese.
BEGINNING: Final = {
    ClauseKind.FOREWORD: (
        "前言",
        "本文件按照 GB/T 1.1—2020《标准化工作导则 第1部分：标准化文件的结构和起草规则》的规定起草。",
    ),
    ClauseKind.SCOPE: ("范围", "本文件规定了……。\n本文件适用于……。"),
    ClauseKind.REFERENCES: ("规范性引用文件", "本文件没有规范性引用文件。"),
    ClauseKind.TERMS: ("术语和定义", "本文件没有需要界定的术语和定义。"),
    ClauseKind.CHAPTER: ("要求", ""),
}
TITLES: Final = {
    ClauseKind.INTRODUCTION: "引言",
    ClauseKind.SYMBOLS: "符号和缩略语",
    ClauseKind.NORMATIVE_ANNEX: "",
    ClauseKind.INFORMATIVE_ANNEX: "",
    ClauseKind.BIBLIOGRAPHY: "参考文献",
    ClauseKind.INDEX: "索引",
} | {kind: title for kind, (title, _) in BEGINNING.items()}
MANY: Final = frozenset({ClauseKind.CHAPTER, ClauseKind.NORMATIVE_ANNEX, ClauseKind.INFORMATIVE_ANNEX})
Arranged = tuple[tuple[Clause, ...], str]


@dataclass(frozen=True)
class Desk:
    """The clauses of the newest draft, and ids that no clause of the standard ever had."""

    clauses: tuple[Clause, ...]
    new_id: Callable[[], str]


def desk(session: Session, standing: Standing) -> Desk:
    """What lies on the desk of a standard."""
    last = standing.draft
    ids = (id_ for version in standing.versions for id_ in version.digest)
    return Desk(manuscript.load(session, last).clauses if last else (), id_factory(ids))


def saving(standing: Standing, seat: Seat, at: datetime) -> Offer | None:
    """Saving a draft, if the seat has anything to do with it now."""
    return engine.offer(ROWS["save_draft"], standing, seat, at)


def pasted(source: str) -> Reading:
    """A whole text as it would be read into clauses, with what stands out in it."""
    return read(source, id_factory())


def skeleton(desk: Desk) -> Arranged:
    """The elements that every text has, where nothing is written yet; ValueError where something is."""
    if desk.clauses:
        raise ValueError("something is written")
    clauses = renumbered(
        Clause(desk.new_id(), kind, "", title, body, 1, None) for kind, (title, body) in BEGINNING.items()
    )
    return clauses, clauses[1].id


def lacking(clauses: tuple[Clause, ...]) -> list[ClauseKind]:
    """The elements that may still be added."""
    there = {clause.kind for clause in clauses}
    return [kind for kind in ClauseKind if kind in TITLES and (kind in MANY or kind not in there)]


def with_element(desk: Desk, kind: ClauseKind) -> Arranged:
    """A further element in its place; ValueError where it stands already."""
    if kind not in lacking(desk.clauses):
        raise ValueError(f"{kind} stands already")
    made = arranging.with_element(desk.clauses, kind, TITLES[kind], desk.new_id)
    old = {clause.id for clause in desk.clauses}
    return made, next(clause.id for clause in made if clause.id not in old)


def moved(desk: Desk, id_: str, move: Move) -> Arranged:
    """A clause moved, and the one to look at next: the new one, else itself, else what stands where it stood."""
    made = arranging.arranged(desk.clauses, id_, move, desk.new_id)
    old = {clause.id for clause in desk.clauses}
    new = next((clause.id for clause in made if clause.id not in old), id_)
    if any(clause.id == new for clause in made):
        return made, new
    at = next(n for n, clause in enumerate(desk.clauses) if clause.id == id_)
    return made, made[min(at, len(made) - 1)].id if made else ""


def with_deviation(
    desk: Desk, id_: str, deviation: Deviation, regions: Mapping[str, str], *, cut: bool = False
) -> tuple[Clause, ...]:
    """The clauses with a regional deviation put into one of them, or taken out, and the annex that lists them all."""
    changed = taken_out(desk.clauses, deviation.id) if cut else put(desk.clauses, id_, deviation)
    return numbered_and_linked(listed(changed, regions, desk.new_id))


def with_term(desk: Desk, word: SharedWord) -> Arranged | None:
    """A term of the shared base as a further entry, and its id; None where the text defines it already."""
    entry = TermEntry(word.term, word.english, word.definition, word.source)
    try:
        return with_entry(desk.clauses, entry, desk.new_id)
    except ValueError:
        return None


def with_image(desk: Desk, id_: str, at: int, digest: str, alt: str) -> str:
    """The body of a clause with another image in one of its figures, counted in reading order."""
    clause = next((clause for clause in desk.clauses if clause.id == id_), None)
    blocks = read_blocks(clause.body) if clause else ()
    figures = [block for _, block in walk(blocks) if isinstance(block, Figure)]
    if not 0 <= at < len(figures):
        raise NotThere
    seen = count()
    return write(_shown(block, seen, at, digest, alt) for block in blocks)


def _shown(block: Block, seen: Iterator[int], at: int, digest: str, alt: str) -> Block:
    if isinstance(block, Deviation):
        return replace(block, blocks=tuple(_shown(inner, seen, at, digest, alt) for inner in block.blocks))
    if isinstance(block, Figure) and next(seen) == at:
        return replace(block, image=digest, alt=alt)
    return block
