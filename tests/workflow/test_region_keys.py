"""Keys with which regions cosign: registered and ended by an approver's signature, told by the log, never twice."""

import pytest
import sqlalchemy as sa

from tests.cast import LEAD, SECOND, THIRD, World
from tests.members import Table
from workflow.exports.verification import verify
from workflow.log.cosignatures import CosigningKey
from workflow.log.keys import SigningKey
from workflow.process.answers import WrongAnswers
from workflow.records.cosigning import RegionKey
from workflow.vocabulary import KeyKind


def vkey(name: str, seed: int) -> str:
    return str(CosigningKey(name, bytes([seed]) * 32).verifier)


@pytest.fixture
def table(world: World) -> Table:
    return Table(world, world.agreements["JJJ"])


def register(table: Table, region: str, name: str, seed: int, kind: str = "witness") -> None:
    table.by(region, "approver", "register_key", key_kind=kind, vkey=vkey(name, seed))


def keys(table: Table) -> list[RegionKey]:
    with table.world.database.read() as session:
        return list(session.scalars(sa.select(RegionKey).order_by(RegionKey.id)))


def odd(table: Table) -> set[str]:
    return {f"{f.place.table}.{f.place.column}" for f in verify(table.world.database, None).findings}


def test_a_key_is_registered_rotated_and_ended(table: Table) -> None:
    register(table, LEAD, "bj.example/witness", 1)
    register(table, LEAD, "bj.example/mirror", 2, "mirror")
    register(table, LEAD, "bj.example/witness2", 3)
    assert [(key.region_code, key.kind) for key in keys(table)] == [
        (LEAD, KeyKind.WITNESS),
        (LEAD, KeyKind.MIRROR),
        (LEAD, KeyKind.WITNESS),
    ]
    table.by(LEAD, "approver", "end_key", key=keys(table)[0].id, reason="到期更换")
    assert [key.ended_at is None for key in keys(table)] == [False, True, True]
    assert odd(table) == set()


def test_what_is_no_key_or_known_already_is_refused(table: Table) -> None:
    register(table, LEAD, "bj.example/witness", 1)
    for wrong in ("nonsense", str(SigningKey("bj.example", b"\x05" * 32).verifier), vkey("x", 5)[:-4]):
        told = {"key_kind": "witness", "vkey": wrong}
        assert table.refused(SECOND, "approver", "register_key", **told) == ["key_reads"]
    for name, seed in (("bj.example/witness", 9), ("tj.example/witness", 1)):
        told = {"key_kind": "mirror", "vkey": vkey(name, seed)}
        assert table.refused(SECOND, "approver", "register_key", **told) == ["key_new"]
    register(table, LEAD, "bj.example/witness2", 2)
    told = {"key_kind": "witness", "vkey": vkey("bj.example/witness3", 3)}
    assert table.refused(LEAD, "approver", "register_key", **told) == ["key_room"]


def test_a_region_ends_its_own_keys_only(table: Table) -> None:
    register(table, LEAD, "bj.example/witness", 1)
    with pytest.raises(WrongAnswers, match="key"):
        table.by(THIRD, "approver", "end_key", key=keys(table)[0].id, reason="无")


@pytest.mark.parametrize("change", ["vkey = 'x'", "kind = 'mirror'", "ended_at = since", "region_code = '120000'"])
def test_a_changed_key_is_seen(table: Table, change: str) -> None:
    register(table, LEAD, "bj.example/witness", 1)
    with table.world.database.plain() as session:
        session.execute(sa.text(f"UPDATE region_keys SET {change}"))
    assert odd(table) == {f"region_keys.{change.partition(' ')[0]}"}


def test_a_key_without_its_event_and_an_event_without_its_key_are_seen(table: Table) -> None:
    register(table, LEAD, "bj.example/witness", 1)
    with table.world.database.plain() as session:
        session.execute(sa.update(RegionKey).values(id=77))
    assert {f.place.row for f in verify(table.world.database, None).findings} == {"1", "77"}
