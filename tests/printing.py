"""A rich text for the printed page: every kind of clause and block, and covers of both shapes."""

from dataclasses import replace
from datetime import UTC, date, datetime
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

_K = ClauseKind
_PARTS: Final[list[tuple[str, ClauseKind, str | None, str, str]]] = [
    ("fw", _K.FOREWORD, None, "前言", (
        "本文件按照 GB/T 1.1—2020《标准化工作导则 第1部分：标准化文件的结构和起草规则》的规定起草。\n"
        "为推进京津冀协同发展战略实施，北京市市场监督管理局、天津市市场监督管理委员会、河北省市场监督管理局共同组织制定本地方标准，在京津冀区域内适用，现予发布。\n"
        "请注意本文件的某些内容可能涉及专利。本文件的发布机构不承担识别专利的责任。\n"
        "本文件与 DB11/T 1000—2015 相比，除结构调整和编辑性改动外，主要技术变化如下：\n"
        "a) 增加了充电车位的配置要求（见 {@c5}）；\nb) 更改了计费误差的计算方法（见 {@e1}）。\n"
        "本文件起草单位：京示范标准化研究院（示）、津示范标准化研究院（示）、冀示范标准化研究院（示）。")),
    ("in", _K.INTRODUCTION, None, "引言", "三地机动车跨区域流动频繁，同一位驾驶人在一天之内往往在两三座城市停车充电。"
        "本文件对公共停车场充电设施的配置和运行管理提出共同的要求，使驾驶人在三地看到同样的标识、得到同样的信息。"),
    ("c1", _K.SCOPE, None, "范围", "本文件规定了公共停车场充电设施的配置要求、标识与信息、运行管理以及服务评价。\n"
        "本文件适用于北京市、天津市、河北省行政区域内公共停车场电动汽车充电设施的新建、改建、扩建和运行管理。"),
    ("c2", _K.REFERENCES, None, "规范性引用文件", "下列文件中的内容通过文中的规范性引用而构成本文件必不可少的条款。其中，注日期的引用文件，"
        "仅该日期对应的版本适用于本文件；不注日期的引用文件，其最新版本（包括所有的修改单）适用于本文件。\n"
        "GB 2894 安全标志及其使用导则\nGB/T 18487.1 电动汽车传导充电系统 第1部分：通用要求\nGB 50067 汽车库、修车库、停车场设计防火规范"),
    ("c3", _K.TERMS, None, "术语和定义", "下列术语和定义适用于本文件。"),
    ("c31", _K.CLAUSE, "c3", "充电车位 charging space", "配有充电设施、供电动汽车充电时停放的停车位。\n注：不含换电设施的车位。\n[来源：GB/T 50966—2014，2.0.3，有修改]"),
    ("c32", _K.CLAUSE, "c3", "可用率 availability", "统计期内充电设施能够提供服务的时间占统计时间的比例{!统计期由运营单位在公示中说明，不短于一个自然月。}。"),
    ("c4", _K.SYMBOLS, None, "符号和缩略语", "下列符号适用于本文件。\n—— {$\\delta_{W}}：计费误差，以百分数表示；\n—— {$W_\\mathrm{s}}：标准表示值，单位为千瓦时（kW·h）。"),
    ("c5", _K.CHAPTER, None, "配置要求", ""),
    ("c51", _K.CLAUSE, "c5", "一般要求", ""),
    ("c511", _K.CLAUSE, "c51", "", "充电车位的数量应符合 {@t1} 的规定，布置应符合 GB 50067 的规定{!改建停车场受条件限制的，见 {@ab}。}。\n"
        "配置时应考虑下列因素：\na) 停车场的规模和类型：\n1) 独立设置的停车场；\n2) 建筑物附设的停车场；\nb){#i2} 周边 500 m 范围内已有的公共充电设施；\n—— 含在建设施；\nc) 供电容量。\n> 供电容量不足时，宜采用有序充电。\n注1：规模按车位数划分。\n注2：类型按 GB/T 51149 划分。"),
    ("c512", _K.CLAUSE, "c51", "", "充电车位应集中布置，并应符合 {@i2} 的要求。"),
    ("c5121", _K.CLAUSE, "c512", "", "地下停车场的充电车位不应设在坡道和安全出口附近。"),
    ("c5122", _K.CLAUSE, "c512", "", "露天充电车位宜设遮雨设施。"),
    ("c52", _K.CLAUSE, "c5", "数量", (
        "【表 t1】公共停车场充电车位配置数量与设备类型\n单位：个\n"
        "! 停车场类型 | 车位总数 | 充电车位 | < | 备注 |\n! ^ | ^ | 快充 | 慢充 | ^ |\n"
        + "".join(f"| {'独立设置' if n % 2 else '建筑物附设'}第 {n} 类 | {n * 50}～{n * 50 + 49} | ≥ {n} | ≥ {n * 2} | {'与主体工程同步设计、同步施工、同步投入使用，并预留供电容量{!指变压器与电缆通道的容量。}' if n % 3 == 0 else '——'} |\n" for n in range(1, 27))
        + "注：车位总数不含装卸车位。\n注：快充指额定功率不小于 60 kW 的直流充电。\n【表完】\n"
        "【差异 v1 120000】滨海地区提高防护等级\n类型：特殊条件\n理由：滨海地区空气含盐量高，设备外壳腐蚀明显快于内陆。\n依据：天津市 2025 年充电设施故障统计（示）\n自：2027-01-01\n至：2029-12-31\n文字：\n露天设置的充电设备外壳防护等级不应低于 IP55，且应符合下列要求：\na) 紧固件采用不锈钢；\nb) 每年检查一次。\n【差异完】")),
    ("c6", _K.CHAPTER, None, "计费与检验", ""),
    ("c61", _K.CLAUSE, "c6", "计费误差", (
        "计费误差按 {@e1} 计算，平均值按 {@e2} 计算。\n【式 e1】\n\\delta_W = \\frac{W - W_\\mathrm{s}}{W_\\mathrm{s}} \\times 100\\%\n式中：\n"
        "\\delta_W——计费误差，以百分数（%）表示；\nW——被检设备示值，单位为千瓦时（kW·h）；\nW_\\mathrm{s}——标准表示值，单位为千瓦时（kW·h）。\n【式完】\n"
        "【式 e2】\n\\overline{\\delta} = \\sqrt{\\frac{1}{n-1} \\sum_{i=1}^{n} \\left( \\delta_i - \\bar{\\delta} \\right)^2}, \\quad n \\ge 6\n【式完】\n"
        "【式】\nk = \\begin{cases} 1 & t \\le 40\\,℃ \\\\ 0.95 & t > 40\\,℃ \\end{cases}, \\quad \\int_0^T P(t)\\,\\mathrm{d}t, \\quad \\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}\n【式完】\n"
        "示例：标准表示值 10.00 kW·h，被检设备示值 10.05 kW·h，计费误差为 +0.5%。")),
    ("c62", _K.CLAUSE, "c6", "检验流程", "检验流程见 {@f1}，质量浓度 {$\\rho(\\mathrm{CO_2})} 不大于 0.1 mg/m{^3}，H{_2}O 不作规定。\n"
        "【图 f1】计费检验流程\n说明：从抽样、接线、测试到出具报告的流程\n分图： | 抽样 | 抽样的三个步骤\n分图： | 测试 | 测试的接线方式\n注：图中虚线为可选步骤。\n【图完】"),
    ("c7", _K.CHAPTER, None, "运行管理", ""),
    ("c71", _K.CLAUSE, "c7", "", "运营单位应每日巡视，发现故障应在 2 h 内设置“暂停服务”标识。"),
    ("c72", _K.CLAUSE, "c7", "", "充电设施的可用率（见 {@c32}）不应低于 95%。"),
    ("c73", _K.CLAUSE, "c7", "", "巡视记录的格式见 {@aa}。"),
    ("aa", _K.NORMATIVE_ANNEX, None, "巡视记录的格式", "巡视记录的格式见 {@ta}。\n【表 ta】巡视记录\n! 项目 | 要求 | 结果 |\n| 外观 | 无破损、无锈蚀 |  |\n| 标识 | 清晰、完整 |  |\n【表完】"),
    ("ab", _K.INFORMATIVE_ANNEX, None, "改建停车场充电车位的布置方式", ""),
    ("ab1", _K.CLAUSE, "ab", "概述", "改建停车场可采用下列方式布置充电车位。\n【差异 v2 110000 130000】冬季保温\n类型：延后实施\n理由：既有设施改造周期较长。\n文字：\n本条自 2028 年供暖季起实施。\n【差异完】"),
    ("ab2", _K.CLAUSE, "ab", "计算", "【式 eb】\nN = \\max(1, \\lfloor 0.1 n \\rfloor)\n【式完】"),
    ("bb", _K.BIBLIOGRAPHY, None, "参考文献", "[1] GB/T 50966—2014 电动汽车充电站设计规范\n国务院办公厅关于加快电动汽车充电基础设施建设的指导意见（国办发〔2015〕73号）"),
]  # fmt: skip


def rich() -> Text:
    """More than 25 clauses with everything that a body can hold."""
    clauses = [Clause(id_, kind, "", title, body, 1, parent) for id_, kind, parent, title, body in _PARTS]
    return Text({"title_zh": TITLE, "title_en": TITLE_EN}, renumbered(clauses))


def saying(*bodies: str) -> Text:
    """A text of one chapter for each body."""
    clauses = [Clause(f"c{n}", _K.CHAPTER, "", f"第 {n} 部分", body, 1, None) for n, body in enumerate(bodies, 1)]
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
