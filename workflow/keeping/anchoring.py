"""Heads as announcements print them, against the copies of mirrors: what was printed binds whoever rebuilds a host."""

import re
from collections.abc import Collection
from pathlib import Path
from typing import Final

from workflow.keeping.faults import CannotKeep
from workflow.witnessing import trusted
from workflow.witnessing.copy import Copy
from workflow.witnessing.memory import Memory
from workflow.witnessing.taking import PENDING

_PRINTED: Final = re.compile(r"\s*(\S+)\s*/\s*(\d{1,15})\s*/\s*([0-9a-f]{16})[0-9a-f]*…?(?:\.\.\.)?([0-9a-f]{16})\s*")


def check(folders: Collection[Path], printed: Collection[str]) -> None:
    """Every printed head must be the head of that many leaves in every copy that has so many, and one copy must."""
    for words in printed:
        found = _PRINTED.fullmatch(words)
        if found is None:
            raise CannotKeep("不是公告所印的日志头：{words}。", words=words)
        origin, size = found[1], int(found[2])
        roots = [root for folder in folders if (root := _root(folder, origin, size)) is not None]
        if not roots or any((root[:16], root[-16:]) != (found[3], found[4]) for root in roots):
            raise CannotKeep("镜像与公告所印的日志头不符：{words}。", words=words)


def _root(folder: Path, origin: str, size: int) -> str | None:
    memory = Memory(folder / "logs", trusted.read(folder))
    if memory.held(origin, PENDING) is None:
        return None
    copy = Copy(memory.place(origin))
    return copy.root(size).hex() if copy.size >= size else None
