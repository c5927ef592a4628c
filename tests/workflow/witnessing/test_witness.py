"""A witness signs what only grew: the answers of the protocol, its memory, and a hundred rivals at once."""

import multiprocessing
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from itertools import pairwise
from pathlib import Path

import pytest

from tests.workflow.witnessing.logs import FORGED, HASHES, KEY, NAME, ORIGIN, note, request, witness
from workflow.log.cosignatures import added, cosigned
from workflow.log.keys import BadNote, SigningKey
from workflow.log.tlog import root_of
from workflow.witnessing import keys, serving, trusted
from workflow.witnessing.memory import Damaged
from workflow.witnessing.request import Request
from workflow.witnessing.witness import Refused, Witness, Witnessed

AT = 1_780_000_000
STRANGER = SigningKey(NAME, bytes([9] * 32))


@pytest.fixture
def ours(tmp_path: Path) -> Witness:
    return witness(tmp_path)


def refused(ours: Witness, body: bytes) -> Refused:
    with pytest.raises(Refused) as told:
        ours.add(body, AT)
    return told.value


def test_a_log_that_grows_is_cosigned_and_the_line_holds(ours: Witness, tmp_path: Path) -> None:
    for old, size in ((0, 1), (1, 5), (5, 8), (8, 64), (64, 120)):
        line = ours.add(request(old, size), AT + size)
        (held,) = cosigned(added(note(size), [line]), [ours.key.verifier])
        assert (held.at, held.line) == (AT + size, line)
        assert witness(tmp_path).last(ORIGIN).size == size
    assert [Request(0, (), each).head().size for each in ours.memory.notes(ORIGIN)] == [1, 5, 8, 64, 120]


def test_the_same_head_is_cosigned_afresh(ours: Witness) -> None:
    first, second = ours.add(request(0, 7), AT), ours.add(request(7, 7), AT + 60)
    assert first != second
    assert {held.at for held in cosigned(added(note(7), [second]), [ours.key.verifier])} == {AT + 60}


@pytest.mark.parametrize(
    ("body", "status", "fault"),
    [
        (b"", 400, Witnessed.MALFORMED),
        (request(5, 8).replace(b"old 5", b"old 05"), 400, Witnessed.MALFORMED),
        (request(5, 8).replace(b"old 5\n", b"old 5\r\n"), 400, Witnessed.MALFORMED),
        (b"old 5\n" + b"%s\n" % (b"A" * 43 + b"=") * 64 + b"\n" + note(8), 400, Witnessed.MALFORMED),
        (b"old 5\nAAAA\n\n" + note(8), 400, Witnessed.MALFORMED),
        (request(5, 8)[:-3], 400, Witnessed.MALFORMED),
        (request(9, 8), 400, Witnessed.BACKWARDS),
        (request(5, 8, key=STRANGER), 403, Witnessed.UNSIGNED),
        (request(5, 8, origin="other.example/jjj/2026"), 404, Witnessed.UNKNOWN),
        (request(5, 8, origin=NAME), 409, Witnessed.OTHER_START),
        (request(4, 8), 409, Witnessed.OTHER_START),
        (request(0, 3), 409, Witnessed.OTHER_START),
        (request(5, 5, hashes=FORGED), 409, Witnessed.TWO_HEADS),
        (request(5, 8, hashes=FORGED), 422, Witnessed.REWRITTEN),
        (Request(5, (), note(8)).body(), 422, Witnessed.REWRITTEN),
        (Request(5, (HASHES[0],), note(5)).body(), 422, Witnessed.REWRITTEN),
    ],
)
def test_the_answers_of_the_protocol(ours: Witness, body: bytes, status: int, fault: Witnessed) -> None:
    ours.add(request(0, 5), AT)
    if fault is Witnessed.OTHER_START and body == request(5, 8, origin=NAME):
        ours.add(request(0, 6, origin=NAME), AT)
    told = refused(ours, body)
    assert (told.status, told.fault) == (status, fault)
    assert ours.last(ORIGIN).size == 5
    size = 6 if b"\n" + NAME.encode() + b"\n" in body else 5
    kind = serving.SIZE if status == 409 else serving.PLAIN
    code, media, said = serving.answered(ours, body, AT)
    assert (code, media) == (status, kind)
    assert status != 409 or said == f"{size}\n".encode()


def test_a_first_head_needs_no_proof_and_takes_none(ours: Witness) -> None:
    assert refused(ours, Request(0, (HASHES[0],), note(8)).body()).status == 422
    assert refused(ours, request(3, 8)).status == 409
    ours.add(request(0, 8), AT)


@pytest.mark.parametrize(("size", "fault"), [(5, Witnessed.TWO_HEADS), (8, Witnessed.REWRITTEN)])
def test_two_stories_are_kept_side_by_side(ours: Witness, size: int, fault: Witnessed) -> None:
    line = ours.add(request(0, 5), AT)
    for times in (1, 2):
        told = refused(ours, request(5, size, hashes=FORGED)).contradiction
        assert told is not None
        assert told.fault is fault
        assert told.seen == added(note(5), [line])
        assert told.offered == note(size, hashes=FORGED)
        assert {path.name: path.read_bytes() for path in told.kept_in.iterdir()} == {
            "seen.note": told.seen,
            "offered.note": told.offered,
        }
        assert len(list(told.kept_in.parent.iterdir())) == 1, times
    ours.add(request(5, 9), AT)


