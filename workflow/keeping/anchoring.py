"""Heads as announcements print them, against the copies of mirrors: what was printed binds whoever rebuilds a host."""

import re
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import Final

from workflow.keeping.faults import CannotKeep
from workflow.keeping.whole import Bent, memory_of, whole
from workflow.log.tlog import root_of

_PRINTED: Final = re.compile(r"\s*(\S+)\s*/\s*(\d{1,15})\s*/\s*([0-9a-f]{16})[0-9a-f]*…?(?:\.\.\.)?([0-9a-f]{16})\s*")


def check(folders: Collection[Path], printed: Collection[str]) -> None:
    """Every printed head must be the head of that many leaves in every whole copy that has so many, and one must."""
    for words in printed:
        found = _PRINTED.fullmatch(words)
        if found is None:
            raise CannotKeep("不是公告所印的日志头：{words}。", words=words)
        origin, size = found[1], int(found[2])
        roots = [root for folder in folders if (root := _root(folder, origin, size)) is not None]
        if not roots or any((root[:16], root[-16:]) != (found[3], found[4]) for root in roots):
            raise CannotKeep("镜像与公告所印的日志头不符：{words}。", words=words)


def _root(folder: Path, origin: str, size: int) -> str | None:
    """The root of so many leaves in a whole copy; a damaged one says nothing for or against what was printed."""
    with suppress(Bent):
        held = whole(memory_of(folder), origin)
        if held is not None and held.head.size >= size:
            return root_of(held.hashes[:size]).hex()
    return None
