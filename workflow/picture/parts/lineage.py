"""What came before and comes after one standard; each costs a statement."""

from functools import cached_property

import sqlalchemy as sa

from workflow.picture.parts.life import LifeParts
from workflow.records.standards import Standard, StandardTrack
from workflow.vocabulary import Track


class LineageParts(LifeParts):
    """The standard that this one revises, and its revisions."""

    @cached_property
    def predecessor(self) -> Standard | None:
        """The standard that this one revises."""
        mine = self.standard.predecessor_id
        found = self._all(sa.select(Standard).where(Standard.id == mine)) if mine else []
        return found[0] if found else None

    @cached_property
    def successors(self) -> list[Standard]:
        """The revisions of this standard, oldest first."""
        return self._all(sa.select(Standard).where(Standard.predecessor_id == self.standard.id).order_by(Standard.id))

    @property
    def successor(self) -> Standard | None:
        return self.successors[-1] if self.successors else None

    @cached_property
    def successor_tracks(self) -> dict[str, Track]:
        """Where each region stands in the newest revision."""
        newest = self.successor
        query = sa.select(StandardTrack).where(StandardTrack.standard_id == newest.id) if newest else None
        return {track.region_code: track.state for track in self._all(query)} if query is not None else {}
