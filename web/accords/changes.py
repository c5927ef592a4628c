"""Changes of an agreement as plain views: old beside new, who signed, what is missing, what the check found."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from web.accords import played
from web.accords.one import value_words
from web.present import day, instant, seal
from workflow import agreeing
from workflow.accord.content import Line, lines
from workflow.accord.picture import OPEN, Accord
from workflow.accord.ruling import RULE
from workflow.picture.standing import Seat
from workflow.process.reasons import NotThere
from workflow.process.row import Scope
from workflow.reads import rehearsals
from workflow.records.agreements import AgreementChange
from workflow.records.people import Person
from workflow.vocabulary import ChangeKind, ChangeState, Named
from workflow.words import say, tell

Json = dict[str, Any]
APART = frozenset({Scope.WORD, Scope.COMPARISON})  # offered on pages of their own


def of(session: Session, agreement_id: int, seat: Seat, at: datetime) -> Json:
    """What the page of an agreement shows of its changes, and what this seat may do."""
    accord = _load(session, agreement_id)
    found = agreeing.offers(accord, seat, at)
    return {
        "changes": [_short(accord, change) for change in accord.changes],
        "acts": [_offer(one, agreement_id) for one in found if one.change is None and one.row.scope not in APART],
        "founding": whole_of(session, accord, accord.founding, at) if accord.founding else None,
    }


def whole(session: Session, agreement_id: int, change_id: int, seat: Seat, at: datetime) -> Json:
    """One change in full."""
    accord = _load(session, agreement_id)
    change = accord.change(change_id)
    if change is None:
        raise NotThere
    found = agreeing.offers(accord, seat, at)
    mine = [_offer(one, agreement_id) for one in found if one.change is change]
    return (
        whole_of(session, accord, change, at)
        | {"acts": mine, "agreement": _name(accord), "back": _address(accord)}
        | {"rehearsal": played.view(rehearsals.newest(session, change_id), change)}
    )


def _load(session: Session, agreement_id: int) -> Accord:
    found = Accord.load(session, agreement_id)
    if found is None:
        raise NotThere
    return found


def _name(accord: Accord) -> str:
    one = accord.agreement
    return str(tell(Named(one.code, one.name_zh, one.name_en)))


def _address(accord: Accord) -> str:
    return f"/agreements/{accord.agreement.id}"


def _offer(offer: agreeing.Offer, agreement_id: int) -> Json:
    row, step = offer.row, offer.row.name
    query = {"query": {"change": offer.change.id}} if offer.change else {}
    return query | {
        "step": step,
        "label": say(f"step.{step}"),
        "open": offer.is_open,
        "href": f"/agreements/{agreement_id}/steps/{step}",
        "words": say(f"step_help.{step}"),
        "reasons": [reason.as_json() for reason in offer.reasons],
        "binds": row.signs,
        "primary": row.signs or step in ("open_change", "open_signing"),
    }


def _short(accord: Accord, change: AgreementChange) -> Json:
    silent = accord.silent(change) if change.state is ChangeState.CONFIRMING else []
    return {
        "href": f"{_address(accord)}/changes/{change.id}",
        "id": change.id,
        "kind": change.content[RULE]["title"] if RULE in change.content else tell(change.kind),
        "state": tell(change.state),
        "from": day(change.effective_from),
        "by": tell(accord.named(change.proposed_region)),
        "missing": str(tell([accord.named(code) for code in silent])) if silent else "",
    }


def whole_of(session: Session, accord: Accord, change: AgreementChange, at: datetime) -> Json:
    """A change with everything that is known of it."""
    proposer = session.get_one(Person, change.proposed_by)
    is_open = change.state in OPEN
    return _short(accord, change) | {
        "proposer": tell(Named("", proposer.name, proposer.name_latin or proposer.name)),
        "at": instant(change.proposed_at),
        "decided": instant(change.decided_at) if change.decided_at else "",
        "reason": change.reason,
        "cites": change.citation,
        "sha256": change.sha256,
        "lines": lines_of(accord, change),
        "voices": _voices(session, accord, change),
        "faults": [reason.as_json() for reason in agreeing.faults_of(accord, change, at)],
        "is_open": is_open,
        "may_play": is_open and change.kind in (ChangeKind.TERMS, ChangeKind.CHAIN),
    }


def lines_of(accord: Accord, change: AgreementChange) -> list[Json]:
    """Old and new side by side, in words."""
    return [_line(line, change.kind) for line in lines(accord, change)]


def _line(line: Line, kind: ChangeKind) -> Json:
    """Old and new in words; of a chain the ranks, of a figure its value."""
    if kind is ChangeKind.CHAIN:
        return {"about": tell(line.about), "old": _ranks(line.old), "new": _ranks(line.new), "cites": line.cites}
    key = str(line.about).removeprefix("term.")
    old = value_words(line.old, key) if line.old is not None else "—"
    return {"about": tell(line.about), "old": old, "new": value_words(_named(line), key), "cites": line.cites}


def _named(line: Line) -> Any:
    return say(f"covermode.{line.new}") if line.about == "ask.cover_mode" else line.new


def _ranks(ranks: list[list[list[Any]]]) -> list[list[Json]]:
    return [[{"organ": tell(o), "role": tell(role), "field": tell(f)} for o, role, f in together] for together in ranks]


def _voices(session: Session, accord: Accord, change: AgreementChange) -> list[Json]:
    """Each region that is asked: who signed when, or that its signature is missing."""
    spoken = {v.region_code: v for v in accord.voices if v.change_id == change.id}
    found = []
    for code in accord.asked(change):
        voice, name = spoken.get(code), tell(accord.named(code))
        if voice is None:
            words = say("尚未签署") if change.state is ChangeState.CONFIRMING else say("没有签署")
        else:
            person = session.get_one(Person, voice.person_id)
            by = Named("", person.name, person.name_latin or person.name)
            words = say("{person}签署于 {at}", person=by, at=voice.at)
        state = "agreed" if voice else "open" if change.state is ChangeState.CONFIRMING else "notdue"
        found.append({"seal": seal(accord.places[code], state, words), "name": name, "words": words})
    return found
