"""The one annex in which a text lists its regional deviations, kept in step with them, and named in the foreword."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from workflow.text.arranging import with_element
from workflow.text.blocks import Cell, Paragraph, Table
from workflow.text.clauses import Clause, ClauseKind
from workflow.text.deviating import Placed, placed
from workflow.text.inline import Inline, Ref
from workflow.text.notation import write
from workflow.text.notation.marks import DEVIATIONS
from workflow.text.numbering import renumbered
from workflow.text.references import homes

TITLE: Final = "区域差异说明"
HEAD: Final = ("条款", "地区", "差异", "理由", "依据", "起", "止")


def listed(clauses: Sequence[Clause], regions: Mapping[str, str], new_id: Callable[[], str]) -> tuple[Clause, ...]:
    """The clauses with the annex as their deviations want it; without a deviation there is none. Regions are given by
    their names.
    """
    annex = next((clause for clause in clauses if clause.kind.is_annex and clause.title == TITLE), None)
    found = [one for one in placed(clauses) if annex is None or one.clause.id != annex.id]
    if not found:
        return _without(clauses, annex) if annex else tuple(clauses)
    if annex is None:
        clauses = with_element(clauses, ClauseKind.INFORMATIVE_ANNEX, TITLE, new_id)
        annex = next(clause for clause in clauses if clause.title == TITLE)
    body = _body(found, _table_id(clauses, annex), regions)
    here = tuple(replace(clause, body=body) if clause.id == annex.id else clause for clause in clauses)
    return renumbered(_named(here, annex))


def _table_id(clauses: Sequence[Clause], annex: Clause) -> str:
    taken = homes(clause for clause in clauses if clause.id != annex.id)
    return next(id_ for n in range(1, len(taken) + 2) if (id_ := f"t{n}") not in taken)


def _body(found: Sequence[Placed], table: str, regions: Mapping[str, str]) -> str:
    rows = [tuple(Cell(words) for words in _row(one, regions)) for one in found]
    head = tuple(Cell((words,)) for words in HEAD)
    told = Paragraph(("与共同规定不同的地区规定见 ", Ref(table), "。"))
    return write((told, Table(table, "区域差异", (head, *rows), head=1)))


def _row(one: Placed, regions: Mapping[str, str]) -> list[Inline]:
    told = one.deviation
    names = "、".join(regions.get(code, code) for code in told.regions)
    words = (names, told.title or DEVIATIONS[told.type], told.reason, told.evidence, told.since, told.until)
    return [(Ref(told.id),), *((word or "—",) for word in words)]


def _named(clauses: Sequence[Clause], annex: Clause) -> tuple[Clause, ...]:
    """The foreword says where the deviations are listed."""
    sign = f"{{@{annex.id}}}"
    said = f"与共同规定不同的地区规定列于 {sign}。"
    return tuple(
        replace(clause, body=f"{clause.body}\n{said}".lstrip("\n"))
        if clause.kind is ClauseKind.FOREWORD and sign not in clause.body
        else clause
        for clause in clauses
    )


def _without(clauses: Sequence[Clause], annex: Clause) -> tuple[Clause, ...]:
    said = f"与共同规定不同的地区规定列于 {{@{annex.id}}}。"
    rest = (clause for clause in clauses if annex.id not in (clause.id, clause.parent))
    return renumbered(
        replace(clause, body="\n".join(line for line in clause.body.split("\n") if line != said))
        if clause.kind is ClauseKind.FOREWORD
        else clause
        for clause in rest
    )
