"""Paragraphs, list items and tables made of plain words: nothing typed elsewhere becomes a mark of the notation."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final

from workflow import clock
from workflow.text.blocks import Cell, Item, Marker, Paragraph, Table
from workflow.text.inline import Break, Inline

LONGEST: Final = 200  # signs of what somebody else wrote, where it is quoted among many


def paragraph(words: str) -> Paragraph:
    return Paragraph((" ".join(words.split()),))


def items(lines: Iterable[str]) -> list[Item]:
    """A list; its last item ends the sentence."""
    told = [" ".join(line.split()) for line in lines]
    ends = ["；"] * (len(told) - 1) + ["。"]
    return [Item(Marker.DASH, ((line + end,),)) for line, end in zip(told, ends, strict=False)]


def table(id_: str, title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    told = (tuple(Cell(_broken(word)) for word in row) for row in (head, *rows))
    return Table(id_, title, tuple(told), head=1)


def _broken(words: str) -> Inline:
    """The lines of a cell."""
    pieces: list[str | Break] = []
    for line in filter(None, (" ".join(line.split()) for line in words.splitlines())):
        pieces += [Break(), line] if pieces else [line]
    return tuple(pieces)


def short(words: str) -> str:
    whole = " ".join(words.split())
    return whole if len(whole) <= LONGEST else f"{whole[: LONGEST - 1]}…"


def day(at: date | datetime) -> str:
    """A day as standards write it."""
    on = clock.day_of(at) if isinstance(at, datetime) else at
    return f"{on.year} 年 {on.month} 月 {on.day} 日"
