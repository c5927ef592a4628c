"""A life on the second track: an association's standard that two regions endorse. All of it is invented (示)."""

from datetime import date
from typing import Final

from workflow.demo import closing, drafts, judging, legs
from workflow.demo.acts import Life, duty
from workflow.demo.legs import CHUAN, YU

ISSUER: Final = "川渝示范行业协会（示）"


def canteen(today: date) -> Life:
    """Endorsed by both, published by the association under one number; one region has declared it, the other owes."""
    life = Life("canteen", "CYT", (YU, CHUAN), "商贸服务", today, -106)
    title = ("社区食堂集中配餐服务规范", "Specification for central catering of community canteens")
    legs.proposed(life, title, "规定社区食堂集中配餐的采购、加工、配送、服务和评价要求。", "03.080.30", "A 12")
    for day, region in ((3, YU), (6, CHUAN)):
        legs.initiated(life, region, day, has_plan=False)
    legs.drafted(life, drafts.outline_of("集中配餐"))
    legs.posted(life)
    judging.reviewed(life, 63, "未收到意见，形成送审稿。", "")
    closing.finalized(life, 80, "审查通过，未提出修改，形成报批稿。")
    for nth, region in enumerate(life.regions):
        closing.approved(life, region, 81 + nth)
    closing.numbered(life, 88, serial=12)
    closing.released(life, 95, issuer=ISSUER, is_filed=False)
    life.on(99)
    told = {"done_on": life.ahead(0), "account": "已在平台自我声明公开。", "receipt_number": "声明示1号"}
    life.by("钱", YU, "report_duty", duty=duty(YU, "self_declaration"), **told)
    return life
