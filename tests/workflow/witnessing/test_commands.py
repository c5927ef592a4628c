"""The commands as a region's engineer and the host's operator type them."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from tests.builders import proposed
from tests.cast import LEAD, SECOND
from tests.stage import environment
from tests.workflow.witnessing import forging
from tests.workflow.witnessing.forging import index_of, rewritten
from tests.workflow.witnessing.hosts import NAME, ORIGIN, SEATS, Installation
from tests.workflow.witnessing.logs import request
from workflow.cli import main
from workflow.witnessing.request import Request


def run(*words: str, **variables: str) -> Result:
    return CliRunner().invoke(main, ("--lang", "en", *words), env=variables)


def of(host: Installation, nth: int) -> dict[str, str]:
    """What one region's machine has in its environment."""
    region = host.regions[nth]
    token = region.folder / "token"
    token.write_text(region.token, "ascii")
    folders = {f"TONGBIAO_{kind.upper()}": str(region.folder / kind) for kind in ("witness", "mirror")}
    return {**folders, "TONGBIAO_TOKEN_FILE": str(token), "TONGBIAO_AGREEMENT": "JJJ"}


def test_a_machine_is_set_up_in_four_commands(host: Installation, tmp_path: Path) -> None:
    for kind in ("witness", "mirror"):
        mine = {f"TONGBIAO_{kind.upper()}": str(tmp_path / kind)}
        assert run(kind, "status", **mine).exit_code == 1
        made = run(kind, "key", "--name", f"he.jjj.example/{kind}", **mine)
        assert made.output.startswith(f"he.jjj.example/{kind}+")
        assert run(kind, "key", **mine).output == made.output
        assert run(kind, "key", "--name", "again", **mine).exit_code == 1
        trusted = run(kind, "trust", str(host.signer.vkey(ORIGIN)), "--log", SEATS, **mine)
        assert [line.partition("+")[0] for line in trusted.output.splitlines()] == [NAME, SEATS.removesuffix("/2026")]
        assert run(kind, "trust", "nonsense", **mine).exit_code == 1
        assert run(kind, "status", **mine).exit_code == 0


def test_pulling_says_what_was_cosigned_and_what_was_found(host: Installation) -> None:
    mine = of(host, 0)
    proposed(host.world, at=host.at)
    host.sign()
    with host.served() as base:
        for kind in ("witness", "mirror"):
            pulled = run(kind, "pull", "--host", base, **mine)
            assert pulled.exit_code == 0, pulled.output
            assert f"Cosigned {ORIGIN}: 81 leaves." in pulled.output
        assert f"{ORIGIN}: 81 leaves held, 81 cosigned." in run("mirror", "status", **mine).output
        rewritten(host, index_of(host, "approve_release", SECOND), actor=18)
        found = run("mirror", "pull", "--whole", "--host", base, **mine)
        assert found.exit_code == 1
        assert "standard/1 approve_release: the host rewrote the past: now actor=18, before actor=17" in found.output
        forging.forgotten(host)
        host.sign()
        for kind in ("witness", "mirror"):
            pulled = run(kind, "pull", "--host", base, **mine)
            assert pulled.exit_code == 1, pulled.output
            assert {"witness": "the past was rewritten", "mirror": "the host rewrote the past"}[kind] in pulled.output
        (host.regions[1].folder / "mirror" / "trusted").write_text("", "ascii")
        unknown = run("mirror", "pull", "--host", base, **of(host, 1))
        assert (unknown.exit_code, unknown.output.partition(": ")[2][:21]) == (1, "this log is not known")
    assert "Evidence: " in run("witness", "status", **mine).output
    away = run("mirror", "pull", "--host", "http://127.0.0.1:9", **mine)
    assert away.exit_code == 1
    assert "127.0.0.1:9" in away.output


def test_a_request_on_a_disk_is_answered_with_a_line(host: Installation, tmp_path: Path) -> None:
    ours, (name, out) = host.regions[0], (tmp_path / "in.req", tmp_path / "out.sig")
    held = ours.witness.memory.last(ORIGIN)
    assert held is not None
    name.write_bytes(Request(held[0].size, (), held[1]).body())
    done = run("witness", "cosign", str(name), "--out", str(out), **of(host, 0))
    assert done.exit_code == 0, done.output
    assert out.read_text("utf-8").startswith(f"— {LEAD}.jjj.example/witness ")
    taken = run("mirror", "accept", str(out), "--request", str(name), **environment(host.settings))
    assert f"{LEAD}.jjj.example/witness" in taken.output
    name.write_bytes(request(0, 5))
    refused = run("witness", "cosign", str(name), "--out", str(out), **of(host, 0))
    assert refused.exit_code == 1
    assert "this log is not known" in refused.output


def test_a_copy_is_checked_from_its_files_alone(host: Installation, tmp_path: Path) -> None:
    mine = of(host, 1)
    assert run("mirror", "check", **mine).exit_code == 0
    (bundle,) = host.regions[1].mirror.memory.place(ORIGIN).glob("tile/entries/*/80")
    data = bundle.read_bytes()
    bundle.write_bytes(data.replace(b'"act":"release"', b'"act":"relaese"'))
    found = run("mirror", "check", "--json", **mine)
    assert found.exit_code == 1
    (one,) = json.loads(found.stdout.partition("\n]")[0] + "\n]")
    assert (one["ground"], one["log"]) == ("root", ORIGIN)
    out = tmp_path / "report"
    assert run("mirror", "cosign", "--out", str(out), **mine).exit_code == 1
    assert out.read_bytes().startswith(b"tongbiao/report/v1\n" + ORIGIN.encode())
    taken = run("mirror", "accept", str(out), **environment(host.settings))
    assert taken.output == f"{ORIGIN}: 1\n"
    assert host.value("SELECT count(*) FROM disputes WHERE NOT is_fork") == 1


def test_two_regions_compare_what_they_see(host: Installation, tmp_path: Path) -> None:
    out = str(tmp_path / "heads")
    assert run("mirror", "heads", "--out", out, **of(host, 0)).exit_code == 0
    assert run("mirror", "compare", out, **of(host, 1)).exit_code == 0


def test_a_restored_host_is_told_what_it_lacks(host: Installation, tmp_path: Path) -> None:
    at_host, copy = environment(host.settings), str(host.regions[2].folder / "mirror")
    assert run("mirror", "lacking", copy, **at_host).exit_code == 0
    older = forging.kept_aside(host, tmp_path)
    proposed(host.world, at=host.at)
    host.sign()
    with host.served() as base:
        assert host.mirrored(base, host.regions[2]).is_clean
    forging.put_back(host, older)
    told = run("mirror", "lacking", copy, **at_host)
    assert told.exit_code == 1
    assert f"Log {ORIGIN}: 80 leaves in the database, 81 in the mirror; lacking:" in told.output
    assert "standard/2 propose 110000 2" in told.output
    rewritten(host, index_of(host, "approve_release", SECOND), actor=18)
    assert "tell different pasts" in run("mirror", "lacking", copy, **at_host).output


def test_nobody_packs_for_a_stranger(host: Installation, tmp_path: Path) -> None:
    at_host, out = environment(host.settings), str(tmp_path / "disk.zip")
    for agreement, region in (("XXX", LEAD), ("JJJ", "999999")):
        packed = run("mirror", "pack", "--agreement", agreement, "--region", region, "--out", out, **at_host)
        assert packed.exit_code == 1
        assert "No such agreement, or nobody of the region may read its log" in packed.output
