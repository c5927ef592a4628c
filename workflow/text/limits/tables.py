"""Limits read off a table: rows of items under columns of values, the unit in a column, a head or above."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from workflow.text.blocks import Table
from workflow.text.limits.finding import Place, places
from workflow.text.limits.limit import Bound, Limit
from workflow.text.limits.numerals import PATTERN as NUMBER
from workflow.text.limits.numerals import number
from workflow.text.limits.signs import folded, plain
from workflow.text.limits.units import PATTERN as UNIT
from workflow.text.limits.units import unit

_COUNTS: Final = re.compile(r"^(?:序号|编号|No\.?|#)$", re.IGNORECASE)
_NAMES_UNIT: Final = re.compile(r"^(?:计量)?单位$|^units?$", re.IGNORECASE)
_BESIDE: Final = re.compile(r"备注|说明|方法|依据|检测|检验|试验|章|条款|remark|method|note", re.IGNORECASE)
_GENERAL: Final = re.compile(
    r"限值|限量|指标|要求|标准值|数值|参数|规定|技术|取值|项目|类别|场所|limit|value|requirement", re.IGNORECASE
)
_HIGH: Final = re.compile(r"限值|限量|最大|最高|上限|不大于|不高于|不超过|≤|排放|max|limit", re.IGNORECASE)
_LOW: Final = re.compile(r"最小|最低|下限|不小于|不低于|不少于|≥|min", re.IGNORECASE)
_IN_HEAD: Final = re.compile(rf"[(/，,\s]\s*(?P<unit>{UNIT})\s*\)?\s*$")
_BARE: Final = re.compile(rf"^\s*(?P<a>{NUMBER})\s*(?P<u>{UNIT})?\s*$")
_MOST: Final = 2_000  # cells of one table that are read
Grid = list[list[str]]


@dataclass(frozen=True)
class _Columns:
    """Which columns name what is limited, which hold values, and where units stand."""

    heads: list[str]
    keys: list[int]
    values: list[int]
    units: int | None


def limits_of_table(table: Table, clause: str, context: str = "") -> Iterator[Limit]:
    """The limits of every row and column of values; what names no direction is the value itself."""
    grid = _grid(table)
    if not grid or len(grid) * len(grid[0]) > _MOST:
        return
    columns = _columns(grid, table.head)
    above = " ".join(words for words in (context, folded(table.title)) if words)
    for row in grid[table.head :]:
        for at in columns.values:
            found = _cell(row, at, columns, folded(table.unit), above)
            if found is not None:
                keys = [row[key] for key in columns.keys if row[key]]
                yield _named(found, keys, columns.heads[at], clause, above, " | ".join(row))


def _grid(table: Table) -> Grid:
    """Every place of the table with the words of the cell that covers it."""
    wide = sum(cell.columns for cell in table.rows[0]) if table.rows else 0
    grid: Grid = [["" for _ in range(wide)] for _ in table.rows]
    taken: set[tuple[int, int]] = set()
    for y, row in enumerate(table.rows):
        x = 0
        for cell in row:
            while (y, x) in taken:
                x += 1
            said = plain(cell.words).strip()
            for down in range(cell.rows):
                for right in range(cell.columns):
                    taken.add((y + down, x + right))
                    if y + down < len(grid) and x + right < wide:
                        grid[y + down][x + right] = said
            x += cell.columns
    return grid


def _columns(grid: Grid, head: int) -> _Columns:
    heads = [" ".join(dict.fromkeys(row[x] for row in grid[:head] if row[x])) for x in range(len(grid[0]))]
    units = next((x for x, words in enumerate(heads) if _NAMES_UNIT.search(words)), None)
    keys: list[int] = []
    values: list[int] = []
    for x, words in enumerate(heads):
        if x == units or _COUNTS.search(words) or _BESIDE.search(words):
            continue
        body = [row[x] for row in grid[head:] if row[x]]
        told = sum(1 for one in body if _BARE.match(one) or any(True for _ in places(one)))
        (values if body and told * 2 >= len(body) and (x or len(heads) == 1) else keys).append(x)
    return _Columns(heads, keys, values, units)


def _cell(row: Sequence[str], at: int, columns: _Columns, unit_above: str, above: str) -> Place | None:
    """The limit of one cell, with the nearest unit: in the cell, in its row, in its head, above the table."""
    said, head = row[at], columns.heads[at]
    keys = " ".join(row[key] for key in columns.keys)
    in_row = row[columns.units] if columns.units is not None else ""
    named = next((u for u in (in_row, _unit_in(keys), _unit_in(head), _bare_unit(unit_above)) if u and unit(u)), "")
    found = next(places(_spread(said)), None)
    if found is None and (bare := _BARE.match(said)):
        value = number(bare["a"])
        if value is None:
            return None
        found = Place(0, 0, *_directed(Bound(value), keys, head, above), bare["u"] or "")
    return replace(found, unit=found.unit or named) if found else None


def _spread(said: str) -> str:
    """A bare range is a value of the cell: 6～9."""
    return f"应为 {said}" if re.match(r"^\s*-?\d[\d.\s]*(?:～|—|–|-|至)\s*-?\d", said) else said


def _directed(end: Bound, *told: str) -> tuple[Bound | None, Bound | None]:
    """Which way a bare number limits, as its row, its head, or the title says; else it is the value itself."""
    for words in told:
        high, low = _HIGH.search(words), _LOW.search(words)
        if high and not low:
            return None, end
        if low and not high:
            return end, None
    return end, end


def _unit_in(words: str) -> str:
    found = _IN_HEAD.search(words)
    return found["unit"] if found else ""


def _bare_unit(words: str) -> str:
    return re.sub(r"^(?:计量)?单位\s?[:为]?\s?", "", words).strip()


def _named(found: Place, keys: list[str], head: str, clause: str, above: str, words: str) -> Limit:
    """The row names the quantity, unless its head does: 照度（lx） over 阅览室."""
    bare = _IN_HEAD.sub("", head).strip(" ≤≥<>()")
    names = [_IN_HEAD.sub("", key).strip() for key in keys]
    if _GENERAL.search(bare) or not bare:
        quantity, condition = names[0] if names else bare, "，".join(names[1:])
    elif _unit_in(head) or not names:
        quantity, condition = bare, "，".join(names)
    else:
        quantity, condition = names[0], "，".join([*names[1:], bare])
    made = Limit(clause, quantity[:300], condition[:300], found.low, found.high, found.unit)
    return replace(made, context=above[:300], words=words[:300])
