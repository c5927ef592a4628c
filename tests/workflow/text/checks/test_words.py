"""Checks of words, quantities and signs in one clause: the faulty words, and their false friends."""

import pytest

from tests.workflow.text.checks.sample import ABOUT, told
from workflow.text.checks import check
from workflow.text.checks.catalogue import BY_ID

FAULTS = [
    ("L35", "运营单位应符合国家有关法律法规的规定。"),
    ("L35", "设施的拆除应按照《某市停车场管理办法》执行。"),
    ("L45", "运营单位必须公示价格。"),
    ("L45", "运营单位不得提价。"),
    ("L45", "运营单位应当公示价格。"),
    ("L45", "禁止在车位堆物。"),
    ("L45", "设施不可遮挡。"),
    ("L45", "运营单位需公示价格。"),
    ("L45", "运营单位要建立台账。"),
    ("L45", "设备需要定期检查。"),
    ("L45", "电缆须有护套。"),
    ("L46", "设施应尽量靠近入口。"),
    ("L46", "选址应考虑交通。"),
    ("L47", "运营单位原则上应每周巡查1次。"),
    ("L47", "巡查一般应在夜间进行。"),
    ("L48", "充电设备应遵守GB/T 18487.1的规定。"),
    ("L49", "设施故障应及时修复。"),
    ("L49", "车位应有足够的照明。"),
    ("L52", "运营单位应公示价格,时间和电话。"),
    ("L52", "运营单位应公示价格(含服务费)。"),
    ("L52", "運營單位应公示价格。"),
    ("L53", "设备应接入BMS。"),
    ("L54", "照度不应低于50lx。"),
    ("L54", "湿度不应高于85 %。"),
    ("L54", "应在24小时内修复。"),
    ("L54", "车位不应少于1,200个。"),
    ("L54", "余量不应低于百分之五。"),
    ("L55", "湿度应为63～67%。"),
    ("L55", "温度应为10-20 ℃。"),
    ("L55", "湿度应为65±2%。"),
    ("L55", "标志的尺寸应为80×25×50 mm。"),
    ("L56", "占地不应超过5亩。"),
    ("L56", "气体的浓度不应高于5 ppm。"),
    ("L57", "本标准的要求应公示。"),
    ("L58", "布置应符合第12页的要求。"),
    ("L58", "布置应符合下表的规定。"),
    ("L58", "布置应符合9.9的规定。"),
    ("L58", "布置应符合{@c99}的规定。"),
    ("L58", "布置应符合表7的规定。"),
    ("L67", "应公示。\n备注：价格含服务费。"),
    ("L68", "应公示价格①。"),
    ("L69", "用户应以微信支付。"),
    ("L70", "未公示的，应处以罚款。"),
    ("L70", "运营单位应承担赔偿责任。"),
    ("L50", "应公示。\n注：价格应含服务费。"),
    ("L50", "应公示。\n示例：运营单位不应提价。"),
    ("L71", "设备应符合GB/T18487.1的规定。"),
    ("L71", "设备应符合GB/T 18487.1-2023的规定。"),
    ("L33", "设备应符合GB/T 18487.1中5.2的规定。"),
    ("L32", "设备应符合GB/T 20234.1的规定。"),
    ("L64", "价格见表1a，应公示。"),
    ("C06", "运营单位应在本市注册。"),
    ("C06", "设备应由北京市的检测机构检验。"),
    ("C09", "天津市、北京市和河北省应互认。"),
    ("C09", "津京冀应互认。"),
    ("L59", "应公示价格，方法引自GB/T 18487.1。"),
]
FRIENDS = [
    "《必须公示的价格》和“必须”一词应加以说明。",
    "不得已停运时，应公示。",
    "舍不得删除的数据应备份。",
    "检查不得分的项目应复查。",
    "应急供应和相应的响应应对照记录。",
    "有应用需求的设施应公示功能。",
    "可能可燃的不可逆反应应隔离。",
    "不可抗力造成的不可用时段应记录。",
    "标准样品应有证书。",
    "设备应设禁止烟火标志。",
    "国家明令禁止的设备应停用。",
    "所需工具应齐备，无需预约。",
    "如需更换，应登记。",
    "需更换的部件应列出。",
    "重要设施的主要要求应公示。",
    "一般工业固体废物应分类贮存。",
    "一般区域应有标志。",
    "应当场公示价格。",
    "基本规范应公示，样本标准应备份。",
    "5A级景区和3G、4G网络应公示。",
    "DB11/T 3001—2026的编号应公示。",
    "应于2026-10-01前公示2025—2026年度的价格。",
    "湿度应为63%～67%，精度应为(65±2)%，尺寸应为80 mm×25 mm×50 mm。",
    "设施应提供7×24 h服务。",
    "采用千斤顶的，应登记公斤数。",
    "应采取措施避免积水。",
    "应及时修复，时间不应超过24 h。",
    "作业人员应遵守操作规程。",
    "应公示行政处罚信息。",
    "比例应为1:2，1,3-丁二烯应密封。",
    "设备应符合GB/T 18487.1—2023中5.2的规定。",
    "设备应符合GB/T 18487.1的有关规定。",
    "电池管理系统（BMS）应接入，BMS应有备份。",
    "北京市、天津市和河北省应互认。",
    "京津冀应互认。",
    "当地部门的通知应转发。",
    "核对应由两人完成，应对设备进行检查。",
    "使用微信等方式支付的，应说明。\n注：微信是商品名，给出这一信息是为了方便本文件的使用者。",
    "应公示。\n注：相应的价格能适应需求，可能变化。",
    "布置应符合4.1和第4章的规定，并符合表1的规定。",
    "设施不应影响地下图书馆。",
    "管理人员应了解各方需要。",
    "许可和认可的范围应公示，事宜应登记。",
]
MENDED = [
    ("L45", "运营单位必须公示价格。", "运营单位应公示价格。"),
    ("L45", "运营单位不得提价。", "运营单位不应提价。"),
    ("L52", "应公示价格,时间。", "应公示价格，时间。"),
    ("L52", "应公示价格(含税)。", "应公示价格（含税）。"),
    ("L54", "照度不应低于50lx。", "照度不应低于50 lx。"),
    ("L54", "湿度不应高于85 %。", "湿度不应高于85%。"),
    ("L55", "湿度应为63～67%。", "湿度应为63%～67%。"),
    ("L55", "温度应为10~20 ℃。", "温度应为10 ℃～20 ℃。"),
    ("L55", "湿度应为65±2%。", "湿度应为(65±2)%。"),
    ("L55", "尺寸应为80×25 mm。", "尺寸应为80 mm×25 mm。"),
    ("L57", "本标准的要求见{@c9}，应公示。", "本文件的要求见{@c9}，应公示。"),
    ("L71", "应符合GB/T18487.1-2023的规定。", "应符合GB/T 18487.1—2023的规定。"),
    (
        "L45",
        "【表 t8】价\n! 项 |\n| 必须公示 |\n【表完】\n见{@t8}。",
        "【表 t8】价\n! 项 |\n| 应公示 |\n【表完】\n见{@t8}。",
    ),
]


