"""The filter of the audit page: read from an address or a form,
and resolved within what the auditor may read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from workflow import clock
from workflow.exports.downloads import ACT, Audited
from workflow.process.standard import ROWS
from workflow.reads import audit as reads
from workflow.reads.audit import Cursor, Found, Scope
from workflow.words import say

NAMES = ("from", "to", "region", "standard", "person", "act")
OTHER_ACTS = (
    "appoint", "confirm_appointment", "end_appointment", "issue_enrolment", "lay_seat", "enter_person", ACT,
)  # fmt: skip


@dataclass(frozen=True)
class Filter:
    """What the auditor asked for; no selection where a name means nothing, or several things."""

    given: Mapping[str, str]
    wrong: Mapping[str, str]
    standard: Found
    person: Found
    selection: Audited | None

    @property
    def asked(self) -> dict[str, str]:
        """The parts that were filled in."""
        return {name: value for name, value in self.given.items() if value}

    @property
    def resolved(self) -> dict[str, str]:
        """The same for the record: names as ids, so that no person's name stands in the log."""
        ids = {
            name: str(found.id) for name, found in (("standard", self.standard), ("person", self.person)) if found.id
        }
        return self.asked | ids

    def href(self, **other: str) -> str:
        """The page's address with these parts exchanged."""
        return f"/audit?{urlencode(self.asked | other)}"


def read(session: Session, scope: Scope, form: Mapping[str, str]) -> Filter:
    """The filter of an address or of a form."""
    given = {name: form.get(name, "").strip()[:100] for name in NAMES}
    days = {name: _day(given[name]) for name in ("from", "to")}
    wrong = {name: say("请填写日期。") for name, day in days.items() if given[name] and day is None}
    standard = reads.standard_meant(session, scope, given["standard"])
    person = reads.person_meant(session, scope, given["person"])
    is_clear = not wrong and standard.is_clear and person.is_clear
    selection = Audited(
        scope=scope,
        since=clock.start_of(days["from"]) if days["from"] else None,
        until=clock.end_of(days["to"]) if days["to"] else None,
        standard=standard.id,
        region=given["region"] or None,
        person=person.id,
        act=given["act"] or None,
    )
    return Filter(given, wrong, standard, person, selection if is_clear else None)


def acts() -> list[dict[str, str]]:
    """The acts to choose from, in the order of the table."""
    return [{"value": name, "words": say(f"step.{name}")} for name in (*ROWS, *OTHER_ACTS)]


def cursor(text: str) -> Cursor | None:
    """Where a page begins, from its address."""
    try:
        at, log_id, index = text.split("~")
        return Cursor(datetime.fromisoformat(at), int(log_id) % 2**31, int(index) % 2**53)
    except ValueError:
        return None


def after(event: Any) -> str:
    """The address part with which the next page begins behind this event."""
    return f"{event.at.isoformat()}~{event.log_id}~{event.index}"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
