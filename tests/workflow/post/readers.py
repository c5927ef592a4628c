"""Persons of the cast who are written to, and the outbox as a test looks at it."""

from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa

from tests.cast import MORNING, World
from workflow.picture.standing import Seat
from workflow.post import carrier
from workflow.records.mails import Mailbox, MailTry, OutgoingMail
from workflow.settings import Settings
from workflow.vocabulary import Mail, MailWish

BASE = "https://tongbiao.example"


def settings(var: Path, url: str) -> Settings:
    return Settings(var=str(var), mail_url=url, base_url=BASE)


def address_of(seat: Seat) -> str:
    return f"p{seat.person_id}@example.org"


def listens(world: World, seat: Seat, wish: MailWish = MailWish.DIGEST) -> str:
    """Give the holder of a seat a confirmed address; gives the address."""
    with world.database.plain() as session:
        box = {"person_id": seat.person_id, "address": address_of(seat), "wish": wish}
        session.add(Mailbox(**box, confirmed_at=MORNING, digest_on=MORNING.date()))
    return address_of(seat)


def mails(world: World) -> list[OutgoingMail]:
    with world.database.read() as session:
        return list(session.scalars(sa.select(OutgoingMail).order_by(OutgoingMail.id)))


def states(world: World) -> list[Mail]:
    return [mail.state for mail in mails(world)]


def answers(world: World) -> list[str]:
    with world.database.read() as session:
        return list(session.scalars(sa.select(MailTry.answer).order_by(MailTry.id)))


def put(world: World, *seats: Seat) -> None:
    """One queued letter for each."""
    with world.database.plain() as session:
        for seat in seats:
            mail = OutgoingMail(person_id=seat.person_id, cause="test", subject="轮到您", body="第一行\n.\n末行\n")
            mail.state, mail.queued_at, mail.next_at, mail.tries = Mail.QUEUED, MORNING, MORNING, 0
            session.add(mail)


def carry(world: World, given: Settings, minutes: float = 0, worker: str = "one") -> bool:
    return carrier.carry(world.database, given, MORNING + timedelta(minutes=minutes), worker)
