"""A release that waits for the regions' mirrors: sealed when all have cosigned, aborted when one reports."""

import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import LEAD, SECOND, THIRD, World
from tests.members import Table
from tests.terms import agreed
from workflow.doors import cosigning
from workflow.exports.verification import verify
from workflow.log.checkpoints import checkpoint_all
from workflow.log.cosignatures import CosigningKey, cosign
from workflow.log.receiving import NotTaken
from workflow.log.reports import Report
from workflow.log.signer import Signer
from workflow.process.missing import gaps
from workflow.process.reasons import Refused
from workflow.records.cosigning import CosignatureLine, Dispute
from workflow.records.events import Checkpoint, Event, Log
from workflow.vocabulary import Joint

REGIONS = (LEAD, SECOND, THIRD)


def mirror(region: str) -> CosigningKey:
    return CosigningKey(f"{region}.example/mirror", region.encode().ljust(32))


def registered(world: World, regions: tuple[str, ...] = REGIONS) -> None:
    table = Table(world, world.agreements["JJJ"])
    for region in regions:
        table.by(region, "approver", "register_key", key_kind="mirror", vkey=str(mirror(region).verifier))


@pytest.fixture
def road(world: World, tmp_path: Path) -> Road:
    """All papers are confirmed, and no mirror has cosigned yet."""
    agreed(world, release__cosigners="all")
    registered(world)
    made = builders.standing(world, Joint.SCHEDULED)
    for region in REGIONS:
        builders.confirmed(made, region)
    return made


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    return Signer(tmp_path / "log.key", tmp_path / "signed")


def head(road: Road, signer: Signer) -> tuple[Log, Checkpoint]:
    """The newest signed head of the group's log."""
    checkpoint_all(road.world.database, signer, at=road.at)
    with road.world.database.read() as session:
        log = session.scalars(sa.select(Log).where(Log.agreement_id == road.world.agreements["JJJ"])).one()
        query = sa.select(Checkpoint).where(Checkpoint.log_id == log.id).order_by(Checkpoint.size.desc())
        return log, session.scalars(query).first()  # type: ignore[return-value]


def cosigned(road: Road, signer: Signer, *regions: str) -> None:
    log, newest = head(road, signer)
    seconds = int(road.at.timestamp())
    for region in regions:
        line = cosign(newest.note.encode(), mirror(region), at=seconds)
        cosigning.receive(road.world.database, log, line.encode(), newest.size, at=road.at)


def stands(road: Road, state: Joint) -> bool:
    return road.state is state


def missing(road: Road) -> list[dict[str, Any]]:
    with road.standing() as standing:
        return [gap.facts for gap in gaps(standing, road.at) if gap.key == "gap.cosignatures"]


def facts(road: Road, act: str) -> dict[str, Any]:

    with road.world.database.read() as session:
        leaf = session.scalars(sa.select(Event.leaf).where(Event.act == act)).one()
    told: dict[str, Any] = json.loads(leaf)["facts"]
    return told


def lines_missed(road: Road) -> list[str]:
    found = verify(road.world.database, None).findings
    return [one.place.row for one in found if one.place.table == "cosignatures"]


def test_it_is_sealed_when_the_last_mirror_has_cosigned(road: Road, signer: Signer) -> None:
    assert stands(road, Joint.SCHEDULED)
    assert [name.code for name in missing(road)[0]["mirrors"]] == list(REGIONS)
    cosigned(road, signer, LEAD, SECOND)
    assert stands(road, Joint.SCHEDULED)
    assert [name.code for name in missing(road)[0]["mirrors"]] == [THIRD]
    cosigned(road, signer, THIRD)
    assert stands(road, Joint.SEALED)
    assert sorted(facts(road, "seal_release")["cosigned"]) == sorted(REGIONS)
    road.wait(days=3)
    road.wake()
    assert stands(road, Joint.RELEASED)


def test_a_line_that_a_seal_stands_on_is_missed(road: Road, signer: Signer) -> None:
    cosigned(road, signer, *REGIONS)
    assert lines_missed(road) == []
    with road.world.database.plain() as session:
        of = "" if road.world.database.is_sqlite else " ON cosignatures"
        session.execute(sa.text(f"DROP TRIGGER cosignatures_refuse_delete{of}"))
        session.execute(sa.delete(CosignatureLine).where(CosignatureLine.key_id == 1))
    assert lines_missed(road) == [f"standard/{road.id}/{LEAD}"]


def test_cosignatures_over_an_older_head_do_not_count(world: World, signer: Signer) -> None:
    agreed(world, release__cosigners="all")
    registered(world)
    road = builders.standing(world, Joint.SCHEDULED)
    for region in REGIONS[:2]:
        builders.confirmed(road, region)
    cosigned(road, signer, *REGIONS)
    builders.confirmed(road, THIRD)
    assert stands(road, Joint.SCHEDULED)
    road.at = road.at.replace(second=0)
    cosigned(road, signer, *REGIONS)
    assert stands(road, Joint.SEALED)


def disputed(road: Road) -> set[str]:
    """The columns of disputes that `verify` finds otherwise than the log."""
    found = verify(road.world.database, None).findings
    return {one.place.column for one in found if one.place.table == "disputes"}


def test_a_report_of_one_mirror_aborts_it_and_says_so(road: Road, signer: Signer) -> None:
    cosigned(road, signer, LEAD, SECOND)
    log, newest = head(road, signer)
    found = {"act": "approve_release", "rule": "other_hands", "index": 7}
    told = Report(log.origin, newest.size, (found,)).note(mirror(THIRD), at=int(road.at.timestamp()))
    cosigning.accuse(road.world.database, log, told, None, at=road.at)
    assert stands(road, Joint.APPROVING)
    assert facts(road, "abort_release")["reported"] == [THIRD]
    assert disputed(road) == set()
    edited = sa.update(Dispute).values(note=sa.func.replace(Dispute.note, "approve_release", "object_release"))
    off = "DROP TRIGGER disputes_refuse_update" + ("" if road.world.database.is_sqlite else " ON disputes")
    with road.world.database.plain() as session:
        session.execute(sa.text(off))
        session.execute(edited.values(is_fork=True), execution_options={"synchronize_session": False})
    assert disputed(road) == {"note", "is_fork"}


def test_it_lapses_at_its_instant_when_a_mirror_is_silent(road: Road, signer: Signer) -> None:
    cosigned(road, signer, LEAD)
    road.wait(days=3)
    road.wake()
    assert stands(road, Joint.APPROVING)
    assert sorted(facts(road, "abort_release")["uncosigned"]) == sorted((SECOND, THIRD))


def test_nothing_is_scheduled_before_every_region_has_a_mirror(world: World) -> None:
    agreed(world, release__cosigners="all")
    registered(world, (LEAD,))
    with pytest.raises(Refused) as refused:
        builders.standing(world, Joint.SCHEDULED)
    reason = refused.value.reasons[0]
    assert reason.rule == "mirrors_registered"
    assert [name.code for name in reason.facts["regions"]] == [SECOND, THIRD]


def test_a_forged_line_seals_nothing(road: Road, signer: Signer) -> None:
    log, newest = head(road, signer)
    line = cosign(newest.note.encode(), CosigningKey(mirror(LEAD).name, bytes(32)), at=1)
    with pytest.raises(NotTaken):
        cosigning.receive(road.world.database, log, line.encode(), newest.size, at=road.at)
    assert stands(road, Joint.SCHEDULED)