def test_a_key_without_a_year_stands_for_every_year_and_part(ours: Witness) -> None:
    for origin in (f"{NAME}/2027", f"{NAME}/2026.2", f"{NAME}/2026.10", NAME):
        ours.add(request(0, 3, origin=origin), AT)
    for origin in (f"{NAME}/2026.1", f"{NAME}/x", f"{NAME}x/2026", f"{NAME}/2026/2"):
        assert refused(ours, request(0, 3, origin=origin)).status == 404


def test_a_second_key_for_one_name_is_not_trusted(tmp_path: Path) -> None:
    trusted.add(tmp_path, str(KEY.verifier))
    trusted.add(tmp_path, str(KEY.verifier))
    with pytest.raises(BadNote):
        trusted.add(tmp_path, str(STRANGER.verifier))
    assert trusted.read(tmp_path).keys == (KEY.verifier,)


def test_a_damaged_memory_signs_nothing(ours: Witness) -> None:
    ours.add(request(0, 5), AT)
    (ours.memory.place(ORIGIN) / "checkpoint").write_bytes(note(5, key=STRANGER))
    with pytest.raises(Damaged):
        ours.add(request(5, 8), AT)


def test_a_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    made = keys.make(tmp_path, "tj.jjj.example/witness")
    assert keys.load(tmp_path) == made
    assert str(made.verifier).startswith("tj.jjj.example/witness+")
    with pytest.raises(keys.KeyUnfit):
        keys.make(tmp_path, "tj.jjj.example/witness")
    (tmp_path / "key").chmod(0o640)
    with pytest.raises(keys.KeyUnfit):
        keys.load(tmp_path)


def test_a_crash_before_the_head_is_on_the_disk_gives_out_no_line(
    ours: Witness, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours.add(request(0, 5), AT)

    def broken_disk(*_: object) -> None:
        raise OSError("disk")

    with monkeypatch.context() as broken:
        broken.setattr("os.replace", broken_disk)
        with pytest.raises(OSError, match="disk"):
            ours.add(request(5, 8), AT)
    assert witness(tmp_path).last(ORIGIN).size == 5
    witness(tmp_path).add(request(5, 8), AT)


def rival(place: Path, number: int) -> tuple[int, int, bytes] | None:
    """One of many that ask at once, each from whatever head it finds, some of a forged log."""
    ours, dice = witness(place), random.Random(number)
    hashes = FORGED if number % 3 == 0 else HASHES
    old, size = ours.last(ORIGIN).size, dice.randrange(1, 120)
    try:
        ours.add(request(min(old, size), size, hashes=hashes), AT)
    except Refused:
        return None
    return old, size, root_of(hashes[:size])


@pytest.mark.durable
def test_a_hundred_rivals_never_obtain_a_rollback(tmp_path: Path) -> None:
    witness(tmp_path)
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        signed = [each for each in pool.starmap(rival, [(tmp_path, n) for n in range(100)], chunksize=1) if each]
    steps = sorted((old, size) for old, size, _ in signed)
    grown = [step for step in steps if step[0] < step[1]]
    assert grown[0][0] == 0
    assert all(old == former for (_, former), (old, _) in pairwise(grown))
    assert witness(tmp_path).last(ORIGIN).size == grown[-1][1]
    first = min(signed, key=lambda each: each[1])[2]
    hashes = HASHES if first == root_of(HASHES[: grown[0][1]]) else FORGED
    assert all(root == root_of(hashes[:size]) for _, size, root in signed)


@contextmanager
def served(ours: Witness) -> Iterator[HTTPConnection]:
    running = serving.Server(ours, ("127.0.0.1", 0), lambda: AT)
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    asked = HTTPConnection("127.0.0.1", running.server_port, timeout=5)
    try:
        yield asked
    finally:
        asked.close()
        running.shutdown()
        running.server_close()
        thread.join()


def test_over_http_the_answers_are_the_same(ours: Witness) -> None:
    with served(ours) as asked:
        for body in (request(0, 5), request(4, 8), request(5, 8, hashes=FORGED), b"x"):
            asked.request("POST", "/add-checkpoint", body)
            answer = asked.getresponse()
            said = (answer.status, answer.headers["Content-Type"], answer.read())
            if answer.status == 200:
                line = said[2].decode()
                assert cosigned(added(note(5), [line]), [ours.key.verifier])
            else:
                assert said == serving.answered(ours, body, AT)
        asked.request("GET", f"/{ours.memory.place(ORIGIN).name}/checkpoint")
        assert asked.getresponse().read() == added(note(5), [line])
        for method, path in (("GET", "/"), ("POST", "/"), ("GET", "/../key")):
            asked.request(method, path, b"")
            answer = asked.getresponse()
            assert (answer.status, answer.read()[:1]) == (404, b"G" if method == "GET" else b"P")
        asked.request("POST", "/add-checkpoint", headers={"Content-Length": "99999999"})
        assert asked.getresponse().status == 400
