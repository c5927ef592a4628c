"""The plain picture of one agreement: its parties, chains and terms, the changes proposed to it and who signed them."""

from collections.abc import Collection, Iterator
from datetime import date
from functools import cached_property
from typing import Any, Self

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.accord.bank import Bank
from workflow.accord.heard import Heard
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
from workflow.records.cosigning import RegionKey
from workflow.records.places import Organ, Region
from workflow.records.shared_words import SharedWord, WordVoice
from workflow.records.standards import Drafter, Standard
from workflow.records.texts import Version, VersionClause
from workflow.terms import Term, Terms
from workflow.text.clauses import ClauseKind
from workflow.vocabulary import AgreementState, ChangeKind, ChangeState, OrganKind, SeatRole

OPEN = (ChangeState.PROPOSED, ChangeState.CONFIRMING)


class Accord(Heard):
    """An agreement in the place of a standard: relations, answers and rules judge it as they judge a project."""

    noun = "agreement"
    changes: list[AgreementChange]  # newest first
    voices: list[AgreementVoice]
    rule_sets: list[RuleSet]  # newest first
    documents: list[AgreementDocument]
    offices: list[Office]  # all that ever were; `chain` are those of today
    others: list[Agreement]  # every agreement of the installation
    parties: dict[int, frozenset[str]]  # agreement → its regions

    @property
    def state(self) -> AgreementState:  # type: ignore[override]
        return self.agreement.state

    @property
    def subject_id(self) -> int:
        return self.agreement.id

    @property
    def counted(self) -> list[str]:
        return list(self.tracks)

    @cached_property
    def bank(self) -> Bank:
        """Its shared experts and the draws among them."""
        return Bank(self.session, self.agreement.id)

    @cached_property
    def words(self) -> list[SharedWord]:
        """The terms of the shared base that have not ended; read only where they are asked for."""
        mine = (SharedWord.agreement_id == self.agreement.id, SharedWord.ended_at.is_(None))
        return self._all(sa.select(SharedWord).where(*mine).order_by(SharedWord.term, SharedWord.id))

    @cached_property
    def word_voices(self) -> dict[int, list[str]]:
        """Which regions agreed to which term."""
        query = sa.select(WordVoice.word_id, WordVoice.region_code).where(
            WordVoice.word_id.in_([w.id for w in self.words])
        )
        found: dict[int, list[str]] = {}
        for word, code in self.session.execute(query):
            found.setdefault(word, []).append(code)
        return found

    @cached_property
    def with_terms(self) -> list[Standard]:
        """The released standards of the agreement whose text has a chapter of terms."""
        at, text = VersionClause, Version
        there = sa.select(text.standard_id).join(at, at.version_id == text.id).where(at.kind == ClauseKind.TERMS.value)
        mine = (Standard.agreement_id == self.agreement.id, Standard.released_at.is_not(None), Standard.id.in_(there))
        return self._all(sa.select(Standard).where(*mine).order_by(Standard.id))

    @cached_property
    def drafters(self) -> list[Drafter]:
        """Of the whole group: everybody who holds a drafter's seat in one of its regions."""
        seated = (seat for seat, _ in self.roster if seat.role is SeatRole.DRAFTER and seat.region_code in self.tracks)
        return [Drafter(person_id=seat.person_id, region_code=seat.region_code) for seat in seated]

    @cached_property
    def region_keys(self) -> list[RegionKey]:
        """The keys that the regions cosign its logs with, those too that have ended; the oldest first."""
        mine = RegionKey.agreement_id == self.agreement.id
        return self._all(sa.select(RegionKey).where(mine).order_by(RegionKey.id))

    def change(self, change_id: Any) -> AgreementChange | None:
        return next((c for c in self.changes if c.id == change_id), None)

    @property
    def founding(self) -> AgreementChange | None:
        """The draft that all parties sign; an agreement that was laid with the installation has none."""
        return next((c for c in self.changes if c.kind is ChangeKind.FOUNDING and c.state in OPEN), None)

    def asked(self, change: AgreementChange) -> list[str]:
        """The regions whose approvers must sign a change: a chain is its region's own matter."""
        if change.kind is ChangeKind.CHAIN:
            return [change.region_code or ""]
        return [member.region_code for member in self.members]

    def signed(self, change: AgreementChange) -> list[str]:
        return [v.region_code for v in self.voices if (v.change_id, v.sha256) == (change.id, change.sha256)]

    def silent(self, change: AgreementChange) -> list[str]:
        """The regions whose signature is missing."""
        signed = self.signed(change)
        return [code for code in self.asked(change) if code not in signed]

    @classmethod
    def load(cls, session: Session, agreement_id: int, *, lock: bool = False) -> Self | None:
        """The agreement as it stands; `lock` keeps others from changing it until the transaction ends."""
        query = sa.select(Agreement).where(Agreement.id == agreement_id)
        found = session.scalars(query.with_for_update() if lock else query).one_or_none()
        if found is None:
            return None
        mine = {"agreement_id": agreement_id}
        members = list(session.scalars(sa.select(Member).filter_by(**mine).order_by(Member.rank)))
        rule_sets = list(session.scalars(sa.select(RuleSet).filter_by(**mine).order_by(RuleSet.version.desc())))
        changes = sa.select(AgreementChange).filter_by(**mine).order_by(AgreementChange.id.desc())
        voices = sa.select(AgreementVoice).join(AgreementChange, AgreementChange.id == AgreementVoice.change_id)
        documents = sa.select(AgreementDocument).filter_by(**mine).order_by(AgreementDocument.id)
        offices = sa.select(Office).filter_by(**mine).order_by(Office.region_code, Office.rank, Office.id)
        links = list(session.scalars(offices))
        parts = {
            "agreement": found,
            "members": members,
            "rule_sets": rule_sets,
            "changes": list(session.scalars(changes)),
            "voices": list(session.scalars(voices.where(AgreementChange.agreement_id == agreement_id))),
            "documents": list(session.scalars(documents)),
            "offices": links,
            "chain": [office for office in links if office.until is None],
        }
        return cls._drawn(session, [m.region_code for m in members], parts)

    @classmethod
    def nascent(cls, session: Session, region: str, terms: dict[str, Any]) -> Self:
        """What the drafter of a new agreement looks at: himself, and every region that could be a party."""
        authority = session.scalar(
            sa.select(sa.func.min(Organ.id)).where(Organ.region_code == region, Organ.kind == OrganKind.AUTHORITY)
        )
        me = Member(agreement_id=0, region_code=region, rank=1, authority_id=authority or 0)
        given = RuleSet(agreement_id=0, version=0, effective_from=date.min, citation="", terms=terms)
        blank = Agreement(id=0, code="", name_zh="", name_en="", state=AgreementState.DRAFTED, chair_region=region)
        others = session.scalars(sa.select(Organ.region_code).where(Organ.kind == OrganKind.AUTHORITY)).all()
        none: dict[str, list[Any]] = {name: [] for name in ("changes", "voices", "documents", "offices", "chain")}
        parts = {"agreement": blank, "members": [me], "rule_sets": [given], **none}
        return cls._drawn(session, [code for code in others if code], parts)

    @classmethod
    def _drawn(cls, session: Session, codes: list[str], parts: dict[str, Any]) -> Self:
        places = {r.code: r for r in session.scalars(sa.select(Region).where(Region.code.in_(codes)))}
        above = [place.parent_code for place in places.values() if place.parent_code]
        organs = session.scalars(sa.select(Organ).where(Organ.region_code.in_([*codes, *above])).order_by(Organ.id))
        others = list(session.scalars(sa.select(Agreement).order_by(Agreement.id)))
        pairs = session.execute(sa.select(Member.agreement_id, Member.region_code)).all()
        found, latest = parts["agreement"], parts["rule_sets"][0]
        made = cls.of(
            **parts,
            session=session,
            others=others,
            parties={one.id: frozenset(c for a, c in pairs if a == one.id) for one in others},
            standard=Standard(agreement_id=found.id, lead_region=found.chair_region, field=""),
            places={code: places[code] for code in codes if code in places},
            organs={organ.id: organ for organ in organs},
            roster=roster(session, [*codes, *above]),
            terms=Terms({key: Term(entry["value"], entry["cites"]) for key, entry in latest.terms.items()}),
            tracks={member.region_code: None for member in parts["members"]},
        )
        for record in _records(made):
            if record in session:
                session.expunge(record)
        return made

    def again(self, wrote: Collection[str] = ()) -> Self:
        found = type(self).load(self.session, self.agreement.id)
        assert found is not None
        return found


def _records(made: Accord) -> Iterator[Any]:
    """All that was read; detached, nothing here is ever written back by accident."""
    yield from (made.agreement, *made.others)
    yield from (*made.members, *made.rule_sets, *made.changes, *made.voices, *made.documents, *made.offices)
    yield from (*made.places.values(), *made.organs.values())
    yield from (record for pair in made.roster for record in pair)
