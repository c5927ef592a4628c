"""Motions and what was said on them; what carried ones wrote."""

from typing import Any

from workflow.effects.moves import all_moves
from workflow.process.row import Scope
from workflow.records.motions import Motion, MotionVote
from workflow.records.standards import Standard, StandardTrack
from workflow.replaying.retelling.book import Act, Book, write
from workflow.rules.motions import PLAN, SHARES
from workflow.vocabulary import MotionKind, MotionState

MOVING = frozenset(kind.value for kind in MotionKind)


def tell(book: Book, act: Act) -> None:
    if act.name in ("table_motion", "move_to_terminate"):
        _table(book, act)
    elif act.name == "vote_motion":
        row = {"id": act.facts["vote"], "motion_id": act.facts.get("motion"), "region_code": act.region}
        said = {"stand": act.facts.get("position"), "reason": act.words("reason"), "at": act.hour}
        book.put(MotionVote, **row, **said, person_id=act.actor, seat_id=act.leaf["seat"])
    elif act.row.scope is Scope.MOTION:
        write(book.of(Motion, id=act.facts.get("motion")), state=act.row.target, ended_at=act.hour)
    elif act.name in MOVING and "motion" in act.facts:
        write(book.of(Motion, id=act.facts["motion"]), moved_at=act.hour)
    if any(move.what == "motions" for move in all_moves(act.row)):
        write(book.of(Motion, state=MotionState.TABLED), state=MotionState.DROPPED, ended_at=act.hour)
    if act.name in WRITTEN:
        WRITTEN[act.name](book, act)


def _table(book: Book, act: Act) -> None:
    plan = {name: act.facts[name] if name in act.facts else act.words(name) for name in (*PLAN, *SHARES)}
    book.put(
        Motion,
        id=act.facts["motion"],
        kind=act.facts.get("kind"),
        region_code=act.facts.get("region"),
        plan={name: value for name, value in plan.items() if value not in (None, "")} or None,
        reason=act.words("reason"),
        state=MotionState.TABLED,
        tabled_region=act.region,
        tabled_by=act.actor,
        tabled_at=act.hour,
        ended_at=None,
        moved_at=None,
        **act.told("until", "decide_by"),
    )


def _suspended(book: Book, act: Act) -> None:
    write(book.of(Standard), suspended_until=act.facts.get("until"), stood_at=act.leaf["from"]["joint"])


def _resumed(book: Book, act: Act) -> None:
    write(book.of(Standard), suspended_until=None, stood_at=None)


def _extended(book: Book, act: Act) -> None:
    for region, until in (act.facts.get("plans") or {}).items():
        write(book.of(StandardTrack, region_code=region), plan_until=until)
    for row in book.of(Standard):
        row["extensions"] = row.get("extensions", 0) + 1


def _adjusted(book: Book, act: Act) -> None:
    """What the motion that carried said."""
    for motion in book.of(Motion, id=act.facts.get("motion")):
        plan = motion.get("plan") or {}
        write(book.of(Standard), **{name: plan[name] for name in PLAN if name in plan})


def _admitted(book: Book, act: Act) -> None:
    write(book.of(StandardTrack, region_code=act.facts.get("region")), admitted_at=act.hour)


def _told(book: Book, act: Act) -> None:
    rung = {"rung": act.facts.get("rung"), "rung_due": act.facts.get("due")}
    write(book.of(StandardTrack, region_code=act.facts.get("region")), **rung)


def _urged(book: Book, act: Act) -> None:
    write(book.of(StandardTrack, region_code=act.facts.get("region")), urged_on=act.facts.get("urged_on"))


def _ruled(book: Book, act: Act) -> None:
    write(book.of(Standard), rule_set_id=act.facts.get("rules"))


WRITTEN: dict[str, Any] = {
    "suspend": _suspended,
    "resume": _resumed,
    "resume_when_due": _resumed,
    "extend_plan": _extended,
    "adjust_plan": _adjusted,
    "admit": _admitted,
    "remind_approver": _told,
    "tell_chair": _told,
    "put_on_agenda": _told,
    "urge": _urged,
    "adopt_rules": _ruled,
}
