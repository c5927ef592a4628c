"""The drafting explanation on paper: its sections under Chinese ordinals, the same bytes for the same words."""

from datetime import UTC, datetime
from typing import Any, Final

from workflow import clock
from workflow.exports.printed.blocks import Setting
from workflow.exports.printed.cover import STAGES
from workflow.exports.printed.glyphs import Glyphs
from workflow.exports.printed.pieces import Pieces
from workflow.exports.printed.press import pressed
from workflow.reads.explaining import Explanation
from workflow.text.notation import read
from workflow.text.numbering import numbering

TEMPLATE: Final = "explanation.typ"
EMPTY: Final = "（本节尚未编写）"
NAME: Final = "编制说明"
_NEVER: Final = datetime(2000, 1, 1, tzinfo=UTC)  # of an explanation without a word


def explanation_pdf(found: Explanation) -> bytes:
    """PDF/A; a section that is due and empty is told as such."""
    glyphs, text = Glyphs(), found.text
    numbers = numbering(text.clauses)
    sections = []
    for written, clause in zip(found.shown, text.clauses, strict=True):
        setting = Setting(clause, Pieces(glyphs, numbers, clause.id), {}, ())
        blocks = setting.blocks(read(clause.body)) if written.words else [["paragraph", [EMPTY]]]
        sections.append({"title": glyphs.pieces(f"{written.ordinal}、{clause.title}"), "blocks": blocks})
    data: dict[str, Any] = {
        "title": glyphs.pieces(f"《{found.title}》"),
        "name": glyphs.line(f"《{found.title}》{NAME}"),
        "kind": heading(found),
        "day": clock.day_of(found.made_at).isoformat() if found.made_at else "",
        "content": found.content,
        "sections": sections,
    }
    return pressed(data, {}, found.made_at or _NEVER, main=TEMPLATE)


def heading(found: Explanation) -> str:
    """The line below the title: for which draft."""
    stage = STAGES.get(found.purpose) if found.purpose else None
    return f"（{stage}）{NAME}" if stage else NAME
