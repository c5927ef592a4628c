"""The files of a text's figures, as far as they can be drawn; what is no image, or is too large, is told in words."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from workflow.settings import Settings
from workflow.storage.files import HASH, path_of
from workflow.text.blocks import Figure
from workflow.text.clauses import Text
from workflow.text.notation import read
from workflow.text.numbering import walk

PNG: Final = b"\x89PNG\r\n\x1a\n"
JPEG: Final = b"\xff\xd8\xff"
MOST: Final = 40_000_000  # pixels; an image unpacks to four bytes each


def images(text: Text, settings: Settings) -> dict[str, Path]:
    """The drawable files by their SHA-256."""
    named = {sha256 for clause in text.clauses for sha256 in _named(clause.body)}
    found = {sha256: path_of(settings, sha256) for sha256 in sorted(named) if HASH.fullmatch(sha256)}
    return {sha256: path for sha256, path in found.items() if path.is_file() and _is_drawable(path)}


def _named(body: str) -> Iterator[str]:
    for _, block in walk(read(body)):
        if isinstance(block, Figure):
            yield from (block.image, *(part.image for part in block.parts))


def _is_drawable(path: Path) -> bool:
    with path.open("rb") as stream:
        head = stream.read(24)
    wide, high = int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")
    return head.startswith(JPEG) or (head.startswith(PNG) and wide * high <= MOST)
