"""A department is told of a project, a template of a form is put in force: both leave evidence, on both databases."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from tests import builders
from tests.cast import LEAD, MORNING, SECOND, World
from workflow.exports.paperwork.drawing import template
from workflow.exports.paperwork.replacing import END, PUT, end, in_force, put
from workflow.exports.paperwork.shapes import form
from workflow.exports.verification import verify
from workflow.process.reasons import NotThere, Refused
from workflow.records.events import Event
from workflow.records.form_templates import FormTemplate
from workflow.records.informing import InformedDepartment
from workflow.settings import Settings
from workflow.storage import files


def test_who_is_informed_is_told_again_by_the_log(world: World) -> None:
    road = builders.proposed(world)
    builders.invited(road)
    department = world.seat(LEAD, "cosigner", organ="北京市生态环境局").organ_id
    road.by(LEAD, "handler", "inform_department", department=department, notes="请知悉")
    with pytest.raises(Refused):
        road.by(LEAD, "approver", "inform_department", department=department)
    assert not verify(world.database, None).findings
    with world.database.plain() as session:
        session.execute(sa.update(InformedDepartment).values(notes="另一句话"))
    assert {str(one.place.column) for one in verify(world.database, None).findings} == {"notes"}


def test_a_template_ends_the_one_before_it_and_nobody_puts_it_for_another_region(world: World, tmp_path: Path) -> None:
    settings, at = Settings(var=str(tmp_path)), MORNING
    admin, group = world.seat(LEAD, "secadmin"), world.agreements["JJJ"]
    digests = []
    for name in ("filing", "announcement"):
        path = tmp_path / f"{name}.docx"
        path.write_bytes(template(form(name)))
        with path.open("rb") as stream:
            digests.append(files.store(world.database, settings, stream, path.name, admin.person_id, at))
    for digest in digests:
        put(world.database, settings, admin, (group, LEAD), "filing", digest, at=at)
    with world.database.read() as session:
        assert [one.file_sha256 for one in in_force(session, group).values()] == digests[1:]
        assert session.scalar(sa.select(sa.func.count(FormTemplate.id))) == 2
        acts = session.scalars(sa.select(Event.act).where(Event.act.in_((PUT, END)))).all()
    assert list(acts) == [PUT, PUT]
    for seat, scope in ((world.seat(SECOND, "secadmin"), LEAD), (admin, SECOND), (world.seat(LEAD, "handler"), LEAD)):
        with pytest.raises(NotThere):
            put(world.database, settings, seat, (group, scope), "filing", digests[0], at=at)
        with pytest.raises(NotThere):
            end(world.database, seat, (group, scope), "filing", at=at)
    end(world.database, admin, (group, LEAD), "filing", at=at)
    found = verify(world.database, None)
    assert not [one for one in found.findings if one.place.table == "form_templates"]
    with world.database.plain() as session:
        session.execute(sa.update(FormTemplate).values(ended_at=None, region_code=None))
    changed = [one.place.column for one in verify(world.database, None).findings if one.place.table == "form_templates"]
    assert sorted(changed) == ["ended_at", "ended_at", "region_code", "region_code"]
