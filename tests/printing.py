"""A rich text for the printed page: every kind of clause and block, and covers of both shapes."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from workflow.exports.printed import Cover
from workflow.text.clauses import Clause, ClauseKind, Text
from workflow.text.numbering import renumbered

REGIONS: Final = {"110000": "北京市", "120000": "天津市", "130000": "河北省"}
TITLE: Final = "公共停车场电动汽车充电设施配置与运行管理规范"
TITLE_EN: Final = (
    "Specification for configuration and operation of electric vehicle charging facilities in public parking lots"
)
MADE: Final = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)

_HEAD: Final = re.compile(r"^=== (\w+) (\w+) (\w+|-) ?(.*)$", re.MULTILINE)
_REMARK: Final = "与主体工程同步设计、同步施工、同步投入使用，并预留供电容量{!指变压器与电缆通道的容量。}"


def _rows() -> str:
    """A table longer than a page."""
    kinds = ("建筑物附设", "独立设置")
    return "\n".join(
        f"| {kinds[n % 2]}第 {n} 类 | {n * 50}～{n * 50 + 49} | ≥ {n} | ≥ {n * 2} | {'——' if n % 3 else _REMARK} |"
        for n in range(1, 27)
    )


def rich() -> Text:
    """More than 25 clauses with everything that a body can hold."""
    _, *parts = _HEAD.split((Path(__file__).parent / "data" / "rich.txt").read_text(encoding="utf-8"))
    clauses = [
        Clause(
            id_,
            ClauseKind(kind),
            "",
            title,
            body.strip().replace("{ROWS}", _rows()),
            1,
            None if above == "-" else above,
        )
        for id_, kind, above, title, body in zip(*(parts[n::5] for n in range(5)), strict=True)
    ]
    return Text({"title_zh": TITLE, "title_en": TITLE_EN}, renumbered(clauses))


def saying(*bodies: str) -> Text:
    """A text of one chapter for each body."""
    clauses = [
        Clause(f"c{n}", ClauseKind.CHAPTER, "", f"第 {n} 部分", body, 1, None) for n, body in enumerate(bodies, 1)
    ]
    return Text({}, renumbered(clauses))


def own_cover(**changes: Any) -> Cover:
    """Shape A: of one region."""
    cover = Cover(
        regions=("110000",),
        mark="DB11",
        banner="北京市地方标准",
        numbers=("DB11/T 3901—2026",),
        replaces=("DB11/T 1000—2015",),
        title_zh=TITLE,
        title_en=TITLE_EN,
        ics="03.220.20",
        ccs="R 85",
        issuers=("北京市市场监督管理局",),
        made_at=MADE,
        released=date(2026, 11, 22),
        effective=date(2027, 3, 1),
    )
    return replace(cover, **changes)


def joint_cover(**changes: Any) -> Cover:
    """Shape B: all numbers and issuers, one pair of dates."""
    places = {"31": "上海市", "32": "江苏省", "33": "浙江省", "34": "安徽省"}
    shared: dict[str, Any] = {
        "regions": ("310000", "320000", "330000", "340000"),
        "mark": "DB",
        "banner": "长江三角洲区域地方标准",
        "numbers": tuple(f"DB{code}/T 310901—2026" for code in places),
        "replaces": (),
        "issuers": tuple(f"{name}市场监督管理局" for name in places.values()),
    }
    return own_cover(**(shared | changes))
