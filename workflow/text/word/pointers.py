"""Fields that pointed at a bookmark, as references to the clause or block that now stands there."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from workflow.text.clauses import Clause
from workflow.text.inline import plain, write_inline
from workflow.text.numbering import numbering
from workflow.text.word.document import MARK, POINTER, Document
from workflow.text.word.found import Loss, LossKind
from workflow.text.word.ids import own

_POINTER: Final = re.compile(
    r"(?P<sort>(?:第|附录|[表图]|(?:公式|式))\s*)?\{@" + POINTER + r"(?P<n>\d+)\}(?P<tail>\s*章)?"
)
_MARK: Final = re.compile(r"\{@" + MARK + r"([a-z]{1,2})\}")
_BARE: Final = re.compile(r"(?:[A-Z]|\d{1,2})(?:\.\d{1,3})*|[（(](?:[A-Z]\.)?\d{1,3}[）)]")
_WHOLE: Final = re.compile(r"第\d{1,2}章|附录[A-Z]|[表图](?:[A-Z]\.)?\d{1,3}|(?:公式|式)[（(](?:[A-Z]\.)?\d{1,3}[）)]")


class Pointers:
    """What each pointer becomes, told from the finished clauses."""

    def __init__(self, document: Document, targets: Mapping[str, str], clauses: Sequence[Clause]) -> None:
        self._document, self._targets = document, targets
        self._numbers = numbering(clauses)
        self._told: set[int] = set()

    def resolved(self, said: str, within: str) -> str:
        """Words in the notation with every pointer in its place as a reference, or as the words it showed."""
        said = _MARK.sub(r"{^\1}", said) if MARK in said else said
        return _POINTER.sub(lambda found: self._one(found, within), said) if POINTER in said else said

    def _one(self, found: re.Match[str], within: str) -> str:
        pointer = self._document.pointers[int(found["n"])]
        sort, tail = found["sort"] or "", found["tail"] or ""
        target = self._targets.get(pointer.bookmark, "") or own(pointer.bookmark)  # ours may have pointed at nothing
        shown = "".join(plain(pointer.shown).split())
        if own(pointer.bookmark) and _BARE.fullmatch(shown):
            return _ours(sort, target, tail, shown)
        if target and _BARE.fullmatch(shown):
            return self._beside(sort, target, tail)
        if target and (own(pointer.bookmark) or _WHOLE.fullmatch(shown)):
            return f"{sort}{{@{target}}}{tail}"
        self._lose(int(found["n"]), pointer.bookmark, within)
        return f"{sort}{write_inline(pointer.shown)}{tail}"

    def _beside(self, sort: str, target: str, tail: str) -> str:
        """A bare number was shown: the reference prints the words around it by itself."""
        printed = self._numbers.printed(target)
        if sort and printed.startswith(sort.strip()):
            return f"{{@{target}}}" + ("" if printed.endswith("章") else tail)
        return f"{sort}{{@{target}}}{tail}"

    def _lose(self, n: int, bookmark: str, within: str) -> None:
        if n not in self._told:
            self._told.add(n)
            clause = self._numbers.clauses.get(within)
            place = f"{clause.number} {clause.title}".strip() if clause else ""
            self._document.losses.append(Loss(LossKind.FIELD, place, f"REF {bookmark}"))


def _ours(sort: str, target: str, tail: str, shown: str) -> str:
    """Our own files write 第 and 章 around the number of a chapter, and 式 before that of a formula."""
    if shown[0] in "（(":
        return f"{sort.removesuffix('式')}{{@{target}}}{tail}"
    if "." not in shown and sort.endswith("第 ") and tail == " 章":
        return f"{sort.removesuffix('第 ')}{{@{target}}}"
    return f"{sort}{{@{target}}}{tail}"
