"""What regions' catalogues list, a page at a time, and the imports that they came by."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.records.catalogues import CatalogueEntry, CatalogueImport

PAGE: Final = 20
IMPORTS: Final = 20


@dataclass(frozen=True)
class Found:
    """One page of entries, how many there are, and whose catalogues there are at all."""

    total: int
    rows: Sequence[tuple[CatalogueEntry, CatalogueImport]]
    regions: list[str]


def listed(session: Session, words: str, region: str, page: int) -> Found:
    """Entries whose number, printed form or title holds all the words."""
    where = [CatalogueEntry.region_code == region] if region else []
    columns = (CatalogueEntry.number, CatalogueEntry.printed, CatalogueEntry.title_zh, CatalogueEntry.title_en)
    for word in words.split()[:8]:
        where.append(sa.or_(*(column.icontains(word, autoescape=True) for column in columns)))
    total = session.scalar(sa.select(sa.func.count(CatalogueEntry.id)).where(*where)) or 0
    query = sa.select(CatalogueEntry, CatalogueImport).join(
        CatalogueImport, CatalogueImport.id == CatalogueEntry.import_id
    )
    order = (CatalogueEntry.region_code, CatalogueEntry.number == "", CatalogueEntry.number, CatalogueEntry.id)
    rows = session.execute(query.where(*where).order_by(*order).limit(PAGE).offset((page - 1) * PAGE)).all()
    codes = session.scalars(sa.select(CatalogueEntry.region_code).distinct().order_by(CatalogueEntry.region_code))
    return Found(total, [(entry, source) for entry, source in rows], list(codes))


def imports(session: Session) -> list[CatalogueImport]:
    """The newest imports."""
    return list(session.scalars(sa.select(CatalogueImport).order_by(CatalogueImport.id.desc()).limit(IMPORTS)))
