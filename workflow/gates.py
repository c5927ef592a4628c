"""A gate inside one region 本区关口, read off the chain of offices and their positions: who owes, who blocks,
whether it is agreed.
"""

from collections.abc import Iterable

import sqlalchemy as sa

from workflow.picture.standing import Standing
from workflow.records.agreements import Office
from workflow.records.positions import Position
from workflow.records.texts import Version
from workflow.text.freshness import Change, changes, concerning
from workflow.vocabulary import LIVE, Gate, Joint, Purpose, Role, Track


def open_purpose(standing: Standing, region: str) -> Purpose | None:
    """The gate that stands open in a region at present."""
    track = standing.tracks.get(region)
    if track is None:
        return None
    if track.state is Track.APPLIED:
        return Purpose.INITIATION
    if standing.state is Joint.APPROVING and track.state in (Track.INITIATED, Track.OBJECTED, Track.APPROVED):
        return Purpose.RELEASE
    if standing.state in LIVE:
        return _LIVING.get(track.state)
    return None


def in_hand(standing: Standing, region: str) -> Purpose | None:
    """The open gate if somebody is waited for at it: whoever applies a standard may speak of leaving it at any time,
    but owes a word only in a review, or once somebody has spoken.
    """
    purpose = open_purpose(standing, region)
    if purpose is not Purpose.REVIEW or standing.state is Joint.UNDER_REVIEW:
        return purpose
    present = (region, purpose, standing.tracks[region].round)
    is_begun = any((p.region_code, p.purpose, p.round) == present for p in standing.positions)
    return purpose if is_begun else None


def offices(standing: Standing, region: str, purpose: Purpose) -> list[Office]:
    """The chain of a region for a purpose, by rank; the approver is its last link. Who named none for a purpose of the
    time in force decides it by the chain of release.
    """
    mine = [o for o in standing.chain if o.region_code == region]
    own = [o for o in mine if o.purpose is purpose]
    if own or purpose not in BY_RELEASE:
        return own
    return [_serving(o, purpose) for o in mine if o.purpose is Purpose.RELEASE]


# What may be decided by the chain of release where a region has no other.
BY_RELEASE = frozenset({Purpose.AMENDMENT, Purpose.REVIEW, Purpose.ACCESSION})


def _serving(office: Office, purpose: Purpose) -> Office:
    """The same link in the chain of another purpose."""
    told = {c.key: getattr(office, c.key) for c in sa.inspect(Office).column_attrs}
    return Office(**told | {"purpose": purpose})


def round_of(standing: Standing, region: str, purpose: Purpose) -> int:
    """In which round a region decides: its track counts them, amendments are counted one by one."""
    return len(standing.amendments) if purpose is Purpose.AMENDMENT else standing.tracks[region].round


def text_of(standing: Standing, purpose: Purpose) -> Version | None:
    """The text that a word at this gate is said on; some gates ask about no text."""
    present = standing.frozen
    return {Purpose.RELEASE: present, Purpose.ACCESSION: present, Purpose.AMENDMENT: standing.amended}.get(purpose)


def position_of(standing: Standing, office: Office) -> Position | None:
    """The latest position of an office in the present round."""
    present = round_of(standing, office.region_code, office.purpose)
    mine = (
        p
        for p in reversed(standing.positions)
        if (p.region_code, p.purpose, p.organ_id, p.role, p.round)
        == (office.region_code, office.purpose, office.organ_id, office.role, present)
    )
    return next(mine, None)


def proposed(standing: Standing, region: str) -> str | None:
    """The outcome that the offices of a region speak of at present: that of the latest word."""
    present = (region, Purpose.REVIEW, round_of(standing, region, Purpose.REVIEW))
    said = (p.outcome for p in reversed(standing.positions) if (p.region_code, p.purpose, p.round) == present)
    return next(said, None)


