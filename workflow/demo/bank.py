"""The expert bank of the demonstration: those who have seats, and as many without an account. All names are invented
and marked as the others are.
"""

from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from workflow import agreeing
from workflow.demo.acts import SEATS, Who
from workflow.demo.legs import JI, JIN, JING, SHORT
from workflow.demo.playing import Play
from workflow.records.experts import Expert

GROUP: Final = "JJJ"
REGIONS: Final = (JING, JIN, JI)
# Surname of who has a seat; title, interest, fields, where he was before.
SEATED: Final = (
    ("郑", "教授", "research", "03.220.20 13.040.40 R85", "示范理工学院(示)；2008；2016-06-30"),
    ("王", "高级工程师", "user", "13.040.40 43.040 R10", ""),
    ("冯", "高级经济师", "association", "13.040.20 03.220.20 Z15", "示范咨询公司(示)；2012；2018"),
    ("陈", "正高级工程师", "testing", "13.040.40 43.180 Z60", ""),
)
# Without an account: surname, title, unit, interest, fields.
OTHERS: Final = (
    ("何", "研究员", "{}示范环境科学研究所(示)", "research", "13.020 Z04"),
    ("吕", "高级工程师", "{}示范物流公司(示)", "producer", "03.220.20 R06"),
    ("施", "高级工程师", "{}示范公交公司(示)", "user", "03.220.20 R16"),
    ("张", "秘书长", "{}示范消费者协会(示)", "consumer", "03.080 A12"),
)


def lay(play: Play, at: datetime) -> None:
    """Each region nominates its own, then recognises the others'; the last few of one region still wait."""
    until = at.replace(year=at.year + 5).date().isoformat()
    for nth, region in enumerate(REGIONS):
        people = [*_seated(play, region), *_others(region)]
        given = [{"office_until": until, **one} for one in people]
        agreed, seat = play.agreements[GROUP], play.seat(Who("钱", region, SEATS["钱"]))
        hour = at + timedelta(minutes=nth)
        agreeing.take_all(play.database, agreed, "nominate_expert", seat, given, at=hour)
    for nth, region in enumerate(REGIONS, len(REGIONS)):
        with play.database.read() as session:
            mine = sa.select(Expert.id).where(Expert.region_code != region).order_by(Expert.id)
            ids = list(session.scalars(mine))
        seat, entries = play.seat(Who("钱", region, SEATS["钱"])), ids[:-2] if region == JIN else ids
        agreeing.take(
            play.database, play.agreements[GROUP], "recognise_experts", seat, {"entries": entries},
            at=at + timedelta(minutes=nth),
        )  # fmt: skip


def _seated(play: Play, region: str) -> list[dict[str, Any]]:
    found = []
    for surname, title, group, codes, history in SEATED:
        seat = play.seat(Who(surname, region, SEATS[surname]))
        told = {"full_name": seat.person_name, "employer": seat.organ.zh, "holder": seat.person_id}
        told |= {"post": title, "group": group, "codes": codes, "contact": "demo@example.invalid"}
        found.append(told | ({"history": history} if history else {}))
    return found


def _others(region: str) -> list[dict[str, Any]]:
    short = SHORT[region]
    return [
        {"full_name": f"{surname}示{short}", "employer": unit.format(short), "post": title, "group": group,
         "codes": codes, "contact": "demo@example.invalid"}
        for surname, title, unit, group, codes in OTHERS
    ]  # fmt: skip
