"""`verify` holds erasures and holds by law against their events, and names the row that was changed."""

import pytest
import sqlalchemy as sa

from tests.builders import Road
from tests.cast import LEAD, SECOND
from tests.workflow.log.logbook import tampered
from tests.workflow.test_erasing import asked, decided, road, settings, target
from workflow.exports.verification import verify
from workflow.keeping import legal
from workflow.records.events import Opening
from workflow.settings import Settings
from workflow.vocabulary import ErasureGround, SeatRole

__all__ = ["road", "settings"]


def named(road: Road) -> set[str]:
    return {f"{found.place} {found.what}" for found in verify(road.world.database, None).findings}


@pytest.fixture
def erased(road: Road, settings: Settings) -> Road:
    """A name and a reason erased, a third request refused, a hold laid and lifted."""
    database = road.world.database
    decided(road, settings, asked(road, target(road, "name")))
    decided(road, settings, asked(road, target(road, "reason"), ErasureGround.ORDER))
    decided(road, settings, asked(road, target(road, "contact")), yes=False)
    held = legal.hold(database, road.world.seat(LEAD, SeatRole.AUDADMIN), road.id, "法院通知2号", at=road.at)
    legal.lift(database, road.world.seat(SECOND, SeatRole.AUDADMIN), held, "法院通知3号", at=road.at)
    return road


CHANGED = {
    "UPDATE erasures SET document = '别的' WHERE id = 1": {"erasures/1.document differs"},
    "UPDATE erasures SET decided_by = asked_by WHERE id = 2": {"erasures/2.decided_by differs"},
    "UPDATE erasures SET ground = 'needless', is_done = (1 = 1) WHERE id = 3": {
        "erasures/3.ground differs", "erasures/3.is_done differs",
    },
    "UPDATE erasures SET asked_by = 1, field = 'reason' WHERE id = 3": {
        "erasures/3.asked_by differs", "erasures/3.field differs",
    },
    "UPDATE legal_holds SET lifted_at = NULL": {"legal_holds/1.lifted_at differs"},
    "UPDATE legal_holds SET document = '别的'": {"legal_holds/1.document differs"},
    "UPDATE comments SET name = '又来了'": {"comments/1.name differs"},
    "UPDATE comments SET reason = '又来了'": {"comments/1.reason differs"},
}  # fmt: skip


def test_what_was_changed_is_named(erased: Road) -> None:
    assert named(erased) == set()
    for statement in CHANGED:
        tampered(erased.world.database, statement)
    assert named(erased) == set().union(*CHANGED.values())


def test_what_vanished_or_came_back_is_named(erased: Road) -> None:
    database = erased.world.database
    with database.read() as session:
        log_id, index = session.execute(sa.text('SELECT log_id, "index" FROM erasures WHERE id = 1')).one()
    back = Opening(log_id=log_id, index=index, field="name", salt=b"s" * 32, value=b"again")
    with database.plain() as session:
        session.add(back)
    for table in ("legal_holds", "erasures WHERE id = 3", f"openings WHERE \"index\" = {index} AND field = 'contact'"):
        tampered(database, f"DELETE FROM {table}")
    place = f"openings/{log_id}/{index}"
    assert named(erased) == {
        "comments/1.name differs", f"{place}/name unrecorded", f"{place}/name.value opening",
        f"{place}/contact vanished", "legal_holds/1 vanished", "erasures/3 vanished",
    }  # fmt: skip
