"""Checks of title, cover, elements, division and the first chapters: one fault a row, and what only looks so."""

from typing import Any

import pytest

from tests.workflow.text.checks.sample import FOREWORD, REFERENCES, told

Change = dict[str, Any]
LINES = FOREWORD.split("\n")


def foreword(*lines: str) -> Change:
    return {"set": "c1", "body": "\n".join(lines)}


def after(id_: str, **clause: str | None) -> Change:
    return {"after": id_, "add": clause}


def leaf(id_: str, parent: str, title: str = "", body: str = "运营单位应公示价格。") -> Change:
    return after(parent, id=id_, kind="clause", parent=parent, title=title, body=body)


DEEP = [leaf(f"d{n}", "c9" if n == 0 else f"d{n - 1}", f"第{n}层", "" if n < 5 else "应公示。") for n in range(6)]
CONTENTS = """前言……I
1 范围……1
2 规范性引用文件……1
3 术语和定义……1
4 服务要求……2
5 证实方法……3
附录A（资料性）检修记录……4
参考文献……5"""
SEA = """【差异 v1 120000】沿海
类型：特殊条件
理由：盐雾
依据：普查
至：2029-12-31
文字：
沿海的设施应防盐雾。
【差异完】"""
REPLACES = (
    "本文件代替DB12/T 558—2015《停车场充电设施》，与DB12/T 558—2015相比，除结构调整和编辑性改动外，主要技术变化如下："
)

FAULTS: list[tuple[str, str, list[Change]]] = [
    ("L01", "", [{"meta": {"title_zh": "公共设施 停车场 充电设施 服务规范"}}]),
    ("L02", "", [{"meta": {"title_zh": "公共停车场充电设施服务规范标准"}}]),
    ("L03", "", [{"meta": {"title_zh": "公共停车场充电设施管理办法"}}]),
    ("L04", "", [{"meta": {"title_en": "Code of practice for charging facilities"}}]),
    ("L05", "", [{"cut": "c1"}]),
    ("L06", "c1", [{"move": "c1", "after": "c3"}]),
    ("L07", "c1", [foreword(*LINES, "【表 t9】历次版本", "! 版本 |", "| 2015 |", "【表完】", "历次版本见{@t9}。")]),
    ("L08", "c7", [{"set": "c7", "title": ""}]),
    ("L09", "c9", [{"set": "c9", "title": "4.2 检修"}]),
    (
        "L10",
        "c11",
        [leaf("d0", "c11", "方法", "按GB/T 18487.1—2023中5.2规定的方法测定{@c8}。"), {"set": "c11", "body": ""}],
    ),
    ("L11", "c7", [{"set": "c9", "title": ""}]),
    ("L13", "c7", [{"set": "c7", "body": "本章规定服务。"}]),
    ("L14", "c9", [{"set": "c9", "body": "运营单位应每月检查。\n—— 检查不应少于1次；\n—— 故障应在24 h内修复。"}]),
    ("L14", "c9", [{"set": "c9", "body": "要求如下：\na) 应检查；\n—— 应修复。"}]),
    ("L15", "", [{"about": {"effective_on": "2026-09-01"}}]),
    ("L15", "", [{"meta": {"ics": None}}]),
    ("L16", "", [{"meta": {"ics": "02.080"}}]),
    ("L16", "", [{"meta": {"ccs": "AA 20"}}]),
    (
        "L17",
        "k",
        [
            after("c1", id="k", kind="contents", title="目次", body=CONTENTS.replace("证实方法", "检验")),
            {"move": "c1", "after": "k"},
        ],
    ),
    ("L18", "c1", [foreword("本文件按照GB/T 1.1—2009给出的规则起草。", *LINES[1:])]),
    ("L19", "c1", [foreword(*LINES[:3], "各单位应遵照本文件执行。", *LINES[3:])]),
    ("L20", "c1", [foreword(*LINES[:4])]),
    ("L20", "c1", [foreword(LINES[0], LINES[2], LINES[1], *LINES[3:])]),
    ("L21", "c1", [foreword(LINES[0], REPLACES, "a) 更改了修复时间；", "b) 增加了公示（见4.2）。", *LINES[1:])]),
    ("L22", "c1", [foreword(LINES[0], "本文件可能涉及专利。", *LINES[2:])]),
    ("L22", "c1", [foreword(LINES[0], *LINES[2:])]),
    (
        "L23",
        "k",
        [
            after("c1", id="k", kind="front", title="封面", body="征求意见稿"),
            {"move": "c1", "after": "k"},
            {"about": {"stage": "consultation"}},
        ],
    ),
    ("L24", "", [{"about": {"patents_known": True}}]),
    ("L25", "k", [after("c1", id="k", kind="introduction", title="引言", body="各单位应重视充电服务。")]),
    ("L27", "c2", [{"set": "c2", "body": "本文件是充电服务的依据。\n本文件适用于京津冀区域。"}]),
    (
        "L28",
        "c2",
        [{"set": "c2", "body": "本文件规定了充电服务的要求。\n本文件适用于京津冀区域的停车场，其他场所宜参照执行。"}],
    ),
    (
        "L30",
        "c3",
        [{"set": "c3", "body": "下列文件对于本文件的应用是必不可少的。\nGB/T 18487.1—2023　电动汽车传导充电系统"}],
    ),
    ("L31", "c3", [{"set": "c3", "body": f"{REFERENCES}\n[1] GB/T 18487.1—2023　电动汽车传导充电系统"}]),
    ("L36", "c4", [{"set": "c4", "body": "以下术语适用于本文件。"}]),
    (
        "L72",
        "",
        [
            {"meta": {"title_zh": "停车场充电设施 第一部分：服务规范"}},
            after("c1", id="k", kind="introduction", title="引言", body="本文件分为两个部分。"),
        ],
    ),
]
CLEAN: list[list[Change]] = [
    [],
    [{"meta": {"title_zh": "标准样品定值规范"}}],
    [{"meta": {"title_zh": "地方标准编写规范"}}],
    [
        {"meta": {"title_zh": "停车场充电设施 第1部分：服务规范"}},
        after(
            "c1", id="k", kind="introduction", title="引言", body="本文件分为两个部分，以适应不同需求，应用于京津冀。"
        ),
    ],
    [after("c1", id="k", kind="contents", title="目次", body=CONTENTS), {"move": "c1", "after": "k"}],
    [
        foreword(
            LINES[0], REPLACES, "a) 更改了修复时间（见4.2，2015年版的5.1）；", "b) 增加了公示（见4.2）。", *LINES[1:]
        )
    ],
    [
        {
            "set": "c7",
            "body": SEA,
        },
        {
            "set": "c13",
            "title": "区域差异说明和记录",
            "body": "记录的格式见图A.1，沿海见{@v1}。\n【图 f1】格式\n文件：00\n【图完】",
        },
        foreword(*LINES[:2], "区域差异见附录A。", *LINES[2:]),
    ],
    [
        {"cut": "c5"},
        {
            "set": "c9",
            "body": "要求如下：\na) 检修：\n1) 每月检查不应少于1次；\n2) 故障应在24 h内修复；\nb) 公示价格。",
        },
    ],
]


