"""Checks of terms, annexes, exhibits, functions and coordination: one fault a row, and what only looks like one."""

from typing import Any

import pytest

from tests.workflow.text.checks.sample import ABOUT, FOREWORD, REFERENCES, SAMPLE, told

Change = dict[str, Any]
BODY = {id_: body for id_, _, _, _, body in SAMPLE}


def body(id_: str, words: str) -> Change:
    return {"set": id_, "body": words}


def more(id_: str, words: str) -> Change:
    return body(id_, f"{BODY[id_]}\n{words}")


def after(id_: str, **clause: str | None) -> Change:
    return {"after": id_, "add": clause}


def symbols(*lines: str) -> Change:
    return after("c4", id="s", kind="symbols", title="符号", body="\n".join(("下列符号适用于本文件。", *lines)))


def copies(**second: object) -> Change:
    one = {
        "numbers": ["DB11/T 3001—2026"],
        "text_hash": "a",
        "year": 2026,
        "released_on": "2026-10-01",
        "effective_on": "2027-01-01",
        "drafting_units": ["甲院"],
        "drafters": ["甲"],
    }
    return {"about": {"copies": {"110000": one, "120000": {**one, "numbers": ["DB12/T 3001—2026"], **second}}}}


def deviation(
    words: str = "故障应在12 h内修复。",
    *,
    id_: str = "v1",
    given: str = "理由：盐雾\n依据：普查\n至：2029-12-31",
    kind: str = "更严",
) -> str:
    return f"【差异 {id_} 120000】沿海\n类型：{kind}\n{given}\n文字：\n{words}\n【差异完】"


LOCAL = {"about": {"catalogue": [{"number": "DB11/T 1234", "status": "current", "regions": ["110000"]}]}}
WATER = "气体应符合GB 18918—2002的规定，浓度不应大于50 mg/L。\n"
PATENT = "请注意本文件的某些内容可能涉及专利。本文件的发布机构不承担识别专利的责任。"
DEVIATIONS = body("c1", FOREWORD.replace(PATENT, f"{PATENT}\n区域差异见附录A。"))
LISTING = "沿海见{@v1}，格式见图A.1。\n【图 f1】格式\n文件：00\n【图完】"
ANNEX = [{"set": "c13", "title": "区域差异说明", "body": LISTING}, DEVIATIONS]
MASS = "【式 e1】\n\\rho = \\frac{m_1}{V}\n式中：\n\\rho——浓度；\nm_1——质量；\nV——体积。\n【式完】\n按{@e1}计算。"
HEAD = "【表 t2】价\n! 类别{corner} | 价 |\n| 甲 | 1 |\n【表完】\n应公示，见{{@t2}}。"

