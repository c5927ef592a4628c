"""The filter of the audit page: read from an address or a form, and resolved within what the auditor may read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from web import forms
from workflow import clock
from workflow.exports.downloads import ACT, REGISTER, Audited, Moved
from workflow.process import agreement, entries, standard
from workflow.reads import audit as reads
from workflow.reads import audit_search
from workflow.reads.audit import Cursor, Found, Scope
from workflow.reads.sealing import sealed
from workflow.vocabulary import Named, Reading
from workflow.words import say, tell

NAMES = ("from", "to", "region", "standard", "person", "act", "noun", "words", "field", "was", "now")
NOUNS = (
    "standard",
    "agreement",
    "entry",
    "appointment",
    "reading",
    "sample",
    "export",
    "dispute",
    "package",
    "catalogue",
)
OF_REGIONS = ("tracks", "voices")
OTHER_ACTS = (
    "appoint", "confirm_appointment", "end_appointment", "issue_enrolment", "lay_seat", "enter_person", ACT,
    "dossier.sealed", "export_dossier", REGISTER, "draw_sample", "examine_item", "dispute",
    "package.made", "take_package", "register_partner_key", "end_partner_key", "import_catalogue",
    *(f"read_{kind.value}" for kind in Reading),
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
        """The same for the record: names as ids, so that no person's name stands in the log; typed words apart."""
        ids = {
            name: str(found.id) for name, found in (("standard", self.standard), ("person", self.person)) if found.id
        }
        return {name: value for name, value in (self.asked | ids).items() if name != "words"}

    @property
    def words(self) -> dict[str, str]:
        """What was typed to be looked for: it may be anything."""
        return {"words": self.given["words"]} if self.given["words"] else {}

    def href(self, **other: str) -> str:
        """The page's address with these parts exchanged."""
        return f"/audit?{urlencode(self.asked | other)}"


def read(session: Session, scope: Scope, form: Mapping[str, str]) -> Filter:
    """The filter of an address or of a form."""
    given = {name: forms.typed(form, name, 100) for name in NAMES}
    days = {name: forms.day(given[name]) for name in ("from", "to")}
    wrong = {name: say("请填写日期。") for name, day in days.items() if given[name] and day is None}
    regions = {one.code: one for one in reads.regions(session, scope)}
    moved = _moved(given, regions, wrong)
    found = reads.standard_meant(session, scope, given["standard"])
    person = reads.person_meant(session, scope, given["person"])
    is_clear = not wrong and found.is_clear and person.is_clear
    selection = Audited(
        scope=scope,
        since=clock.start_of(days["from"]) if days["from"] else None,
        until=clock.end_of(days["to"]) if days["to"] else None,
        standard=found.id,
        person=person.id,
        moved=moved,
        sealed=sealed(session) if moved or given["words"] else frozenset(),
        region=given["region"] or None,
        act=given["act"] or None,
        noun=given["noun"] or None,
        words=given["words"] or None,
    )
    return Filter(given, wrong, found, person, selection if is_clear else None)


def _moved(given: Mapping[str, str], regions: Mapping[str, Named], wrong: dict[str, str]) -> Moved | None:
    """The field with the values typed for before and after; what means no value is told at its own box."""
    name = given["field"]
    if not name:
        wrong.update({side: say("先选一项。") for side in ("was", "now") if given[side]})
        return None
    if name not in (field["value"] for field in fields(regions)):
        wrong["field"] = say("请从列表中选择。")
        return None
    meant = {side: audit_search.values(name, given[side], regions) for side in ("was", "now") if given[side]}
    wrong.update({side: say("没有这样的值。") for side, values in meant.items() if not values})
    return name, meant.get("was"), meant.get("now")


def acts() -> list[dict[str, str]]:
    """The acts to choose from, in the order of the tables."""
    names = dict.fromkeys((*standard.ROWS, *agreement.ROWS, *entries.ROWS, *OTHER_ACTS))
    return [{"value": name, "words": say(f"step.{name}")} for name in names]


def nouns() -> list[dict[str, str]]:
    """The kinds of things that events are about."""
    return [{"value": name, "words": say(f"noun.{name}")} for name in NOUNS]


def fields(regions: Mapping[str, Named]) -> list[dict[str, str]]:
    """What of a state can change; tracks, and words on entries, region by region."""
    plain = [{"value": name, "words": say(f"change.{name}")} for name in audit_search.PLAIN]
    parts = [(part, say(f"change.{part}"), code, tell(one)) for part in OF_REGIONS for code, one in regions.items()]
    return plain + [{"value": f"{part}.{code}", "words": f"{called} {words}"} for part, words, code, called in parts]


def cursor(text: str) -> Cursor | None:
    """Where a page begins, from its address."""
    try:
        at, log_id, index = text.split("~")
        return Cursor(datetime.fromisoformat(at).astimezone(UTC), int(log_id) % 2**31, int(index) % 2**53)
    except (ValueError, OverflowError):
        return None


def after(event: Any) -> str:
    """The address part with which the next page begins behind this event."""
    return f"{event.at.isoformat()}~{event.log_id}~{event.index}"
