"""Acts on lists and agreements are told to the other parties with the act: delivered, in the ledger, by mail, once."""

import pytest
import sqlalchemy as sa

from tests.cast import LEAD, SECOND, THIRD, World
from tests.members import Table
from tests.workflow.entering.keeping import Keeping
from tests.workflow.post.readers import BASE, listens, mails
from workflow import jobs
from workflow.clock import day_of
from workflow.corresponding import receiving
from workflow.entering import telling
from workflow.exports.verification import verify
from workflow.process.reasons import Refused
from workflow.reads.exchanges import Ledger, Only, Wanted
from workflow.records.letters import LetterCopy, RegionLetter
from workflow.vocabulary import MailWish, Notice, NoticeKind

WORDS = {"title": "会议型酒店等级划分", "type": "local", "organisation": "会议产业协会"}


@pytest.fixture
def keeping(world: World) -> Keeping:
    return Keeping(world, world.agreements["JJJ"])


def ledger(keeping: Keeping, region: str, **more: object) -> int:
    with keeping.world.database.read() as session:
        wanted = Wanted(as_of=day_of(keeping.at), kind=NoticeKind.RECOGNITION, **more)  # type: ignore[arg-type]
        return Ledger(session, keeping.world.seat(region, "handler"), wanted).total()


def test_a_nomination_is_told_to_each_other_party(keeping: Keeping) -> None:
    reader = keeping.world.seat(SECOND, "handler")
    listens(keeping.world, reader, MailWish.EACH)
    made = keeping.begin("recognition", "nominate", **WORDS)
    for _ in range(2):
        jobs.tick(keeping.world.database, keeping.at, BASE)
    with keeping.world.database.read() as session:
        copies = list(session.scalars(sa.select(LetterCopy).order_by(LetterCopy.region_code)))
        (letter,) = session.scalars(sa.select(RegionLetter))
    assert [(copy.region_code, copy.state) for copy in copies] == [
        (SECOND, Notice.DELIVERED),
        (THIRD, Notice.DELIVERED),
    ]
    assert (letter.region_code, letter.about) == (LEAD, f"/registers/recognition/{made}")
    (mail,) = [one for one in mails(keeping.world) if one.cause.startswith("letter/")]
    assert "京津冀" in mail.body
    assert WORDS["title"] not in mail.subject + mail.body
    assert [ledger(keeping, region) for region in (LEAD, SECOND)] == [2, 1]
    receiving.opened(keeping.world.database, reader, letter.id, at=keeping.at)
    assert ledger(keeping, SECOND, only=Only.OPENED) == 1
    with pytest.raises(Refused) as refused:
        receiving.answer(keeping.world.database, reader, letter.id, "收到", at=keeping.at)
    assert [reason.rule for reason in refused.value.reasons] == ["letter_of_act"]
    assert not verify(keeping.world.database, None).findings


def test_of_a_nomination_that_fails_nothing_is_told(keeping: Keeping, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr(telling, "append", breaks)
    with pytest.raises(RuntimeError):
        keeping.begin("recognition", "nominate", **WORDS)
    with keeping.world.database.read() as session:
        assert session.scalar(sa.select(sa.func.count(LetterCopy.id))) == 0


def test_a_change_of_the_agreement_is_told_and_its_other_acts_are_not(keeping: Keeping) -> None:
    table = Table(keeping.world, keeping.agreement, keeping.at)
    table.by(SECOND, "drafter", "propose_word", concept="共享停车", definition="分时停车。")
    with keeping.world.database.read() as session:
        assert session.scalar(sa.select(sa.func.count(RegionLetter.id))) == 0
    table.by(
        SECOND,
        "handler",
        "propose_terms",
        term="gate.days.release",
        value="45",
        citation="协议",
        effective_from="2027-01-01",
        reason="缩短",
    )
    with keeping.world.database.read() as session:
        told = session.execute(sa.select(RegionLetter.step, LetterCopy.region_code).join(LetterCopy)).all()
    assert {tuple(row) for row in told} == {("propose_terms", LEAD), ("propose_terms", THIRD)}
