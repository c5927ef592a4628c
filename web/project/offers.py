"""What the reader's seat may do here: open acts, the one that is due first; greyed ones with every reason."""

import secrets
from collections.abc import Iterable
from typing import Any

from web.project.head import is_mine
from workflow.engine import Offer
from workflow.picture.standing import Seat
from workflow.process.gaps.gap import Gap
from workflow.words import catalogue, language, say


def offers(found: Iterable[Offer], gaps: list[Gap], seat: Seat, standard_id: int, version: int) -> list[dict[str, Any]]:
    """In the order of the table; whatever it is this seat's turn to do comes first."""
    due = [gap.step for gap in gaps if is_mine(gap, seat)]
    told = [_offer(offer, standard_id, version) | _aside(offer, due) for offer in found]
    told.sort(key=lambda one: (one["step"] not in due, not one["open"]))
    first = next((one for one in told if one["open"] and one["step"] in due), None)
    if first is not None:
        first["primary"] = True
    return told


def _aside(offer: Offer, due: list[str]) -> dict[str, Any]:
    """What belongs to no stage and is not this seat's turn is kept at hand, folded."""
    return {"aside": offer.row.stage is None and offer.row.name not in due}


def _offer(offer: Offer, standard_id: int, version: int) -> dict[str, Any]:
    row = offer.row
    made: dict[str, Any] = {
        "step": row.name,
        "label": say(f"step.{row.name}"),
        "open": offer.is_open,
        "href": f"/standards/{standard_id}/steps/{row.name}",
        "binds": row.signs,
        "halts": row.signs and any(ask.name == "reason" and ask.required for ask in row.asks),
        "words": _help(row.name),
        "reasons": [{"sentence": r.sentence, "cure": r.remedy, "cites": r.cites} for r in offer.reasons],
    }
    if row.signs:
        made["beside"] = say("签署时再核对一次并输入口令")
    if not row.asks and not row.signs:
        made["hidden"] = {"version": version, "idempotency_key": secrets.token_hex(16)}
    return made


def _help(step: str) -> str:
    key = f"step_help.{step}"
    return say(key) if key in catalogue(language()) else ""
