"""Where the joint state and each track stand, and since when: every term is counted from these hours."""

from datetime import date, datetime
from typing import Any

from workflow.clock import start_of
from workflow.log.journal import spelled
from workflow.records.standards import Standard, StandardTrack
from workflow.replaying.retelling.book import Act, Book, Hour, write


def tell(book: Book, act: Act) -> None:
    before, after, since = act.leaf["from"], act.leaf["to"], _since(act)
    write(book.of(Standard), state=after["joint"], lead_region=after["lead"], version=act.leaf["seq"])
    if before.get("joint") != after.get("joint"):
        write(book.of(Standard), since=since)
    stood = before.get("tracks", {})
    for region, state in after["tracks"].items():
        mine = book.of(StandardTrack, region_code=region)
        write(mine, state=state, round=after["rounds"][region])
        if stood.get(region) != state:
            write(mine, since=since)
    if not before:
        write(book.of(Standard), pauses=None)
    if "pause" in act.facts:
        _pause(book, act.facts["pause"])


def _since(act: Act) -> Hour | str:
    """The hour of the act; but an imported standard stands since its release, a resumed one since it first stood so."""
    released_on = act.facts.get("released_on") if act.name == "register_release" else None
    if released_on:
        return spelled(start_of(date.fromisoformat(released_on)))
    is_resumed = "pause" in act.facts and "since" in act.facts
    return spelled(datetime.fromisoformat(act.facts["since"])) if is_resumed else act.hour


def _pause(book: Book, pause: dict[str, Any]) -> None:
    """A pause that ends takes the place of the same one while it ran."""
    for row in book.of(Standard):
        before = [each for each in row.get("pauses") or () if each["from"] != pause["from"]]
        row["pauses"] = [*before, pause]
