"""Notes and checkpoints against the examples published by Go's note package and by the C2SP specification."""

from base64 import b64decode, b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.log.keys import BadNote, SigningKey, VerifierKey
from workflow.log.notes import Checkpoint, parse, sign, verify, verify_checkpoint

VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SKEY = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
TEXT = b"If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
LINE = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
NOTE = TEXT + b"\n" + LINE.encode()
CHECKPOINT_NOTE = """example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa \
Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
""".encode()

PETER = VerifierKey.parse(VKEY)
ORIGIN = "tongbiao.example/jjj/2026"
KEY = SigningKey(ORIGIN, b"\x07" * 32)
HEAD = Checkpoint(ORIGIN, 3, b"\x01" * 32)


def test_a_stranger_and_a_namesake_sign_in_vain() -> None:
    stranger = SigningKey.generate("Stranger").verifier
    namesake = SigningKey.generate("PeterNeumann").verifier
    for known in ([], [stranger], [namesake]):
        with pytest.raises(BadNote, match="no known key"):
            verify(NOTE, known)


def test_the_published_note_is_verified_and_signed_to_the_same_bytes() -> None:
    note = verify(NOTE, [PETER])
    assert (note.text, [line.name for line in note.signatures]) == (TEXT, ["PeterNeumann"])
    key = SigningKey.parse(SKEY)
    assert sign(TEXT, key) == NOTE
    assert (key.text(), str(key.verifier), str(PETER)) == (SKEY, VKEY, VKEY)


def test_the_published_checkpoint_is_read_and_written_to_the_same_bytes() -> None:
    text = parse(CHECKPOINT_NOTE).text
    checkpoint = Checkpoint.parse(text)
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    assert checkpoint.text() == text


def test_no_cut_or_shifted_key_is_accepted() -> None:
    cuts = [VKEY[start:end] for start in range(len(VKEY)) for end in range(start + 1, len(VKEY) + 1)]
    shifts = [VKEY[:at] + chr(ord(VKEY[at]) + 1) + VKEY[at + 1 :] for at in range(len(VKEY))]
    other_type = "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    too_long = "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY=="
    for text in [*cuts, *shifts, other_type, too_long]:
        if text != VKEY:
            with pytest.raises(BadNote):
                VerifierKey.parse(text)


@pytest.mark.parametrize(
    "text", ["", VKEY, SKEY[:-4], SKEY.replace("c74f20a3", "c74f20a4"), SKEY.replace("+AY", "+AZ")]
)
def test_a_damaged_private_key_is_refused(text: str) -> None:
    with pytest.raises(BadNote):
        SigningKey.parse(text)


@given(st.integers(0, len(NOTE) - 1), st.integers(1, 255))
def test_one_changed_byte_anywhere_breaks_the_note(at: int, change: int) -> None:
    bent = NOTE[:at] + bytes([NOTE[at] ^ change]) + NOTE[at + 1 :]
    with pytest.raises(BadNote):
        verify(bent, [PETER])


@pytest.mark.parametrize(
    "note",
    [
        b"",
        TEXT,
        TEXT + b"\n",
        NOTE[:-1],
        NOTE + b"\n",
        NOTE.replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + NOTE,
        NOTE.replace(b"If", b"I\x00"),
        NOTE.replace(b"If", b"I\xff"),
        NOTE.replace("—".encode(), b"-"),
        NOTE.replace(b"AM=\n", b"AM\n"),
        NOTE.replace(b"AM=\n", b"AN=\n"),
        TEXT + b"\n" + "— PeterNeumann x08g\n".encode(),
        TEXT + b"\n" + LINE.encode() * 101,
        b"x" * 1_000_001,
    ],
)
def test_a_malformed_note_is_refused(note: bytes) -> None:
    with pytest.raises(BadNote):
        verify(note, [PETER])


def test_unknown_lines_are_ignored_but_a_known_key_may_not_lie() -> None:
    other = SigningKey.generate("tj.example/witness")
    both = sign(TEXT, SigningKey.parse(SKEY), other)
    assert [line.name for line in verify(both, [PETER]).signatures] == ["PeterNeumann"]
    assert len(verify(both, [PETER, other.verifier]).signatures) == 2
    lie = PETER.key_id + other.signature_of(TEXT)[::-1]
    forged = NOTE + f"— PeterNeumann {b64encode(lie).decode()}\n".encode()
    with pytest.raises(BadNote, match="does not hold"):
        verify(forged, [PETER])


def test_the_same_line_twice_counts_once() -> None:
    assert len(verify(NOTE + LINE.encode(), [PETER]).signatures) == 1


def test_the_text_may_hold_empty_lines_and_chinese() -> None:
    text = "京津冀区域协同\n\n地方标准\n".encode()
    assert verify(sign(text, KEY), [KEY.verifier]).text == text


@pytest.mark.parametrize("text", [b"", b"no newline", b"tab\t\n", b"\xff\n"])
def test_what_is_no_note_text_is_not_signed(text: bytes) -> None:
    with pytest.raises(BadNote):
        sign(text, KEY)


def test_a_note_without_a_signature_is_not_made() -> None:
    with pytest.raises(BadNote):
        sign(TEXT)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u3000b", "a\nb", "a\x00b"])
def test_a_name_that_would_break_the_line_is_refused(name: str) -> None:
    with pytest.raises(BadNote):
        SigningKey.generate(name)


def test_a_checkpoint_of_another_log_or_another_key_is_refused() -> None:
    note = sign(HEAD.text(), KEY)
    assert verify_checkpoint(note, KEY.verifier, origin=ORIGIN) == HEAD
    with pytest.raises(BadNote, match="checkpoint of"):
        verify_checkpoint(note, KEY.verifier, origin="tongbiao.example/cy/2026")
    with pytest.raises(BadNote, match="no known key"):
        verify_checkpoint(note, KEY.named("tongbiao.example/cy/2026").verifier, origin=ORIGIN)


@pytest.mark.parametrize(
    "text",
    [
        HEAD.text() + b"extension\n",
        HEAD.text() + b"\n",
        HEAD.text()[:-1],
        HEAD.text().replace(b"\n3\n", b"\n03\n"),
        HEAD.text().replace(b"\n3\n", b"\n-3\n"),
        HEAD.text().replace(b"\n3\n", "\n３\n".encode()),
        HEAD.text().replace(b"\n3\n", b"\n9223372036854775808\n"),
        HEAD.text().replace(b"AQE=\n", b"AQF=\n"),
        HEAD.text().replace(b"AQE=\n", b"\n"),
        HEAD.text().replace(b"tongbiao", "同标".encode()),
        HEAD.text().replace(b"tongbiao", b"tong biao"),
    ],
)
def test_anything_but_the_three_lines_is_no_checkpoint(text: bytes) -> None:
    with pytest.raises(BadNote):
        Checkpoint.parse(text)


@given(st.integers(0, 2**63 - 1), st.binary(min_size=32, max_size=32))
def test_every_head_comes_back_from_its_text(size: int, root: bytes) -> None:
    head = Checkpoint(ORIGIN, size, root)
    assert Checkpoint.parse(head.text()) == head
    assert b64decode(head.text().splitlines()[2]) == root


def test_a_private_key_does_not_show_in_a_traceback() -> None:
    assert repr(KEY.seed) not in repr(KEY)
