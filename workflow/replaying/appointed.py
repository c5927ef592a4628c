"""What speaks against an act on a seat: one proposes, another confirms, it is lent by law alone, and all seats fit."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from workflow.clock import day_of
from workflow.picture.standing import Seat
from workflow.process.reasons import Reason
from workflow.records.deputies import Deputy
from workflow.records.people import Appointment
from workflow.records.places import Organ
from workflow.replaying.seated import Leaf, Seats
from workflow.replaying.views import NotTold, view
from workflow.seats.deputies import Wish, against_absence, against_lending, against_naming, against_revoking
from workflow.seats.eligibility import Wanted, against_ending, against_proposal, against_seats, against_second_hand
from workflow.vocabulary import ADMINISTRATORS, READERS, SeatRole

Reasons = Iterable[Reason]


class Act:
    """One act on a seat: who did it, and the seats as they stood before it."""

    def __init__(self, seats: Seats, leaf: Leaf, actor: Seat, at: datetime) -> None:
        self.seats, self.leaf, self.actor, self.at, self.today = seats, leaf, actor, at, day_of(at)
        self.facts, self.to = leaf["facts"], leaf["to"]
        self.id = int(leaf["obj"].partition("/")[2])

    def row(self, seat_id: int) -> Any:
        """A seat's row before the act."""
        known = self.seats.seats.get(seat_id)
        if known is None:
            if not self.seats.hides(self.to.get("region")) and seat_id != self.id:
                raise KeyError(seat_id)
            raise NotTold("appointments")
        return view(Appointment, {"id": seat_id, **known.cells(self.at)})

    @property
    def given(self) -> Any:
        return self.row(self.id)

    @property
    def span(self) -> tuple[date, date | None]:
        return date.fromisoformat(self.to["since"]), date.fromisoformat(self.to["until"]) if self.to["until"] else None

    def unseen(self) -> Reasons:
        """An administrator reaches his own region; the installation's reaches its own and the administrators."""
        is_open = self.actor.role is SeatRole.AUDADMIN or self.to["region"] is None
        is_open = is_open or SeatRole(self.to["role"]) in ADMINISTRATORS
        if not (is_open if self.actor.region is None else self.actor.region == self.to["region"]):
            yield Reason("told_reach", {"region": self.to["region"] or "—"})

    def others(self, *, but: int = 0) -> Reasons:
        """What the person's other seats of the same time say, waiting ones among them."""
        since, until = self.span
        held = [self.row(id_) for id_, seat in self.seats.seats.items() if self._is_other(id_, seat, but)]
        same = [o for o in held if (o.until is None or o.until >= since) and (until is None or o.since <= until)]
        return against_seats(same, str(self.to["person"]), SeatRole(self.to["role"]), self.to["organ"])

    def _is_other(self, id_: int, seat: Any, but: int) -> bool:
        return bool(id_ != but and seat.told.get("person") == self.to["person"] and "ended_at" not in seat.since)

    def wish(self) -> Wish:
        since, until = self.span
        steps = tuple(self.facts["steps"])
        return Wish(person_id=self.to["person"], since=since, until=until or date.max, steps=steps)

    def mates(self) -> Reasons:
        """Only who holds a regular seat of the trade in the same organ may stand in."""
        home = (self.to["region"], self.to["organ"], self.to["person"])
        regular = ((self.row(id_), seat) for id_, seat in self.seats.seats.items() if seat.stands(self.at))
        mine = (row for row, seat in regular if not seat.lent and row.role not in READERS)
        if not any((row.region_code, row.organ_id, row.person_id) == home for row in mine):
            yield Reason("deputy_elsewhere", {})
        held = self.row(self.facts["holder_seat"])
        if (held.region_code, held.organ_id, held.role) != (self.to["region"], self.to["organ"], self.to["role"]):
            yield Reason("deputy_elsewhere", {})


def _appointed(act: Act) -> Reasons:
    kind = act.facts.get("kind")
    organ = view(Organ, {"id": act.to["organ"], "region_code": act.to["region"]} | ({"kind": kind} if kind else {}))
    since, until = act.span
    wanted = Wanted(
        person=act.to["person"], organ_id=act.to["organ"], role=SeatRole(act.to["role"]), since=since, until=until
    )
    yield from against_proposal(act.actor, wanted, organ, act.today)
    yield from act.others(but=act.id)
    if act.to["person"] == act.actor.person_id:
        yield Reason("not_oneself", {})


def _confirmed(act: Act) -> Reasons:
    return [*against_second_hand(act.actor, act.given, act.today), *act.others(but=act.id)]


def _ended(act: Act) -> Reasons:
    yield from against_ending(act.actor, act.given)
    if "heir" in act.facts and not _is_heir(act):
        yield Reason("heir_unfit", {})


def _is_heir(act: Act) -> bool:
    """Who holds the same office, regularly; drafters take over from any unit of their region."""
    seat, heir = act.seats.seats.get(act.facts["heir"]), None
    if seat is not None and seat.in_office(act.at) and not seat.lent:
        heir = act.row(act.facts["heir"])
    given = act.given
    if heir is None or (heir.region_code, heir.role) != (given.region_code, given.role):
        return False
    at_home = given.role is SeatRole.DRAFTER or heir.organ_id == given.organ_id
    return bool(at_home and heir.person_id != given.person_id)


def _delegated(act: Act) -> Reasons:
    if act.actor.id != act.facts["holder_seat"]:
        yield Reason("told_reach", {"region": act.to["region"] or "—"})
    yield from against_lending(act.actor, act.wish(), act.today)
    yield from act.mates()
    yield from act.others(but=act.id)


def _substituted(act: Act) -> Reasons:
    holder = act.facts["holder_seat"]
    held, is_lent = act.row(holder), act.seats.seats[holder].lent is not None
    yield from against_naming(act.actor, held, act.wish(), act.today, is_lent=is_lent)
    yield from act.mates()
    yield from act.others(but=act.id)


def _revoked(act: Act) -> Reasons:
    lent = act.seats.seats[act.id].lent or {}
    deputy = view(Deputy, {"seat_id": act.id, "holder_id": lent["holder_seat"], "kind": lent["deputy"]})
    return against_revoking(act.actor, deputy, act.given)


def _away(act: Act) -> Reasons:
    since, until = (date.fromisoformat(act.facts[name]) for name in ("away_since", "away_until"))
    return against_absence(act.actor, act.given, since, until, act.today)


def _back(act: Act) -> Reasons:
    away = act.seats.seats[act.id].away[act.facts["absence"]]
    since, until = (date.fromisoformat(away[name]) for name in ("since", "until"))
    return against_absence(act.actor, act.given, since, max(until, act.today), act.today)


LAW: Final[Mapping[str, Callable[[Act], Reasons]]] = {
    "appoint": _appointed,
    "confirm_appointment": _confirmed,
    "end_appointment": _ended,
    "issue_enrolment": lambda act: against_ending(act.actor, act.given),
    "delegate": _delegated,
    "name_substitute": _substituted,
    "revoke_deputy": _revoked,
    "note_absence": _away,
    "end_absence": _back,
}
# Rules that ask for what no leaf of the installation's log tells.
UNTOLD: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "issue_enrolment": (("no_account", "accounts"), ("link_of_administrator", "accounts")),
    "end_appointment": (("heir_needed", "standards"),),
    "appoint": (("username_taken", "accounts"),),
}
