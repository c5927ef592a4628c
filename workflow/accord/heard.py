"""What the parties of an agreement must answer to: what the public suggests, and what auditors hold against them."""

from functools import cached_property
from typing import Any

import sqlalchemy as sa

from workflow.picture.standing import Standing
from workflow.records.auditing import AuditFinding
from workflow.records.events import Event, Log
from workflow.records.standards import Standard
from workflow.records.suggestions import Suggestion
from workflow.vocabulary import CommentState, FindingState

OPEN_FINDINGS = (FindingState.ASKED, FindingState.ANSWERED)


class Heard(Standing):
    """Read part by part, and only where it is asked for."""

    @cached_property
    def suggestions(self) -> list[Suggestion]:
        """What the public suggested and nobody has answered, the oldest first."""
        mine = (Suggestion.agreement_id == self.agreement.id, Suggestion.state == CommentState.RECEIVED)
        return self._all(sa.select(Suggestion).where(*mine).order_by(Suggestion.id))

    @cached_property
    def findings(self) -> list[AuditFinding]:
        """The findings of auditors that are not closed, the oldest first."""
        mine = (AuditFinding.agreement_id == self.agreement.id, AuditFinding.state.in_(OPEN_FINDINGS))
        return self._all(sa.select(AuditFinding).where(*mine).order_by(AuditFinding.id))

    def finding(self, finding_id: Any) -> AuditFinding | None:
        return next((one for one in self.findings if one.id == finding_id), None)

    def has_standard(self, standard_id: int) -> bool:
        """Whether a standard is one of this agreement's."""
        mine = (Standard.id == standard_id, Standard.agreement_id == self.agreement.id)
        return self.session.scalar(sa.select(Standard.id).where(*mine)) is not None

    def event(self, cited: str) -> Event | None:
        """The event of this agreement's logs that is written as origin#index."""
        origin, _, index = cited.rpartition("#")
        if not (index.isascii() and index.isdecimal() and len(index) < 16):
            return None
        query = sa.select(Event).join(Log, Log.id == Event.log_id)
        mine = (Log.origin == origin, Log.agreement_id == self.agreement.id, Event.index == int(index))
        return self.session.scalars(query.where(*mine)).one_or_none()
