"""What the public is told, read off either database: one standard released, one still inside."""

from hashlib import sha256

import pytest

from tests import builders
from tests.builders import Road
from tests.cast import World
from workflow.exports import prints
from workflow.exports.opened import SETS, told
from workflow.reads import across, portal, verifying
from workflow.reads.announced import changes
from workflow.reads.numbered import numbered, slug
from workflow.reads.public import Wanted, newest, released
from workflow.reads.told import history, kin
from workflow.records.standards import Standard
from workflow.settings import Settings
from workflow.vocabulary import Joint


@pytest.fixture
def road(world: World) -> Road:
    builders.standing(world, Joint.DRAFTING)
    return builders.standing(world, Joint.RELEASED)


def test_every_question_of_the_portal_has_its_answer(road: Road, tmp_path: object) -> None:
    settings, database = Settings(var=str(tmp_path)), road.world.database
    with database.read() as session:
        [group] = [one for one in portal.groups(session) if one.released]
        assert (group.agreement.code, group.released, group.applied) == ("JJJ", 1, 0)
        assert [(one.region.code, one.released) for one in portal.places(session)] == [
            (code, 1) for code in road.regions
        ]
        assert portal.by_year(session) == [(road.at.year, 1)]
        for wanted in (Wanted(), Wanted(region="110000"), Wanted(year=road.at.year), Wanted(group="JJJ")):
            assert [one.standard.id for one in released(session, wanted).rows] == [road.id]
        for wanted in (Wanted(region="310000"), Wanted(year=1999), Wanted(group="CY")):
            assert not released(session, wanted).total
        assert [one.standard.id for one in newest(session, 5)] == [road.id]
        number = newest(session, 1)[0].numbers[0][0]
        for spelled in (number.display, number.key, slug(number.key), number.key.rpartition("-")[0]):
            assert [one.id for one in numbered(session, spelled)] == [road.id], spelled
        found = across.across(session)
        assert found.states == {1: {Joint.RELEASED: 1}}
        assert (found.middle(1) or 0) > 0
        assert sum(across.under_way(session)[1].values()) == 1
        standard = session.get_one(Standard, road.id)
        acts = [one.event.act for one in history(session, road.id)]
        assert (acts.count("initiate"), acts[-1]) == (3, "release")
        assert kin(session, standard) == (None, [])
        since = history(session, road.id)[0].event.at
        whole = [(event.act, event.log_id, event.index) for event, _, _ in changes(session, since, None, 500)]
        first = whole[0]
        assert [event.act for event, _, _ in changes(session, since, first[1:], 500)] == [
            act for act, _, _ in whole[1:]
        ]
    assert prints.look(database, settings, road.at) == 3
    assert prints.look(database, settings, road.at) == 0
    with database.read() as session:
        kept = prints.of(session, _text(road), "110000")
        assert kept is not None
        recognised = verifying.known(session, kept.sha256)
        assert recognised is not None
        assert (recognised.kind, recognised.region) == (verifying.Kind.PRINT, "110000")
        assert sha256(prints.path_of(settings, kept.sha256).read_bytes()).hexdigest() == kept.sha256
        for one in SETS.values():
            rows = [told(row) for row in one.page(session, 0, "https://example.org").rows]
            assert [list(row) for row in rows[:1]] == [[field.name for field in one.fields]]


def _text(road: Road) -> int:
    with road.standing() as standing:
        return standing.releases[0].version_id
