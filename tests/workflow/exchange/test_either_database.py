"""A package made and taken, on each database: the copy stands, the same again changes nothing, the next one follows."""

from pathlib import Path

import sqlalchemy as sa

from tests import builders
from tests.builders import standing
from tests.cast import SECOND, World
from tests.workflow.exchange.making import exchange
from workflow.records.events import Event
from workflow.records.exchange import PartnerCopy, PartnerPackage
from workflow.vocabulary import Joint


def test_made_taken_twice_and_continued(world: World, tmp_path: Path) -> None:
    between = exchange(standing(world, Joint.CONSULTING), world, tmp_path / "var")
    first = between.made()
    assert between.made() == first
    copy, is_new = between.taken(first)
    assert is_new
    with world.database.read() as session:
        leaves = session.scalar(sa.select(sa.func.count()).select_from(Event))
    assert between.taken(first) == (copy, False)
    with world.database.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Event)) == leaves
    builders.answering(between.road)
    assert between.taken(between.made()) == (copy, True)
    with world.database.read() as session:
        row = session.get_one(PartnerCopy, copy)
        assert (row.number, row.region_code) == (2, SECOND)
        assert session.scalars(sa.select(PartnerPackage.number).order_by(PartnerPackage.id)).all() == [1, 2]
