"""A mirror's copy of a log, taken only where its bytes make the head that the log's key signed; of a damaged one we say
so, and go on with what others hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workflow.log.cosignatures import spelled
from workflow.log.keys import BadNote, VerifierKey
from workflow.log.notes import Checkpoint, verify, verify_checkpoint
from workflow.log.tlog import root_of
from workflow.witnessing import trusted
from workflow.witnessing.copy import Copy, CopyBroken
from workflow.witnessing.memory import Damaged, Memory
from workflow.witnessing.taking import PENDING
from workflow.witnessing.trusted import UnknownLog
from workflow.words import say

BENT: Final = "镜像 {path} 里 {origin} 的副本与它的签名头不符：内容缺损或被改过，请另用别的镜像。"
UNFIT: Final = "镜像 {path} 里 {origin} 的签名头不能验证：内容缺损，或不是这个日志的密钥所签。"
UNREAD: Final = "镜像 {path} 不能读：{why}"


class Bent(Exception):
    """A copy is not what was signed; the sentence names it."""


@dataclass(frozen=True)
class Held:
    """A whole copy of a log: its head with the note, and the hashes of all its leaves."""

    head: Checkpoint
    note: bytes
    hashes: list[bytes]


def memory_of(folder: Path) -> Memory:
    """What lies in a mirror's folder; raises Bent where its keys cannot be read."""
    try:
        return Memory(folder / "logs", trusted.read(folder))
    except (BadNote, ValueError, OSError) as broken:
        raise Bent(say(UNREAD, path=str(folder), why=str(broken))) from broken


def origins_of(memory: Memory) -> Iterator[tuple[str, bool]]:
    """The logs that lie in a folder, each with whether it lies under its own name."""
    for path in sorted(memory.folder.glob(f"*/{PENDING}")):
        origin = path.read_bytes().partition(b"\n")[0].decode("utf-8", "replace")
        yield origin, memory.place(origin) == path.parent


def head_of(memory: Memory, origin: str, key: VerifierKey | None = None) -> tuple[Checkpoint, bytes] | None:
    """The head that a copy reaches, with its note under the log's own signatures; none where no copy lies here."""
    try:
        note = memory.held(origin, PENDING)
        if note is None:
            return None
        key = key or memory.trusted.key_of(origin)
        head, by_log = verify_checkpoint(note, key, origin=origin), verify(note, [key])
    except (BadNote, UnknownLog, OSError) as broken:
        raise Bent(say(UNFIT, path=str(memory.folder.parent), origin=origin)) from broken
    return head, by_log.text + b"\n" + "".join(map(spelled, by_log.signatures)).encode()


def whole(memory: Memory, origin: str, key: VerifierKey | None = None) -> Held | None:
    """The copy; raises Bent where its bytes do not make its signed head."""
    found = head_of(memory, origin, key)
    if found is None:
        return None
    try:
        hashes = Copy(memory.place(origin)).hashes(found[0].size)
    except (CopyBroken, ValueError, OSError):
        hashes = []
    if root_of(hashes) != found[0].root:
        raise Bent(say(BENT, path=str(memory.folder.parent), origin=origin))
    return Held(*found, hashes)


def cosigned(memory: Memory, origin: str) -> int:
    """How far this region's key cosigned; the folder of a witness tells it, too."""
    try:
        last = memory.last(origin)
    except (Damaged, OSError) as broken:
        raise Bent(say(UNFIT, path=str(memory.folder.parent), origin=origin)) from broken
    return last[0].size if last else 0
