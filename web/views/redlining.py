"""A changed clause drawn block by block for parts/redline.html: words struck and underlined, tables by cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from web.views.blocks import Page, View, block_view, word_views
from workflow.records.places import Region
from workflow.text.blocks import Deviation, Example, Item, Note, Paragraph, Table
from workflow.text.clauses import Clause
from workflow.text.comparing import BlockChange, block_changes
from workflow.text.inline import Ref, plain, read_inline
from workflow.text.numbering import Numbering, numbering
from workflow.text.redline import ClauseChange, Op, Span
from workflow.words import say

OPS = {Op.KEEP: "same", Op.ADD: "add", Op.CUT: "cut"}


@dataclass(frozen=True)
class Drawing:
    """The numbers of both texts, so that every mark prints what it printed in its own text."""

    old: Numbering
    new: Numbering
    places: Mapping[str, Region]

    @classmethod
    def of(cls, changes: Sequence[ClauseChange], places: Mapping[str, Region] | None = None) -> "Drawing":
        """For the changes of one redline."""
        old = tuple(change.old for change in changes if change.old is not None)
        new = tuple(change.new for change in changes if change.new is not None)
        return cls(numbering(old), numbering(new), places or {})

    def blocks(self, change: ClauseChange) -> list[View]:
        """The blocks of a changed clause."""
        old, new = change.old, change.new
        was = old.body if old else ""
        now = new.body if new else ""
        pages = _Pages(self._page(old or new, self.old), self._page(new or old, self.new))
        return pages.drawn(block_changes(was, now), (), ())

    def title(self, change: ClauseChange) -> list[View]:
        """The pieces of the title, as spans."""
        return [{"op": OPS[op], "words": [{"is": "text", "text": words}]} for op, words in change.title]

    def heard(self, change: ClauseChange, spans: Sequence[Span]) -> list[Span]:
        """Spans as plain words, their marks as what they print."""
        clause = change.new or change.old
        assert clause is not None
        return [(op, heard(clause.id, self.old if op is Op.CUT else self.new, words)) for op, words in spans]

    def _page(self, clause: Clause | None, numbers: Numbering) -> Page:
        assert clause is not None
        return Page(clause, numbers, self.places)


@dataclass(frozen=True)
class _Pages:
    """The clause in its old text and in its new one."""

    old: Page
    new: Page

    def drawn(self, changes: Sequence[BlockChange], was: tuple[int, ...], now: tuple[int, ...]) -> list[View]:
        views, gone, come = [], 0, 0
        for change in changes:
            is_cut = change.op is Op.CUT
            page, path = (self.old, (*was, gone)) if is_cut else (self.new, (*now, come))
            views.append(self._drawn(change, page, path, (*was, gone)))
            gone += change.op is not Op.ADD
            come += not is_cut
        return views

    def _drawn(self, change: BlockChange, page: Page, path: tuple[int, ...], was: tuple[int, ...]) -> View:
        whole = block_view(page, change.block, path)
        told: View = {"op": OPS[change.op], "is": whole["is"], "whole": whole, "told": "whole"}
        match change.block:
            case Table() if change.rows:
                rows = [_row(self, row) for row in change.rows]
                title, *notes = (self.spans(line) for line in change.lines)
                return told | {"told": "table", "rows": rows, "title": title, "notes": notes}
            case Deviation() if change.inner:
                return told | {"told": "inner", "inner": self.drawn(change.inner, was, path)}
            case Paragraph() | Item() | Note() | Example() if change.lines:
                return told | {"told": "lines", "lines": [self.spans(line) for line in change.lines]}
        if change.was is not None and not change.is_untouched:
            return told | {"told": "both", "was": block_view(self.old, change.was, was)}
        return told

    def spans(self, spans: Sequence[Span]) -> list[View]:
        """Struck words print what their marks printed in the old text."""
        return [
            {"op": OPS[op], "words": word_views(self.old if op is Op.CUT else self.new, words)} for op, words in spans
        ]


def heard(clause_id: str, numbers: Numbering, words: str) -> str:
    """Words of the notation as a reader hears them: a reference is the number it prints."""
    printed = (
        numbers.printed(one.to, clause_id) if isinstance(one, Ref) else plain((one,)) for one in read_inline(words)
    )
    return "".join(printed)


def _row(pages: _Pages, row: Any) -> View:
    cells = [{"columns": one.cell.columns, "rows": one.cell.rows, "spans": pages.spans(one.words)} for one in row.cells]
    return {"op": OPS[row.op], "head": row.is_head, "cells": cells}


def density(change: ClauseChange) -> int:
    """How much of a clause changed, in five steps for the overview; 0 is nothing."""
    if change.old is None or change.new is None:
        return 4
    share = change.share
    return 0 if share == 0 else 1 + min(2, int(share * 4))


def density_words(change: ClauseChange) -> str:
    """The same for those who do not see the bar."""
    clause = change.new or change.old
    number = (clause.number or clause.title) if clause else ""
    return say("{clause}：改动 {share} %", clause=number, share=round(change.share * 100))
