"""verify.py says of every forged and every odd dossier exactly what the corpus says, alone and offline, and falls over
nothing.
"""

import ast
import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.dossiers.corpus import cases
from tests.dossiers.forging import Case
from tests.dossiers.forging_law import to_approving
from tests.dossiers.making import (
    NOW,
    NOW_SECONDS,
    bagged,
    described,
    evidence,
    items_of,
    made,
    planned,
    repolicy,
    top_of,
    without_texts,
)
from tests.dossiers.signing import Authenticator
from tests.dossiers.standalone import SCRIPT, findings, judged, loaded
from tests.dossiers.zips import zipped

FROZEN = Path(__file__).parents[1] / "data" / "dossiers"
AIM, CEILING = 10.0, 50.0  # seconds for ten thousand events


@pytest.fixture(scope="module")
def verifier() -> ModuleType:
    return loaded()


@pytest.mark.timeout(240)
def test_every_case_gets_its_verdict_and_its_whole_list(verifier: ModuleType) -> None:
    wrong: list[str] = []
    verdicts, reasons = Counter[str](), Counter[str]()
    for case in cases():
        told = judged(verifier, case)
        verdicts[case.verdict] += 1
        reasons.update({reason for _, reason in case.findings})
        if (told.verdict, tuple(told.findings)) != (case.verdict, case.findings):
            wrong.append(f"{case.name}: {case.findings[:3]} != {told.findings[:3]}")
    assert wrong == []
    assert verdicts["rejected"] >= 300
    assert verdicts["valid"] >= 40
    assert verdicts["pending"] >= 2
    assert {reason for reason in verifier.REASONS if reasons[reason] < 2} == set()


def test_frozen_samples_keep_their_verdicts(verifier: ModuleType) -> None:
    """Bytes of former days: neither the maker nor the verifier may drift."""
    told = json.loads((FROZEN / "verdicts.json").read_text("utf-8"))
    assert len(told) >= 10
    for each in told:
        case = Case(each["file"], (FROZEN / each["file"]).read_bytes(), None, each["now"], "", ())
        verdict = judged(verifier, case)
        assert (verdict.verdict, [list(pair) for pair in verdict.findings]) == (each["verdict"], each["findings"])


@pytest.mark.parametrize(("name", "code"), [("valid", 0), ("rejected", 1), ("pending", 3)])
def test_the_command_line_alone_without_network(tmp_path: Path, name: str, code: int) -> None:
    """-I -S: no site packages; a network of its own, where the system lets us have one, holds nothing."""
    plan = planned(1)
    if name == "pending":
        plan.cosigning = {origin: [] for origin in plan.logs}
    file = tmp_path / "卷宗.zip"
    file.write_bytes(made(plan) + b"\0" * (name == "rejected"))
    policy = tmp_path / "policy"
    policy.write_text(plan.policy, "utf-8")
    told = called("--json", "--now", NOW, "--policy", str(policy), str(file))
    assert told.returncode == code
    assert json.loads(told.stdout)["verdict"] == name
    people = called("--now", NOW, str(file))
    assert people.returncode == code
    assert {"valid": "有效 / valid", "rejected": "不予采信 / rejected", "pending": "待联署 / pending"}[
        name
    ] in people.stdout


@pytest.mark.parametrize(
    "arguments",
    [(), ("absent.zip",), ("--now", "today", "verify.py"), ("--policy", "absent", "verify.py"),
     ("--policy-sha256", "xyz", "verify.py")],
)  # fmt: skip
def test_wrong_usage(arguments: tuple[str, ...]) -> None:
    assert called(*arguments).returncode == 2


def called(*arguments: str) -> "subprocess.CompletedProcess[str]":
    alone = (
        ["unshare", "-rn"] if subprocess.run(["unshare", "-rn", "true"], capture_output=True).returncode == 0 else []
    )
    command = [*alone, sys.executable, "-I", "-S", str(SCRIPT), *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=SCRIPT.parent, check=False)


