"""Small files that must outlive a failure of power: whole or not at all, on the disk before anybody relies on them."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def make_directory(path: Path) -> None:
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    sync_directory(path.parent)


def write_durably(path: Path, data: bytes) -> None:
    """All of it or none, and on the disk when this returns. The caller holds the lock, so one draft is enough."""
    draft = path.with_name(f".{path.name}.new")
    draft.unlink(missing_ok=True)  # what a killed process left behind
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, path)
    sync_directory(path.parent)


def sync_directory(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One process, and one thread, at a time among those that ask for this folder."""
    with open(folder / "lock", "a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
