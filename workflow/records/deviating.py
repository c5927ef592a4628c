"""Regional deviations beside the text: who answers for it that one lies below no mandatory national standard."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record


class DeviationConfirmation(Record):
    """That a named person looked at the mandatory national standards beside one deviation. It holds as long as the
    `substance` is what it was: the kind and words of the clause.
    """

    __tablename__ = "deviation_confirmations"

    id: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), index=True)
    clause_id: Mapped[str] = mapped_column(sa.String(32))
    deviation_id: Mapped[str] = mapped_column(sa.String(32))
    substance: Mapped[str] = mapped_column(sa.String(64))
    looked_at: Mapped[str] = mapped_column(sa.Text)
    statement: Mapped[str] = mapped_column(sa.Text)
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"))
    at: Mapped[datetime]
