"""Lives in bad weather before the release: suspended, late, waiting for a province, in the vote, below the floor."""

from datetime import date

from workflow.demo import drafts, judging, legs
from workflow.demo.acts import Life, clause, comment, motion
from workflow.demo.legs import CHANG, CHUAN, HU, SU, TAN, WAN, YU, ZHE, ZHU


def canal(today: date) -> Life:
    """Suspended by agreement of all, until a national standard is out; the days left in the consultation are kept."""
    life = Life("canal", "YRD", (SU, HU, ZHE), "交通运输", today, -60)
    title = ("内河集装箱码头岸电服务规范", "Specification for shore power service at inland container terminals")
    legs.proposed(life, title, "规定内河集装箱码头岸电服务的设施、作业、计量和安全要求。", "47.020.60", "U 60")
    for day, region in ((3, SU), (4, HU), (6, ZHE)):
        legs.initiated(life, region, day)
    legs.drafted(life, drafts.outline_of("岸电服务"))
    legs.posted(life)
    life.on(40)
    reason = "岸电国家标准正在报批，待其发布后继续，以免重复修改。"
    life.by("钱", SU, "table_motion", kind="suspend", until=life.ahead(90), reason=reason)
    for day, region in ((42, SU), (43, HU), (45, ZHE)):
        life.on(day, 15)
        life.by("赵", region, "vote_motion", motion=motion("suspend"), position="agree")
    return life


def ring(today: date) -> Life:
    """Late: one region of four has named no drafters for weeks; the ladder has been climbed, the others are deciding
    whether to go on without it.
    """
    life = Life("ring", "YRD", (ZHE, HU, SU, WAN), "交通运输", today, -58)
    title = ("城际绿道导览标识设置规范", "Specification for guide signs on intercity greenways")
    legs.proposed(life, title, "规定城际绿道导览标识的分类、内容、设置和维护要求。", "01.080.10", "A 22")
    for day, region in ((3, ZHE), (4, HU), (6, SU), (9, WAN)):
        legs.initiated(life, region, day)
    legs.named(life, 19, (ZHE, HU, SU))
    life.on(52)
    reason = "安徽自立项后一直未委派起草人，已逾宽限期，建议先行起草；安徽今后可申请加入。"
    life.by("钱", ZHE, "table_motion", kind="go_on_without", region=WAN, reason=reason)
    life.on(55, 15)
    life.by("赵", HU, "vote_motion", motion=motion("go_on_without"), position="agree")
    return life


def rail(today: date) -> Life:
    """Cities: their chain has the province before the approver, and its word is what one of them waits for."""
    life = Life("rail", "CZT", (ZHU, CHANG, TAN), "交通运输", today, -22)
    title = ("城际轨道站点接驳服务规范", "Specification for feeder service at intercity rail stations")
    legs.proposed(life, title, "规定城际轨道站点接驳的方式、设施、信息和服务要求。", "03.220.20", "R 16")
    legs.initiated(life, ZHU, 3)
    legs.initiated(life, CHANG, 8)
    legs.applied(life, TAN, 12)
    life.on(16, 10)
    life.by("孙", TAN, "take_position", position="agree")
    life.on(17, 10)
    life.by("钱", TAN, "take_position", position="agree")
    return life


def noodle(today: date) -> Life:
    """In the vote: the panel sits, four of seven have spoken, and nobody sees how before it has concluded."""
    life = Life("noodle", "CY", (CHUAN, YU), "商贸服务", today, -78)
    title = ("预制小面配送服务规范", "Specification for delivery service of prepared noodles")
    legs.proposed(life, title, "规定预制小面配送的包装、温控、时限和追溯要求。", "67.230", "X 10")
    for day, region in ((3, CHUAN), (5, YU)):
        legs.initiated(life, region, day)
    legs.drafted(life, drafts.outline_of("配送服务"))
    legs.posted(life)
    panel = judging.sitting(life, 60, "征求意见期间未收到意见，形成送审稿。", spoken=4)
    handed = {"clause": clause("4.2"), "quote": "2 h内", "proposal": "1 h内"}
    life.act(panel.members[1], "remark", **handed, opinion="交接时限偏长。", reason="预制小面的保质期短。")
    trained = {"clause": clause("7.1"), "opinion": "演练次数宜按规模区分。", "reason": "小型配送点难以执行。"}
    life.act(panel.members[2], "remark", **trained)
    said = "演练可以由同一运行单位的几个配送点合并进行，次数不变。"
    life.by("吴", life.lead, "answer_comment", comment=comment(1), disposition="not_accepted", answer=said)
    return life


def lantern(today: date) -> Life:
    """Ended: one of two regions left before the release, the grace ran out, and the reserved number is retired."""
    life = Life("lantern", "CY", (YU, CHUAN), "商贸服务", today, -130)
    title = ("灯会活动服务规范", "Specification for service at lantern fairs")
    legs.proposed(life, title, "规定灯会活动的策划、搭建、运营、安全和撤场要求。", "03.080.30", "A 12")
    for day, region in ((3, YU), (6, CHUAN)):
        legs.initiated(life, region, day)
    legs.drafted(life, drafts.outline_of("灯会活动"))
    legs.posted(life)
    judging.reviewed(life, 62, "未收到意见，形成送审稿。", "")
    life.on(82, 14)
    life.by("钱", YU, "reserve_number")
    life.on(86, 15)
    reason = "本省灯会统一纳入大型活动管理办法，不再单独制定。"
    life.by("赵", CHUAN, "withdraw_from_project", reason=reason)
    return life
