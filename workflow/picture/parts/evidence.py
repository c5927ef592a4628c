"""What regions' keys say of the log in which the standard stands; each costs a statement, and only where terms ask."""

from datetime import datetime
from functools import cached_property
from hashlib import sha256

import sqlalchemy as sa

from workflow.picture.parts.life import LifeParts
from workflow.records.cosigning import CosignatureLine, Dispute, RegionKey
from workflow.records.events import Event, Log
from workflow.vocabulary import KeyKind

# The acts that fix what is about to be released: a head that covers the last of them covers the release.
FIXING = ("schedule_release", "confirm_release", "schedule_amendment", "confirm_amendment")


class EvidenceParts(LifeParts):
    """Cosignatures and reports of the regions' mirrors."""

    @cached_property
    def mirrors(self) -> frozenset[str]:
        """Regions whose mirror key is in force."""
        query = sa.select(RegionKey.region_code).where(*self._keys(KeyKind.MIRROR))
        return frozenset(self.session.scalars(query))

    @cached_property
    def cosigned(self) -> dict[str, str]:
        """Region → SHA-256 of the line by which its mirror cosigned a head that covers the papers of the release."""
        mine = (Event.noun == "standard", Event.object_id == self.standard.id, Event.act.in_(FIXING))
        last = sa.select(Event.log_id, Event.index).where(*mine).order_by(Event.sequence.desc()).limit(1).subquery()
        covers = (CosignatureLine.log_id == last.c.log_id, CosignatureLine.size > last.c.index)
        query = sa.select(RegionKey.region_code, CosignatureLine.line).join(
            CosignatureLine, CosignatureLine.key_id == RegionKey.id
        )
        query = query.join(last, sa.and_(*covers)).where(*self._keys(KeyKind.MIRROR))
        lines: dict[str, str] = {}
        for region, line in self.session.execute(query.order_by(CosignatureLine.size, CosignatureLine.at)):
            lines.setdefault(region, sha256(line.encode()).hexdigest())
        return lines

    @cached_property
    def reported(self) -> dict[str, datetime]:
        """Region → when a key of it last reported a log of the agreement as forked or unlawful."""
        query = sa.select(RegionKey.region_code, sa.func.max(Dispute.received_at)).join(
            Dispute, Dispute.key_id == RegionKey.id
        )
        query = query.join(Log, Log.id == Dispute.log_id).where(Log.agreement_id == self.standard.agreement_id)
        return {region: at for region, at in self.session.execute(query.group_by(RegionKey.region_code))}

    def _keys(self, kind: KeyKind) -> tuple[sa.ColumnElement[bool], ...]:
        ours = RegionKey.agreement_id == self.standard.agreement_id
        return ours, RegionKey.kind == kind, RegionKey.ended_at.is_(None)
