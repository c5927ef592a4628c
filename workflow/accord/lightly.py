"""An agreement as acts on its entries look at it: its parties, figures and seats in few statements; the rest waits
until it is asked for.
"""

from functools import cached_property
from typing import Any, Self

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.accord.picture import Accord
from workflow.accord.roster import roster
from workflow.records.agreements import (
    Agreement,
    AgreementChange,
    AgreementDocument,
    AgreementVoice,
    Member,
    Office,
    RuleSet,
)
from workflow.records.people import Appointment, Person
from workflow.records.places import Organ, Region
from workflow.records.standards import Standard
from workflow.terms import Term, Terms


class Lightly(Accord):
    """The same picture. What an entry never asks is read when somebody asks."""

    @cached_property
    def changes(self) -> list[AgreementChange]:  # type: ignore[override]
        mine = AgreementChange.agreement_id == self.agreement.id
        return self._all(sa.select(AgreementChange).where(mine).order_by(AgreementChange.id.desc()))

    @cached_property
    def voices(self) -> list[AgreementVoice]:  # type: ignore[override]
        of = sa.select(AgreementVoice).where(AgreementVoice.change_id.in_([change.id for change in self.changes]))
        return self._all(of)

    @cached_property
    def documents(self) -> list[AgreementDocument]:  # type: ignore[override]
        mine = AgreementDocument.agreement_id == self.agreement.id
        return self._all(sa.select(AgreementDocument).where(mine).order_by(AgreementDocument.id))

    @cached_property
    def offices(self) -> list[Office]:  # type: ignore[override]
        mine = sa.select(Office).where(Office.agreement_id == self.agreement.id)
        return self._all(mine.order_by(Office.region_code, Office.rank, Office.id))

    @cached_property
    def chain(self) -> list[Office]:
        return [office for office in self.offices if office.until is None]

    @property
    def _here(self) -> list[str]:
        """The parties, and the provinces above them."""
        return [*self.places, *(place.parent_code for place in self.places.values() if place.parent_code)]

    @cached_property
    def organs(self) -> dict[int, Organ]:
        query = sa.select(Organ).where(Organ.region_code.in_(self._here)).order_by(Organ.id)
        return {organ.id: organ for organ in self._all(query)}

    @cached_property
    def roster(self) -> list[tuple[Appointment, Person]]:
        found = roster(self.session, self._here)
        for record in {record for pair in found for record in pair}:
            self.session.expunge(record)
        return found

    @cached_property
    def others(self) -> list[Agreement]:  # type: ignore[override]
        return self._all(sa.select(Agreement).order_by(Agreement.id))

    @cached_property
    def parties(self) -> dict[int, frozenset[str]]:  # type: ignore[override]
        pairs = self.session.execute(sa.select(Member.agreement_id, Member.region_code)).all()
        return {one.id: frozenset(code for id_, code in pairs if id_ == one.id) for one in self.others}

    def change(self, change_id: Any) -> AgreementChange | None:
        return None if change_id is None else super().change(change_id)

    @classmethod
    def load(cls, session: Session, agreement_id: int, *, lock: bool = False) -> Self | None:
        query = sa.select(Agreement, Member, Region).join(Member, Member.agreement_id == Agreement.id)
        query = query.join(Region, Region.code == Member.region_code).where(Agreement.id == agreement_id)
        query = query.order_by(Member.rank)
        rows = session.execute(query.with_for_update(of=Agreement) if lock else query).all()
        if not rows:
            return None
        found, members = rows[0][0], [(member, place) for _, member, place in rows]
        rules = sa.select(RuleSet).where(RuleSet.agreement_id == agreement_id).order_by(RuleSet.version.desc())
        made = cls.of(**_parts(session, found, members, list(session.scalars(rules))))
        _detached(made)
        return made


def _parts(session: Session, found: Agreement, members: list[Any], rule_sets: list[RuleSet]) -> dict[str, Any]:
    places = {place.code: place for _, place in members}
    codes = [member.region_code for member, _ in members]
    return {
        "session": session,
        "agreement": found,
        "members": [member for member, _ in members],
        "rule_sets": rule_sets,
        "standard": Standard(agreement_id=found.id, lead_region=found.chair_region, field=""),
        "places": {code: places[code] for code in codes},
        "terms": Terms({key: Term(entry["value"], entry["cites"]) for key, entry in rule_sets[0].terms.items()}),
        "tracks": dict.fromkeys(codes),
    }


def _detached(made: Accord) -> None:
    """Nothing of what was read is ever written back by accident."""
    for record in (made.agreement, *made.members, *made.rule_sets, *made.places.values()):
        if record in made.session:
            made.session.expunge(record)