def test_an_unpacked_folder(verifier: ModuleType, tmp_path: Path) -> None:
    """Its name does not matter; links are seen; the rest is judged alike."""
    plan = planned(2)
    for path, content in bagged(described(plan, evidence(plan))).items():
        (tmp_path / "here" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "here" / path).write_bytes(content)
    here = str(tmp_path / "here")
    assert findings(verifier.verify(here, None, NOW_SECONDS)) == ("valid", [])
    target = tmp_path / "here" / "data" / "policy"
    shutil.copy(target, tmp_path / "elsewhere")
    target.unlink()
    target.symlink_to(tmp_path / "elsewhere")
    assert findings(verifier.verify(here, None, NOW_SECONDS)) == ("rejected", [("data/policy", "zip.kind")])
    target.unlink()
    assert findings(verifier.verify(here, None, NOW_SECONDS)) == ("rejected", [("data/policy", "bag.missing")])
    if os.name == "posix":
        (tmp_path / "here" / os.fsdecode(b"\xff")).write_bytes(b"")
        assert findings(verifier.verify(here, None, NOW_SECONDS)) == ("rejected", [("\ufffd", "zip.name")])


def test_texts_that_were_taken_out_are_told(verifier: ModuleType) -> None:
    """No seal counts texts: a verdict cannot rest on them, but the reader hears of it."""
    plan = planned(1)
    notes = [verifier.verify(io.BytesIO(data), None, NOW_SECONDS).notes for data in (made(plan), without_texts(plan))]
    (whole,), (bare,) = ([note for note in said if "texts, by hash" in note] for said in notes)
    law = sha256(evidence(plan)["data/law/process.json"]).hexdigest()
    assert [note for note in notes[0] if note.endswith(law)] != []
    n = whole.rpartition(" / ")[2]
    assert int(n) > 0
    assert (whole.endswith(f" {n} / {n}"), bare.endswith(f" 0 / {n}")) == (True, True)


def test_more_than_a_zip_can_hold(verifier: ModuleType, tmp_path: Path) -> None:
    """Four gibibytes are no ZIP of ours, one byte more is not even looked at."""
    with (tmp_path / "long.zip").open("wb+") as sparse:
        for length, reason in ((2**32, "zip.form"), (2**32 + 1, "zip.size")):
            sparse.truncate(length)
            assert findings(verifier.verify(sparse, None, NOW_SECONDS)) == ("rejected", [("zip", reason)])


def test_nothing_makes_it_fall_over(verifier: ModuleType) -> None:
    """Bytes at random, and files at random in a bag that is whole: always an answer, and never an unforeseen one."""
    chance = random.Random("fuzz")
    plan = planned(5)
    files = described(plan, evidence(plan))
    whole = made(plan)
    for turn in range(500):
        if turn % 2:
            data = mutated(whole, chance)
        else:
            path = chance.choice(sorted(files))
            changed = bagged({**files, path: mutated(files[path], chance)})
            data = zipped(items_of(changed, top_of(plan)))
        verdict = verifier.verify(io.BytesIO(data), None, NOW_SECONDS)
        assert verdict.verdict == "rejected" or data == whole
        assert not [pair for pair in verdict.findings if pair[1] == f"{pair[0]}.form" and pair[0] != "zip"]


def mutated(raw: bytes, chance: random.Random) -> bytes:
    """Cut, doubled, overwritten with what readers stumble over."""
    at, end = sorted((chance.randrange(len(raw) + 1), chance.randrange(len(raw) + 1)))
    nasty = [b"", b"[" * 9000, b"9" * 9000, b"\xff\xff\xff\xff", b"\0" * 40, b'{"a":1e999}', b"\xed\xa0\x80", b"PK\5\6",
             chance.randbytes(40), b'"\\ud800"', b"null", raw[at:end] * 2, b"18446744073709551616"]  # fmt: skip
    return raw[:at] + chance.choice(nasty) + raw[min(end, at + 60) if chance.random() < 0.8 else end :]


