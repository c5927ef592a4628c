"""A package that is forged, gapped, reordered or signed by a key that is believed no more is refused, and nothing that
was taken changes.
"""

import json
import random
import shutil
from base64 import b64encode
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import standing
from tests.cast import SECOND, THIRD, founded
from tests.workflow.exchange.making import PARTNER, Exchange, exchange
from workflow import jobs
from workflow.exchange import making, proving, zipped
from workflow.exchange.content import content
from workflow.exchange.manifest import Manifest, hashes
from workflow.exchange.partners import end, register
from workflow.exchange.taking import copy_of, following, judged
from workflow.exports.verification import verify
from workflow.log.tlog import leaf_hash
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import NotThere, Reason, Refused
from workflow.records.events import Event, Log
from workflow.records.exchange import PartnerCopy, PartnerKey, PartnerPackage
from workflow.settings import Settings
from workflow.text.canonical import canonical
from workflow.vocabulary import Joint
from workflow.witnessing.copy import Entry
from workflow.witnessing.lives import Lives


@pytest.fixture(scope="module")
def between(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exchange]:
    folder = tmp_path_factory.mktemp("exchange")
    worlds = []
    for name in ("here", "there"):
        (folder / f"{name}.db").write_bytes(sqlite_template.read_bytes())
        worlds.append(founded(f"sqlite:///{folder}/{name}.db"))
    yield exchange(standing(worlds[0], Joint.CONSULTING), worlds[1], folder / "var")
    for world in worlds:
        world.database.dispose()


@pytest.fixture(scope="module")
def row(between: Exchange) -> list[bytes]:
    """Three packages in their order; the first two are taken."""
    made = [between.made()]
    builders.answering(between.road)
    made.append(between.made())
    builders.reviewing(between.road)
    made.append(between.made())
    between.taken(made[0])
    between.taken(made[1])
    return made


def kept(between: Exchange) -> tuple[object, ...]:
    """All that the taker has of partners, and how much its log tells."""
    with between.there.database.read() as session:
        copies = [tuple(row) for row in session.execute(sa.select(PartnerCopy.__table__))]
        packages = [tuple(row) for row in session.execute(sa.select(PartnerPackage.__table__))]
        events = session.scalar(sa.select(sa.func.count()).select_from(Event))
    return json.dumps([copies], default=str), [package[:8] for package in packages], events


def refusal(between: Exchange, data: bytes) -> str:
    before = kept(between)
    with pytest.raises(Refused) as refused:
        between.taken(data)
    assert kept(between) == before
    (reason,) = refused.value.reasons
    assert "{" not in reason.sentence
    assert reason.sentence != f"rule.{reason.rule}"
    return reason.rule


def test_any_byte_that_changed_is_noticed(between: Exchange, row: list[bytes]) -> None:
    chance = random.Random(145)
    for place in chance.sample(range(len(row[2])), 60):
        forged = bytearray(row[2])
        forged[place] ^= 1 << chance.randrange(8)
        assert refusal(between, bytes(forged)).startswith("package_"), place
    assert refusal(between, row[2] + b"\x00") == "package_bytes"
    assert refusal(between, row[2][:-1]) == "package_bytes"
    assert refusal(between, b"") == "package_bytes"


