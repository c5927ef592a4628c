"""Entries in the audit room, and as they stood on a past day: found, judged again, exported, cited, turns proved."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.cast import LEAD, SECOND, THIRD
from tests.web.auditing import auditor
from tests.web.browsing import browser
from tests.web.desk import Desk, House
from tests.workflow.entering.histories import lived
from tests.workflow.entering.keeping import Keeping
from tests.workflow.replaying.histories import seats_told
from workflow.reads import entries
from workflow.records.auditing import AuditReading
from workflow.records.entries import Entry, EntryTurn
from workflow.records.events import Event
from workflow.words import say


@pytest.fixture
def desk(house: House) -> Desk:
    """An auditor, after entries of every noun were kept for half a year."""
    seats_told(house.world.database)
    keeping = Keeping(house.world, house.world.agreements["JJJ"])
    lived(keeping)
    house.at = keeping.at + timedelta(days=1)
    return auditor(house)


def acts(page: str) -> set[str]:
    return set(re.findall(r'<td class="from-to">([^<]+)</td>', page))


def test_events_of_entries_are_found_by_noun_act_change_and_title(desk: Desk) -> None:
    assert say("step.nominate") in acts(desk.read("/audit?noun=entry&act=nominate"))
    assert acts(desk.read("/audit?field=state&was=noticed&now=listed")) == {say("step.list_batch")}
    assert acts(desk.read(f"/audit?field=voices.{THIRD}&was=agree&now=not_yet")) == {say("step.end_review")}
    assert say("step.set_target") in acts(desk.read("/audit?field=kind&now=target"))
    named = acts(desk.read("/audit?words=共享目录"))
    assert {say("step.undertake"), say("step.settle_promise")} <= named
    assert "质量诊断准则" in desk.read("/audit?noun=entry&act=take_stand")


def test_acts_on_entries_are_judged_again_in_the_audit_room(house: House, desk: Desk) -> None:
    agreement = house.world.agreements["JJJ"]
    assert f'href="/audit/rules/entries/{agreement}"' in desk.read("/audit/rules")
    page = desk.read(f"/audit/rules/entries/{agreement}")
    assert "不合规则</b>" not in page
    assert say("step.title_ends") in page
    assert desk.get("/audit/rules/entries/9999").status_code == 404


def test_one_register_holds_entries_of_all_kinds(house: House, desk: Desk) -> None:
    given = desk.post("/audit/exports/entries/steps/export_register", {"format": "csv"}, page="/audit/exports")
    lines = given.data.decode("utf-8-sig").splitlines()
    with house.world.database.read() as session:
        n = session.scalar(sa.select(sa.func.count()).select_from(Entry))
    assert (len(lines), len(set(lines))) == (1 + (n or 0), 1 + (n or 0))
    assert any("质量诊断准则" in line and "互认" in line for line in lines)


def test_an_auditors_look_at_what_the_public_does_not_read_is_on_record(house: House, desk: Desk) -> None:
    with house.world.database.read() as session:
        ids = {one.kind: one.id for one in session.scalars(sa.select(Entry))}
    for _ in range(2):
        desk.read(f"/registers/attendance/{ids['attendance']}")
        desk.read(f"/registers/target/{ids['target']}")
    with house.world.database.read() as session:
        targets = [one.target for one in session.scalars(sa.select(AuditReading))]
    assert targets == [f"entry/{ids['attendance']}"]
    assert f"第 {ids['attendance']} 号条目" in desk.read("/audit/readings")


def test_an_entry_stands_as_it_stood_at_the_end_of_a_day(house: House, desk: Desk) -> None:
    with house.world.database.read() as session:
        entry = session.scalars(sa.select(Entry).where(Entry.title == "质量诊断准则")).one()
        turns = {one.step: one for one in session.scalars(sa.select(EntryTurn).where(EntryTurn.entry_id == entry.id))}
    page = f"/registers/recognition/{entry.id}"
    spoke, listed = turns["take_stand"].at.date(), turns["list_batch"].at.date()
    then = desk.read(f"{page}?on={spoke}")
    assert f"截至 {spoke} 日终" in then
    assert "已提名" not in re.findall(r"<h1>.*?</h1>", then, re.S)[0]
    assert say("step.take_stand") in then
    assert say("step.list_batch") not in then
    at_list = desk.read(f"{page}?on={listed}")
    assert "来源已变，待续认" in re.findall(r"<h1>.*?</h1>", at_list, re.S)[0]  # it was listed, then reported, that day
    assert "逾期未续认" not in at_list
    assert "逾期未续认" in desk.read(page)
    assert desk.get(f"{page}?on={spoke - timedelta(days=30)}").status_code == 404
    assert browser(house.app, house.at).get(f"/public{page}?on={listed}").status_code == 200
    with house.world.database.read() as session:  # to the public nothing of when it was not decided
        before = turns["compare_source"].at
        assert entries.then(session, entry, before) is not None
        assert entries.then(session, entry, before, is_public=True) is None


def test_each_turn_leads_to_its_event(house: House, desk: Desk) -> None:
    with house.world.database.read() as session:
        event = session.scalars(sa.select(Event).where(Event.noun == "entry", Event.act == "list_batch")).one()
        entry = event.object_id
    place = f"/registers/recognition/{entry}/turns/{event.sequence}"
    assert place in desk.read(f"/registers/recognition/{entry}")
    told = desk.read(place)
    assert event.leaf_hash.hex() in told
    assert f"/audit/{event.log_id}/{event.index}" in told
    assert desk.get(f"/registers/recognition/{entry}/turns/99").status_code == 404
    handler = house.desk(house.world.seat(SECOND, "handler"))
    assert f"/audit/{event.log_id}" not in handler.read(place)


def test_a_finding_cites_an_event_of_an_entry(house: House, desk: Desk) -> None:
    with house.world.database.read() as session:
        event = session.scalars(sa.select(Event).where(Event.noun == "entry", Event.act == "list_batch")).one()
    page = desk.read(f"/audit/{event.log_id}/{event.index}")
    form = re.search(r'href="(/agreements/\d+/steps/write_finding\?[^"]+)"', page)
    assert form is not None
    assert LEAD in desk.read(form[1].replace("&amp;", "&"))
