"""What stands beside the text of the life with the objection: a region's wish, and what people say of it."""

from datetime import datetime, timedelta
from typing import Final

from workflow.demo.legs import JIN, JING
from workflow.demo.playing import Play
from workflow.desk import talking
from workflow.desk.pad import Pad, Told, opened
from workflow.desk.suggesting import By, put
from workflow.desk.talking import Said
from workflow.picture.standing import Seat
from workflow.text.clauses import Clause
from workflow.vocabulary import SeatRole, ThreadAct

WISH: Final = "中心城区的企业可在两年内改用去除效率不低于95%的设施。"
WHY: Final = "居民楼底商的排气筒加高有困难，过渡期与本市的专项方案一致。"
ASKED: Final = "15 m是否与现行国家标准一致？请@{name} 核对后回复，天津的意见见该条的建议。"
ANSWERED: Final = "已核：国家标准对此没有更严的要求，可以写过渡期，但去除效率要写明试验方法。"


def beside(play: Play, now: datetime) -> None:
    """Written on the day before, unless the life is not there."""
    if "repair" not in play.standards:
        return
    standard, at = play.standards["repair"], now - timedelta(hours=20)
    handler, asking = _seat(play, "钱", JIN, SeatRole.HANDLER), _seat(play, "周", JING, SeatRole.DRAFTER)
    drafter = _seat(play, "周", JIN, SeatRole.DRAFTER)
    with play.database.plain() as session:
        pad = opened(session, standard, at)
        clause = _clause(pad, "5.4")
        stands = Told(clause.title, clause.body)
        put(pad, clause, stands, stands._replace(body=f"{clause.body}\n{WISH}"), By(handler.person_id, WHY))
        first = Said(asking.person_id, ASKED.format(name=drafter.person_name), {drafter.person_id}, drafter.person_id)
        thread = talking.begin(session, at, standard, clause, "15 m", first)
        later = Said(drafter.person_id, ANSWERED, {asking.person_id})
        talking.go_on(session, at + timedelta(hours=2), standard, thread, ThreadAct.SAID, later)


def _seat(play: Play, surname: str, region: str, role: SeatRole) -> Seat:
    return play.seats[surname, region, role]


def _clause(pad: Pad, number: str) -> Clause:
    return next(clause for clause in pad.draft.values() if clause.number == number)
