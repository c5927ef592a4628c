"""The guided tour: which standard each life became, read off the event that ended the build."""

import json

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.demo.building import BUILT
from workflow.records.events import Event


def lives(session: Session) -> dict[str, int]:
    """Life → id of its standard; empty where no demonstration was built."""
    leaf = session.scalar(sa.select(Event.leaf).where(Event.act == BUILT).order_by(Event.at.desc()).limit(1))
    found: dict[str, int] = json.loads(leaf)["facts"].get("lives", {}) if leaf else {}
    return found
