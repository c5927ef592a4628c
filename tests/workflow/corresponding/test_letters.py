"""A letter goes out as it was looked at, to all or to none; receipt and answer are given once, by whom they are due."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD, SECOND, THIRD, World, founded
from tests.workflow.post.readers import BASE, listens, mails
from workflow import jobs
from workflow.clock import day_of
from workflow.corresponding import receiving, sending, templating
from workflow.corresponding.composing import Composed, Draft, compose
from workflow.exports.verification import verify
from workflow.picture.standing import Seat
from workflow.post import digest
from workflow.process.reasons import NotThere, Refused
from workflow.reads.exchanges import Ledger, Wanted
from workflow.records.letters import LetterCopy, RegionLetter
from workflow.records.people import Account
from workflow.settings import Settings
from workflow.storage import files
from workflow.vocabulary import MailWish, Notice, NoticeKind

WORDS = "{{to}}：{{standard}}（项目{{ project }}）已到{{state}}，请于{{answer_by}}前复函。"


@pytest.fixture
def road(world: World) -> Road:
    made = builders.proposed(world)
    builders.invited(made)
    return made


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(var=str(tmp_path / "var"), base_url=BASE)


@pytest.fixture
def author(world: World) -> Seat:
    return world.seat(LEAD, "handler")


def draft(road: Road, **more: object) -> Draft:
    agreement = road.world.agreements["JJJ"]
    day = day_of(road.at) + timedelta(days=10)
    plain = Draft(
        agreement_id=agreement, standard_id=road.id, to=(SECOND, THIRD), subject="关于{{standard}}", body=WORDS
    )
    return replace(plain, answer_by=day, kind=NoticeKind.PLAN, **more)  # type: ignore[arg-type]


def composed(road: Road, settings: Settings, seat: Seat, given: Draft) -> Composed:
    with road.world.database.read() as session:
        return compose(session, settings, seat, given, day_of(road.at))


def sent(road: Road, settings: Settings, seat: Seat, given: Draft | None = None) -> int:
    given = given or draft(road)
    looked_at = composed(road, settings, seat, given).hash
    letter = sending.send(road.world.database, settings, seat, given, looked_at, at=road.at)
    jobs.tick(road.world.database, road.at, BASE)
    return letter


def copies(road: Road) -> dict[str, LetterCopy]:
    with road.world.database.read() as session:
        return {copy.region_code: copy for copy in session.scalars(sa.select(LetterCopy))}


def reasons(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {reason.rule for reason in refused.value.reasons}


def test_each_region_gets_its_own_words_and_the_log_their_hash(road: Road, settings: Settings, author: Seat) -> None:
    letter = sent(road, settings, author)
    found = copies(road)
    assert set(found) == {SECOND, THIRD}
    assert found[SECOND].body.startswith("天津市：停车场充电设施配置与运行管理规范(示)（项目")
    assert found[THIRD].body.startswith("河北省：")
    assert "2026年3月12日前复函" in found[THIRD].body
    assert {copy.state for copy in found.values()} == {Notice.DELIVERED}
    report = verify(road.world.database, None)
    assert (report.findings, report.counts["region_letters"], report.counts["letter_copies"]) == ([], 1, 2)
    with road.world.database.plain() as session:
        session.execute(sa.update(LetterCopy).where(LetterCopy.region_code == THIRD).values(body="另写的"))
    (found_out,) = verify(road.world.database, None).findings
    assert str(found_out.place) == f"region_letters/{letter}.words"


def test_what_is_wrong_is_told_all_at_once_and_nothing_goes_out(road: Road, settings: Settings, author: Seat) -> None:
    bad = Draft(
        agreement_id=road.world.agreements["JJJ"],
        to=(CHONGQING,),
        subject="",
        body="{{tow}} {{standard}} {{ to",
        answer_by=day_of(road.at),
        files=("f" * 64,),
    )
    with pytest.raises(Refused) as refused:
        sending.send(road.world.database, settings, author, bad, "", at=road.at)
    assert reasons(refused) == {
        "letter_to_strangers",
        "letter_empty",
        "letter_unknown",
        "letter_missing",
        "letter_answer_past",
        "letter_file_strange",
    }
    assert sum(reason.rule == "letter_unknown" for reason in refused.value.reasons) == 2
    assert copies(road) == {}


def test_what_was_not_looked_at_is_not_sent(road: Road, settings: Settings, author: Seat) -> None:
    given = draft(road)
    looked_at = composed(road, settings, author, given).hash
    for other in (
        replace(given, body="另写的"),
        replace(given, to=(SECOND,)),
        replace(given, answer_by=None, body="x"),
    ):
        with pytest.raises(Refused) as refused:
            sending.send(road.world.database, settings, author, other, looked_at, at=road.at)
        assert reasons(refused) == {"letter_changed"}
    assert copies(road) == {}


def test_only_an_authority_of_a_party_writes_about_its_own_group(road: Road, settings: Settings) -> None:
    world = road.world
    with pytest.raises(Refused) as refused:
        sending.send(world.database, settings, world.seat(SECOND, "secretary"), draft(road), "", at=road.at)
    assert "letter_not_yours" in reasons(refused)
    with pytest.raises(NotThere):
        sending.send(world.database, settings, world.seat(CHONGQING, "handler"), draft(road), "", at=road.at)
    elsewhere = replace(draft(road), agreement_id=world.agreements["CY"], to=("510000",))
    with pytest.raises(NotThere):
        sending.send(world.database, settings, world.seat(CHONGQING, "handler"), elsewhere, "", at=road.at)


def test_receipt_and_answer_are_given_once_and_by_whom_they_are_due(
    road: Road, settings: Settings, author: Seat
) -> None:
    letter, database, handler = sent(road, settings, author), road.world.database, road.world.seat(SECOND, "handler")
    receiving.opened(database, handler, letter, at=road.at)
    assert (copies(road)[SECOND].state, copies(road)[THIRD].state) == (Notice.READ, Notice.DELIVERED)
    for stranger in (author, road.world.seat(CHONGQING, "handler")):
        with pytest.raises(NotThere):
            receiving.acknowledge(database, stranger, letter, at=road.at)
    with pytest.raises(Refused):
        receiving.acknowledge(database, road.world.seat(SECOND, "secretary"), letter, at=road.at)
    receiving.acknowledge(database, handler, letter, at=road.at)
    with pytest.raises(Refused) as refused:
        receiving.acknowledge(database, handler, letter, at=road.at)
    assert reasons(refused) == {"receipt_given_already"}
    receiving.answer(database, handler, letter, "同意。", at=road.at)
    receiving.answer(database, road.world.seat(THIRD, "approver"), letter, "无意见。", at=road.at)
    with pytest.raises(Refused) as refused:
        receiving.answer(database, handler, letter, " ", at=road.at)
    assert reasons(refused) == {"letter_answered_already", "letter_answer_empty"}
    found = copies(road)
    assert {copy.answer for copy in found.values()} == {"同意。", "无意见。"}
    assert all(copy.acknowledged_at == copy.answered_at == road.at for copy in found.values())
    assert not verify(database, None).findings
    with database.plain() as session:
        session.execute(sa.update(LetterCopy).where(LetterCopy.region_code == SECOND).values(answer="不同意。"))
    (finding,) = verify(database, None).findings
    assert finding.place.column == "answer"


def test_what_has_not_arrived_is_not_acknowledged(road: Road, settings: Settings, author: Seat) -> None:
    database, handler = road.world.database, road.world.seat(SECOND, "handler")
    looked_at = composed(road, settings, author, draft(road)).hash
    letter = sending.send(database, settings, author, draft(road), looked_at, at=road.at)
    with pytest.raises(Refused) as refused:
        receiving.acknowledge(database, handler, letter, at=road.at)
    assert reasons(refused) == {"not_delivered_yet"}
    with pytest.raises(Refused) as refused:
        receiving.answer(database, handler, letter, "同意。", at=road.at)
    assert reasons(refused) == {"not_delivered_yet"}


def test_files_go_with_a_letter_and_only_ones_own(road: Road, settings: Settings, author: Seat) -> None:
    database = road.world.database
    digest = files.store(database, settings, BytesIO(b"%PDF-1.4\n%%EOF\n"), "a.pdf", author.person_id, road.at)
    sent(road, settings, author, replace(draft(road), files=(digest,)))
    assert not verify(database, None).findings
    other = road.world.seat(SECOND, "handler")
    given = replace(draft(road), to=(LEAD,), files=(digest,))
    assert [one.rule for one in composed(road, settings, other, given).reasons] == ["letter_file_strange"]


def test_a_template_is_put_ended_and_replaced_with_its_event(road: Road, author: Seat) -> None:
    database, agreement, kind = road.world.database, road.world.agreements["JJJ"], NoticeKind.PLAN

    def held() -> list[str]:
        with database.read() as session:
            return [one.body for one in templating.in_force(session, agreement, LEAD).values()]

    with pytest.raises(Refused) as refused:
        templating.put(database, author, agreement, kind, "关于{{tittle}}", "x", at=road.at)
    assert reasons(refused) == {"letter_unknown"}
    secretary = road.world.seat(LEAD, "secretary")
    with pytest.raises(Refused) as refused:
        templating.put(database, secretary, agreement, kind, "关于{{standard}}", WORDS, at=road.at)
    assert reasons(refused) == {"letter_not_yours"}
    templating.put(database, author, agreement, kind, "关于{{standard}}", WORDS, at=road.at)
    templating.put(database, author, agreement, kind, "关于{{standard}}", "第二稿", at=road.at)
    assert held() == ["第二稿"]
    templating.end(database, author, agreement, kind, at=road.at)
    assert held() == []
    with pytest.raises(NotThere):
        templating.end(database, author, agreement, kind, at=road.at)
    report = verify(database, None)
    assert (report.findings, report.counts["letter_templates"]) == ([], 2)


def test_a_letter_is_told_by_mail_once_and_without_its_words(road: Road, settings: Settings, author: Seat) -> None:
    reader = road.world.seat(SECOND, "approver")
    listens(road.world, reader, MailWish.EACH)
    listens(road.world, road.world.seat(THIRD, "handler"))
    with road.world.database.plain() as session:
        session.execute(sa.update(Account).where(Account.person_id == reader.person_id).values(language="en"))
    letter = sent(road, settings, author)
    jobs.tick(road.world.database, road.at, BASE)
    (mail,) = [one for one in mails(road.world) if one.cause.startswith("letter/")]
    assert mail.person_id == reader.person_id
    assert f"Beijing has written about project {road.id}" in mail.body
    assert f"{BASE}/letters/{letter}" in mail.body
    assert "停车场" not in mail.subject + mail.body


def test_the_digest_tells_how_many_letters_nobody_has_opened(road: Road, settings: Settings, author: Seat) -> None:
    reader = road.world.seat(SECOND, "handler")
    listens(road.world, reader)
    letter = sent(road, settings, author)
    for opened in (False, True):
        road.wait(days=1)
        digest.write(road.world.database, road.at, BASE)
        (mail,) = [one for one in mails(road.world) if one.cause == f"digest/{day_of(road.at)}"]
        assert ("有 1 件来函还没有打开" in mail.body) is not opened
        receiving.opened(road.world.database, reader, letter, at=road.at)


def test_of_an_act_that_fails_no_copy_stays(
    road: Road, settings: Settings, author: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at = composed(road, settings, author, draft(road)).hash

    def breaks(*_: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr(sending, "append", breaks)
    with pytest.raises(RuntimeError):
        sending.send(road.world.database, settings, author, draft(road), looked_at, at=road.at)
    with road.world.database.read() as session:
        assert session.scalar(sa.select(sa.func.count(RegionLetter.id))) == 0
    assert copies(road) == {}


@pytest.mark.postgres
def test_the_whole_life_of_a_letter_on_postgres(postgres_url: str, settings: Settings) -> None:
    world = founded(postgres_url)
    road = builders.proposed(world)
    handler, reader = world.seat(LEAD, "handler"), world.seat(SECOND, "handler")
    templating.put(world.database, handler, world.agreements["JJJ"], NoticeKind.PLAN, "a", "b", at=road.at)
    templating.put(world.database, handler, world.agreements["JJJ"], NoticeKind.PLAN, "a", "c", at=road.at)
    letter = sent(road, settings, handler)
    receiving.opened(world.database, reader, letter, at=road.at)
    receiving.acknowledge(world.database, reader, letter, at=road.at)
    receiving.answer(world.database, reader, letter, "同意。", at=road.at)
    report = verify(world.database, None)
    assert (report.findings, report.counts["letter_copies"]) == ([], 2)
    with world.database.read() as session:
        for role, total in (("handler", 2), ("auditor", 4)):  # what the proposal told is an exchange too
            found = Ledger(session, world.seat(SECOND, role), Wanted(as_of=day_of(road.at)))
            assert (found.total(), len(found.page(1)), sum(pair.all for pair in found.pairs())) == (total,) * 3
    world.database.dispose()
