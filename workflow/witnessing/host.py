"""The host over HTTP, as a seat of the region may read it and as its keys may speak to it. Standard library only: this
is all that a region's machine needs of a network."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final, Self
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from workflow import clock
from workflow.clock import BEIJING
from workflow.log.keys import BadNote, unbase64
from workflow.log.notes import Checkpoint, parse
from workflow.log.tiles import NoTile, unbundle
from workflow.parcels.telling import Parcel
from workflow.witnessing.memory import INSTALLATION, in_order, is_of_installation
from workflow.witnessing.sources import Payload, Unreachable, parcel_of

PAGE: Final = 256
SECONDS: Final = 60.0
MOST: Final = 64 << 20
IDLE_YEARS: Final = 2  # years without a log before it is believed that there are no older ones


@dataclass(frozen=True)
class Host:
    """The logs of one agreement at an installation."""

    base: str
    agreement: str
    token: str
    hour: Callable[[], datetime] = clock.now

    @classmethod
    def at(cls, base: str, agreement: str, token_file: Path) -> Self:
        try:
            return cls(base.rstrip("/"), agreement, token_file.read_text("ascii").strip())
        except (OSError, UnicodeDecodeError) as none:
            raise Unreachable(f"{token_file}: {none}") from none

    def heads(self) -> list[bytes]:
        return [*self._heads(INSTALLATION), *self._heads(self.agreement)]

    def consistency(self, origin: str, old: int, new: int) -> tuple[bytes, ...]:
        told = self._got("consistency", origin, old=old, new=new)
        try:
            return tuple(unbase64(line) for line in told.decode("ascii").splitlines())
        except (BadNote, UnicodeDecodeError) as bad:
            raise Unreachable(f"consistency: {bad}") from bad

    def entries(self, origin: str, start: int, end: int) -> Iterator[bytes]:
        while start < end:
            until = min(end, start - start % PAGE + PAGE)
            data = self._got("entries", origin, start=start, end=until)
            try:
                page = unbundle(data)
            except NoTile as bad:
                raise Unreachable(f"entries: {bad}") from bad
            yield from page
            if len(page) != until - start:
                return  # some are gone: what comes next would stand in their places
            start = until

    def payload(self, origin: str, start: int, end: int) -> Payload:
        found = Payload()
        for at in range(start, end if not is_of_installation(origin) else start, PAGE):
            lines = self._got("payload", origin, start=at, end=min(end, at + PAGE)).splitlines()
            try:
                found = found.with_lines(json.loads(line) for line in lines)
            except ValueError as bad:
                raise Unreachable(f"payload: {bad}") from bad
        return found

    def parcels(self, origin: str, start: int, end: int, size: int) -> Iterator[Parcel]:
        for at in range(start, end, PAGE):
            told = self._got("parcels", origin, start=at, end=min(end, at + PAGE), size=size)
            try:
                yield from (parcel_of(json.loads(line)) for line in told.splitlines())
            except (ValueError, KeyError, TypeError) as bad:
                raise Unreachable(f"parcels: {bad}") from bad

    def sealed_file(self, origin: str, digest: str) -> bytes:
        return self._got(f"parcels/{digest}", origin)

    def cosigned(self, origin: str, note: bytes, line: str) -> None:
        """Hand in a line for this head; the host verifies it as anybody would."""
        size = Checkpoint.parse(parse(note).text).size
        self._post("cosignatures", origin, line.encode(), size=size)

    def accused(self, origin: str, body: bytes) -> bool:
        """Hand in a signed report, or a note that the host must have forgotten. If it does not take it, nothing is
        lost: the evidence lies here."""
        try:
            self._post("disputes", origin, body)
        except Unreachable:
            return False
        return True

    def _heads(self, agreement: str) -> list[bytes]:
        found, idle, year = list[bytes](), 0, self.hour().astimezone(BEIJING).year
        while idle < IDLE_YEARS:
            notes = self._heads_of(agreement, year)
            found[:0] = notes
            idle = 0 if notes else idle + 1
            year -= 1
        return found

    def _heads_of(self, agreement: str, year: int) -> list[bytes]:
        newest = self._maybe("checkpoint", agreement=agreement, year=year)
        if newest is None:
            return []
        parts = in_order(newest.partition(b"\n")[0].decode("utf-8", "replace"))[2]
        earlier = (self._maybe("checkpoint", agreement=agreement, year=year, part=part) for part in range(1, parts))
        return [*(note for note in earlier if note is not None), newest]

    def _got(self, name: str, origin: str, **query: Any) -> bytes:
        found = self._maybe(name, **self._log(origin), **query)
        if found is None:
            raise Unreachable(f"{self.base}: {name} {origin} {query}: 404")
        return found

    def _maybe(self, name: str, **query: Any) -> bytes | None:
        try:
            return self._asked(name, query, None)
        except HTTPError as error:
            if error.code == HTTPStatus.NOT_FOUND:
                return None
            raise Unreachable(f"{self.base}: {name}: {error.code}") from error

    def _post(self, name: str, origin: str, body: bytes, **query: Any) -> None:
        try:
            self._asked(name, self._log(origin) | query, body)
        except HTTPError as error:
            said = error.read(2000).decode("utf-8", "replace")
            raise Unreachable(f"{self.base}: {name}: {error.code} {said}") from error

    def _asked(self, name: str, query: dict[str, Any], body: bytes | None) -> bytes:
        address = f"{self.base}/api/v1/log/{name}?{urlencode(query)}"
        headers = {"Authorization": f"Bearer {self.token}"} | ({"Content-Type": "text/plain"} if body else {})
        try:
            with urlopen(Request(address, body, headers), timeout=SECONDS) as answer:
                data: bytes = answer.read(MOST + 1)
        except HTTPError:
            raise
        except (URLError, OSError, ValueError) as away:
            raise Unreachable(f"{self.base}: {away}") from away
        if len(data) > MOST:
            raise Unreachable(f"{self.base}: {name}: too long")
        return data

    def _log(self, origin: str) -> dict[str, Any]:
        _, year, part = in_order(origin)
        name = INSTALLATION if is_of_installation(origin) else self.agreement
        return {"agreement": name, "year": year, "part": part}
