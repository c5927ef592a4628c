"""What the seventeen acts of the bench cost: statements and commits, which no busy machine can blur."""

import sqlalchemy as sa

from bench.lives import LEGS
from tests import builders
from tests.cast import World
from tests.web.counting import statements
from workflow.picture.standing import Standing
from workflow.reads import record
from workflow.records.events import Event

MOST = 18
HISTORY = 6


def events(world: World) -> int:
    with world.database.read() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(Event)) or 0


def test_an_act_costs_few_statements_and_one_commit(world: World) -> None:
    commits: list[object] = []
    sa.event.listen(world.database.engine, "commit", commits.append)
    road = builders.proposed(world)
    for name, _, leg in LEGS:
        for act in list(leg(road)):
            before = events(world)
            commits.clear()
            with statements(world.database) as said:
                act()
            asked = [sql for sql in said if not sql.startswith("BEGIN")]
            assert len(commits) == 1, name
            assert len(asked) <= MOST * (events(world) - before), (name, asked)


def test_a_standard_with_its_whole_history_is_read_in_few_statements(world: World) -> None:
    road = builders.proposed(world)
    for _, _, leg in LEGS:
        for act in list(leg(road)):
            act()
    with statements(world.database) as said, world.database.read() as session:
        standing = Standing.load(session, road.id)
        assert standing is not None
        assert all((standing.tracks, standing.positions, standing.versions, standing.windows, standing.duties))
        assert all((standing.terms, standing.organs, standing.roster, standing.hands))
        assert len(standing.versions[0].digest) > 100
        assert len(record.happened(session, road.id)) > 60
    assert len([sql for sql in said if not sql.startswith("BEGIN")]) <= HISTORY
