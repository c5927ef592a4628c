"""The logs that a region has agreed to watch: public keys in a file of its own, laid there by a person."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workflow.log.durable import write_durably
from workflow.log.keys import BadNote, VerifierKey
from workflow.log.notes import Checkpoint, verify_checkpoint

NAME: Final = "trusted"
_YEAR: Final = re.compile(r"/(\d{4})(?:\.([2-9]|[1-9]\d+))?")


class UnknownLog(Exception):
    """No trusted key stands for this origin."""


@dataclass(frozen=True)
class Trusted:
    """Keys of logs. A key named like a log without its year (`example.com/jjj`) stands for all its years and parts:
    a host signs them with one key, and nobody should have to travel on the first of January."""

    keys: tuple[VerifierKey, ...]

    def key_of(self, origin: str) -> VerifierKey:
        for key in self.keys:
            if origin == key.name:
                return key
            if origin.startswith(key.name) and _YEAR.fullmatch(origin[len(key.name) :]):
                return VerifierKey(origin, key.public)
        raise UnknownLog(origin)

    def verified(self, note: bytes) -> Checkpoint:
        """The head of a note that the key of its own log has signed."""
        origin = note.partition(b"\n")[0].decode("utf-8", "replace")
        return verify_checkpoint(note, self.key_of(origin), origin=origin)


def read(folder: Path) -> Trusted:
    """The trusted keys of a witness or mirror; none is no fault yet."""
    path = folder / NAME
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return Trusted(tuple(VerifierKey.parse(line.strip()) for line in lines if line.strip() and line[0] != "#"))


def under(vkey: str, names: Iterable[str]) -> list[str]:
    """The key, and the same one under other names: a host signs all its logs with one key, each under its own name."""
    public = VerifierKey.parse(vkey.strip()).public
    return [vkey, *(str(VerifierKey(name, public)) for name in names)]


def add(folder: Path, vkey: str) -> VerifierKey:
    """Trust one more key, for all years of its log; a second key under a name already trusted is refused."""
    given, known = VerifierKey.parse(vkey.strip()), read(folder).keys
    name, slash, year = given.name.rpartition("/")
    key = VerifierKey(name, given.public) if _YEAR.fullmatch(slash + year) else given
    if any(key.name == other.name and key != other for other in known):
        raise BadNote(f"another key is trusted for {key.name}")
    if key not in known:
        write_durably(folder / NAME, "".join(f"{each}\n" for each in (*known, key)).encode())
    return key
