"""The register of numbers: what each band holds, who carries which number, and what is free next."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.records.numbers import Serial
from workflow.records.places import Region


def serials_of(session: Session, standard_ids: Collection[int]) -> dict[int, list[Serial]]:
    """The serials that standards hold or held, the newest first."""
    query = sa.select(Serial).where(Serial.standard_id.in_(standard_ids)).order_by(Serial.id.desc())
    found: dict[int, list[Serial]] = {}
    for serial in session.scalars(query):
        found.setdefault(serial.standard_id, []).append(serial)
    return found


def places(session: Session, codes: Collection[str]) -> dict[str, Region]:
    """Regions by code."""
    return {region.code: region for region in session.scalars(sa.select(Region).where(Region.code.in_(codes)))}