FAULTS: list[tuple[str, str, list[Change]]] = [
    ("L32", "c3", [more("c3", "GB/T 20234.1—2023　连接装置")]),
    (
        "L31",
        "c3",
        [body("c3", f"{REFERENCES}\nJT/T 18　甲\nGB/T 18487.1—2023　乙"), body("c9", "应符合JT/T 18的规定。")],
    ),
    (
        "L34",
        "c3",
        [
            {
                "about": {
                    "catalogue": [
                        {"number": "GB/T 18487.1—2023", "status": "replaced", "replaced_by": "GB/T 18487.1—2026"}
                    ]
                }
            }
        ],
    ),
    ("L37", "c5", [{"set": "c5", "title": "充电车位"}]),
    ("L37", "c5", [body("c5", "")]),
    ("L38", "c5", [body("c5", "是指设有充电设备的场所。")]),
    ("L38", "c5", [body("c5", "充电车位是设有充电设备的场所。")]),
    ("L38", "c5", [body("c5", "设有充电设备，应供车辆停放的场所。")]),
    ("L39", "c6", [body("c9", "应公示。"), body("c12", "查阅{@c9}规定的记录，见{@c13}。")]),
    ("L40", "s", [symbols("V——体积；", "m——质量。")]),
    ("L14+L40", "s", [symbols("a) m——质量；", "b) V——体积。")]),
    (
        "L41",
        "c9",
        [
            {"set": "c9", "title": "总体原则", "body": "运营单位应公示。"},
            body("c12", "查阅运营单位按{@c9}作的记录，见{@c13}。"),
        ],
    ),
    ("L51", "c9", [{"set": "c9", "title": "概述", "body": "运营单位应公示。"}]),
    (
        "L42",
        "",
        [{"set": "c10", "title": "服务公示"}, {"set": "c11", "title": "价格"}, {"set": "c12", "title": "时间"}],
    ),
    ("L43", "c9", [body("c12", "查阅运营单位的记录，见{@c13}。"), {"set": "c12", "title": "记录"}]),
    ("L44", "c14", [body("c14", "GB/T 29317　电动汽车充换电设施术语")]),
    ("L44", "c14", [body("c14", "[1] GB/T 29317　甲\n[3] GB/T 29318　乙")]),
    ("L60", "c13", [body("c12", "查阅运营单位按{@c9}作的记录。")]),
    ("L60", "c13", [{"set": "c13", "kind": "annex"}]),
    ("L60", "c13", [{"set": "c13", "title": ""}]),
    (
        "L60",
        "n",
        [
            after("c13", id="n", kind="normative_annex", title="检查表", body="见本附录。"),
            body("c9", "应符合附录B的规定。"),
        ],
    ),
    (
        "L61",
        "n",
        [
            body("c13", ""),
            after("c13", id="n", kind="clause", parent="c13", title="术语和定义", body="略。"),
            after("n", id="m", kind="clause", parent="c13", title="格式", body="略。"),
        ],
    ),
    ("L62", "c8", [body("c8", BODY["c8"].replace("，限值见{@t1}", ""))]),
    ("L62", "c9", [body("c9", "【表 t2】\n! 项 |\n| 甲 |\n【表完】\n应公示，见{@t2}。")]),
    ("L63", "c8", [body("c8", BODY["c8"].replace("】限值", "】") + "\n表1　限值")]),
    ("L64", "c9", [body("c9", HEAD.format(corner="＼项目"))]),
    ("L65", "c13", [body("c13", "记录的格式见图A.1。\n【图 f1】格式\n分图：00 | a) 1) 正面 | \n【图完】")]),
    ("L66", "c9", [body("c9", MASS.replace("V——体积。\n", ""))]),
    ("C01", "c3", [more("c3", "DB11/T 1234　甲"), body("c9", "应符合DB11/T 1234的规定。"), LOCAL]),
    ("C02", "c2", [body("c2", "本文件规定了充电服务的要求。\n本文件适用于北京市的停车场。")]),
    ("C03", "c1", [{"about": {"cosigners": ["天津市交通运输委员会"]}}]),
    ("C03", "c1", [more("c9", deviation()), ANNEX[0]]),
    ("C04", "c9", [more("c9", deviation(given="理由：盐雾\n依据：普查")), *ANNEX]),
    ("C04", "c9", [more("c9", deviation()), DEVIATIONS]),
    (
        "C05",
        "c9",
        [
            body("c9", WATER + deviation("浓度不应大于60 mg/L。", kind="特殊条件")),
            *ANNEX,
            body("c3", f"{REFERENCES}\nGB/T 18487.1—2023　甲\nGB 18918—2002　乙"),
        ],
    ),
    ("C07", "", [copies(effective_on="2027-02-01")]),
    ("C07", "", [{"about": {"numbers": ["DB11/T 3001—2026", "DB12/T 3002—2026"]}}]),
    ("C08+L21", "c1", [{"about": {"replaces": {"120000": ["DB12/T 558—2015"]}}}]),
    ("C10", "", [copies(text_hash="b")]),
    ("C11", "c5", [{"about": {"glossary": [{"term": "充电车位", "english": "charging bay", "definition": ""}]}}]),
    ("C12", "", [copies(drafters=["甲", "乙"])]),
]
CLEAN: list[list[Change]] = [
    [symbols("A——面积；", "a——长度；", "V——体积；", "{$\\alpha$}——角度。")],
    [body("c9", MASS)],
    [body("c5", "可重复使用、能适应不同车辆的场所。")],
    [body("c5", "指示车辆停放的场所。\n[来源：GB/T 29317—2021，3.1，有修改]")],
    [more("c9", deviation()), *ANNEX],
    [body("c9", HEAD.format(corner=""))],
    [copies()],
    [{"about": {"glossary": [{"term": "充电车位", "english": "charging parking space", "definition": BODY["c5"]}]}}],
    [body("c2", "本文件规定了充电服务的要求。\n本文件适用于北京市、天津市和河北省的停车场。")],
    [body("c9", "注意事项应公示，参见GB/T 20234.1。\n注：见GB/T 20234.2。")],
    [
        {"about": {"catalogue": None}},
        more("c3", "DB11/T 1234　甲\nDB12/T 1234　甲\nDB13/T 1234　甲"),
        body("c9", "应符合DB11/T 1234、DB12/T 1234和DB13/T 1234的规定。"),
    ],
    [
        body("c12", "查阅运营单位按{@c9}作的记录，见表A.1。"),
        body("c13", "记录的格式见表A.1。\n【表 t9】格式\n! 项 |\n| 甲 |\n【表完】"),
    ],
    [{"about": {name: None for name in ABOUT}}],
]


@pytest.mark.parametrize(("rule", "clause", "changes"), FAULTS, ids=[f"{r}-{n}" for n, (r, _, _) in enumerate(FAULTS)])
def test_a_fault_of_an_element_is_found_and_nothing_else(rule: str, clause: str, changes: list[Change]) -> None:
    assert told(*changes) == {(one, clause) for one in rule.split("+")}


@pytest.mark.parametrize("changes", CLEAN, ids=range(len(CLEAN)))
def test_what_only_looks_like_a_fault_of_an_element_is_none(changes: list[Change]) -> None:
    assert told(*changes) == set()
