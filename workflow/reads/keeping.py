"""Events that tell of comments which a region still keeps to itself: who made the comments known, or weighed them."""

import json
from datetime import datetime

from sqlalchemy.orm import Session

from workflow.picture.standing import Standing
from workflow.process.row import Scope
from workflow.process.standard import ROWS
from workflow.records.events import Event
from workflow.rules.answering import Keeping


def is_of_comments(event: Event) -> bool:
    """Whether what an act says are words of comments or answers."""
    row = ROWS.get(event.act)
    return event.noun == Standing.noun and row is not None and row.scope is Scope.COMMENT


def is_kept(session: Session, event: Event, region: str | None, at: datetime) -> bool:
    """Whether it tells of a comment that whoever reads for this region may not see yet."""
    standing = Standing.load(session, event.object_id) if is_of_comments(event) else None
    if standing is None:
        return False
    facts, hides = json.loads(event.leaf)["facts"], Keeping(standing, at).hides
    named = {facts.get("comment"), *facts.get("comments", ())}
    return any(hides(comment, region) for comment in standing.comments if comment.id in named)
