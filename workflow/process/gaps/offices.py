"""Whose turn it is in the chain of one region, and whether an office is missing, stale or blocking."""

from datetime import date, datetime
from typing import Any

from workflow import clock, gates
from workflow.picture.standing import Case, Standing
from workflow.process.gaps.gap import Gap, Gaps
from workflow.records.agreements import Office
from workflow.records.positions import Position
from workflow.vocabulary import Named, Outcome, Purpose, Role
from workflow.who import EXCLUDED, SEATED

COSIGN = "cosign.days"


def offices(case: Case, code: str, purpose: Purpose, start: datetime, due: date | None) -> Gaps:
    standing = case.standing
    turn = gates.turn(standing, code, purpose)
    below = [o for o in gates.offices(standing, code, purpose) if turn and o.rank < turn[0].rank]
    spoken = [p.at for o in below if (p := gates.position_of(standing, o)) is not None]
    began = max([start, *spoken])
    for office in turn:
        if not _held(case, office):
            vacant = {"region": standing.named(code), "office": standing.organ(office.organ_id), "role": office.role}
            yield Gap("gap.vacant", began, vacant, "", Role.SECADMIN, code, due=due)
        elif office.role is Role.APPROVER and not _may_approve(case, office):
            yield Gap("gap.no_substitute", began, {"region": standing.named(code)}, "", Role.SECADMIN, code, due=due)
        else:
            yield _office(case, office, began, due)
    yield from _answered(case, code, purpose, {office.id for office in turn})


def _answered(case: Case, code: str, purpose: Purpose, turn: set[int]) -> Gaps:
    """Who objected to what was rewritten since, is told though others of its chain must look first."""
    for office in gates.offices(case.standing, code, purpose):
        said = gates.position_of(case.standing, office)
        if office.id not in turn and said is not None and gates.answered(case.standing, said):
            key, since, facts = _word(case, office, said.at)
            yield Gap(key, since, facts, "", office.role, code, office.organ_id)


def _may_approve(case: Case, office: Office) -> bool:
    """Whether anybody who holds the office today, or stands in for its holder, is not excluded by his own hands."""
    closed = EXCLUDED[Role.APPROVER]
    return any(not case.standing.hands.get(person, set()) & closed for person in _held(case, office))


def _held(case: Case, office: Office) -> list[int]:
    """The persons who hold the office today; who only acts for another by delegation does not."""
    return [
        seat.person_id
        for seat in case.standing.seats.get((SEATED[office.role], office.organ_id), ())
        if seat.since <= case.today and (seat.until is None or case.today <= seat.until)
    ]


def _office(case: Case, office: Office, since: datetime, due: date | None) -> Gap:
    standing = case.standing
    own = {
        Purpose.INITIATION: "initiate",
        Purpose.RELEASE: "approve_release",
        Purpose.REVIEW: "take_review_position",
        Purpose.ACCESSION: "announce_accession",
        Purpose.AMENDMENT: "approve_amendment",
    }
    said_by = {Purpose.AMENDMENT: "take_amendment_position"}
    step = own[office.purpose] if office.role is Role.APPROVER else said_by.get(office.purpose, "take_position")
    term = ""
    if office.role is not Role.APPROVER:
        mine = standing.due(since, standing.terms.days(COSIGN), office.region_code)
        due, term = (mine, COSIGN) if due is None or mine <= due else (due, "")
    key, when, facts = _word(case, office, since)
    return Gap(key, when, facts, step, office.role, office.region_code, office.organ_id, due=due, term=term)


def _word(case: Case, office: Office, since: datetime) -> tuple[str, datetime, dict[str, Any]]:
    """How its last word stands: none yet, one that blocks, one on another text or of another outcome."""
    standing, said = case.standing, gates.position_of(case.standing, office)
    region, organ = standing.named(office.region_code), standing.organ(office.organ_id)
    facts: dict[str, Any] = {"region": region, "office": organ, "role": office.role, "since": clock.day_of(since)}
    is_fresh = said is not None and gates.is_fresh(standing, said)
    if said is not None and (rewritten := gates.answered(standing, said)):
        since_then = {"since": clock.day_of(said.at), "clauses": _labels(standing, said, rewritten)}
        return "gap.answered", said.at, facts | since_then
    if said is None or (is_fresh and not said.stand.blocks):
        return "gap.office", since, facts
    if is_fresh:
        since_then = {"since": clock.day_of(said.at)}
        return "gap.blocks", said.at, facts | since_then | {"reason": said.reason, "lift": said.lift}
    if office.purpose is Purpose.REVIEW:
        now = _outcome(gates.proposed(standing, office.region_code))
        return "gap.stale_outcome", since, facts | {"said": _outcome(said.outcome), "outcome": now}
    signed = gates.signed_on(standing, said)
    return "gap.stale", since, facts | {"version": signed.number if signed else "—"}


def _labels(standing: Standing, said: Position, clauses: list[str]) -> list[Named]:
    """Clauses as the text calls them that the position was taken on."""
    signed = gates.signed_on(standing, said)
    labels = {id_: signed.digest[id_][2] if signed and id_ in signed.digest else id_ for id_ in clauses}
    return [Named(id_, label, label) for id_, label in labels.items()]


def _outcome(said: str | None) -> Outcome | str:
    return Outcome(said) if said else "—"
