"""The acts on seats judged again in the order of the log, by the law of appointments on the seats as they stood."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

from workflow.picture.standing import Seat
from workflow.replaying.appointed import LAW, UNTOLD, Act
from workflow.replaying.group import Told
from workflow.replaying.judging import Judged
from workflow.replaying.seated import LAID, LENDING, NOUN, Leaf, Seats, hour
from workflow.replaying.verdict import Verdict
from workflow.replaying.views import NotTold


def verdicts(leaves: Iterable[Told], shown: Collection[str | None] | None = None) -> Iterator[Verdict]:
    """Each act on a seat, and each seat of the founding, in the order of the leaves; others pass by. Where only the
    seats of some regions are `shown`, an act from a seat of another one is not judged."""
    past = Past()
    past.seats.shown = shown
    for origin, index, leaf in leaves:
        if leaf["obj"].partition("/")[0] == NOUN or leaf["act"] == LAID:
            yield past.take(origin, index, leaf)


class Past:
    """The seats as they stood, on their way through the events about them."""

    def __init__(self) -> None:
        self.seats, self.began = Seats(), False
        self.last: dict[str, tuple[int, Mapping[str, Any]]] = {}
        self.at = ""

    def take(self, origin: str, index: int, leaf: Leaf) -> Verdict:
        """Judge one act, then take it into what is known."""
        found = Judged()
        try:
            self._judge(leaf, found)
            self.seats.follow(leaf)
        except NotTold as lacking:
            found.unjudged.append((leaf["act"], lacking.part))
        except (KeyError, ValueError, TypeError, AttributeError) as fault:
            found.against("told_facts", fault=type(fault).__name__)
        self.last[leaf["obj"]] = leaf["seq"], leaf["to"]
        self.at = leaf["ts"]
        place = (origin, index, leaf["obj"], leaf["seq"], leaf["act"])
        return Verdict(*place, tuple(found.broken), tuple(found.unjudged))

    def _judge(self, leaf: Leaf, found: Judged) -> None:
        if leaf["ts"] < self.at:
            found.against("told_hour", at=leaf["ts"], before=self.at)
        if leaf["act"] == LAID:
            if self.began:
                found.against("told_founding", seat=leaf["facts"]["appointment"])
            return
        self.began = True
        self._order(leaf, found)
        law = LAW.get(leaf["act"])
        if law is None:
            found.against("told_row", act=leaf["act"])
            return
        seat = self._actor(leaf, found)
        if seat is not None:
            act = Act(self.seats, leaf, seat, hour(leaf))
            for reason in [*act.unseen(), *law(act)]:
                found.against(reason.rule, **reason.facts)
            found.unjudged += [(rule, part) for rule, part in UNTOLD.get(leaf["act"], ())]
            _led(leaf, act, found)

    def _order(self, leaf: Leaf, found: Judged) -> None:
        """Gapless, each from where the last one led; a seat of the founding enters with its first act."""
        sequence, last = self.last.get(leaf["obj"], (0, {}))
        if leaf["seq"] != sequence + 1:
            found.against("told_sequence", found=leaf["seq"], wanted=sequence + 1)
        elif leaf["from"] != last:
            found.against("told_chain")

    def _actor(self, leaf: Leaf, found: Judged) -> Seat | None:
        if leaf["seat"] not in self.seats.seats and self.seats.hides(leaf["region"]):
            raise NotTold("appointments")
        seat = self.seats.acting(leaf["seat"], hour(leaf)) if leaf["seat"] is not None else None
        if seat is None:
            found.against("told_seat", seat=leaf["seat"] or "—")
        elif (leaf["actor"], leaf["region"]) != (seat.person_id, seat.region):
            found.against("told_actor", actor=leaf["actor"] or "—")
            return None
        return seat


MOVES: Final = {
    "appoint": "waiting",
    "confirm_appointment": "confirmed",
    "end_appointment": "ended",
    "revoke_deputy": "ended",
    "delegate": "confirmed",
    "name_substitute": "waiting",
}


def _led(leaf: Leaf, act: Act, found: Judged) -> None:
    """The state goes where the act leads, and nothing else of the seat moves."""
    known = act.seats.seats.get(act.id)
    was = {**known.told, "state": known.state} if known is not None else leaf["to"]
    wanted = {**was, "state": MOVES.get(leaf["act"], was["state"])}
    odd = sorted(name for name, value in leaf["to"].items() if wanted.get(name) != value)
    if odd:
        found.against("told_step", parts=", ".join(odd))
    if known is not None and leaf["act"] in ("appoint", *LENDING):
        found.against("told_sequence", found=leaf["seq"], wanted=1)
