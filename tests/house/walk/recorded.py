"""Runs a real effect on a situation and notes which columns it writes, so that imitations cannot fall behind unseen."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from tests.house.walk.carried import Carried, with_motion
from tests.house.walk.people import CODES, EXPERTS, NOW, department, expert, person, seat
from tests.house.walk.picture import picture
from tests.house.walk.situation import (
    Clock,
    Drafters,
    Held,
    Posting,
    Region,
    Review,
    Serial,
    Situation,
    Successor,
    Word,
)
from workflow import clock
from workflow.db import Record
from workflow.effects import EFFECTS
from workflow.picture import manuscript
from workflow.picture.standing import Case
from workflow.records.releases import Announcement
from workflow.records.texts import Version
from workflow.rules import motions
from workflow.text.clauses import Text
from workflow.vocabulary import (
    LIVE,
    Disposition,
    Joint,
    MotionKind,
    Nature,
    ReviewStand,
    ReviewTrigger,
    Role,
    SeatRole,
    Stand,
    TextPurpose,
    Track,
)

DAY = clock.day_of(NOW) + timedelta(days=30)
ANSWERS: dict[str, Any] = {
    "account": "", "address": "", "appointed": "", "by_letter": "meeting", "checks": [], "chair": EXPERTS[0],
    "clause": "c1", "comment": 1, "contact": "", "days": 30, "deadline": DAY, "decide_by": DAY, "demands": "修改",
    "department": department(CODES[0]), "disposition": Disposition.ACCEPTED, "answer": "", "document_number": "",
    "done_on": DAY, "due_on": DAY, "editor": person(CODES[0], SeatRole.DRAFTER), "effective": DAY, "experts": EXPERTS,
    "filing_owner": 1, "motion": 1, "outcome": ReviewStand.CONFIRM, "repealed_on": DAY, "revise_by": DAY,
    "trigger": ReviewTrigger.LAW_CHANGED,
    "instant": NOW + timedelta(days=2), "interest": "none", "into": 2, "issuer": "",
    "kind": "measure", "meets_on": DAY, "met": [1], "name": "", "opinion": "", "owner": department(CODES[0]),
    "person": EXPERTS[0],
    "persons": [person(CODES[0], SeatRole.DRAFTER)], "plan_number": "", "position": Stand.AGREE, "posted_on": DAY,
    "present": EXPERTS, "purpose": TextPurpose.FINAL, "reason": "", "received_on": DAY, "region": CODES[1],
    "reply_by": DAY, "summary": "", "text": "1 范围", "time_limit": DAY, "title": "", "title_zh": "新", "unit": "",
    "title_en": "New", "scope": "", "ics": "", "ccs": "", "nature": Nature.RECOMMENDED,
    "users": EXPERTS[:2], "written_to": "",
}  # fmt: skip
CARRIED_BY = {kind.value: kind for kind in MotionKind} | {
    "pass_over": MotionKind.GO_ON_WITHOUT,
    **dict.fromkeys(("carry_motion", "lose_motion", "vote_motion"), MotionKind.SUSPEND),
}
WHO = {"vote": expert(0, 2), "declare_interest": expert(0, 2)}


class Empty:
    """A database in which nothing is found."""

    def scalars(self, query: Any) -> list[Any]:
        return []


class Along(dict[str, Any]):
    """What an act writes on the standard along with its count, noted as any other writing."""

    def __init__(self, wrote: set[str]) -> None:
        self.wrote = wrote

    def update(self, *given: Any, **values: Any) -> None:
        self.wrote.update(f"Standard.{column}" for column in dict(*given, **values))

    def __setitem__(self, column: str, value: Any) -> None:
        self.update({column: value})

    def __ior__(self, values: Any) -> "Along":  # type: ignore[override,misc]
        self.update(values)
        return self


class Recorder:
    """Stands where a unit of work would: it writes nothing and remembers what it was asked to write."""

    def __init__(self) -> None:
        self.at, self.session = NOW, Empty()
        self.wrote: set[str] = set()
        self.along = Along(self.wrote)

    def insert(self, record: type[Record], **values: Any) -> int:
        self.wrote.add(f"+{record.__name__}")
        return 1

    def insert_many(self, record: type[Record], rows: Sequence[Mapping[str, Any]]) -> None:
        self.wrote.update({f"+{record.__name__}"} if rows else ())

    def update(self, record: type[Record], *where: Any, **values: Any) -> int:
        self.wrote.update(f"{record.__name__}.{column}" for column in values)
        return 1

    guarded = update


def situation(joint: Joint) -> Situation:
    """A standard in that state with something of everything, so that an effect has something to write on."""
    track = Track.APPLIED if joint in (Joint.PROPOSED, Joint.INITIATING) else Track.INITIATED
    track = Track.IN_FORCE if joint in LIVE else track
    region = Region(track, Drafters.THERE, Posting.PLANNED, Held.YES, Word.FRESH)
    regions = (region, region._replace(window=Posting.POSTED))
    return Situation(
        joint, regions, TextPurpose.FINAL, suits=True, has_group=True, has_demands=True, has_comments=True,
        serial=Serial.RESERVED, review=Review.DECLARED, clock=Clock.RUNNING,
        successor=Successor.EVERYWHERE, stood_at=Joint.DRAFTING if joint is Joint.SUSPENDED else None,
    )  # fmt: skip


def written(name: str, joint: Joint) -> set[str]:
    """The columns that the effect of a row writes in a standard that stands there; `+` marks a new record."""
    standing = picture(situation(joint))
    kind = CARRIED_BY.get(name)
    if kind is not None:
        standing = with_motion(standing, Carried(kind, 1 if motions.KINDS[kind].names else None))
    papers = {code: Announcement(region_code=code, filing_owner_id=1) for code in CODES}
    standing.__dict__.update(announcements=papers, written=Text({}, ()))
    if standing.release is not None:
        standing.release.cover_order = list(CODES[:2])
    work = Recorder()
    case = Case(standing, WHO.get(name, seat(SeatRole.HANDLER, CODES[0])), NOW, ANSWERS, Role.HANDLER)
    with (
        patch.object(manuscript, "given_ids", lambda *which: []),
        patch.object(manuscript, "load", lambda session, *which: Text({}, ())),
        patch.object(manuscript, "store", lambda work, *text, **version: (work.insert(Version), "hash")),
    ):
        EFFECTS[name](work, case)  # type: ignore[arg-type]
    return work.wrote
