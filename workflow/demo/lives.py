"""The lives of the demonstration, told as lists of acts relative to today, so that it always looks alive. All
titles are invented and end in (示); their numbers lie in the band kept for demonstrations. Here are those released."""

from collections.abc import Callable
from datetime import date
from typing import Final

from workflow.demo import aftermath, closing, drafts, judging, legs, second_track, under_way, weathers
from workflow.demo.acts import Life, duty, organ
from workflow.demo.legs import ACCEPTED, CHUAN, JI, JIN, JING, NOT_ACCEPTED, PARTLY, YU


def lives(today: date) -> list[Life]:
    """Every life, with its acts in order."""
    return [tell(today) for tell in TOLD]


# What the public said: working day, clause, opinion, proposal, reason, who; below it, what it was answered.
CAR_PARKS: Final = (
    (37, "5.1.1", "比例偏高，老城区难以做到。", "新建不低于10%。", "老城区供电容量有限。", "某停车管理企业"),
    (41, "6.2.2", "提前公示的天数太短。", "提前7天公示。", "驾驶人来不及安排。", "某驾驶人"),
    (44, "7.4.2", "免费驶离时间应更长。", "不少于30 min。", "大型商场出库需要时间。", "某商场"),
    (50, "7.5.2", "希望明确支持现金。", "支持现金支付。", "方便老年人。", "某街道办事处"),
)
CAR_PARKS_ANSWERED: Final = (
    (PARTLY, "新建比例维持15%，对改建项目另行规定，见5.1.2。"),
    (ACCEPTED, "采纳，改为7天。"),
    (NOT_ACCEPTED, "15 min为最低要求，运营单位可自行延长。"),
    (PARTLY, "改为提供至少一种无需安装专用应用程序的支付方式。"),
)
MARKETS: Final = (
    (40, "7.2", "22时太早。", "改为23时。", "夏季客流集中在22时以后。", "某集市商户"),
    (46, "6.3", "建议写明外币支付。", "增加境外银行卡支付。", "入境游客增多。", "某旅行社"),
)
MARKETS_ANSWERED: Final = (
    (NOT_ACCEPTED, "噪声限制时间与两地条例一致，不作调整。"),
    (PARTLY, "改为两地通用的支付渠道，不限定具体方式。"),
)
TRAINED: Final = {
    YU: "培训管理单位42家、经营者310人，考核合格率97%。",
    CHUAN: "分三期培训管理单位58家、经营者460人，考核合格率95%。",
}

PLANNED: Final = (  # kind of measure, what it is called, days it may take
    ("training", "管理单位培训", 90),
    ("conflicting", "清理不一致的地方规定", 60),
    ("inspection", "餐饮区距离检查", 150),
    ("feedback", "征集经营者反馈", 180),
    ("evaluation", "实施情况年度报告", 200),
)
CLEARED: Final = "梳理规范性文件4件，与标准不一致的1件已废止。"


def charging(today: date) -> Life:
    """Released this week: the long text, changed after the consultation and again after the review."""
    life = Life("charging", "JJJ", (JING, JIN, JI), "交通运输", today, -97)
    zh = "公共停车场充电设施配置与运行管理规范"
    en = "Specification for configuration and operation of charging facilities in public car parks"
    scope = "规定公共停车场充电设施的配置、标识与信息、运行管理、安全应急和服务评价。"
    legs.proposed(life, (zh, en), scope, "43.120", "R 85")
    for day, region in ((3, JING), (5, JIN), (9, JI)):
        legs.initiated(life, region, day)
    legs.drafted(life, drafts.text_of("charging"))
    legs.heard(life, CAR_PARKS, CAR_PARKS_ANSWERED)
    legs.reworded(life, 62, "6.2.2", "", "价格调整应至少提前7天公示；未公示的价格不应执行。", 1)
    asked = "7.4.2 免费驶离时间按停车场规模区分\n8.2.2 视频监控保存期与当地规定衔接"
    judging.reviewed(life, 63, "按意见汇总处理表修改，形成送审稿。", asked, against=1)
    leaving = "充电结束后应至少给予15 min的免费驶离时间；车位总数超过500个的停车场不应少于20 min。"
    legs.reworded(life, 81, "7.4.2", "", leaving)
    filmed = "充电区域应设置视频监控，监控录像的保存期不应少于30天，当地另有规定的从其规定。"
    legs.reworded(life, 82, "8.2.2", "", filmed)
    closing.finalized(life, 83, "按审查意见修改两处，形成报批稿。")
    closing.approved(life, JING, 84)
    closing.approved(life, JIN, 85, "建议三地同步组织宣贯。")
    closing.approved(life, JI, 86)
    closing.numbered(life, 88)
    closing.released(life, 95)
    closing.made_public(life, JING, 96)
    plan = {"kind": "measure", "title": "停车场运营单位宣贯培训", "owner": organ("卫", JING)}
    life.by("钱", JING, "plan_duty", **plan, due_on=life.ahead(45))
    return life