@pytest.mark.parametrize(("rule", "clause", "changes"), FAULTS, ids=[f"{r}-{n}" for n, (r, _, _) in enumerate(FAULTS)])
def test_a_fault_of_the_frame_is_found_and_nothing_else(rule: str, clause: str, changes: list[Change]) -> None:
    assert told(*changes) == {(one, clause) for one in rule.split("+")}


@pytest.mark.parametrize("changes", CLEAN, ids=range(len(CLEAN)))
def test_what_only_looks_like_a_fault_of_the_frame_is_none(changes: list[Change]) -> None:
    assert told(*changes) == set()


@pytest.mark.parametrize(
    ("rule", "clause", "changes"),
    [
        ("L06", "c2", [{"move": "c2", "after": "c4"}]),
        ("L06", "c13", [{"move": "c14", "after": "c12"}]),
        ("L44", "c14", [{"move": "c14", "after": "c12"}]),
        ("L26", "c2", [{"move": "c2", "after": "c4"}]),
        ("L29", "c3", [{"move": "c3", "after": "c4"}]),
        ("L29", "c3", [leaf("d0", "c3", "国家标准"), leaf("d1", "c3", "行业标准")]),
        ("L09", "d5", DEEP),
        ("L12", "c9", [{"set": "c9", "title": "", "body": ""}, leaf("d1", "c9"), leaf("d0", "c9")]),
        ("L25", "", [{"meta": {"title_zh": "停车场充电设施 第1部分：服务规范"}}]),
        ("L42", "c8", [{"meta": {"title_zh": "公共停车场充电设施服务指南"}}]),
    ],
)
def test_a_fault_of_the_frame_is_found_among_others(rule: str, clause: str, changes: list[Change]) -> None:
    assert (rule, clause) in told(*changes)
