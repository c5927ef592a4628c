"""Cosignature bytes, proofs in one text and trust policies, against the specification's examples."""

from base64 import b64decode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.log.cosignatures import CosignerKey, CosigningKey, added, cosign, cosigned, lines_of, spelled, time_of
from workflow.log.keys import BadNote, SigningKey, VerifierKey
from workflow.log.notes import Checkpoint, parse, sign, verify
from workflow.log.policy import BadPolicy, Group, Policy
from workflow.log.policy_text import parse_policy
from workflow.log.proofs import Proof
from workflow.log.tlog import inclusion_proof, leaf_hash, root_of

PUBLISHED = """example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa \
Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 \
jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
""".encode()
ORIGIN = "tongbiao.example/jjj/2026"
LOG = SigningKey(ORIGIN, b"\x07" * 32)
NAMES = ["bj.example/witness", "tj.example/witness", "he.example/witness"]
KEYS = [CosigningKey(name, bytes([at]) * 32) for at, name in enumerate(NAMES, 1)]
BJ, TJ, HE = KEYS
LEAVES = [bytes([at]) * 9 for at in range(7)]
HASHES = [leaf_hash(leaf) for leaf in LEAVES]
NOTE = sign(Checkpoint(ORIGIN, 7, root_of(HASHES)).text(), LOG)
AT = 1_800_000_000


def test_the_published_cosignature_tells_its_time() -> None:
    assert [time_of(line.signature) for line in parse(PUBLISHED).signatures] == [None, 1679315147]


def test_key_ids_are_told_apart_by_the_type_of_signature() -> None:
    plain, cosigner = VerifierKey("bj", BJ.public), CosignerKey("bj", BJ.public)
    assert plain.key_id != cosigner.key_id
    assert b64decode(str(cosigner).split("+", 2)[2])[0] == 4
    assert CosignerKey.parse(str(cosigner)) == cosigner
    assert CosigningKey.parse(BJ.text()) == BJ
    for reader, text in ((VerifierKey, str(cosigner)), (CosignerKey, str(plain)), (SigningKey, BJ.text())):
        with pytest.raises(BadNote, match="signature type"):
            reader.parse(text)


@given(st.integers(0, 2**63 - 1))
def test_a_cosignature_holds_for_its_note_its_key_and_its_time(at: int) -> None:
    line = cosign(NOTE, BJ, at=at)
    note = added(NOTE, [line])
    assert [(held.at, held.line) for held in cosigned(note, [BJ.verifier])] == [(at, line)]
    assert cosigned(note, [TJ.verifier]) == []
    verify(note, [LOG.verifier])


@pytest.mark.parametrize("at", [-1, 2**63])
def test_a_time_that_does_not_fit_is_not_signed(at: int) -> None:
    with pytest.raises(BadNote):
        cosign(NOTE, BJ, at=at)


@given(st.integers(4, 75), st.integers(1, 255))
def test_one_changed_byte_of_a_cosignature_breaks_the_note(at: int, change: int) -> None:
    (line,) = lines_of(cosign(NOTE, BJ, at=AT).encode())
    blob = bytearray(line.signature)
    blob[at - 4] ^= change
    bent = added(NOTE, [spelled(type(line)(line.name, line.key_id, bytes(blob)))])
    with pytest.raises(BadNote, match="does not hold"):
        cosigned(bent, [BJ.verifier])


def test_a_log_key_cannot_pass_for_a_cosigner_nor_the_other_way() -> None:
    note = added(NOTE, [cosign(NOTE, CosigningKey(ORIGIN, LOG.seed), at=AT)])
    with pytest.raises(BadNote, match="no known key"):
        verify(sign(parse(NOTE).text, BJ_PLAIN), [BJ.verifier])
    assert len(verify(note, [LOG.verifier]).signatures) == 1


BJ_PLAIN = SigningKey(BJ.name, BJ.seed)


def test_the_newest_of_one_key_counts_and_unknown_lines_stay() -> None:
    note = added(NOTE, [cosign(NOTE, BJ, at=AT), cosign(NOTE, BJ, at=AT + 60), cosign(NOTE, HE, at=AT)])
    assert [held.at for held in cosigned(note, [BJ.verifier])] == [AT + 60]
    assert len(parse(note).signatures) == 4
    assert added(note, [cosign(NOTE, HE, at=AT)]) == note


def test_sixteen_lines_are_read_and_thirty_three_refused() -> None:
    many = [CosigningKey(f"w{at}.example", bytes([at]) * 32) for at in range(32)]
    lines = [cosign(NOTE, key, at=AT) for key in many]
    assert len(cosigned(added(NOTE, lines[:16]), [key.verifier for key in many])) == 16
    assert len(parse(added(NOTE, lines[:31])).signatures) == 32
    with pytest.raises(BadNote):
        added(NOTE, lines)


@pytest.mark.parametrize("body", [b"", b"\n", b"text\n", NOTE, b"\xff\n", "— a b\n".encode()])
def test_a_body_of_anything_but_signature_lines_is_refused(body: bytes) -> None:
    with pytest.raises(BadNote):
        lines_of(body)


