"""The private key of a witness or a mirror: made on the region's own machine, read by its owner only, sent nowhere."""

from pathlib import Path
from typing import Final

from workflow.log.cosignatures import CosigningKey
from workflow.log.durable import make_directory, write_durably

NAME: Final = "key"


class KeyUnfit(Exception):
    """The key file is missing, there already, damaged, or may be read by others."""


def make(folder: Path, name: str) -> CosigningKey:
    """A new key of this name; a key that is there already is never replaced."""
    make_directory(folder)
    path = folder / NAME
    if path.exists():
        raise KeyUnfit(f"{path}: a key is here already")
    key = CosigningKey.generate(name)
    write_durably(path, f"{key.text()}\n".encode())
    return key


def load(folder: Path) -> CosigningKey:
    path = folder / NAME
    if not path.exists():
        raise KeyUnfit(f"{path}: no key yet")
    if path.stat().st_mode & 0o077:
        raise KeyUnfit(f"{path}: chmod 600")
    try:
        return CosigningKey.parse(path.read_text("ascii").strip())
    except ValueError as broken:
        raise KeyUnfit(f"{path}: {broken}") from broken
