"""What the regions of the life with the objection wrote to each other lately: one letter answered, one that waits for
two answers, a template, and what a handler watches.
"""

from datetime import datetime, timedelta
from typing import Final

from workflow.clock import day_of, days_after
from workflow.corresponding import receiving, sending, templating
from workflow.corresponding.composing import Draft, compose
from workflow.demo.legs import JI, JIN, JING
from workflow.demo.playing import Play
from workflow.doors import watching
from workflow.doors.watching import Choice
from workflow.picture.standing import Seat
from workflow.post import telling
from workflow.records.standards import Standard
from workflow.vocabulary import Cadence, NoticeKind, SeatRole

SUBJECT: Final = "关于《{{standard}}》的通报"
BODY: Final = (
    "{{to}}市场监督管理部门：\n\n《{{standard}}》（项目{{project}}）现为“{{state}}”。"
    "请将贵方意见于{{answer_by}}前函复。\n\n{{organ}}\n{{today}}"
)
HELD_SUBJECT: Final = "关于商请延长排气筒改造过渡期的函"
HELD: Final = (
    "{{to}}市场监督管理部门：\n\n我市中心城区维修企业排气筒加高有困难，拟商请在过渡期内以提高去除效率替代。"
    "请于{{answer_by}}前函复。\n\n{{organ}}\n{{today}}"
)
ANSWER: Final = "我方无不同意见，建议在5.4中写明试验方法。"


def corresponded(play: Play, now: datetime) -> None:
    """Through the ordinary doors."""
    if "repair" not in play.standards:
        return
    standard = play.standards["repair"]
    with play.database.read() as session:
        group = session.get_one(Standard, standard).agreement_id
    chair, asking = play.seats["钱", JING, SeatRole.HANDLER], play.seats["钱", JIN, SeatRole.HANDLER]
    answering = play.seats["钱", JI, SeatRole.HANDLER]
    templating.put(play.database, chair, group, NoticeKind.TEXT, SUBJECT, BODY, at=now)
    by = days_after(day_of(now), 10)
    told = Draft(agreement_id=group, standard_id=standard, kind=NoticeKind.TEXT, to=(JIN, JI), answer_by=by)
    first = _sent(play, chair, told, SUBJECT, BODY, now)
    _sent(play, asking, Draft(**{**vars(told), "to": (JING, JI)}), HELD_SUBJECT, HELD, now)
    telling.tell(play.database, now, play.settings.base_url.rstrip("/"))
    receiving.opened(play.database, answering, first, at=now)
    receiving.answer(play.database, answering, first, ANSWER, at=now)
    choice = Choice(agreement_id=group, kinds=(NoticeKind.TEXT, NoticeKind.RELEASE))
    earlier = now - timedelta(days=1)
    watching.make(play.database, chair.person_id, "三地的文本与发布", choice, Cadence.DAILY, at=earlier)


def _sent(play: Play, seat: Seat, draft: Draft, subject: str, body: str, now: datetime) -> int:
    """Looked at and sent as it was looked at."""
    written = Draft(**{**vars(draft), "subject": subject, "body": body})
    with play.database.read() as session:
        looked_at = compose(session, play.settings, seat, written, day_of(now)).hash
    return sending.send(play.database, play.settings, seat, written, looked_at, at=now)
