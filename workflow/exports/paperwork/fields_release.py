"""Values of approval, number, announcement and filing, as forms print them."""

from datetime import date
from typing import Final

from workflow import clock, gates
from workflow.exports.paperwork.fields_standard import Read, authority, organ
from workflow.exports.paperwork.source import Source, Value, day
from workflow.reads.cosigned import head_of_release
from workflow.records.followups import StandardDuty
from workflow.records.positions import Position
from workflow.rules.numbering import number_of
from workflow.text.numbers import DASH
from workflow.vocabulary import DutyKind, Purpose, Role
from workflow.words import tell

UNKNOWN: Final = "××××"


def number(source: Source, code: str) -> Value:
    """The number of a region; before the release as far as it is known: its serial, never its year."""
    if code in source.standing.numbers:
        return source.standing.numbers[code].display
    serial = source.standing.serial
    if serial is None or code not in source.standing.places:
        return None
    kept = (serial.exceptions or {}).get(code)
    return kept or f"{number_of(source.standing, code, None)}{DASH}{UNKNOWN}"


def replaced(source: Source, code: str) -> Value:
    said, track = source.standing.announcements.get(code), source.standing.tracks.get(code)
    return (said.replaces if said else "") or (track.replaces if track else "") or None


def effective(source: Source, code: str) -> date | None:
    """The region's own day, else that of all."""
    said, track, release = source.standing.announcements.get(code), source.standing.tracks.get(code), None
    release = source.standing.release
    own = (said.effective_on if said else None) or (track.effective_on if track else None)
    return own or source.standing.standard.effective_on or (release.effective_on if release else None)


def released(source: Source) -> date | None:
    """The day of the release, or the one that it is set for."""
    at = source.standing.standard.released_at
    release = source.standing.release
    return clock.day_of(at) if at else clock.day_of(release.instant) if release else None


def issuer(source: Source, code: str) -> str:
    said = source.standing.announcements.get(code)
    return said.issuer if said else authority(source, code)


def spoken(source: Source, code: str, role: Role, organ_id: int | None = None) -> Position | None:
    """What an office of the region's chain said last at the gate of the release."""
    chain = gates.offices(source.standing, code, Purpose.RELEASE) if code else []
    found = (o for o in chain if o.role is role and organ_id in (None, o.organ_id))
    said = [gates.position_of(source.standing, office) for office in found]
    return next((p for p in said if p is not None), None)


def told(source: Source, position: Position | None) -> Value:
    """A position in words: the stand, and what was added to it."""
    if position is None:
        return None
    stand = str(tell(position.stand))
    more = position.notes or position.reason
    return f"{stand}。{more}" if more else stand


def signed(source: Source, position: Position | None) -> Value:
    if position is None:
        return None
    return f"{source.standing.signer(position).zh}　{day(position.at)}"


def _by(role: Role) -> Read:
    return lambda s: told(s, spoken(s, s.region, role))


def _signed(role: Role) -> Read:
    return lambda s: signed(s, spoken(s, s.region, role))


def filing(source: Source) -> StandardDuty | None:
    mine = (d for d in source.standing.duties if d.kind is DutyKind.FILING)
    return next((d for d in mine if d.region_code == source.region), None)


FIELDS: Final[dict[str, Read]] = {
    "number.display": lambda s: number(s, s.region) if s.region else None,
    "number.reserved": lambda s: day(s.standing.serial.reserved_at) if s.standing.serial else None,
    "number.replaces": lambda s: replaced(s, s.region) if s.region else None,
    "handler.opinion": _by(Role.HANDLER),
    "handler.signed": _signed(Role.HANDLER),
    "approver.opinion": _by(Role.APPROVER),
    "approver.signed": _signed(Role.APPROVER),
    "release.day": lambda s: day(released(s)),
    "release.effective": lambda s: day(effective(s, s.region)),
    "announcement.number": lambda s: s.announcement.document_number if s.announcement else None,
    "announcement.issuer": lambda s: issuer(s, s.region) if s.region else None,
    "announcement.head": lambda s: head_of_release(s.standing.session, s.standing.standard.id),
    "announcement.proposer": lambda s: (s.announcement.proposer or None) if s.announcement else None,
    "filing.owner": lambda s: organ(s, duty.organ_id) if (duty := filing(s)) else None,
    "filing.due": lambda s: day(duty.due_on) if (duty := filing(s)) else None,
    "filing.done": lambda s: day(duty.done_on) if (duty := filing(s)) else None,
    "filing.receipt": lambda s: (duty.receipt_number or None) if (duty := filing(s)) else None,
}
