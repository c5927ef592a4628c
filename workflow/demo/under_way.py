"""The lives of the demonstration that are still under way: in consultation, late, objected, in separate initiation."""

from datetime import date
from typing import Final

from workflow.demo import closing, drafts, judging, legs
from workflow.demo.acts import Life, clauses, organ, person
from workflow.demo.explaining import JUDGED, explained
from workflow.demo.explaining import VAPOURS as VAPOURS_EXPLAINED
from workflow.demo.legs import ACCEPTED, JI, JIN, JING, NOT_ACCEPTED, PARTLY

UNITS: Final = (
    "政府部门，市住房城乡建设部门(示)\n企业，某建筑集团(示)\n企业，某监测设备公司(示)\n"
    "社会团体，某环保产业协会(示)\n科研院校，某环境科学研究院(示)"
)
LEAD_FIRST: Final = "本项目由河北牵头，三地商定提出单位以牵头地区为先，其余仍按协议的次序。"


def dust(today: date) -> Life:
    """In consultation, the window open and the public writing."""
    life = Life("dust", "JJJ", (JI, JING, JIN), "生态环境", today, -44)
    title = (
        "施工场地扬尘在线监测技术规范",
        "Technical specification for online monitoring of dust at construction sites",
    )
    legs.proposed(life, title, "规定施工场地扬尘在线监测的布点、设备、运行、数据和告警要求。", "13.040.20", "Z 15")
    for day, region in ((3, JI), (4, JING), (8, JIN)):
        legs.initiated(life, region, day)
    legs.drafted(life, drafts.text_of("dust"), (("C09", "前言", LEAD_FIRST),))
    legs.posted(life)
    said = (
        (
            36,
            "4.1",
            "小型场地设点成本高。",
            "5 000 m²～10 000 m²可采用移动设备。",
            "工期短，固定设备浪费。",
            "某建筑企业",
        ),
        (38, "8.1", "告警值应随季节调整。", "秋冬季取0.12 mg/m³。", "重污染天气多在秋冬季。", "某环保志愿者"),
        (41, "7.1", "5 min上传一次过密。", "改为10 min。", "偏远工地网络不稳定。", "某设备厂商"),
        (43, "3.1", "术语宜与国家标准一致。", "采用国家标准的定义。", "避免同词异义。", "某高校教师"),
    )
    legs.written_to(life, 34, UNITS)
    for line in said:
        legs.said(life, *line)
    return life


def coldchain(today: date) -> Life:
    """Late: two regions approved long ago, the third one's approver has not spoken, and the term is over."""
    life = Life("coldchain", "JJJ", (JIN, JING, JI), "交通运输", today, -136)
    title = (
        "城际冷链配送车辆温度监控规范",
        "Specification for temperature monitoring of intercity cold chain vehicles",
    )
    legs.proposed(life, title, "规定城际冷链配送车辆温度监控的装置、数据、作业和责任要求。", "03.220.20", "R 10")
    for day, region in ((3, JIN), (4, JING), (10, JI)):
        legs.initiated(life, region, day)
    legs.drafted(life, drafts.text_of("coldchain"))
    legs.posted(life)
    legs.said(life, 42, "5.1", "记录间隔宜分货类。", "冷冻货物可放宽到5 min。", "冷冻货物温度变化慢。", "某冷链企业")
    legs.answered(life, 59, ((NOT_ACCEPTED, "统一间隔便于追溯，暂不区分。"),))
    judging.reviewed(life, 62, "按意见处理结果形成送审稿。", "6.2 开门时间写明测量起点")
    legs.reworded(life, 80, "6.2", "装卸", "单次装卸的开门时间不宜超过20 min，自厢门打开时起算。")
    closing.finalized(life, 82, "写明开门时间的起算点，形成报批稿。")
    closing.approved(life, JIN, 83)
    closing.approved(life, JING, 86)
    closing.numbered(life, 92)
    closing.cosigned(life, JI, 95)
    return life


VAPOURS: Final = (
    (
        39,
        "5.3",
        "更换周期应按监测结果确定。",
        "增加按穿透曲线确定的办法。",
        "用量小的企业三个月远未饱和。",
        "某维修企业",
    ),
    (45, "7.2", "互认应写明机构条件。", "限定为有资质认定的机构。", "保证数据质量。", "某检测机构"),
)
VAPOURS_ANSWERED: Final = ((PARTLY, "保留三个月上限，允许凭监测结果延长，另行说明。"), (ACCEPTED, "采纳。"))
OBJECTION: Final = {
    "position": "disagree",
    "reason": "本市中心城区维修企业多在居民楼底商，排气筒15 m的要求无法满足，又尚无集中喷涂中心可用。",
    "lift": "5.4增加过渡期，或者允许采用更高去除效率的设施替代排气筒高度。",
}


def repair(today: date) -> Life:
    """Objected: a region's approver disagrees with the release, names the clauses, and says what would lift it."""
    life = Life("repair", "JJJ", (JING, JIN, JI), "生态环境", today, -100)
    zh = "汽车维修业挥发性有机物控制规范"
    en = "Specification for control of volatile organic compounds in vehicle repair"
    scope = "规定汽车维修企业喷涂作业挥发性有机物的源头控制、收集治理、运行管理和监测要求。"
    legs.proposed(life, (zh, en), scope, "13.040.40", "Z 60")
    for day, region in ((3, JING), (6, JIN), (7, JI)):
        legs.initiated(life, region, day)
    legs.drafted(life, drafts.text_of("repair"))
    explained(life, 29, VAPOURS_EXPLAINED)
    legs.heard(life, VAPOURS, VAPOURS_ANSWERED)
    legs.reworded(life, 61, "7.2", "结果互认", "三地主管部门对取得资质认定的机构出具的监测结果应相互认可。", 1)
    explained(life, 61, JUDGED, ("process", "dissent", "measures", "withdrawal"))
    judging.reviewed(life, 62, "写明互认的机构条件，形成送审稿。", "5.4 排气筒高度与现行标准核对", field="13.040")
    closing.finalized(life, 82, "核对后条文未变，形成报批稿。")
    closing.approved(life, JING, 83)
    life.on(84, 10)
    informed = {"department": organ("孙", JING), "notes": "喷涂作业与维修网点布局有关，请知悉。"}
    life.by("钱", JING, "inform_department", **informed)
    closing.numbered(life, 88)
    closing.cosigned(life, JIN, 86)
    closing.cosigned(life, JI, 90)
    life.on(95, 16)
    life.by("赵", JIN, "object_release", **OBJECTION, clauses=clauses("5.4"))
    return life


def transit(today: date) -> Life:
    """In separate initiation: the lead has initiated, two regions are still at it."""
    life = Life("transit", "JJJ", (JIN, JING, JI), "交通运输", today, -14)
    title = ("城际公交线路运营服务规范", "Specification for operation and service of intercity bus lines")
    legs.proposed(life, title, "规定城际公交线路的开行条件、车辆与站点、票务、服务和安全要求。", "03.220.20", "R 16")
    legs.initiated(life, JIN, 3)
    legs.applied(life, JING, 8)
    life.on(13, 10)
    contact = {"department": organ("孙", JI), "contact": person("钱", JI)}
    life.by("钱", JI, "accept_invitation", **contact)
    return life
