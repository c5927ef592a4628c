"""The JSON of the API: what a seat, a standard, a position, an offer look like to a program."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import g

from web.acting import Drawn
from web.present import stage_label
from web.project.history import is_sealed, sentence
from workflow import engine, gates
from workflow.act import Outcome
from workflow.agreeing import Taken
from workflow.clock import BEIJING
from workflow.entering import Taken as Entered
from workflow.facts import plain
from workflow.picture.standing import Case, Seat, Standing
from workflow.process.missing import gaps
from workflow.process.reasons import Reason
from workflow.process.row import Ask, Row
from workflow.reads.record import Happened
from workflow.reads.sealing import UNTIL
from workflow.records.agreements import Agreement
from workflow.records.amendments import Amendment
from workflow.records.numbers import RegionNumber
from workflow.records.panels import ReviewPanel
from workflow.records.positions import Position
from workflow.records.standards import Standard
from workflow.words import say, tell

Json = dict[str, Any]


def time(value: Any) -> str | None:
    """An instant or a day in ISO 8601; instants with the offset of Beijing."""
    if value is None:
        return None
    return str((value.astimezone(BEIJING) if hasattr(value, "astimezone") else value).isoformat())


def seat(one: Seat) -> Json:
    """A seat."""
    return {
        "id": one.id,
        "person": one.person_id,
        "name": tell(one.person),
        "region": one.region,
        "organ": {"id": one.organ_id, "name": tell(one.organ)},
        "role": one.role.value,
        "until": time(one.until),
    }


def standard(one: Standard, agreement: Agreement, numbers: list[RegionNumber]) -> Json:
    """A standard as a line of a list."""
    return {
        "id": one.id,
        "title": {"zh": one.title_zh, "en": one.title_en},
        "agreement": {"id": agreement.id, "code": agreement.code},
        "stage": one.state.stage.value,
        "stage_label": stage_label(agreement, one.state),
        "state": one.state.value,
        "since": time(one.since),
        "version": one.version,
        "lead": one.lead_region,
        "field": one.field,
        "nature": one.nature.value,
        "numbers": [{"region": n.region_code, "number": n.display} for n in numbers],
        "released_at": time(one.released_at),
        "effective_on": time(one.effective_on),
        "imported": one.is_imported,
    }


def work(standing: Standing, seated: Seat, at: Any) -> Json:
    """What the parties of a project see besides: tracks with positions, what is missing, the seat's own acts."""
    return {
        "tracks": [
            {"region": code, "state": track.state.value, "round": track.round, "positions": positions(standing, code)}
            for code, track in standing.tracks.items()
        ],
        "missing": [say(gap.key, **gap.facts) for gap in gaps(standing, at)],
        "offers": [offer(standing, one, seated, at) for one in engine.offers(standing, seated, at)],
        "text": {"number": standing.frozen.number, "sha256": standing.frozen.text_hash} if standing.frozen else None,
        "serial": standing.serial.serial if standing.serial else None,
        "amendments": [amendment(one) for one in standing.amendments],
        "panels": [panel(one) for one in standing.panels],
    }


def panel(one: ReviewPanel) -> Json:
    """A review panel: in which review, of which region where each has its own, and whether it passed the text."""
    told = {"id": one.id, "review": one.round, "region": one.region_code, "state": one.state.value}
    return told | {"passed": one.is_passed, "concluded_at": time(one.concluded_at)}


def amendment(one: Amendment) -> Json:
    """An amendment of the standard, by clause the words that it puts there."""
    return {
        "number": one.number,
        "kind": one.kind.value,
        "state": one.state.value,
        "clauses": one.items,
        "instant": time(one.instant),
        "effective_on": time(one.effective_on),
    }


def positions(standing: Standing, region: str) -> list[Json]:
    """The positions of a region's offices, oldest first."""
    return [_position(standing, p) for p in standing.positions if p.region_code == region]


def _position(standing: Standing, one: Position) -> Json:
    return {
        "purpose": one.purpose.value,
        "round": one.round,
        "organ": {"id": one.organ_id, "name": tell(standing.organ(one.organ_id))},
        "role": one.role.value,
        "person": tell(standing.signer(one)),
        "position": one.stand.value,
        "text_sha256": one.text_hash,
        "fresh": gates.is_fresh(standing, one),
        "reason": one.reason,
        "clauses": list(one.clauses),
        "lift": one.lift,
        "at": time(one.at),
    }


def offer(standing: Standing, one: engine.Offer, seated: Seat, at: Any) -> Json:
    """An act of the seat, open or closed with every reason."""
    return act(one.row, replace(Case(standing, seated, at), role=one.role), one.reasons)


def act(row: Row, case: Case, reasons: Sequence[Reason]) -> Json:
    """A row that is this seat's: what it does, why it is closed if it is, what it asks."""
    return {
        "step": row.name,
        "label": say(f"step.{row.name}"),
        "help": say(f"step_help.{row.name}"),
        "open": not reasons,
        "reasons": [reason.as_json() for reason in reasons],
        "asks": [ask(each, case) for each in row.asked(case)],
        "signs": row.signs,
    }


def ask(one: Ask, case: Case) -> Json:
    """A field of an act's answers."""
    told: Json = {"name": one.name, "label": say(f"ask.{one.name}"), "type": one.type.value}
    return told | {"required": one.required, "many": one.many, "choices": _choices(one, case)}


def drawn(one: Drawn) -> Json:
    """The words that are to be signed."""
    return {"statement_id": one.id, "text": one.words, "sha256": one.sha256}


def _choices(one: Ask, case: Case) -> list[Json] | None:
    if one.choices is None:
        return None
    return [{"value": plain(choice.value), "label": tell(choice.label)} for choice in one.choices(case)]


def outcome(done: Outcome) -> Json:
    """What an act led to."""
    told = {"standard": done.standard_id, "state": done.state, "version": done.version, "event": _leaf(done)}
    return told | {"facts": dict(done.facts)}


def taken(done: Taken) -> Json:
    """What an act on an agreement led to."""
    return {"agreement": done.agreement_id, "state": done.state, "event": _leaf(done), "facts": dict(done.facts)}


def entered(done: Entered) -> Json:
    """What an act on an entry led to."""
    return {"entry": done.entry_id, "state": done.state, "event": _leaf(done)}


def _leaf(done: Outcome | Taken | Entered) -> Json:
    return {"log": done.log, "index": done.index, "leaf_hash": done.leaf_hash}


def event(standing: Standing, one: Happened) -> Json:
    """An event of the record with its leaf, unless that is a vote of somebody else on a panel still at work."""
    place = {"log": one.origin, "index": one.event.index, "leaf_hash": one.event.leaf_hash.hex()}
    told = {**place, "sequence": one.event.sequence, "at": time(one.event.at), "act": one.event.act}
    return told | ({"leaf": None, "sealed": UNTIL} if is_sealed(standing, one, g.seat) else {"leaf": one.leaf})


def entry(standing: Standing, one: Happened) -> Json:
    """An event as a sentence of the timeline, the same as on the page."""
    told: Json = {"at": time(one.event.at), "act": one.event.act, "sentence": sentence(standing, one)}
    by = tell(one.person) if one.person else None
    return told | {"region": one.event.region_code, "person": by, "index": one.event.index, "log": one.origin}
