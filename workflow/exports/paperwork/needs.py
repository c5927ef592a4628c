"""What must have happened before a form can be printed: for each need a question, answered by the standard as it is."""

from collections.abc import Callable
from typing import Final

from workflow.exports.paperwork.fields_release import filing
from workflow.exports.paperwork.source import Source
from workflow.records.standards import StandardTrack
from workflow.vocabulary import COUNTED, Panel, TextPurpose, Track

TAKING_PART: Final = COUNTED | {Track.ACCEPTED, Track.APPLIED}


def _in(*states: Track) -> Callable[[Source], bool]:
    return lambda source: source.track is not None and source.track.state in states


def _takes_part(source: Source) -> bool:
    return source.track is not None and source.track.state in TAKING_PART


def _initiated(source: Source) -> bool:
    """Its own authority has decided it: what a plan notice tells."""
    track: StandardTrack | None = source.track
    return track is not None and track.state in COUNTED


def _final(source: Source) -> bool:
    final = source.final()
    return final is not None and final.purpose is TextPurpose.FINAL and _initiated(source)


NEEDS: Final[dict[str, Callable[[Source], bool]]] = {
    "proposed": lambda source: True,
    "takes_part": _takes_part,
    "initiated": _initiated,
    "consulted": lambda source: source.consultation is not None,
    "window": lambda source: source.window is not None,
    "review": lambda source: source.panel is not None,
    "panel": lambda source: source.panel is not None and bool(source.members),
    "opened": lambda source: source.panel is not None and source.panel.opened_at is not None,
    "concluded": lambda source: source.panel is not None and source.panel.state is Panel.CONCLUDED,
    "final": _final,
    "confirmed": lambda source: source.announcement is not None,
    "filing": lambda source: filing(source) is not None,
}


def is_ready(need: str, source: Source) -> bool:
    """Whether a form with this need can be filled."""
    return NEEDS[need](source)
