"""Term entries under 术语和定义: read out of a text, and one more put in."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from workflow.text.arranging import with_element
from workflow.text.blocks import Paragraph
from workflow.text.clauses import Clause, ClauseKind
from workflow.text.inline import plain
from workflow.text.notation import read, write
from workflow.text.numbering import renumbered

TITLE: Final = "术语和定义"
LEAD: Final = "下列术语和定义适用于本文件。"  # GB/T 1.1—2020, 8.7.2
NONE: Final = "本文件没有需要界定的术语和定义。"
_TITLE: Final = re.compile(r"(?P<zh>.*[\u4e00-\u9fff]\S*|\S+)\s+(?P<en>[A-Za-z(][^\u4e00-\u9fff]*)")
_SOURCE: Final = re.compile(r"[\[［【]来源：(?P<words>.*)[\]］】]")


@dataclass(frozen=True)
class TermEntry:
    """A term as a standard defines it."""

    term: str
    english: str
    definition: str
    source: str = ""

    @property
    def body(self) -> str:
        """As the body of its clause."""
        told = (self.definition, f"[来源：{self.source}]" if self.source else "")
        return write(Paragraph((words,)) for words in told if words)


def entries(clauses: Sequence[Clause]) -> list[TermEntry]:
    """The entries of a text: clauses under 术语和定义 that have none of their own; one without a definition is none."""
    within: set[str] = set()
    for clause in clauses:
        if clause.kind is ClauseKind.TERMS or clause.parent in within:
            within.add(clause.id)
    divided = {clause.parent for clause in clauses}
    found = [
        _entry(c) for c in clauses if c.id in within and c.id not in divided and c.kind is ClauseKind.CLAUSE and c.title
    ]
    return [one for one in found if one.definition]


def _entry(clause: Clause) -> TermEntry:
    named = _TITLE.fullmatch(clause.title.strip())
    lines = [plain(block.words).strip() for block in read(clause.body) if isinstance(block, Paragraph)]
    source = next((match["words"] for line in lines if (match := _SOURCE.fullmatch(line))), "")
    definition = next((line for line in lines if not _SOURCE.fullmatch(line)), "")
    term, english = (named["zh"], named["en"]) if named else (clause.title.strip(), "")
    return TermEntry(term, english, definition, source)


def with_entry(
    clauses: Sequence[Clause], entry: TermEntry, new_id: Callable[[], str]
) -> tuple[tuple[Clause, ...], str]:
    """The clauses with a further entry at the end of 术语和定义, and its id; ValueError where the term stands there."""
    if any(one.term == entry.term for one in entries(clauses)):
        raise ValueError(f"{entry.term} stands already")
    if not any(clause.kind is ClauseKind.TERMS for clause in clauses):
        clauses = with_element(clauses, ClauseKind.TERMS, TITLE, new_id)
    at = next(n for n, clause in enumerate(clauses) if clause.kind is ClauseKind.TERMS)
    chapter = clauses[at]
    lead = replace(chapter, body=LEAD) if chapter.body.strip() in ("", NONE) else chapter
    end = next((n for n in range(at + 1, len(clauses)) if clauses[n].parent is None), len(clauses))
    title = f"{entry.term} {entry.english}".strip()
    made = Clause(new_id(), ClauseKind.CLAUSE, "", title, entry.body, 2, chapter.id)
    return renumbered((*clauses[:at], lead, *clauses[at + 1 : end], made, *clauses[end:])), made.id
