"""The host's side of witnesses and mirrors: heads with cosignatures, tiles, proofs, policy, payload; what comes in."""

import json
from base64 import b64decode
from hashlib import sha256

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.cast import CHONGQING, LEAD, SECOND, World
from tests.web.hosting import API, Host, hosted
from workflow.exports.verification import verify
from workflow.log.cosignatures import CosigningKey, added, cosign
from workflow.log.journal import commitment
from workflow.log.keys import SigningKey
from workflow.log.notes import Checkpoint, sign
from workflow.log.policy_text import parse_policy
from workflow.log.proofs import Proof
from workflow.log.reports import Report
from workflow.log.tiles import tiles_of, unbundle
from workflow.log.tlog import leaf_hash, root_of, verify_consistency
from workflow.records.cosigning import CosignatureLine, Dispute
from workflow.settings import Settings


@pytest.fixture
def host(app: Flask, world: World) -> Host:
    return hosted(app, world)


def test_heads_come_with_their_cosignatures_and_judge_by_the_policy(host: Host) -> None:
    policy = parse_policy(host.reader().get(f"{API}/policy?{host.query}").data)
    release = parse_policy(host.reader().get(f"{API}/policy?{host.query}&for=release").data)
    size = host.head().size
    assert not policy.judge(host.note()).satisfied
    assert host.send(host.cosigned(host.witnesses[0]).encode(), size=size) == (
        200,
        {"kept": [host.witnesses[0].name], "ignored": 0},
    )
    stranger = host.cosigned(CosigningKey("x.example", b"\x09" * 32))
    status, told = host.send((host.cosigned(host.mirrors[1]) + stranger).encode(), size=size)
    assert (status, told["ignored"]) == (200, 1)
    verdict = policy.judge(host.note())
    assert verdict.logged
    assert verdict.satisfied
    assert release.judge(host.note()).missing == (host.mirrors[0].name, host.mirrors[2].name)
    for key in host.mirrors:
        host.send(host.cosigned(key).encode(), size=size)
    assert release.judge(host.note()).satisfied
    proof = Proof.parse(host.reader().get(f"{API}/proof?{host.query}&index=2").data)
    assert policy.judge(proof.checkpoint).satisfied
    assert odd(host) == set()
    with host.road.world.database.plain() as session:
        session.execute(sa.text("DROP TRIGGER cosignatures_refuse_update"))
        session.execute(sa.update(CosignatureLine).values(size=size, line=CosignatureLine.line + "x"))
    assert odd(host) == {"cosignatures.line"}


def odd(host: Host) -> set[str]:
    return {f"{f.place.table}.{f.place.column}" for f in verify(host.road.world.database, None).findings}


def test_the_same_again_is_kept_once_an_hour(host: Host) -> None:
    size = host.head().size
    for late in (0, 1, 3599, 3600):
        assert host.send(host.cosigned(host.witnesses[0], late=late).encode(), size=size)[0] == 200
    with host.road.world.database.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(CosignatureLine)) == 2


def test_what_does_not_hold_is_refused_whole(host: Host) -> None:
    size, key = host.head().size, host.witnesses[0]
    other = sign(Checkpoint(host.head().origin, size, b"\x01" * 32).text(), SigningKey("a", b"\x01" * 32))
    for body, code in (
        (cosign(other, key, at=1), "does_not_hold"),
        (host.cosigned(CosigningKey("x.example", b"\x09" * 32)), "nobody"),
        (host.cosigned(key, late=7200 + 301), "ahead"),
        ("nonsense", "malformed"),
        (host.note().decode(), "malformed"),
    ):
        status, told = host.send(body.encode(), size=size)
        assert (status, bool(told["detail"])) == (409, True), code
    assert host.send(host.cosigned(key).encode(), size=size + 1)[0] == 409
    assert host.send(b"x" * 70_000, size=size)[0] == 413
    machine = host.machine()
    assert machine.client.post(f"{API}/cosignatures?agreement=NONE&size=1", data=b"").status_code == 409
    with host.road.world.database.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(CosignatureLine)) == 0


