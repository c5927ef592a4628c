"""A standard is revised: a successor of its lineage keeps the serial, and takes its place once it is in force."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests import builders
from tests.builders import Road, day
from tests.cast import PAPER, World
from tests.workflow.test_accession import numbers
from tests.workflow.test_reviews import (
    BEIJING,
    HEBEI,
    TIANJIN,
    faults,
    missing,
    refused,
    says,
    serial_of,
    stands,
    tracks,
)
from workflow import clock, jobs
from workflow.db import Record
from workflow.process.reasons import Refused
from workflow.records.numbers import Serial
from workflow.records.standards import Standard
from workflow.vocabulary import Joint, ReviewTrigger, Track

PLAN = {
    "title_zh": "停车场充电设施配置与运行管理规范(修订)",
    "title_en": "Specification for charging facilities in car parks (revision)",
    "scope": "修订后的范围。",
    "ics": "43.080",
    "ccs": "T 47",
    "nature": "recommended",
}


def to_be_revised(road: Road) -> None:
    road.by(TIANJIN, "handler", "call_early_review", trigger="technology", evidence=PAPER, reason="技术已变")
    for region in road.regions:
        says(road, region, "revise")
    road.by(BEIJING, "handler", "conclude_revise", announcement=PAPER, revise_by=day(road, 365))
    assert stands(road) is Joint.REVISING


def started(road: Road, regions: tuple[str, ...]) -> Road:
    told = road.by(road.lead, "handler", "start_revision", **PLAN)
    return Road(road.world, road.agreement, regions, road.at, int(told.facts["successor"]))


def ticked(road: Road, at: Road) -> None:
    """What the worker does: every timer that is due fires."""
    road.at = max(road.at, at.at) + timedelta(minutes=1)
    jobs.tick(road.world.database, road.at)


def brought(project: Road, to: Joint) -> None:
    """The successor by the same steps as any project, but for the number, which it has."""
    for reached, leg in builders.LEGS[1:]:
        if reached is Joint.SCHEDULED:
            scheduled(project)
        else:
            leg(project)
        assert stands(project) is reached
        if reached is to:
            return


def scheduled(project: Road) -> None:
    builders.frozen(project, "final")
    for region in project.regions:
        builders.approved(project, region)
    same_year = {"instant": (project.at + timedelta(hours=48)).isoformat(), "effective": day(project, 63)}
    assert refused(project, BEIJING, "officer", "schedule_release", **same_year) == ["year_of_its_own"]
    next_year = clock.start_of(clock.day_of(project.at).replace(year=project.at.year + 1, month=1, day=15))
    project.at = next_year
    instant = project.at + timedelta(hours=48)
    project.by(BEIJING, "officer", "schedule_release", instant=instant.isoformat(), effective=day(project, 63))


def confirmed(project: Road) -> None:
    for region in project.regions:
        with pytest.raises(Refused, match="papers_ready"):
            builders.confirmed(project, region)
        with project.standing() as standing:
            replaced = standing.tracks[region].replaces
        announcement = {"document_number": f"{region}公告〔2027〕1号", "issuer": "市场监督管理局", "replaces": replaced}
        owner = project.world.seat(region, "approver").organ_id
        project.by(region, "officer", "confirm_release", filing_owner=owner, **announcement)


def test_a_successor_keeps_the_serial_and_takes_the_place(world: World) -> None:
    road = builders.standing(world, Joint.IN_FORCE)
    to_be_revised(road)
    assert "gap.ready" in missing(road)
    project = started(road, (BEIJING, TIANJIN))
    assert refused(road, BEIJING, "handler", "start_revision", **PLAN) == ["no_successor"]
    assert refused(road, BEIJING, "handler", "reopen_review", reason="再议") == ["no_successor"]
    with project.standing() as born:
        own = born.standard
        assert (own.state, own.predecessor_id, own.is_revision) == (Joint.PROPOSED, road.id, True)
        assert {code: track.replaces for code, track in born.tracks.items()} == {
            BEIJING: "DB11/T 3901—2026",
            TIANJIN: "DB12/T 3901—2026",
            HEBEI: "DB13/T 3901—2026",
        }
    brought(project, Joint.SCHEDULED)
    confirmed(project)
    assert stands(project) is Joint.SEALED
    builders.released(project)
    assert numbers(project) == ["DB11/T 3901—2027", "DB12/T 3901—2027"]
    ticked(road, project)
    assert (project.state, road.state) == (Joint.RELEASED, Joint.REVISING)
    builders.in_force(project)
    assert stands(project) is Joint.IN_FORCE
    ticked(road, project)
    assert stands(road) is Joint.REPLACED
    assert tracks(road) == {BEIJING: Track.REPLACED, TIANJIN: Track.REPLACED, HEBEI: Track.SEPARATED}
    with world.database.read() as session:
        assert session.execute(sa.select(Serial.serial, Serial.standard_id)).all() == [(3901, project.id)]
    assert faults(world) == []


def test_a_revision_that_ends_gives_the_word_back_to_the_regions(world: World) -> None:
    road = builders.standing(world, Joint.IN_FORCE)
    to_be_revised(road)
    project = started(road, road.regions)
    project.by(BEIJING, "handler", "withdraw_proposal", reason="条件不成熟")
    assert stands(road) is Joint.REVISING
    ticked(road, project)
    assert stands(road) is Joint.UNDER_REVIEW
    for region in road.regions:
        says(road, region, "revise")
    road.by(BEIJING, "handler", "conclude_revise", announcement=PAPER, revise_by=day(road, 365))
    road.wake()
    assert stands(road) is Joint.REVISING  # the failed one is past; another may be tried
    road.by(BEIJING, "handler", "reopen_review", reason="先议")
    with road.standing() as standing:
        assert [review.trigger for review in standing.reviews] == [
            ReviewTrigger.TECHNOLOGY,
            ReviewTrigger.REVISION_FAILED,
            ReviewTrigger.REOPENED,
        ]
    for region in road.regions:
        says(road, region, "revise")
    road.by(BEIJING, "handler", "conclude_revise", announcement=PAPER, revise_by=day(road, 365))
    second = started(road, road.regions)
    with world.database.read() as session:
        lineages = session.scalars(sa.select(Standard.lineage).where(Standard.id.in_((road.id, project.id, second.id))))
        assert len(set(lineages)) == 1
    assert serial_of(road).value == "used"
    assert faults(world) == []


def test_nobody_left_waits_for_the_revision_under_way(world: World) -> None:
    road = builders.standing(world, Joint.IN_FORCE, regions=(BEIJING, TIANJIN))
    to_be_revised(road)
    project = started(road, road.regions)
    for region in road.regions:
        builders.cosigned(road, region, outcome="separate")
        road.by(region, "approver", "separate_here", reason="单行", document_number=f"{region}〔2026〕2号")
    assert stands(road) is Joint.REVISING
    project.at = road.at
    project.by(BEIJING, "handler", "withdraw_proposal", reason="不再修订")
    ticked(road, project)
    assert stands(road) is Joint.WITHDRAWN
    assert faults(world) == []


CELLS: dict[str, dict[str, Any]] = {
    "reviews": {"outcome": "withdraw", "trigger": "finding", "stands": {}, "concluded_at": None},
    "tracks": {
        "repealed_on": date(2031, 1, 1),
        "home_address": "https://a.invalid",
        "review_stand": "withdraw",
    },
    "standards": {"predecessor_id": 1, "is_revision": True},
}


def test_a_changed_cell_of_a_later_life_is_named(world: World) -> None:
    road = builders.standing(world, Joint.IN_FORCE)
    to_be_revised(road)
    started(road, road.regions)
    assert faults(world) == []
    for table, cells in CELLS.items():
        for column, value in cells.items():
            columns = Record.metadata.tables[table].c
            mine = columns.id if table == "standards" else columns.standard_id
            with world.database.plain() as session:
                before = session.execute(sa.select(columns[column]).where(mine == road.id).limit(1)).scalar_one()
                change(session, table, road.id, **{column: value})
            assert [fault for fault in faults(world) if f".{column}" in fault], (table, column)
            with world.database.plain() as session:
                change(session, table, road.id, **{column: before})
    assert faults(world) == []


def change(session: Session, table: str, standard_id: int, **cells: object) -> None:
    """Past every door."""
    rows = Record.metadata.tables[table]
    mine = rows.c.id if table == "standards" else rows.c.standard_id
    session.execute(sa.update(rows).where(mine == standard_id).values(**cells))
