"""The strip of a group's band of numbers, and the list of those that have gone somewhere."""

from collections.abc import Sequence
from typing import Any

from web.present import day, title
from workflow.records.agreements import Agreement
from workflow.records.numbers import Serial
from workflow.records.standards import Standard
from workflow.vocabulary import Number
from workflow.words import say, tell

SHOWN = 40  # serials of the strip; behind them only as many as have gone somewhere
Held = Sequence[tuple[Serial, Standard | None]]


def band_view(agreement: Agreement, held: Held, standard_id: int) -> dict[str, Any]:
    """The band of a group as this standard sees it."""
    held = [one for one in held if one[0].serial >= agreement.band_start]
    by_serial = {serial.serial: (serial, standard) for serial, standard in reversed(held)}
    last = max([agreement.band_start + SHOWN - 1, *by_serial])
    end = min(last, agreement.band_end) if agreement.band_end else last
    states = [serial.state for serial, _ in by_serial.values()]
    free = agreement.band_end - agreement.band_start + 1 - len(by_serial) if agreement.band_end else 0
    tally = {"used": Number.USED, "reserved": Number.RESERVED, "retired": Number.RETIRED}
    numbers = range(agreement.band_start, end + 1) if agreement.has_band else ()
    return {
        "name": f"{agreement.band_start}—{agreement.band_end or ''}" if agreement.has_band else "",
        "is_open": agreement.band_end is None,
        "serials": [_serial(n, by_serial.get(n), standard_id) for n in numbers],
        "tally": {name: states.count(state) for name, state in tally.items()} | {"free": free},
        "rest": f"{end + 1}—{agreement.band_end}" if agreement.band_end and end < agreement.band_end else "",
        "rows": [_row(serial, standard, standard_id) for serial, standard in held],
    }


def _serial(n: int, held: tuple[Serial, Standard | None] | None, standard_id: int) -> dict[str, Any]:
    if held is None:
        return {"n": n, "state": "free", "words": ""}
    serial, standard = held
    mine = {"this": True} if serial.standard_id == standard_id else {}
    return {"n": n, "state": serial.state.value, "words": _name(standard), "href": f"#n{n}", **mine}


def _name(standard: Standard | None) -> str:
    return title(standard) if standard is not None else say("（不对本席位显示）")


def _row(serial: Serial, standard: Standard | None, standard_id: int) -> dict[str, Any]:
    return {
        "n": serial.serial,
        "part": serial.part,
        "this": serial.standard_id == standard_id,
        "title": _name(standard),
        "href": f"/standards/{standard.id}" if standard is not None else "",
        "state": tell(serial.state),
        "why": _why(serial, standard),
    }


def _why(serial: Serial, standard: Standard | None) -> str:
    if serial.state is Number.USED:
        return say("{day} 发布", day=day(standard.released_at)) if standard and standard.released_at else ""
    if serial.state is Number.RETIRED:
        return serial.void_reason or say("号不再用")
    if serial.confirmed_at is None:
        return say("{day} 预留，待另一方确认", day=day(serial.reserved_at))
    return say("{day} 预留，已确认", day=day(serial.reserved_at))