def changed(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The package with words of one file exchanged, packed again as we would pack it."""
    files = zipped.read(data)
    assert old in files[name], name
    return zipped.written(files | {name: files[name].replace(old, new, 1)})


def resealed(data: bytes) -> bytes:
    """With a manifest that fits the files again: only the maker's log does not tell it."""
    files = zipped.read(data)
    told = {name: one for name, one in files.items() if name.startswith("data/")}
    manifest = Manifest.read(files["package.json"])
    return zipped.written(files | {"package.json": Manifest(**{**vars(manifest), "files": hashes(told)}).data()})


def test_whoever_packs_it_anew_is_found_by_what_the_log_tells(between: Exchange, row: list[bytes]) -> None:
    for name, old, new in (
        ("data/project.json", b'"lead":"110000"', b'"lead":"120000"'),
        ("data/comments.json", b"[", b"[ "),
        ("data/texts/0001.json", b"\xe8\xa7\x84", b"\xe8\xa7\x83"),
        ("package-leaf.json", b'"number":3', b'"number":4'),
        ("package.json", b'"to":"120000"', b'"to":"130000"'),
        ("package.json", b'"number":3', b'"number":2'),
        ("proofs.json", b'"index":', b'"index":1'),
        ("proofs.json", b'"hashes":["', b'"hashes":["A'),
    ):
        forged = changed(row[2], name, old, new)
        assert refusal(between, forged).startswith("package_"), name
        assert refusal(between, resealed(forged)).startswith("package_"), name


def test_nothing_may_lack_or_be_added(between: Exchange, row: list[bytes]) -> None:
    files = zipped.read(row[2])
    for name in files:
        assert refusal(between, zipped.written({n: d for n, d in files.items() if n != name})).startswith("package_")
    assert refusal(between, zipped.written(files | {"data/more.json": b"{}"})) == "package_files"
    leaves = json.loads(files["data/leaves.json"])
    fewer = zipped.written(files | {"data/leaves.json": canonical(leaves[:-1])})
    assert refusal(between, resealed(fewer)) == "package_seal"


def test_out_of_order_is_refused_and_said_how(between: Exchange, row: list[bytes]) -> None:
    assert between.taken(row[0])[1] is False
    assert between.taken(row[1])[1] is False
    builders.voting(between.road)
    fourth = between.made()
    assert refusal(between, fourth) == "package_gap"
    with pytest.raises(Refused) as refused:
        between.taken(fourth)
    assert refused.value.reasons[0].facts == {"n": 4, "first": 3, "last": 3}


def test_a_package_is_for_one_region_and_for_those_who_take_it(between: Exchange, row: list[bytes]) -> None:
    assert refusal(between, between.made(to=THIRD)) == "package_addressed"
    for role in ("approver", "auditor", "secadmin", "drafter"):
        with pytest.raises(NotThere):
            between.taken(row[2], role)


def test_a_log_that_does_not_extend_what_was_proved_is_refused(between: Exchange, row: list[bytes]) -> None:
    """Chain and signature fit, yet the head that was proved before is another: somebody rewrote the log."""
    with between.there.database.read() as session:
        checked, key = judged(session, row[2])
        copy = copy_of(session, key.partner, checked)
        assert copy is not None
        assert following(copy, checked) is None
        ((origin, (size, root)),) = copy.heads.items()
        for other in ([size, b64encode(bytes(32)).decode()], [size - 1, root], [size + 1, root]):
            copy.heads = {origin: other}
            assert (following(copy, checked) or None) == Reason("package_log", {"log": origin})
        copy.heads = {origin: [size, root], "another.example/2025": [1, root]}
        assert following(copy, checked) == Reason("package_log", {"log": "another.example/2025"})


def test_verify_names_rows_that_were_changed_behind_the_door(between: Exchange, row: list[bytes]) -> None:
    assert verify(between.there.database, None).findings == []
    with between.there.database.plain() as session:
        session.execute(sa.update(PartnerCopy).values(sha256="0" * 64))
        session.execute(sa.update(PartnerKey).values(partner="别人"))
        session.commit()
    found = {(one.place.table, one.place.column) for one in verify(between.there.database, None).findings}
    assert found == {("partner_copies", "sha256"), ("partner_keys", "partner")}
    digest = Manifest.read(zipped.read(row[1])["package.json"]).sha256
    with between.there.database.plain() as session:
        session.execute(sa.update(PartnerCopy).values(sha256=digest))
        session.execute(sa.update(PartnerKey).values(partner=PARTNER))
        session.commit()
    assert verify(between.there.database, None).findings == []


def test_a_proof_of_more_than_is_told_is_refused(
    between: Exchange, row: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = proving._wanted

    def more(*given: Any) -> set[tuple[int, int]]:
        wanted: set[tuple[int, int]] = told(*given)
        log = min(log for log, _ in wanted)
        return wanted | {(log, next(n for n in count() if (log, n) not in wanted))}

    monkeypatch.setattr(proving, "_wanted", more)
    assert refusal(between, between.made()) == "package_leaves"


def lies(name: str, tell: Callable[[Any], Any]) -> Callable[..., dict[str, bytes]]:
    """The content of a package with one of its files told otherwise."""

    def told(*given: Any) -> dict[str, bytes]:
        files = content(*given)
        return files | {name: canonical(tell(json.loads(files[name])))}

    return told


@pytest.mark.parametrize(
    ("rule", "name", "lie"),
    [
        ("package_leaves", "content", lies("data/leaves.json", lambda leaves: leaves[1:])),
        ("package_leaves", "content", lies("data/leaves.json", lambda leaves: [leaves[1], leaves[0], *leaves[2:]])),
        ("package_text", "content", lies("data/texts/0001.json", lambda text: text | {"meta": {"title": "另一文本"}})),
        ("package_seal", "Manifest", lambda **told: Manifest(**told | {"project": f"{told['project']}9"})),
    ],
)
def test_a_partner_whose_log_seals_a_lie_is_not_believed(
    between: Exchange, row: list[bytes], monkeypatch: pytest.MonkeyPatch, rule: str, name: str, lie: Callable[..., Any]
) -> None:
    monkeypatch.setattr(making, name, lie)
    assert refusal(between, between.made()) == rule


def test_another_history_under_the_same_key_is_refused(
    between: Exchange, row: list[bytes], sqlite_template: Path, tmp_path: Path
) -> None:
    """The same project told anew by a database that was begun again: its third package continues no copy of ours."""
    (tmp_path / "again.db").write_bytes(sqlite_template.read_bytes())
    world, keys = founded(f"sqlite:///{tmp_path}/again.db"), tmp_path / "var" / "keys"
    keys.mkdir(parents=True)
    shutil.copy(between.settings.var_path / "keys" / "log.key", keys)
    again = Exchange(standing(world, Joint.CONSULTING), between.there, Settings(var=str(tmp_path / "var")))
    assert refusal(between, again.made()) == "package_order"
    for step in (builders.answering, builders.reviewing):
        step(again.road)
        third = again.made()
    assert refusal(between, third) == "package_chain"
    world.database.dispose()


def test_an_unknown_key_and_one_that_was_ended(between: Exchange, row: list[bytes], tmp_path: Path) -> None:
    stranger = Exchange(between.road, between.there, Settings(var=str(tmp_path / "stranger")))
    jobs.signer(stranger.settings)
    with pytest.raises(WrongAnswers):
        register(between.there.database, between.secadmin, "天津", stranger.vkey, "0" * 64, at=between.road.at)
    seat = between.there.seat(SECOND, "secretary")
    with pytest.raises(NotThere):
        register(between.there.database, seat, "天津", stranger.vkey, "0" * 64, at=between.road.at)
    end(between.there.database, between.secadmin, between.key, at=between.road.at)
    assert refusal(between, row[2]) == "package_key_ended"
    with pytest.raises(Refused):
        end(between.there.database, between.secadmin, between.key, at=between.road.at)


def test_a_mirror_follows_what_is_done_with_packages(between: Exchange, row: list[bytes]) -> None:
    for world in (between.road.world, between.there):
        with world.database.read() as session:
            query = sa.select(Log.origin, Event.index, Event.leaf).join(Event, Event.log_id == Log.id)
            told = session.execute(query.order_by(Log.agreement_id, Event.index)).all()
        lives, nouns = Lives(), set()
        for origin, index, leaf in told:
            (one,) = lives.follow(origin, Entry(index, leaf, leaf_hash(leaf)))
            assert isinstance(one, dict)
            nouns.add(one["obj"].partition("/")[0])
        assert nouns & {"package", "partner_key", "partner_copy"}
