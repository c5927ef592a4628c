"""The drafting explanation as an office file, to be read and sent round; its words are written in the product."""

from datetime import UTC, datetime
from typing import Final

from workflow import clock
from workflow.exports.office import last_section
from workflow.exports.office.blocks import Setting
from workflow.exports.office.packing import members, packed, part
from workflow.exports.office.styles import styles
from workflow.exports.office.words import Parts, Writer
from workflow.exports.office.xml import Ink, paragraph
from workflow.exports.printed.explanation import EMPTY, NAME, heading
from workflow.reads.explaining import Explanation
from workflow.text.notation import read
from workflow.text.numbering import numbering

_NEVER: Final = datetime(2000, 1, 1, tzinfo=UTC)


def explanation_docx(found: Explanation) -> bytes:
    """The same sections as in print; the same words give the same bytes."""
    ink, parts, text = Ink(), Parts({}), found.text
    numbers = numbering(text.clauses)
    inside = paragraph("ExplanationTitle", ink.run(f"《{found.title}》"))
    inside += paragraph("ExplanationKind", ink.run(heading(found)))
    for written, clause in zip(found.shown, text.clauses, strict=True):
        inside += paragraph("ExplanationHeading", ink.run(f"{written.ordinal}、{clause.title}"))
        setting = Setting(clause, Writer(parts, numbers, clause.id), {})
        blocks = setting.blocks(read(clause.body), ink) if written.words else ""
        inside += blocks or paragraph("Body", ink.run(EMPTY))
    if found.made_at:
        inside += paragraph("ExplanationEnd", ink.run(f"起草组　{clock.day_of(found.made_at).isoformat()}"))
    document = part("document", f"<w:body>{inside}{last_section()}</w:body>")
    title = f"《{found.title}》{NAME}"
    return packed(members(document, styles(), parts, NAME, title, found.made_at or _NEVER))