def test_files_of_any_value(verifier: ModuleType) -> None:
    """Every JSON file, every leaf is any canonical value; all else is signed and proven anew: answers all the same."""
    chance = random.Random("values")
    for turn in range(120):
        plan = planned(turn % 4)
        event = chance.choice(plan.leaves())[1]
        name = chance.choice(sorted(event.leaf))
        event.leaf[name] = anything(chance)
        event.leaf["facts"] = {"standard": 17} if turn % 7 == 0 else event.leaf["facts"]
        if turn % 3 == 0:
            plan.retold = lambda d: d.update({chance.choice(sorted(d)): anything(chance)})
        if turn % 3 == 1:
            plan.process, plan.rules = anything(chance), anything(chance)
        verdict = verifier.verify(io.BytesIO(made(plan)), None, NOW_SECONDS)
        assert not [pair for pair in verdict.findings if pair[1] == f"{pair[0]}.form"], verdict.findings[:3]


def anything(chance: random.Random, depth: int = 0) -> Any:
    """A canonical value."""
    plain = [None, True, False, 0, -1, 2**53 - 1, "", "\x00", "𠮷", "0" * 64, "standard/17", "release"]
    if depth > 2 or chance.random() < 0.5:
        return chance.choice(plain)
    if chance.random() < 0.5:
        return [anything(chance, depth + 1) for _ in range(chance.randrange(4))]
    keys = ("a", "joint", "tracks", "id", "name", "value", "release")
    return {chance.choice(keys): anything(chance, depth + 1) for _ in range(chance.randrange(4))}


def test_curves_agree_with_openssl(verifier: ModuleType) -> None:
    p256 = ec.derive_private_key(77, ec.SECP256R1())
    point = p256.public_key().public_numbers()
    for turn in range(12):
        message = sha256(bytes([turn])).digest() * turn
        key = Ed25519PrivateKey.from_private_bytes(bytes([turn]) * 32)
        public, signature = key.public_key().public_bytes_raw(), key.sign(message)
        der = p256.sign(message, ec.ECDSA(hashes.SHA256()))
        assert verifier.ed25519(public, message, signature)
        assert verifier.ecdsa(point.x, point.y, message, der)
        assert not verifier.ed25519(public, message + b"x", signature)
        assert not verifier.ecdsa(point.x, point.y, message + b"x", der)
    assert len(verifier.SMALL) == 8


def test_rfc_8032_vector(verifier: ModuleType) -> None:
    public = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    signature = bytes.fromhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    assert verifier.ed25519(public, b"\x72", signature)
    assert not verifier.ed25519(public, b"\x73", signature)


def test_a_policy_of_one_voice_is_told(verifier: ModuleType) -> None:
    plan = planned(3)
    short = next(iter(plan.witnesses)).split(".")[0]
    for quorum, words in (("none", "no cosignature at all"), (short, "one voice is no quorum")):
        plan.policy = re.sub("quorum .*", f"quorum {quorum}", plan.policy)
        repolicy(plan)
        verdict = verifier.verify(io.BytesIO(made(plan)), None, NOW_SECONDS)
        assert findings(verdict) == ("valid", [])
        assert any(words in note for note in verdict.notes)


def test_ten_thousand_events(verifier: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    """A region that cannot make up its mind: each act signed, every twentieth by a browser's key."""
    life = to_approving(1)
    life.pace = timedelta(seconds=1)
    while len(life.events) < 10_000:
        for act, track in (("approve_release", "approved"), ("object_release", "objected")):
            event = life.act(act, life.regions[0], track=track)
        if len(life.events) % 20 == 0:
            event.assertion = Authenticator(6).assertion(event.statement or b"")
    data = made(planned(1, life))
    began = time.perf_counter()
    verdict = verifier.verify(io.BytesIO(data), None, NOW_SECONDS)
    spent = time.perf_counter() - began
    with capsys.disabled():
        print(f"\n10,000 events, {len(data) / 1e6:.1f} MB: {spent:.1f} s (aim {AIM:.0f} s)")
    assert findings(verdict) == ("valid", [])
    assert spent < CEILING


def test_the_file_is_what_an_old_python_reads() -> None:
    """The grammar of 3.8 and nothing but the standard library."""
    tree = ast.parse(SCRIPT.read_text("utf-8"), feature_version=(3, 8))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names
