"""The serials of a project: who reserved each, who confirmed it, who asked to have it made void."""

from datetime import date

from workflow.clock import start_of
from workflow.effects.moves import all_moves
from workflow.log.journal import spelled
from workflow.records.numbers import Serial
from workflow.replaying.retelling.book import UNTOLD, Act, Book, Cells, write
from workflow.vocabulary import Number

CONFIRMED = dict.fromkeys(("confirmed_by", "confirmed_at"))
ASKED = dict.fromkeys(("void_asked_by", "void_asked_region", "void_asked_at"))


def tell(book: Book, act: Act) -> None:
    last = book.of(Serial)[-1:]
    for move in all_moves(act.row):
        if move.what == "serials":
            write((row for row in book.of(Serial) if row["state"] in move.source), state=move.target)
    match act.name:
        case "reserve_number":
            kept_by = act.facts.get("kept_by")
            kept = {kept_by: act.facts.get("own_number")} if kept_by else None
            who: Cells = {"reserved_by": act.actor, "reserved_region": act.region, "reserved_at": act.hour}
            place = {name: act.facts.get(name, UNTOLD) for name in ("serial", "part")}
            book.put(
                Serial, **place, **who, **CONFIRMED, **ASKED, void_reason="", exceptions=kept, state=Number.RESERVED
            )
        case "void_number":
            write(last, state=Number.RETIRED)
        case "confirm_number":
            write(last, confirmed_by=act.actor, confirmed_at=act.hour)
        case "ask_void_number":
            asked = {"void_asked_by": act.actor, "void_asked_region": act.region, "void_asked_at": act.hour}
            write(last, **asked, void_reason=act.words("reason"))
        case "register_release":
            released_on = act.facts.get("released_on")
            since = spelled(start_of(date.fromisoformat(released_on))) if released_on else act.hour
            who = dict.fromkeys(("reserved_by", "reserved_region")) | {"reserved_at": since}
            place = _told(act.leaf["to"].get("serial"))
            book.put(Serial, **place, **who, **CONFIRMED, **ASKED, void_reason="", exceptions=None, state=Number.USED)


def _told(serial: str | None) -> Cells:
    """Serial and part as a snapshot spells them: 3901.0:used."""
    number, _, part = (serial or "").rpartition(":")[0].partition(".")
    return {"serial": int(number), "part": int(part)} if number and part else {}
