"""Departments in one matrix: who proposes, co-signs, is informed; reminders and escalation; the same as files."""

import csv
import io

from flask import Flask

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD, SECOND, THIRD, World
from tests.web.browsing import seated
from workflow.exports.verification import verify
from workflow.reads.concurrence import Matrix, matrix
from workflow.records.places import Organ
from workflow.vocabulary import Concurrence, DepartmentPart, Joint, Purpose


def of(road: Road) -> Matrix:
    with road.world.database.read() as session, road.standing() as found:
        return matrix(session, found, road.at)


def at_the_gate(world: World) -> Road:
    """A final text that waits for the departments."""
    road = builders.standing(world, Joint.APPROVING)
    builders.frozen(road, "final")
    return road


def asked_in(road: Road, region: str) -> dict[DepartmentPart, list[Concurrence]]:
    found = of(road)
    return {part: [one.state for one in found.of(region, part)] for part in DepartmentPart}


def test_each_department_stands_in_its_part_with_its_state(world: World) -> None:
    road = at_the_gate(world)
    assert asked_in(road, LEAD)[DepartmentPart.PROPOSE] == [Concurrence.APPLIED]
    assert asked_in(road, LEAD)[DepartmentPart.COSIGN] == [Concurrence.OPEN]
    road.take("take_position", builders.release_departments(road, LEAD)[0], position="agree")
    road.take(
        "take_position", builders.release_departments(road, SECOND)[0], position="disagree",
        reason="与本市规定冲突", clauses=[clause(road)], lift="改为不少于 10%",
    )  # fmt: skip
    assert asked_in(road, LEAD)[DepartmentPart.COSIGN] == [Concurrence.SPOKEN]
    assert asked_in(road, SECOND)[DepartmentPart.COSIGN] == [Concurrence.BLOCKS]
    assert {one.gate for one in of(road).asked if one.part is DepartmentPart.COSIGN} == {Purpose.RELEASE}
    builders.frozen(road, "final")
    assert asked_in(road, LEAD)[DepartmentPart.COSIGN] in ([Concurrence.SPOKEN], [Concurrence.STALE])


def clause(road: Road) -> str:
    with road.standing() as found:
        return found.written.clauses[-1].id


def test_a_silent_department_is_late_reminded_and_told_up_the_ladder(app: Flask, world: World) -> None:
    road = at_the_gate(world)
    rungs = []
    for _ in range(16):
        road.wait(days=10)
        road.wake()
        found = of(road)
        rungs.append(next(one.rung for one in found.ladders if one.region == THIRD))
    assert sorted(rungs) == rungs
    assert rungs[-1] == 3  # the approver, the chair region, the joint meeting
    assert asked_in(road, THIRD)[DepartmentPart.COSIGN] == [Concurrence.LATE]
    assert all(one.reminded for one in found.ladders)
    page = seated(app, world.seat(LEAD, "handler"), road.at).get(f"/standards/{road.id}/concurrence").text
    for words in ("逾期", "已催办 1 次", "已提请协调会议"):
        assert words in page


def test_a_department_is_informed_by_its_authority_and_nothing_waits_for_it(app: Flask, world: World) -> None:
    road = at_the_gate(world)
    handler = world.seat(LEAD, "handler")
    with road.standing() as found:
        other = next(o for o in organs(found.organs, LEAD) if o.name_zh == "北京市生态环境局")
    before = asked_in(road, LEAD)
    road.take("inform_department", handler, department=other.id, notes="请知悉，有意见可随时提出")
    after = asked_in(road, LEAD)
    assert after.pop(DepartmentPart.INFORM) == [Concurrence.TOLD]
    assert after == {part: before[part] for part in after}
    browser = seated(app, handler, road.at)
    page = browser.get(f"/standards/{road.id}/concurrence").text
    assert "北京市生态环境局" in page
    assert "请知悉" in page
    assert "知会部门" in page
    seated_there = world.seat(LEAD, "cosigner", organ="北京市生态环境局")
    assert "知会部门" in seated(app, seated_there, road.at).get("/notices?show=all").text
    found_by = verify(world.database, None)
    assert not [str(one) for one in found_by.findings]


def organs(found: dict[int, Organ], region: str) -> list[Organ]:
    return [organ for organ in found.values() if organ.region_code == region]


def test_the_matrix_is_the_same_on_paper_and_as_tables(app: Flask, world: World) -> None:
    road = at_the_gate(world)
    reader = seated(app, world.seat(SECOND, "handler"), road.at)
    at = f"/standards/{road.id}/concurrence"
    told = list(csv.reader(io.StringIO(reader.get(f"{at}.csv").text.removeprefix("\ufeff"))))
    assert told[0][:5] == ["序号", "地区", "部门", "方式", "环节"]
    parts = [(line[1], line[3]) for line in told[1:] if line[0].isdigit()]
    assert parts == [(name, part) for name in ("北京市", "天津市", "河北省") for part in ("提出", "会签")]
    for kind, media in (("pdf", "application/pdf"), ("xlsx", "spreadsheetml")):
        answer = reader.get(f"{at}.{kind}")
        assert (answer.status_code, media in (answer.mimetype or "")) == (200, True)
    assert reader.get(f"{at}.docx").status_code == 404
    stranger = seated(app, world.seat(CHONGQING, "handler"), road.at)
    assert [stranger.get(f"{at}{tail}").status_code for tail in ("", ".pdf", ".csv")] == [404] * 3
