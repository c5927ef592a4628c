"""The table of regional deviations, of the newest text of each standard."""

from collections.abc import Iterator

import sqlalchemy as sa

from workflow.exports.registers.engine import PROJECT, Asked, Query, Register, Row, title
from workflow.records.standards import Standard
from workflow.records.texts import Version, VersionClause, Words
from workflow.text.blocks import Deviation
from workflow.text.deviating import MARK
from workflow.text.notation import read

V, C = Version, VersionClause


def _query() -> Query:
    newest = sa.select(sa.func.max(V.id)).group_by(V.standard_id)
    named = (Standard.id.label("standard"), title(), V.number.label("version"), C.number.label("clause"), Words.body)
    query = sa.select(*named).join(V, V.id == C.version_id).join(Standard, Standard.id == V.standard_id)
    return query.join(Words, Words.hash == C.words_hash).where(V.id.in_(newest), Words.body.contains(MARK))


def _each(row: Row, asked: Asked) -> Iterator[Row]:
    """A clause may hold several; those of other regions are left out where one is asked for."""
    body = row.pop("body")
    for block in read(body):
        if isinstance(block, Deviation) and (asked.region is None or asked.region in block.regions):
            told = {"regions": list(block.regions), "type": block.type.value, "deviation": block.title}
            yield row | told | {n: getattr(block, n) for n in ("reason", "evidence", "since", "until")}


DEVIATIONS = Register(
    name="deviations",
    heading="差异条款表",
    columns=PROJECT
    | {
        "version": "文本",
        "clause": "条款",
        "regions": "地区代码",
        "type": "类型",
        "deviation": "名称",
        "reason": "理由",
        "evidence": "依据",
        "since": "自",
        "until": "至",
    },
    query=_query,
    key=(C.version_id, C.place),
    agreement=Standard.agreement_id,
    by={"standard": V.standard_id, "at": V.made_at},
    spread=_each,
    words={"type": "deviation"},
)
