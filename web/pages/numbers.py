"""The register of numbers: the strip of a group's band, and what became of each serial that left it."""

from typing import Any

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from web import paging
from web.present import day, group, instant, region, title
from web.seats import shows
from web.views.cards import address, confidence, public
from workflow.process.reasons import NotThere
from workflow.reads import numbers as reads
from workflow.reads.catalogue import agreements
from workflow.reads.inbox import APART
from workflow.reads.numbers import Band, Entry
from workflow.records.agreements import Agreement
from workflow.records.places import Region
from workflow.vocabulary import Number
from workflow.words import say, tell

pages = Blueprint("numbers", __name__)
Json = dict[str, Any]
LARGEST = 9  # digits of a serial


@pages.get("/numbers")
@shows
def numbers() -> ResponseReturnValue:
    groups = agreements(g.session, g.seat) if g.seat.region else []
    page = paging.asked()
    chosen = _chosen(groups)
    is_shown = chosen.has_band and g.seat.role not in APART
    band = reads.band(g.session, chosen, _serial("from")) if is_shown else None
    total, entries = reads.register(g.session, g.seat, chosen, page)
    known = reads.places(
        g.session, {code for e in entries for code in (e.serial.reserved_region, e.serial.void_asked_region) if code}
    )
    return render_template(
        "numbers/numbers.html",
        groups=[{"id": one.id, "name": group(one)} for one in groups],
        chosen={
            "id": chosen.id,
            "name": group(chosen),
            "band": f"{chosen.band_start}—{chosen.band_end or ''}" if chosen.has_band else "",
        },
        band=band_view(band, chosen) if band else None,
        entries=[_entry(entry, known) for entry in entries],
        pages_=paging.paged(total, size=reads.PAGE, here=page),
    )


def _chosen(groups: list[Agreement]) -> Agreement:
    """The group asked for, else the seat's first."""
    asked = _serial("agreement")
    found = next((one for one in groups if asked in (None, one.id)), None)
    if found is None:
        raise NotThere
    return found


def _serial(name: str) -> int | None:
    given = request.args.get(name, "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) <= LARGEST else None


def band_view(band: Band, agreement: Agreement) -> Json:
    """A band with the strip of its serials and the ways along it."""
    count = {state.value: band.counts.get(state, 0) for state in Number}
    strip = [_square(n, band) for n in range(band.first, band.last + 1)]
    is_last = agreement.band_end is not None and band.last >= agreement.band_end
    return {
        "strip": {"serials": strip, "tally": count | {"free": band.free if band.free is not None else "∞"}},
        "shown": f"{band.first}—{band.last}",
        "outside": band.outside,
        "before": _way(agreement, band.first - reads.SHOWN) if band.first > agreement.band_start else "",
        "after": "" if is_last else _way(agreement, band.last + 1),
    }


def _way(agreement: Agreement, first: int) -> str:
    return f"/numbers?agreement={agreement.id}&from={max(first, agreement.band_start)}"


def _square(n: int, band: Band) -> Json:
    if n not in band.taken:
        return {"n": n, "state": "free", "words": ""}
    serial, standard = band.taken[n]
    return {"n": n, "state": serial.state.value, "words": title(standard), "href": address(standard)}


def _entry(entry: Entry, known: dict[str, Region]) -> Json:
    serial, standard = entry.serial, entry.standard
    return {
        "serial": f"{serial.serial}.{serial.part}" if serial.part else str(serial.serial),
        "title": title(standard),
        "href": address(standard),
        "numbers": [number.display for number in entry.numbers],
        "state": tell(serial.state),
        "why": _why(entry, known),
        "imported": {"sure": confidence(standard), "href": public(standard)} if standard.is_imported else None,
    }


def _why(entry: Entry, known: dict[str, Region]) -> str:
    """Since when or why the serial stands as it does."""
    serial, standard = entry.serial, entry.standard
    if serial.state is Number.USED:
        return say("{day} 发布", day=str(day(standard.released_at))) if standard.released_at else say("发布日期不详")
    if serial.state is Number.RETIRED:
        reason = serial.void_reason or str(tell(standard.ending or standard.state))
        return say("号不再用：{reason}", reason=reason)
    by = _named(serial.reserved_region, known)
    if serial.void_asked_at is not None:
        return say(
            "{region}申请作废：{reason}", region=_named(serial.void_asked_region, known), reason=serial.void_reason
        )
    if serial.confirmed_at is not None:
        return say("{region}预留，另一地区已于 {at} 确认", region=by, at=str(instant(serial.confirmed_at)))
    return say("{region}于 {at} 预留，等另一地区确认", region=by, at=str(instant(serial.reserved_at)))


def _named(code: str | None, known: dict[str, Region]) -> str:
    return region(known[code])["name"] if code in known else "—"
