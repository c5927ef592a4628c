"""Whose turn it is with entries: the owner's, then another region's; each approver's until he has signed."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.cast import LEAD, SECOND, World, founded
from tests.workflow.entering.keeping import Keeping
from workflow.reads import entry_turns


@pytest.fixture
def keeping(database_url: str) -> Iterator[Keeping]:
    world: World = founded(database_url)
    yield Keeping(world, world.agreements["JJJ"])
    world.database.dispose()


def waiting(keeping: Keeping, region: str, role: str) -> list[int]:
    with keeping.world.database.read() as session:
        total, found = entry_turns.waiting(session, keeping.world.seat(region, role))
    assert total == len(found)
    return [one.id for one in found]


def test_a_promise_waits_for_its_owner_and_then_for_the_others(keeping: Keeping) -> None:
    due = str((keeping.at + timedelta(days=30)).date())
    told = {"title": "共享目录", "instrument": "备忘录", "obligation": "交换", "due": due}
    made = keeping.begin("promise", "undertake", **told)
    assert (waiting(keeping, LEAD, "handler"), waiting(keeping, SECOND, "handler")) == ([made], [])
    keeping.take(made, "deliver", account="已交换")
    assert (waiting(keeping, LEAD, "handler"), waiting(keeping, SECOND, "handler")) == ([], [made])
    keeping.take(made, "settle_promise", SECOND)
    assert waiting(keeping, SECOND, "handler") == waiting(keeping, SECOND, "auditor") == []


def test_a_nomination_waits_for_each_approver_once_and_again_when_its_source_changed(keeping: Keeping) -> None:
    made = keeping.begin("recognition", "nominate", title="质量诊断准则", type="local")
    keeping.take(made, "compare_source", account="已比对")
    assert waiting(keeping, SECOND, "approver") == []
    keeping.take(made, "give_opinion", account="同意")
    assert waiting(keeping, SECOND, "approver") == [made]
    for region in ("110000", "120000", "130000"):
        keeping.take(made, "take_stand", region, "approver", position="agree")
    assert waiting(keeping, SECOND, "approver") == []
    keeping.take(made, "put_on_notice", due=str((keeping.at + timedelta(days=20)).date()))
    keeping.later(25)
    keeping.take(made, "list_batch", batch="1")
    later = str((keeping.at + timedelta(days=120)).date())
    keeping.take(made, "report_change", reason="来源修订", due=later)
    assert waiting(keeping, SECOND, "approver") == [made]
    keeping.take(made, "renew", SECOND, "approver")
    assert waiting(keeping, SECOND, "approver") == []
    assert waiting(keeping, LEAD, "approver") == [made]
