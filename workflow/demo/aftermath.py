"""Lives after the release: acceded to, filed by a province, under review, amended, and left by all but one."""

from datetime import date

from workflow.demo import closing, drafts, judging, legs
from workflow.demo.acts import Life, clause, motion
from workflow.demo.legs import CHANG, HU, JI, JIN, JING, SU, TAN, WAN, ZHE, ZHU


def lived(life: Life, title: tuple[str, str], scope: str, codes: tuple[str, str], matter: str) -> None:
    """The plain road to the release, on its ninety-fifth working day."""
    legs.proposed(life, title, scope, *codes)
    for nth, region in enumerate(life.regions):
        legs.initiated(life, region, 3 + 2 * nth)
    legs.drafted(life, drafts.outline_of(matter))
    legs.posted(life)
    judging.reviewed(life, 63, "未收到意见，形成送审稿。", "")
    closing.finalized(life, 80, "审查通过，未提出修改，形成报批稿。")
    for nth, region in enumerate(life.regions):
        closing.approved(life, region, 81 + nth)
    closing.numbered(life, 88)
    closing.released(life, 95)
    for region in life.regions:
        closing.made_public(life, region, 98)


def ferry(today: date) -> Life:
    """Three of four took part; the fourth now joins the standard in force: it consults at home, and its admission is
    being decided.
    """
    life = Life("ferry", "YRD", (HU, SU, ZHE), "交通运输", today, -190)
    title = ("城际客运码头无障碍服务规范", "Specification for accessible service at intercity passenger terminals")
    lived(life, title, "规定城际客运码头无障碍服务的设施、信息、协助和评价要求。", ("03.220.40", "R 19"), "无障碍服务")
    closing.all_filed(life, 120)
    life.on(172)
    life.by("钱", WAN, "accede", plan_number="皖示2026—加入1", reason="本省沿江码头已按该标准改造，愿意采用。")
    life.on(174)
    posted = {"address": "https://example.invalid/皖/ferry", "posted_on": life.ahead(0), "days": 30}
    posted |= {"host": "皖示范标准化处(示)", "enquiries": "工作日 9:00—17:00，000-0000 0000(示)"}
    posted |= {"notice_words": "我省拟加入这项现行标准，不改一字采用。现公开征求意见。(示)"}
    life.by("钱", WAN, "post_at_home", **posted)
    life.on(184)
    life.by("钱", HU, "table_motion", kind="admit", region=WAN, reason="安徽采用现行文本，不作改动。")
    life.on(187, 15)
    life.by("赵", SU, "vote_motion", motion=motion("admit"), position="agree")
    return life


def citybus(today: date) -> Life:
    """Cities whose province files for them: the texts are public, the filing stands in the province's own queue."""
    life = Life("citybus", "CZT", (CHANG, ZHU, TAN), "交通运输", today, -122)
    title = ("城际公交一卡通服务规范", "Specification for one-card service on intercity buses")
    lived(life, title, "规定城际公交一卡通的发行、受理、清分和服务要求。", ("35.240.15", "R 85"), "一卡通服务")
    closing.filed(life, CHANG, 118)
    return life


def bike(today: date) -> Life:
    """Under an early review: one region would confirm, one would revise, the third is silent."""
    life = Life("bike", "JJJ", (JIN, JING, JI), "交通运输", today, -210)
    title = ("互联网租赁自行车停放区设置规范", "Specification for parking areas of shared bicycles")
    lived(life, title, "规定互联网租赁自行车停放区的选址、设置、标识和管理要求。", ("43.150", "T 52"), "停放区")
    closing.all_filed(life, 120)
    life.on(180)
    life.by("钱", JIN, "call_early_review", trigger="law_changed", reason="慢行系统条例已修订，停放区要求须复核。")
    for day, region, outcome, reason in (
        (192, JIN, "revise", "停放区尺寸与新条例不一致。"),
        (195, JING, "confirm", "现行要求仍然适用。"),
    ):
        reviewed(life, region, day, outcome, reason)
    return life


def reviewed(life: Life, region: str, day: int, outcome: str, reason: str) -> None:
    """A region's own chain, and its approver's word on the review."""
    life.on(day - 1, 10)
    legs.cosigned(life, region, "release", outcome=outcome)
    life.on(day, 15)
    life.by("赵", region, "take_review_position", outcome=outcome, reason=reason)


def signs(today: date) -> Life:
    """In force, with a first amendment: consulted on, and now before the approvers."""
    life = Life("signs", "JJJ", (JI, JIN, JING), "生态环境", today, -205)
    title = ("湿地公园解说标识设置规范", "Specification for interpretive signs in wetland parks")
    lived(life, title, "规定湿地公园解说标识的内容、设置、材料和维护要求。", ("01.080.10", "A 22"), "解说标识")
    closing.all_filed(life, 120)
    life.on(165)
    words = "标识应符合GB 2894的要求，中英文对照，夜间可见；室外标识应采用可回收材料。"
    told = {"kind": "technical", "clause": clause("5.2"), "new_words": words, "reason": "落实减塑要求。"}
    life.by("钱", JIN, "propose_amendment", **told)
    life.on(168)
    life.by("钱", JI, "freeze_amendment", summary="第1号修改单征求意见稿。")
    life.on(169)
    life.by("钱", JI, "consult_amendment", days=30)
    for region in life.regions:
        life.on(170, 9 + life.regions.index(region))
        address = f"https://example.invalid/{legs.SHORT[region]}/signs-1"
        life.by("钱", region, "post_amendment", address=address, posted_on=life.ahead(0))
    return life


def heat(today: date) -> Life:
    """De-jointed: two regions repealed it at home, the last one's edition goes on as its own."""
    life = Life("heat", "JJJ", (JING, JIN, JI), "生态环境", today, -240)
    title = ("燃气采暖炉能效标识核查规范", "Specification for checking energy labels of gas heaters")
    lived(life, title, "规定燃气采暖炉能效标识核查的抽样、检测和结果处理要求。", ("91.140.10", "P 46"), "能效标识核查")
    closing.all_filed(life, 120)
    for day, region in ((160, JI), (170, JIN)):
        life.on(day - 1, 10)
        legs.cosigned(life, region, "release", outcome="repeal")
        life.on(day, 15)
        number = {"document_number": legs.document(region, life.ahead(0), 77), "repealed_on": life.ahead(40)}
        life.by("赵", region, "repeal_here", reason="国家标准已覆盖，本区不再执行。", **number)
    return life
