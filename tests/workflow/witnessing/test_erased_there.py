"""What is erased at the host leaves the mirrors of the regions: found in no file, and told by their cosignatures."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests import builders
from tests.cast import LEAD, PAPER, SECOND, THIRD
from tests.workflow.witnessing.forging import index_of
from tests.workflow.witnessing.hosts import ORIGIN, Installation, log_id
from workflow.keeping import erasing
from workflow.keeping.blanking import Target
from workflow.keeping.erasing import Wanted
from workflow.reads.acknowledged import acknowledged
from workflow.vocabulary import ErasureGround, SeatRole

CANARY = "雀五号：申请人住在某号"


@pytest.fixture
def erased(host: Installation) -> Target:
    """An opinion that a mirror held, then erased by order at the host."""
    road = builders.proposed(host.world, at=host.at)
    builders.invited(road)
    said = {"application": PAPER, "unit": "研究院", "deadline": builders.day(road, 500), "fair_competition": PAPER}
    road.by(LEAD, "applicant", "apply", opinion=CANARY, **said)
    host.sign()
    with host.served() as base:
        for region in host.regions:
            assert host.mirrored(base, region).is_clean
    assert [_holds(region.folder) for region in host.regions] == [True, False, False]  # whose opinion it is
    wanted, world = Target(log_id(host), index_of(host, "apply", LEAD), "opinion"), host.world
    decider = replace(world.seat(THIRD, SeatRole.AUDADMIN), region=None)
    asked = Wanted(wanted, ErasureGround.ORDER, "判决1号")
    number = erasing.ask(world.database, world.seat(LEAD, SeatRole.SECADMIN), asked, at=road.at)
    erasing.decide(world.database, host.settings, decider, number, yes=True, at=road.at)
    host.sign()
    return wanted


def _holds(folder: Path) -> bool:
    """Whether any file holds it: as it is, as JSON escapes it, or as bytes written out."""
    plain = CANARY.encode()
    spelled = (plain, ascii(CANARY)[1:-1].encode(), plain.hex().encode())
    files = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    return any(one in data for data in files for one in spelled)


def taken(host: Installation) -> dict[str, bool]:
    with host.world.database.read() as session:
        return {each.region.code: each.at is not None for each in acknowledged(session, [1])[1]}


def test_a_mirror_drops_it_and_its_line_says_so(host: Installation, erased: Target) -> None:
    assert taken(host) == dict.fromkeys((LEAD, SECOND, THIRD), False)
    with host.served() as base:
        ours = host.regions[0]
        told = host.host(base, ours).payload(ORIGIN, 0, erased.index + 1)
        assert all(CANARY.encode() != one for fields in told.openings.values() for _, one in fields.values())
        assert host.witnessed(base, ours) == []
        assert taken(host)[LEAD] is False  # a witness keeps no values, and says nothing of them
        assert host.mirrored(base, ours).is_clean
    assert not _holds(ours.folder)
    assert taken(host) == {LEAD: True, SECOND: False, THIRD: False}


def test_a_mirror_that_cannot_drop_it_does_not_cosign(
    host: Installation, erased: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(path)

    monkeypatch.setattr(Path, "unlink", refused)
    with host.served() as base, pytest.raises(PermissionError):
        host.mirrored(base, host.regions[0])
    assert taken(host)[LEAD] is False
