"""A file between its preview and its confirmation: laid aside for the seat that brought it, and gone a day later."""

import re
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

from workflow import clock
from workflow.picture.standing import Seat

KEPT: Final = 24 * 3600  # seconds
TOKEN: Final = re.compile(r"[0-9a-f]{64}\.(csv|xlsx|txt)", re.ASCII)


def lay(var: Path, seat: Seat, name: str, data: bytes) -> str:
    """Lay a file aside; gives the word by which the same seat finds it again."""
    folder = _folder(var, seat)
    folder.mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    token = f"{sha256(name.encode(errors='replace') + data).hexdigest()}.{name.rpartition('.')[2].lower()}"
    (folder / token).write_bytes(name.encode(errors="replace").replace(b"\n", b" ") + b"\n" + data)
    return token


def find(var: Path, seat: Seat, token: str) -> tuple[bytes, str] | None:
    """The bytes and the name of what this seat laid aside."""
    place = _folder(var, seat) / token
    if not TOKEN.fullmatch(token) or not place.is_file():
        return None
    name, _, data = place.read_bytes().partition(b"\n")
    return data, name.decode(errors="replace")


def _folder(var: Path, seat: Seat) -> Path:
    return var / "catalogues" / str(seat.id)


def _sweep(folder: Path) -> None:
    for left in folder.iterdir():
        with suppress(FileNotFoundError):
            if clock.now().timestamp() - left.stat().st_mtime > KEPT:
                left.unlink()