def market(today: date) -> Life:
    """川渝, in force for months: filed, trained, and the first yearly report handed in."""
    life = Life("market", "CY", (YU, CHUAN), "商贸服务", today, -235)
    title = ("夜间集市经营服务规范", "Specification for business service of night markets")
    legs.proposed(life, title, "规定夜间集市的场地、经营者、服务、安全与环境以及评价要求。", "03.080.30", "A 12")
    legs.initiated(life, YU, 3)
    legs.initiated(life, CHUAN, 6)
    legs.drafted(life, drafts.text_of("market"))
    legs.heard(life, MARKETS, MARKETS_ANSWERED)
    judging.reviewed(life, 62, "按意见处理结果修改，形成送审稿。", "4.2 餐饮区与住宅的距离说明依据")
    apart = "集市应按餐饮、零售、文化三类分区，餐饮区与住宅外墙的距离不应小于30 m，依据见编制说明。"
    legs.reworded(life, 80, "4.2", "分区", apart)
    closing.finalized(life, 82, "补充说明4.2的依据，形成报批稿。")
    closing.approved(life, YU, 83)
    closing.approved(life, CHUAN, 85)
    closing.numbered(life, 89)
    closing.released(life, 96)
    for n, region in enumerate(life.regions):
        closing.made_public(life, region, 100 + n)
        closing.filed(life, region, 112 + 3 * n)
    _followed(life)
    return life


def _followed(life: Life) -> None:
    """What was planned with the night markets' standard, what was done of it, and reports after it came into force."""
    life.on(118)
    for region in life.regions:
        owner = organ("卫", region)
        for kind, title, days in PLANNED:
            life.by("钱", life.lead, "plan_duty", kind=kind, title=title, owner=owner, due_on=life.ahead(days))
    for n, (region, account) in enumerate(TRAINED.items()):
        _done(life, 150 + 6 * n, region, PLANNED[0], account)
    _done(life, 160, YU, PLANNED[1], CLEARED)
    life.on(228)
    year = "纳入集市61处，完成自查61处，投诉同比下降38%；餐饮区距离要求有3处正在整改。"
    report = duty(YU, *PLANNED[-1][:2])
    life.by("卫", YU, "report_duty", duty=report, done_on=life.ahead(0), account=year)


def _done(life: Life, day: int, region: str, planned: tuple[str, str, int], account: str) -> None:
    """Reported by the region, accepted by the lead."""
    kind, title, _ = planned
    life.on(day)
    life.by("卫", region, "report_duty", duty=duty(region, kind, title), done_on=life.ahead(0), account=account)
    life.on(day + 2)
    life.by("钱", life.lead, "accept_duty", duty=duty(region, kind, title))


TOLD: Final[tuple[Callable[[date], Life], ...]] = (
    charging,
    market,
    *(under_way.dust, under_way.coldchain, under_way.repair, under_way.transit),
    *(weathers.canal, weathers.ring, weathers.rail, weathers.noodle, weathers.lantern),
    *(aftermath.ferry, aftermath.citybus, aftermath.bike, aftermath.signs, aftermath.heat),
    second_track.canteen,
)
