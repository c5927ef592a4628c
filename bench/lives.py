"""The measured life through the real engine: seventeen acts of the people of the cast, what lies between untimed."""

import gc
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any

from bench.clients import Gate, Leg
from tests import builders
from tests.builders import Road
from tests.cast import PAPER, World, sample_text
from workflow import engine
from workflow.db import Database, Outdated
from workflow.process.standard import ROWS
from workflow.vocabulary import DutyKind

Act = Callable[[], Any]
KILOBYTES = 20
REVISIONS = 5


def draft(name: str, revision: int) -> str:
    """A sound text of 20 kB in chapters and clauses; a revision changes one clause in three chapters of four."""
    opening = sample_text().partition("\n4 ")[0]
    lines, size, chapter = [opening], len(opening.encode()), 3
    while size < KILOBYTES * 1024:
        chapter += 1
        new = [f"{chapter} 评价之{chapter}"]
        for clause in range(1, 7):
            edition = revision if clause == 1 and chapter % 4 else 0
            said = f"停车场{name}第{chapter}项第{clause}款充电车位应符合配置与运行管理的规定，并按第{edition}稿公示。"
            new.append(f"{chapter}.{clause} {said}{said}")
        size += len("\n".join(new).encode())
        lines += new
    return "\n".join(lines)


def _take(road: Road, step: str, region: str, role: str, **answers: Any) -> Act:
    """A step ready to be taken, its statement drawn up and signed where the row asks for it."""
    road.at = road.at + timedelta(minutes=1)
    seat, at = road.world.seat(region, role), road.at
    signed = builders.sign(road.world, step, road.id, seat, answers, at) if ROWS[step].signs else None
    return lambda: engine.take(road.world.database, step, road.id, seat, answers, at=at, signed=signed)


def initiations(road: Road) -> Iterator[Act]:
    builders.invited(road)
    for region in road.regions:
        builders.accepted(road, region)
        builders.applied(road, region)
        road.by(region, "handler", "take_position", position="agree")
    for region in road.regions:
        plan = {"plan_number": f"{region}-{road.id}", "document_number": f"{region}〔2026〕{road.id}号"}
        days = {"dated": builders.day(road, 0), "time_limit": builders.day(road, 500)}
        yield _take(road, "initiate", region, "approver", checks=builders.CHECKS, assessment=PAPER, **plan, **days)


def revisions(road: Road) -> Iterator[Act]:
    builders.grouped(road)
    for n in range(REVISIONS):
        yield _take(road, "save_draft", road.lead, "drafter", text=draft(str(road.id), n))


def submission(road: Road) -> Iterator[Act]:
    """The review lies before it: consultation, panel, votes."""
    builders.frozen(road, "consultation")
    road.by(road.lead, "handler", "open_consultation", days=30, written_to="各有关部门", letter=PAPER)
    for leg in (builders.answering, builders.reviewing, builders.approving):
        leg(road)
    yield _take(road, "freeze_text", road.lead, "drafter", purpose="final", summary="定稿", explanation=PAPER)


def approvals(road: Road) -> Iterator[Act]:
    for region in road.regions:
        builders.cosigned(road, region)
    for region in road.regions:
        yield _take(road, "approve_release", region, "approver", position="agree")


def reports(road: Road) -> Iterator[Act]:
    """The number, the papers and the instant lie before them."""
    for _ in range(100):
        with suppress(Outdated):  # two clients reached for the same number
            road.by(road.lead, "keeper", "reserve_number")
            break
    road.by(road.regions[1], "keeper", "confirm_number")
    instant = road.at + builders.HOURS_48
    days = {"instant": instant.isoformat(), "effective": builders.day(road, 63)}
    road.by(road.lead, "officer", "schedule_release", **days)
    builders.sealed(road)
    builders.released(road)
    with road.standing() as standing:
        filings = {d.region_code: d.id for d in standing.duties if d.kind is DutyKind.FILING}
    for region, duty in filings.items():
        done = {"duty": duty, "done_on": builders.day(road, 0), "receipt_number": "备2026-1", "account": "已办"}
        yield _take(road, "report_duty", region, "handler", **done)


def closing(road: Road) -> Iterator[Act]:
    road.wait(days=70)
    yield road.wake


LEGS: tuple[tuple[str, int, Callable[[Road], Iterator[Act]]], ...] = (
    ("initiate", 3, initiations),
    ("save_draft", REVISIONS, revisions),
    ("freeze_text", 1, submission),
    ("approve_release", 3, approvals),
    ("report_duty", 3, reports),
    ("enter_into_force", 1, closing),
)
ACTS = 1 + sum(count for _, count, _ in LEGS)


def live(world: World, standards: int, gate: Gate) -> list[Leg]:
    """One client: its standards from proposal to force, leg by leg beside the other clients."""
    gc.collect()
    gc.freeze()  # as the server does once it is loaded
    own = World(Database(world.database.url.render_as_string(hide_password=False)), world.agreements, world.seats)
    with own.database.plain():  # the connection, the first time
        pass
    legs, roads = [Leg()], list[Road]()
    with legs[0].whole(gate):
        for _ in range(standards):
            with legs[0].act():
                roads.append(builders.proposed(own))
    for _, count, leg in LEGS:
        ready = [list(leg(road)) for road in roads]
        legs.append(Leg())
        with legs[-1].whole(gate):
            for acts in ready:
                assert len(acts) == count
                for act in acts:
                    with legs[-1].act():
                        act()
    own.database.dispose()
    return legs
