"""One act, whole: move, write, record, tell. Whether it may be taken was judged before; the transaction is the
engine's.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from workflow import mailroom, papers, projection
from workflow.ceremony import Signature
from workflow.db import Work
from workflow.effects import EFFECTS
from workflow.effects.moves import write_moves, write_subject
from workflow.facts import plain
from workflow.judges import own_panels
from workflow.log.journal import Deed, Recorded, append
from workflow.picture.standing import Case, Standing
from workflow.process import machine
from workflow.process.row import AskType, Row, Scope
from workflow.process.standard import ROWS
from workflow.records.events import SECRET
from workflow.records.standards import Hand, Standard
from workflow.signed_words import signed_text


@dataclass(frozen=True)
class Outcome:
    """What an act led to, and where it stands in the log."""

    standard_id: int
    state: str
    version: int
    log: str
    index: int
    leaf_hash: str
    facts: Mapping[str, Any]


def perform(
    work: Work, row: Row, case: Case, *, signature: Signature | None = None, key: str | None = None
) -> tuple[Outcome, Standing]:
    """Take a row that was judged lawful; gives its outcome and the standard as it stands after it."""
    before = snapshot(case.standing)
    placed = machine.subjects(row, case)
    stood = next((s for s in placed if s in row.source), case.standing.state)
    target = machine.fire(row, stood, case.standing.standard.stood_at)
    write_subject(work, row, case, target)
    write_moves(work, row, case)
    effect = EFFECTS.get(row.name)
    extra = effect(work, case) if effect else None
    _bump(work, row, case, target)
    done = conclude(work, row, case, before, extra or {}, signature=signature, key=key)
    if row.begets:
        _beget(work, ROWS[row.begets], case, done[0].facts["successor"])
    return done


def _beget(work: Work, row: Row, case: Case, made: int) -> None:
    """The first event of a standard that another's act brought forth, with all that its form did not ask."""
    born = Standing.load(work.session, made)
    assert born is not None
    replaced = {code: track.replaces for code, track in born.tracks.items() if track.replaces}
    inherited = {"predecessor": born.standard.predecessor_id, "field": born.standard.field, "replaces": replaced}
    _, standing = conclude(work, row, replace(case, standing=born), {}, inherited)
    projection.project(work, standing)


def _bump(work: Work, row: Row, case: Case, target: Any) -> None:
    """Count the act on the standard; its joint state moves only with a row of its own. What the effect wrote along has
    the last word: a project that is resumed stands since the day on which it stood.
    """
    standard = case.standing.standard
    values: dict[str, Any] = {"version": standard.version + 1}
    if row.scope is Scope.JOINT and target is not standard.state:
        values |= {"state": target, "since": work.at, "joint_version": standard.version + 1}
    values |= work.along
    work.along.clear()
    seen = {"id": standard.id, "version": standard.version, "state": standard.state}
    work.move(Standard, seen, **values)


def conclude(
    work: Work,
    row: Row,
    case: Case,
    before: Mapping[str, Any],
    extra: Mapping[str, Any],
    *,
    signature: Signature | None = None,
    key: str | None = None,
) -> tuple[Outcome, Standing]:
    """Papers, the hand, the notices, and last - its lock comes last - the event."""
    facts = {**extra, **papers.file(work, row, case), **(signature.facts if signature else {})}
    _lend_hand(work, case)
    mailroom.tell(work, row, case)
    after = case.standing.again(work.wrote)
    deed = replace(
        _deed(row, case, before, snapshot(after), facts),
        sequence=after.standard.version,
        statement=signature.statement if signature else None,
        ceremony=signature.method if signature else None,
        request=sha256(key.encode()).hexdigest() if key else None,
    )
    return _outcome(after, append(work, deed), extra), after


def _deed(row: Row, case: Case, before: Mapping[str, Any], after: Mapping[str, Any], extra: Mapping[str, Any]) -> Deed:
    standing, answers = case.standing, case.answers
    signed = signed_text(row, standing)
    facts = {
        a.name: answers[a.name] for a in row.asks if a.name in answers and a.is_fact and a.type is not AskType.FILE
    } | ({"region": answers["region"]} if row.scope is Scope.NAMED else {})
    personal = {a.name: str(answers[a.name]) for a in row.asks if a.name in answers and not a.is_fact and not a.is_text}
    personal |= {name: str(extra[name]) for name in SECRET & set(extra)}
    extra = {name: value for name, value in extra.items() if name not in SECRET}
    files = {a.name: answers[a.name] for a in row.asks if a.name in answers and a.type is AskType.FILE}
    papers = {"papers": list(files)} if files else {}
    born = {} if before else {"lineage": standing.standard.lineage}
    return Deed(
        noun="standard",
        object_id=standing.standard.id,
        sequence=0,
        act=row.name,
        seat=case.seat,
        at=case.at,
        agreement_id=standing.standard.agreement_id,
        before=before,
        after=after,
        facts=plain({**facts, **papers, **born, **extra, "as": case.role, **_deputy(case)}),
        personal=personal,
        text_hash=signed.text_hash if signed else None,
        rules=standing.standard.rule_set_id,
        files=tuple(files.values()),
    )


def _deputy(case: Case) -> dict[str, Any]:
    return {"deputy": case.seat.deputy} if case.seat is not None and case.seat.deputy is not None else {}


def snapshot(standing: Standing) -> dict[str, Any]:
    """The states of a standard in brief: what an event shows as before and after."""
    serial, frozen = standing.serial, standing.frozen
    panel = next((p for p in standing.open_panels if p.region_code is None), None)
    own = {code: p.state.value for code, p in own_panels(standing).items()}
    amended = {"amendment": _amendment(standing)} if standing.amendments else {}
    return (
        amended
        | ({"panels": own} if own else {})
        | {
            "joint": standing.state.value,
            "stood_at": standing.standard.stood_at,
            "lead": standing.standard.lead_region,
            "tracks": {code: track.state.value for code, track in standing.tracks.items()},
            "rounds": {code: track.round for code, track in standing.tracks.items()},
            "serial": f"{serial.serial}.{serial.part}:{serial.state.value}" if serial else None,
            "text": frozen.text_hash if frozen else None,
            "panel": panel.state.value if panel else None,
        }
    )


def _amendment(standing: Standing) -> str:
    """The latest amendment by number and state; who never had one shows none."""
    last = standing.amendments[-1]
    return f"{last.number}:{last.state.value}"


def _lend_hand(work: Work, case: Case) -> None:
    """Remember for separation of duties that this person, and who lent him the seat, took part in this role."""
    for person in case.seat.persons if case.seat is not None and case.role is not None else ():
        if case.role not in case.standing.hands.get(person, set()):
            work.insert(Hand, standard_id=case.standing.standard.id, person_id=person, role=case.role)


def _outcome(standing: Standing, recorded: Recorded, extra: Mapping[str, Any]) -> Outcome:
    standard = standing.standard
    told = plain(dict(extra))
    return Outcome(
        standard.id,
        standard.state.value,
        standard.version,
        recorded.origin,
        recorded.index,
        recorded.leaf_hash.hex(),
        told,
    )