def is_fresh(standing: Standing, position: Position) -> bool:
    """Whether a position still stands on what it was taken on: the same text under the same participants, or (term
    `clauses`) the same clauses of its region; at a gate of review the same outcome.
    """
    if position.purpose is Purpose.REVIEW:
        return position.outcome == proposed(standing, position.region_code)
    if position.purpose in (Purpose.ACCESSION, Purpose.AMENDMENT):
        text = text_of(standing, position.purpose)
        return text is not None and position.text_hash == text.text_hash
    if position.purpose is not Purpose.RELEASE:
        return True
    frozen = standing.released or standing.frozen
    if frozen is None or (standing.released is None and frozen.meta.get("participants") != standing.counted):
        return False
    if position.text_hash == frozen.text_hash:
        return True
    if standing.terms["release.binding"].value != "clauses":
        return False
    signed = signed_on(standing, position)
    return (
        signed is not None
        and signed.meta_hash == frozen.meta_hash
        and not concerning(signed.digest, frozen.digest, position.region_code)
    )


def signed_on(standing: Standing, position: Position) -> Version | None:
    """The text that a position was taken on."""
    return next((v for v in standing.versions if v.id == position.version_id), None)


def answered(standing: Standing, position: Position) -> list[str]:
    """The clauses that an objection points at and that were rewritten since; it blocks all the same until its owner
    takes it back.
    """
    signed, now = signed_on(standing, position), text_of(standing, position.purpose)
    if not position.stand.blocks or signed is None or now is None:
        return []
    changed = changes(signed.digest, now.digest)
    return [id_ for id_ in position.clauses if changed.get(id_) in (Change.WORDS, Change.WENT)]


def agrees(standing: Standing, position: Position | None) -> bool:
    """Whether a position counts as a yes today."""
    return position is not None and position.stand.speaks and not position.stand.blocks and is_fresh(standing, position)


def owing(standing: Standing, region: str, purpose: Purpose) -> list[Office]:
    """The offices below the approver that still owe their yes: missing, stale or blocking."""
    below = (o for o in offices(standing, region, purpose) if o.role is not Role.APPROVER)
    return [o for o in below if not agrees(standing, position_of(standing, o))]


def turn(standing: Standing, region: str, purpose: Purpose) -> list[Office]:
    """Whose turn it is: the first rank with someone owing; the approver once nobody below owes."""
    owe = owing(standing, region, purpose) or approvers(standing, region, purpose)
    return [o for o in owe if o.rank == owe[0].rank] if owe else []


def approvers(standing: Standing, region: str, purpose: Purpose) -> list[Office]:
    """The approver's link of the chain, unless his or her yes already stands."""
    last = (o for o in offices(standing, region, purpose) if o.role is Role.APPROVER)
    return [o for o in last if not agrees(standing, position_of(standing, o))]


def state(standing: Standing, region: str, purpose: Purpose) -> Gate:
    """The gate as a whole: blocked by its approver, agreed by the complete chain, or in hand."""
    last = [o for o in offices(standing, region, purpose) if o.role is Role.APPROVER]
    spoken = [position_of(standing, o) for o in last]
    if any(p is not None and p.stand.blocks for p in spoken):
        return Gate.BLOCKED
    is_complete = not owing(standing, region, purpose) and bool(last) and all(agrees(standing, p) for p in spoken)
    return Gate.AGREED if is_complete else Gate.WAITING


def has_end(roles: Iterable[Role]) -> bool:
    """Whether a chain of these roles has an approver: without one nobody can close its gate."""
    return Role.APPROVER in roles


def unapproved(standing: Standing, regions: Iterable[str]) -> list[str]:
    """Regions whose approver's fresh yes to the release is missing, whatever their track says."""
    return [r for r in regions if standing.tracks[r].state not in _YES or approvers(standing, r, Purpose.RELEASE)]


# After release: what a region says in a review or before it leaves, and what one says that joins.
_LIVING = {
    Track.ANNOUNCED: Purpose.REVIEW,
    Track.IN_FORCE: Purpose.REVIEW,
    Track.ACCEDING: Purpose.ACCESSION,
}
_YES = frozenset({Track.APPROVED, Track.CONFIRMED})
