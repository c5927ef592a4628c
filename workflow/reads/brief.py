"""What the slip for a leader 呈批单 asks: the text since the region's last position on it."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from workflow.picture.standing import Standing
from workflow.reads.texts import Compared, compare
from workflow.records.positions import Position
from workflow.records.texts import Version


@dataclass(frozen=True)
class Since:
    """The region's last position on a text, that text and the present one; compared where they differ."""

    position: Position | None
    signed: Version | None
    frozen: Version | None
    compared: Compared | None


def since_position(session: Session, standing: Standing, region: str) -> Since:
    """What changed after a region last took a position on the text."""
    mine = (p for p in reversed(standing.positions) if p.region_code == region and p.version_id is not None)
    position, frozen = next(mine, None), standing.amended or standing.frozen
    signed = next((v for v in standing.versions if position and v.id == position.version_id), None)
    is_other = signed is not None and frozen is not None and signed.text_hash != frozen.text_hash
    compared = compare(session, standing, signed, frozen) if is_other and signed and frozen else None
    return Since(position, signed, frozen, compared)
