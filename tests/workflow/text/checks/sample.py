"""A small clean text, and ways to spoil it: each test of a rule is the sample with one thing changed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from workflow.text.checks import Finding, check
from workflow.text.clauses import Clause, ClauseKind, Text

REFERENCES: Final = (
    "下列文件中的内容通过文中的规范性引用而构成本文件必不可少的条款。其中，注日期的引用文件，仅该日期对应的版本适用于本文件；"
    "不注日期的引用文件，其最新版本（包括所有的修改单）适用于本文件。"
)
META: Final = {
    "title_zh": "公共停车场充电设施服务规范",
    "title_en": "Service specification for charging facilities of public parking lots",
    "ics": "03.080.30",
    "ccs": "A 20",
}
ABOUT: Final[dict[str, Any]] = {
    "stage": "final",
    "released_on": "2026-10-01",
    "effective_on": "2027-01-01",
    "numbers": ["DB11/T 3001—2026", "DB12/T 3001—2026", "DB13/T 3001—2026"],
    "issuers": ["北京市市场监督管理局", "天津市市场监督管理委员会", "河北省市场监督管理局"],
    "participants": ["110000", "120000", "130000"],
    "regions": {"110000": "北京市", "120000": "天津市", "130000": "河北省"},
    "replaces": {},
    "cosigners": [],
    "patents_known": False,
    "catalogue": [{"number": "GB/T 18487.1—2023", "status": "current", "regions": []}],
}
FOREWORD: Final = """本文件按照GB/T 1.1—2020《标准化工作导则　第1部分：标准化文件的结构和起草规则》的规定起草。
请注意本文件的某些内容可能涉及专利。本文件的发布机构不承担识别专利的责任。
本文件由北京市市场监督管理局、天津市市场监督管理委员会、河北省市场监督管理局提出并归口。
本文件起草单位：天津市标准化研究院、北京市标准化研究院。
本文件主要起草人：应建国、宜小可、张必须。"""
SCOPE: Final = """本文件规定了公共停车场充电设施的服务要求，描述了对应的证实方法。
本文件适用于京津冀区域内的公共停车场。"""
AMOUNT: Final = """充电车位数量不应少于停车位总数的15%，限值见{@t1}。
【表 t1】限值
! 类别 | 数量 |
| 甲类 | 20 |
【表完】"""
REPAIR: Final = """运营单位应按下列要求检修：
—— 每月检查不应少于1次；
—— 故障应在24 h内修复。
注：修复时间从报修时起算。"""
VERIFYING: Final = "按{@c8}的规定现场核查，设备的性能按GB/T 18487.1—2023中5.2规定的方法测定。"
RECORD: Final = """记录的格式见图A.1。
【图 f1】格式
文件：00
说明：一页表格
【图完】"""
LISTED: Final = f"{REFERENCES}\nGB/T 18487.1—2023　电动汽车传导充电系统　第1部分：通用要求"
Row = tuple[str, str, str | None, str, str]
SAMPLE: Final[tuple[Row, ...]] = (
    ("c1", "foreword", None, "前言", FOREWORD),
    ("c2", "scope", None, "范围", SCOPE),
    ("c3", "references", None, "规范性引用文件", LISTED),
    ("c4", "terms", None, "术语和定义", "下列术语和定义适用于本文件。"),
    ("c5", "clause", "c4", "充电车位 charging parking space", "设有充电设备、供车辆停放的场所。"),
    ("c6", "clause", "c4", "运营单位 operator", "负责设施日常管理的组织。"),
    ("c7", "chapter", None, "服务要求", ""),
    ("c8", "clause", "c7", "数量", AMOUNT),
    ("c9", "clause", "c7", "检修", REPAIR),
    ("c10", "chapter", None, "证实方法", ""),
    ("c11", "clause", "c10", "数量", VERIFYING),
    ("c12", "clause", "c10", "检修", "查阅运营单位按{@c9}作的记录，记录的内容见{@c13}。"),
    ("c13", "informative_annex", None, "检修记录", RECORD),
    ("c14", "bibliography", None, "参考文献", "[1] GB/T 29317　电动汽车充换电设施术语"),
)


def clause(row: Row) -> Clause:
    id_, kind, parent, title, body = row
    return Clause(id_, ClauseKind(kind), "", title, body, 1, parent)


def text(rows: Sequence[Row] = SAMPLE, meta: Mapping[str, object] = META) -> Text:
    return Text(meta, tuple(clause(row) for row in rows))


def changed(*changes: Mapping[str, Any]) -> tuple[Text, dict[str, Any]]:
    """The sample after changes: set, cut, after with add, move with after, meta, about."""
    clauses, meta, about = list(text().clauses), dict(META), dict(ABOUT)
    for change in changes:
        apply(clauses, change)
        meta |= change.get("meta", {})
        about |= change.get("about", {})
    return Text({k: v for k, v in meta.items() if v is not None}, tuple(clauses)), {
        k: v for k, v in about.items() if v is not None
    }


def apply(clauses: list[Clause], change: Mapping[str, Any]) -> None:
    """One change of clauses, in place."""
    if "set" in change:
        at = place(clauses, change["set"])
        given = {name: change[name] for name in ("title", "body") if name in change}
        if "kind" in change:
            given["kind"] = ClauseKind(change["kind"])
        clauses[at] = replace(clauses[at], **given)
    if "cut" in change:
        gone = family(clauses, change["cut"])
        clauses[:] = [one for one in clauses if one.id not in gone]
    if "add" in change:
        one = change["add"]
        row = (one["id"], one["kind"], one.get("parent"), one.get("title", ""), one.get("body", ""))
        is_child = one.get("parent") == change["after"] is not None
        at = place(clauses, change["after"]) + 1 if is_child else end(clauses, change["after"])
        clauses.insert(at, clause(row))
    if "move" in change:
        moved = family(clauses, change["move"])
        block = [one for one in clauses if one.id in moved]
        clauses[:] = [one for one in clauses if one.id not in moved]
        at = end(clauses, change["after"])
        clauses[at:at] = block


def place(clauses: Sequence[Clause], id_: str) -> int:
    return next(n for n, one in enumerate(clauses) if one.id == id_)


def family(clauses: Sequence[Clause], id_: str) -> set[str]:
    """A clause and all that hang below it."""
    ids = {id_}
    for one in clauses:
        if one.parent in ids:
            ids.add(one.id)
    return ids


def end(clauses: Sequence[Clause], after: str | None) -> int:
    """Behind a clause and all below it; None: at the very beginning."""
    if after is None:
        return 0
    below = family(clauses, after)
    return max(n for n, one in enumerate(clauses) if one.id in below) + 1


def found(*changes: Mapping[str, Any]) -> list[Finding]:
    return check(*changed(*changes))


def told(*changes: Mapping[str, Any]) -> set[tuple[str, str]]:
    """The findings as rule and clause."""
    return {(one.rule, one.clause) for one in found(*changes)}
