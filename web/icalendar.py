"""Writes a calendar of whole days as RFC 5545 wants it: lines of CRLF folded at 75 octets, text escaped."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

FOLD: Final = 75  # octets of a line
ESCAPED: Final = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\r\n": "\\n", "\n": "\\n", "\r": "\\n"}


@dataclass(frozen=True)
class Day:
    """One event that fills a day."""

    uid: str
    stamp: datetime
    on: date
    summary: str
    url: str


def calendar(name: str, days: Iterable[Day]) -> bytes:
    """The calendar as it is sent."""
    return b"".join(folded(line) for line in _lines(name, days))


def _lines(name: str, days: Iterable[Day]) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tongbiao//Deadlines//EN", "CALSCALE:GREGORIAN")
    yield from ("METHOD:PUBLISH", f"X-WR-CALNAME:{escaped(name)}", "X-PUBLISHED-TTL:PT1H")
    for day in days:
        yield from ("BEGIN:VEVENT", f"UID:{day.uid}", f"DTSTAMP:{day.stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}")
        yield f"DTSTART;VALUE=DATE:{day.on:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{day.on + timedelta(days=1):%Y%m%d}"
        yield from (f"SUMMARY:{escaped(day.summary)}", f"URL:{day.url}", "TRANSP:TRANSPARENT", "END:VEVENT")
    yield "END:VCALENDAR"


def escaped(words: str) -> str:
    """Text as the value of a property."""
    for plain, written in ESCAPED.items():
        words = words.replace(plain, written)
    return words


def folded(line: str) -> bytes:
    """One line, broken between characters wherever it would be longer than 75 octets."""
    parts: list[bytes] = [b""]
    for character in line:
        octets = character.encode()
        room = FOLD - (1 if len(parts) > 1 else 0)  # a continued line begins with a space
        if len(parts[-1]) + len(octets) > room:
            parts.append(b"")
        parts[-1] += octets
    return b"\r\n ".join(parts) + b"\r\n"
