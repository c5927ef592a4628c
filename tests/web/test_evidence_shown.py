"""What people see of evidence: recorded, signed, cosigned; objections and silence in red; keys and policy."""

import json
import re
from datetime import timedelta
from hashlib import sha256

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import builders
from tests.cast import LEAD, SECOND, World
from tests.web.browsing import Browser, browser, seated
from tests.web.hosting import Host, hosted, operator_of
from tests.workflow.post.readers import BASE, listens, mails
from workflow import jobs
from workflow.exports.verification import verify
from workflow.log.checkpoints import checkpoint_all
from workflow.log.reports import Report
from workflow.post import telling
from workflow.reads.cosigned import head_of_release
from workflow.records.events import Event
from workflow.settings import Settings
from workflow.vocabulary import Joint


@pytest.fixture
def host(app: Flask, world: World) -> Host:
    return hosted(app, world)


def text(person: Browser, address: str) -> str:
    answer = person.get(address)
    assert answer.status_code == 200, address
    return answer.get_data(as_text=True)


def test_an_event_is_recorded_then_signed_then_cosigned(host: Host) -> None:
    home, auditor = host.reader(LEAD, "handler"), host.reader()
    page = f"/standards/{host.road.id}"
    assert "已登记、已签名，待共签（3 个地区，须 2 个）" in text(home, page)
    size = host.head().size
    for key in (host.witnesses[1], host.mirrors[1], host.mirrors[2]):
        assert host.send(host.cosigned(key).encode(), size=size)[0] == 200
    assert "已登记、已签名、已共签 2/3：天津市、河北省" in text(home, page)
    assert "cosigned 2/3: Tianjin" in text(home, f"{page}?lang=en")
    audit = text(auditor, "/audit?lang=zh")
    assert "2/3，须 2" in audit
    assert audit.count("对日志的异议") == 1  # what one may filter by, and no warning
    assert "24 小时" not in audit
    found = re.search(r"/audit/\d+/\d+(?=\")", audit)
    assert found is not None
    assert "已共签 2/3" in text(auditor, found[0])


def test_silence_and_objections_are_red_for_auditors_and_operators(host: Host) -> None:
    silent = "最近 24 小时没有足够地区共签"
    operator = operator_of(host.road.world)
    desk = seated(host.app, operator, host.road.at)
    report = Report(host.head().origin, host.head().size, ({"ground": "position"},)).note(host.mirrors[0], at=5)
    assert host.send(report, "disputes")[0] == 201
    for person, page in ((host.reader(), "/audit"), (desk, "/operation")):
        shown = text(person, page)
        assert "对日志的异议" in shown
        assert "tongbiao/report/v1" in shown
        assert silent not in shown
    late = seated(host.app, operator, host.road.at + timedelta(hours=25))
    assert silent in text(late, "/operation")
    for key in host.witnesses[:2]:
        host.send(host.cosigned(key, late=3800).encode(), size=host.head().size)
    assert silent not in text(late, "/operation")


def test_an_agreement_shows_its_keys_and_prints_its_policy(host: Host) -> None:
    page = text(host.reader(LEAD, "handler"), f"/agreements/{host.road.world.agreements['JJJ']}")
    assert page.count("example/witness+") >= 3
    assert "group regions 2 " in page
    assert "quorum regions" in page


def test_a_release_prints_the_head_that_holds_it(app: Flask, world: World) -> None:
    road = builders.standing(world, Joint.RELEASED)
    settings: Settings = app.extensions["settings"]
    with world.database.read() as session:
        assert head_of_release(session, road.id) is None
    checkpoint_all(world.database, jobs.signer(settings), at=road.at)
    with world.database.read() as session:
        head = head_of_release(session, road.id)
    assert head is not None
    origin, size, root = head.split(" / ")
    assert (" " in origin, int(size) > 3, len(root)) == (False, True, 33)
    assert head in text(browser(app, road.at + timedelta(days=1)), f"/public/standards/{road.id}")


def test_whoever_answers_for_a_log_is_told_of_a_dispute(host: Host) -> None:
    world, key = host.road.world, host.mirrors[0]
    report = Report(host.head().origin, host.head().size, ({"ground": "position"},)).note(key, at=5)
    size = host.head().size
    listens(world, world.seat(SECOND, "secadmin"))
    later = Report(host.head().origin, size + 5, ({"ground": "position"},)).note(key, at=65)
    assert [host.send(body, "disputes")[0] for body in (report, later, report)] == [201, 201, 201]
    with world.database.read() as session:
        leaf = json.loads(session.scalars(sa.select(Event.leaf).where(Event.noun == "dispute")).one())
    facts = leaf["facts"]
    assert (leaf["obj"], leaf["idx"], leaf["seat"], leaf["seq"]) == ("dispute/1", size, None, 1)
    assert (facts["is_fork"], facts["sha256"]) == (False, sha256(report).hexdigest())
    told = {world.seat(code, "secadmin").id for code in (LEAD, SECOND)}
    assert told <= set(facts["told"])
    assert world.seat(LEAD, "handler").id not in facts["told"]
    assert verify(world.database, None).findings == []
    for _ in range(2):
        telling.tell(world.database, host.road.at + timedelta(hours=1), BASE)
    letters = [(mail.person_id, mail.cause) for mail in mails(world) if mail.cause.startswith("dispute/")]
    assert letters == [(world.seat(SECOND, "secadmin").person_id, "dispute/1")]
    audit = text(host.reader(), "/audit")
    assert f"已告知 {len(facts['told'])} 人" in audit
    assert world.seat(SECOND, "secadmin").person_name in audit
    assert "对日志的异议" in text(host.reader(SECOND, "secadmin"), "/")
    assert "对日志的异议" not in text(host.reader(LEAD, "handler"), "/")
