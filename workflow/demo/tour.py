"""The guided tour: which standard each life became, and which entry a script calls what, off the build's last event."""

import json
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.demo.building import BUILT
from workflow.records.events import Event


@dataclass(frozen=True)
class Built:
    """Life → id of its standard, and name in the script → id of the entry."""

    lives: dict[str, int]
    entries: dict[str, int]


def built(session: Session) -> Built | None:
    """What the demonstration made; nothing where none was built."""
    leaf = session.scalar(sa.select(Event.leaf).where(Event.act == BUILT).order_by(Event.at.desc()).limit(1))
    facts = json.loads(leaf)["facts"] if leaf else {}
    return Built(facts["lives"], facts.get("entries", {})) if facts.get("lives") else None