def test_a_foreign_head_and_a_report_are_kept_as_evidence_once(host: Host) -> None:
    head, key = host.head(), host.mirrors[0]
    fork = sign(Checkpoint(head.origin, head.size, b"\x01" * 32).text(), SigningKey(head.origin, log_seed(host)))
    foreign = added(fork, [cosign(fork, key, at=5)])
    report = Report(head.origin, head.size, ({"ground": "position", "index": 4},)).note(key, at=5)
    assert [host.send(body, "disputes")[0] for body in (foreign, foreign, report)] == [201, 201, 201]
    ours = added(host.note(), [host.cosigned(key)])
    for refused in (ours, host.note(), b"nonsense", report.replace(b"position", b"positiom")):
        assert host.send(refused, "disputes")[0] == 409
    with host.road.world.database.read() as session:
        kept = session.scalars(sa.select(Dispute).order_by(Dispute.id)).all()
        assert [(one.is_fork, one.note.encode()) for one in kept] == [(True, foreign), (False, report)]


def log_seed(host: Host) -> bytes:
    settings: Settings = host.app.extensions["settings"]
    return SigningKey.parse((settings.var_path / "keys" / "log.key").read_text().strip()).seed


def test_tiles_and_bundles_make_the_signed_root(host: Host) -> None:
    head, reader = host.head(), host.reader(SECOND, "handler")
    base = f"{API}/{sha256(head.origin.encode()).hexdigest()}"
    got = {tile.level: reader.get(f"{base}/{tile.path()}").data for tile in tiles_of(head.size)}
    hashes = [got[0][at : at + 32] for at in range(0, len(got[0]), 32)]
    leaves = unbundle(got[None])
    assert root_of(hashes) == head.root
    assert [leaf_hash(leaf) for leaf in leaves] == hashes
    assert reader.get(f"{base}/checkpoint").data == host.note()
    for nowhere in ("tile/0/000", f"tile/0/000.p/{head.size + 1}", "tile/9/000", "tile/x", "tile/1/000"):
        assert reader.get(f"{base}/{nowhere}").status_code == 404
    assert host.reader(CHONGQING).get(f"{base}/checkpoint").status_code == 404


def test_the_log_only_grows_and_proves_it(host: Host) -> None:
    head, reader = host.head(), host.reader()
    lines = reader.get(f"{API}/consistency?{host.query}&old=3&new={head.size}").text.split()
    bundle = unbundle(reader.get(f"{API}/entries?{host.query}&start=0&end=3").data)
    old = root_of([leaf_hash(leaf) for leaf in bundle])
    steps = [b64decode(line) for line in lines]
    assert verify_consistency(steps, old_size=3, old_root=old, new_size=head.size, new_root=head.root)
    assert reader.get(f"{API}/consistency?{host.query}&old={head.size + 1}").status_code == 404
    assert reader.get(f"{API}/consistency?{host.query}").status_code == 422


def test_a_mirror_gets_what_its_region_may_open_and_texts_by_their_hash(host: Host) -> None:
    told = {}
    for region in (LEAD, SECOND):
        answer = host.reader(region).get(f"{API}/payload?{host.query}&start=0&end=256").text
        told[region] = {line["index"]: line for line in map(json.loads, answer.splitlines())}
    leaves = [
        json.loads(leaf) for leaf in unbundle(host.reader().get(f"{API}/entries?{host.query}&start=0&end=256").data)
    ]
    opened = {region: [i for i, line in lines.items() if line["openings"]] for region, lines in told.items()}
    for region, found in opened.items():
        assert found
        assert {leaves[i]["region"] for i in found} == {region}
        for i in found:
            for name, one in told[region][i]["openings"].items():
                made = commitment(name, bytes.fromhex(one["salt"]), bytes.fromhex(one["value"]))
                assert made == leaves[i]["commit"][name]
    behind = [line["documents"] for lines in told.values() for line in lines.values()]
    documents = {digest: words for one in behind for digest, words in one.items()}
    assert documents
    assert all(sha256(words.encode()).hexdigest() == digest for digest, words in documents.items())
    handler = host.reader(LEAD, "handler").get(f"{API}/payload?{host.query}&start=0&end=256").text
    assert not any(json.loads(line)["openings"] for line in handler.splitlines())
    assert host.reader(CHONGQING).get(f"{API}/payload?{host.query}").status_code == 404