def body(words: str) -> dict[str, str]:
    return {"set": "c9", "body": words}


def of(words: str) -> set[tuple[str, str]]:
    return told(body(words))


@pytest.mark.parametrize(("rule", "words"), FAULTS, ids=[words[:24] for _, words in FAULTS])
def test_a_fault_in_words_is_found_and_nothing_else(rule: str, words: str) -> None:
    assert of(words) == {(rule, "c9")}


@pytest.mark.parametrize("words", FRIENDS, ids=[words[:24] for words in FRIENDS])
def test_a_false_friend_is_no_fault(words: str) -> None:
    assert of(words) == set()


@pytest.mark.parametrize(("rule", "words", "better"), MENDED, ids=[words[:24] for _, words, _ in MENDED])
def test_what_is_mended_is_no_finding_and_brings_none(rule: str, words: str, better: str) -> None:
    from tests.workflow.text.checks.sample import changed
    from workflow.text.clauses import Text

    text, about = changed(body(words))
    for _ in range(len(words)):
        found = [one for one in check(text, about) if one.fix]
        if not found:
            break
        assert {one.rule for one in found} == {rule}
        fix = found[0].fix
        assert fix is not None
        text = Text(text.meta, tuple(fix(one) if one.id == found[0].clause else one for one in text.clauses))
    assert text.by_id["c9"].body == better
    assert check(text, about) == []


def test_every_rule_of_words_has_a_faulty_example() -> None:
    assert {rule for rule, _ in FAULTS} <= BY_ID.keys()
    assert ABOUT["participants"]
