"""How a region's seal is drawn: the seven states of the art direction, read off track, gate and whose turn it is."""

from collections.abc import Collection

from workflow import gates
from workflow.picture.standing import Standing
from workflow.vocabulary import LIVE, PUBLIC, Joint, Purpose, Standing3, Track

SEALS = ("notdue", "open", "agreed", "stale", "blocks", "done", "withdrawn")


def seal(standing: Standing, region: str, waiting: Collection[str]) -> str:
    """One of SEALS; `waiting` are the regions whose turn it is. Whoever goes on alone keeps what it announced; whoever
    joins now is on its way.
    """
    track, state = standing.tracks[region], standing.state
    if track.state is Track.SEPARATED:
        return "done"
    if track.state is Track.ACCEDING:
        return "open" if region in waiting else "notdue"
    if track.state.counts is Standing3.RESTING:
        return "notdue" if state is Joint.PROPOSED and track.state is Track.OUTSIDE else "withdrawn"
    if state in LIVE or state in PUBLIC:
        return "done"
    if state.is_end:
        return "withdrawn"
    if state in (Joint.APPROVING, Joint.SCHEDULED, Joint.SEALED):
        return _at_release(standing, region, waiting)
    if state is Joint.CONSULTING:
        return "open"
    if state in (Joint.PROPOSED, Joint.INITIATING):
        return "agreed" if track.state is Track.INITIATED else "open" if region in waiting else "notdue"
    return "open" if region in waiting else "notdue"


def _at_release(standing: Standing, region: str, waiting: Collection[str]) -> str:
    chain = gates.offices(standing, region, Purpose.RELEASE)
    said = [p for p in (gates.position_of(standing, office) for office in chain) if p is not None]
    if (
        any(p.stand.blocks and gates.is_fresh(standing, p) for p in said)
        or standing.tracks[region].state is Track.OBJECTED
    ):
        return "blocks"
    if not gates.unapproved(standing, [region]):
        return "agreed"
    if any(not gates.is_fresh(standing, p) for p in said):
        return "stale"
    return "open" if region in waiting else "notdue"
