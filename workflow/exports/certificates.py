"""A certificate of one entry, such as a contribution to a standard: what it holds, where anybody reads it, its hash."""

from typing import Any

import segno
from sqlalchemy.orm import Session

from workflow.accord.entered import cells
from workflow.clock import day_of
from workflow.exports.paperwork.filling import Filled
from workflow.exports.paperwork.printing import form_pdf
from workflow.exports.paperwork.shapes import Form
from workflow.exports.rolls import Roll
from workflow.records.entries import Entry
from workflow.text.canonical import canonical_hash
from workflow.words import say, tell


def certificate(session: Session, entry: Entry, roll: Roll, address: str) -> bytes:
    """The certificate as PDF: the same bytes for as long as the entry stands as it does."""
    title = say("{kind}证明", kind=tell(roll.kind.name))
    square = [[int(dark) for dark in row] for row in segno.make(address, error="m", micro=False).matrix]
    blocks: tuple[dict[str, Any], ...] = (
        {"kind": "facts", "rows": [[list(pair)] for pair in _facts(session, entry, roll, address)]},
        {"kind": "words", "style": "note", "words": [say("以公开页所载为准；条目更改之后，哈希不再相符。")]},
        {"kind": "code", "rows": square},
        {"kind": "seals", "places": [[say("（印章）"), say("日期：")]]},
    )
    form = Form(roll.kind.code, title, 0, "", "", (), False, "", blocks)
    return form_pdf(Filled(form, title, {}, {}, blocks, entry.changed_at)).pdf


def _facts(session: Session, entry: Entry, roll: Roll, address: str) -> list[tuple[str, str]]:
    line = roll.line(session, entry)
    told = [(str(tell(field.words)), str(tell(line[field.name] or ""))) for field in roll.fields]
    place = str(tell(line["region_name"])) if line["region_name"] else say("各地区")
    return [
        (say("名称"), entry.title),
        (say("地区"), place),
        *(pair for pair in told if pair[1]),
        (say("登记日期"), day_of(entry.opened_at).isoformat()),
        (say("登记号"), f"{entry.kind}/{entry.id}"),
        (say("公开页"), address),
        (say("内容的 SHA-256"), canonical_hash(cells(roll.kind, entry))),
    ]
