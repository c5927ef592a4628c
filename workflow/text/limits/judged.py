"""The limits of a text as people judged them: proposed, confirmed, stated in words of their own, rejected, lapsed.

A judgement hangs on the kind and words of its clause: once these change it has lapsed, and the limit is to be confirmed
again; where the new words propose the very same limit, that is said.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, Protocol

from workflow.text.canonical import canonical_hash
from workflow.text.clauses import Clause
from workflow.text.limits.extracting import BINDING, extract
from workflow.text.limits.limit import Limit, read, written


class LimitState(StrEnum):
    """How a limit stands; one that has `lapsed` was confirmed for words that are no more."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    STATED = "stated"
    REJECTED = "rejected"
    LAPSED = "lapsed"


HOLDING = frozenset({LimitState.CONFIRMED, LimitState.STATED})


class Judgement(Protocol):
    """What somebody said of a limit; see `records.limits.LimitJudgement`."""

    clause_id: Any
    substance: Any
    key: Any
    verdict: Any
    limit: Any


@dataclass(frozen=True)
class Judged:
    """A limit of a clause; `key` names it to those who judge. `before`: the same was confirmed for earlier words."""

    clause: Clause
    key: str
    limit: Limit
    state: LimitState
    judgement: Any = None
    before: bool = False

    @property
    def name(self) -> str:
        """How an answer names it."""
        return f"{self.clause.id}/{self.key}"


@dataclass
class Limits:
    """All limits of a text, in reading order."""

    clauses: Sequence[Clause] = ()
    judgements: Sequence[Judgement] = ()
    last: dict[tuple[str, str], Judgement] = field(init=False)

    def __post_init__(self) -> None:
        self.last = {(one.clause_id, one.key): one for one in self.judgements}

    @cached_property
    def found(self) -> list[Judged]:
        proposed: dict[str, list[Limit]] = {}
        for limit in extract(self.clauses):
            proposed.setdefault(limit.clause, []).append(limit)
        return [one for clause in self.clauses for one in self._of(clause, proposed.get(clause.id, ()))]

    @cached_property
    def binding(self) -> list[Clause]:
        """The clauses in which a limit may be stated."""
        return [clause for clause in self.clauses if clause.kind in BINDING and clause.body]

    @cached_property
    def holding(self) -> dict[str, list[Limit]]:
        """Clause → the limits that a person answers for."""
        held: dict[str, list[Limit]] = {}
        for one in self.found:
            if one.state in HOLDING:
                held.setdefault(one.clause.id, []).append(one.limit)
        return held

    @cached_property
    def current(self) -> dict[str, list[Limit]]:
        """The same, and with them what was proposed and nobody has judged."""
        told: dict[str, list[Limit]] = {clause.id: [] for clause in self.clauses}
        for one in self.found:
            if one.state in HOLDING or one.state is LimitState.PROPOSED:
                told[one.clause.id].append(one.limit)
        return told

    @property
    def lapsed(self) -> list[Judged]:
        """What was confirmed for words that are no more, of clauses that still stand."""
        return [one for one in self.found if one.state is LimitState.LAPSED]

    def named(self, name: str) -> Judged | None:
        return next((one for one in self.found if one.name == name), None)

    def _of(self, clause: Clause, proposed: Sequence[Limit]) -> Iterator[Judged]:
        now, mine = substance(clause), [(key, one) for (id_, key), one in self.last.items() if id_ == clause.id]
        holding = {key: one for key, one in mine if one.substance == now}
        past = {key: one for key, one in mine if one.substance != now and one.limit}
        before, here = ({_told(one.limit) for one in ones.values()} for ones in (past, holding))
        for limit in proposed:
            if limit.key in holding:
                yield _judged(clause, limit, holding.pop(limit.key))
            elif (said := _told(stored(limit))) not in here:  # what stands under another name is not proposed again
                yield Judged(clause, limit.key, limit, LimitState.PROPOSED, before=said in before)
        yield from (_kept(clause, key, one) for key, one in holding.items() if one.limit)
        if not here:
            again = {_told(stored(limit)) for limit in proposed}
            yield from (
                _kept(clause, key, one, lapsed=True) for key, one in past.items() if _told(one.limit) not in again
            )


def _judged(clause: Clause, limit: Limit, judgement: Judgement) -> Judged:
    said = unstored(clause, judgement.limit, limit.words) if judgement.limit else limit
    return Judged(clause, limit.key, said, LimitState(str(judgement.verdict)), judgement)


def _kept(clause: Clause, key: str, judgement: Judgement, *, lapsed: bool = False) -> Judged:
    state = LimitState.LAPSED if lapsed else LimitState(str(judgement.verdict))
    return Judged(clause, key, unstored(clause, judgement.limit), state, judgement)


def substance(clause: Clause) -> str:
    """What a judgement is bound to; the same as positions and confirmations are (`freshness`)."""
    return canonical_hash([clause.kind, clause.title, clause.body])


def stored(limit: Limit) -> dict[str, Any]:
    """A limit as it is kept and told in the log: without the words that it was read off, which the text has."""
    return {name: value for name, value in written(limit).items() if name not in {"words", "clause"}}


def unstored(clause: Clause, kept: Mapping[str, Any], words: str = "") -> Limit:
    """The limit that was kept."""
    return read({**kept, "clause": clause.id, "words": words})


def _told(kept: Mapping[str, Any] | None) -> str:
    """What a limit says, as one string to be compared by."""
    return canonical_hash(dict(kept or {}))