@pytest.mark.parametrize("index", range(7))
def test_a_proof_comes_back_from_its_text_and_leads_to_its_checkpoint(index: int) -> None:
    path = tuple(inclusion_proof(HASHES, index=index, size=7))
    for extra in (None, b"", b"why"):
        proof = Proof(index, path, added(NOTE, [cosign(NOTE, BJ, at=AT)]), extra)
        assert Proof.parse(proof.text()) == proof
    assert proof.leads(HASHES[index])
    assert not proof.leads(HASHES[index - 1])


TEXT = Proof(3, tuple(inclusion_proof(HASHES, index=3, size=7)), NOTE).text()


@pytest.mark.parametrize(
    "text",
    [
        b"",
        TEXT.replace(b"@v1", b"@v2"),
        TEXT.replace(b"index 3", b"index 03"),
        TEXT.replace(b"index 3\n", b""),
        TEXT.replace(b"index 3", b"extra ?\nindex 3"),
        TEXT.replace(b"\n\n", b"\nQUJD\n\n", 1),
        TEXT.replace(b"\n\n", b"\n", 1),
        TEXT[:-1],
        "同标".encode() + TEXT,
    ],
)
def test_a_malformed_proof_is_refused(text: bytes) -> None:
    with pytest.raises(BadNote):
        Proof.parse(text)


def policy(threshold: int = 2) -> Policy:
    witnesses = {key.name: key.verifier for key in KEYS}
    return Policy((LOG.verifier,), witnesses, (Group("regions", threshold, tuple(witnesses)),), "regions")


@pytest.mark.parametrize("threshold", [1, 2, 3])
def test_a_policy_counts_who_cosigned_and_names_who_is_missing(threshold: int) -> None:
    for present in range(4):
        note = added(NOTE, [cosign(NOTE, key, at=AT) for key in KEYS[:present]])
        verdict = policy(threshold).judge(note)
        assert verdict.logged
        assert verdict.satisfied == (present >= threshold)
        assert verdict.missing == (() if present >= threshold else tuple(NAMES[present:]))


def test_old_cosignatures_and_another_log_do_not_satisfy() -> None:
    note = added(NOTE, [cosign(NOTE, key, at=AT + at) for at, key in enumerate(KEYS)])
    assert policy(2).judge(note, since=AT + 1).satisfied
    assert policy(3).judge(note, since=AT + 1).missing == (BJ.name,)
    other = sign(Checkpoint("other.example/2026", 7, root_of(HASHES)).text(), LOG.named("other.example/2026"))
    cosigned_other = added(other, [cosign(other, key, at=AT) for key in KEYS])
    assert (policy(2).judge(cosigned_other).logged, policy(2).judge(cosigned_other).satisfied) == (False, False)


def test_a_policy_comes_back_from_its_text_and_groups_nest() -> None:
    text = policy(3).text()
    assert "group regions all bj.example/witness" in text
    assert parse_policy(text.encode()).text() == text
    lines = text.splitlines()[:4]
    nested = [
        *lines,
        "group x any bj.example/witness tj.example/witness",
        " group y 2\tx he.example/witness",
        "quorum y",
    ]
    read = parse_policy("\n".join(["# 京津冀", "", *nested, ""]).encode())
    assert read.met([TJ.name, HE.name])
    assert not read.met([BJ.name, TJ.name])
    assert read.concerned() == NAMES
    assert parse_policy(b"quorum none\n").met([])


@pytest.mark.parametrize(
    "lines",
    [
        ["quorum nobody"],
        ["quorum none", "quorum none"],
        ["nonsense", "quorum none"],
        ["log", "quorum none"],
        [f"log {LOG.verifier}", f"log {LOG.verifier}", "quorum none"],
        [f"log {BJ.verifier}", "quorum none"],
        [f"witness none {BJ.verifier}", "quorum none"],
        [f"witness a {BJ.verifier}", f"witness b {BJ.verifier}", "quorum none"],
        [f"witness a {BJ.verifier}", f"witness a {TJ.verifier}", "quorum none"],
        [f"witness a {LOG.verifier}", "quorum none"],
        [f"witness a {BJ.verifier}", "group g 2 a", "quorum g"],
        [f"witness a {BJ.verifier}", "group g 0 a", "quorum g"],
        [f"witness a {BJ.verifier}", "group g any a a", "quorum g"],
        [f"witness a {BJ.verifier}", "group g any a", "group h any a", "quorum h"],
        [f"witness a {BJ.verifier}", "group g any g", "quorum g"],
        ["group g any", "quorum g"],
        ["quorum none\r"],
        ["# bell \x07", "quorum none"],
        [],
    ],
)
def test_a_malformed_policy_is_refused(lines: list[str]) -> None:
    with pytest.raises(BadPolicy):
        parse_policy("".join(f"{line}\n" for line in lines).encode())


def test_a_policy_needs_its_last_newline() -> None:
    with pytest.raises(BadPolicy):
        parse_policy(b"quorum none")
