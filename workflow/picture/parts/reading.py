"""How the parts of one standard are read: what every act looks at in one statement, and again after an act."""

from collections.abc import Collection
from functools import cached_property
from typing import Any, ClassVar, Self, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.picture.gathering import Gathered
from workflow.picture.whole import GROUP, LIFE, LOCK, WHOLE
from workflow.records.standards import Standard

R = TypeVar("R")


class Reading:
    """One standard on its session; its parts are detached, so that nothing is ever written back by accident."""

    of_the_group: ClassVar[frozenset[str]]  # parts that no row about one standard changes

    session: Session
    standard: Standard

    def __init__(self, session: Session, standard: Standard) -> None:
        self.session, self.standard = session, standard

    @classmethod
    def of(cls, **parts: Any) -> Self:
        """A standing from given parts alone, without a database."""
        made = cls.__new__(cls)
        made.__dict__.update(parts)
        return made

    @classmethod
    def load(cls, session: Session, standard_id: int, *, lock: bool = False) -> Self | None:
        """The standard as it stands; `lock` keeps others from acting on it until the transaction ends."""
        if lock:
            return cls._held(session, standard_id)
        life = LIFE.read(session, standard=standard_id)
        return cls._laid(session, _life=life) if life["standard"] else None

    @classmethod
    def _held(cls, session: Session, standard_id: int) -> Self | None:
        """Locked in a statement of its own: what is read must be what stands once the lock is had."""
        held = session.connection().execute(LOCK, {"standard": standard_id}).one_or_none()
        if held is None:
            return None
        group = {"agreement": held.agreement_id, "field": held.field, "rules": held.rule_set_id}
        whole = WHOLE.read(session, standard=standard_id, **group)
        return cls._laid(session, _life=whole, _group=whole)

    @classmethod
    def _laid(cls, session: Session, **lists: Any) -> Self:
        found = cls(session, lists["_life"]["standard"][0])
        found.__dict__.update(lists)
        return found

    def again(self, wrote: Collection[str]) -> Self:
        """The standard as it stands after an act that wrote these tables; what lies in no other, and what belongs to
        the agreement, has not changed and is kept.
        """
        life = LIFE.renewed(self.session, self._life, {Standard.__tablename__, *wrote}, standard=self.standard.id)
        found = self._laid(self.session, _life=life)
        if found.standard.rule_set_id == self.standard.rule_set_id:
            found.__dict__.update({name: part for name, part in self.__dict__.items() if name in self.of_the_group})
        return found

    @cached_property
    def _life(self) -> Gathered:
        return LIFE.read(self.session, standard=self.standard.id)

    @cached_property
    def _group(self) -> dict[str, list[Any]]:
        mine = self.standard
        return GROUP.read(self.session, agreement=mine.agreement_id, field=mine.field, rules=mine.rule_set_id)

    def _all(self, query: sa.Select[R]) -> list[R]:
        """Detached records, so that nothing here is ever written back by accident."""
        found = list(self.session.scalars(query))
        for record in found:
            self.session.expunge(record)
        return found

    def _mine(self, record: type[R], *order: Any) -> list[R]:
        query = sa.select(record).where(record.standard_id == self.standard.id)  # type: ignore[attr-defined]
        return self._all(query.order_by(*order))
