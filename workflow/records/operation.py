"""What the operation of an installation leaves behind: the holds of a restore."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record


class Hold(Record):
    """A backup was restored: until an operator releases it, no timer fires and nothing is delivered."""

    __tablename__ = "holds"

    id: Mapped[int] = mapped_column(primary_key=True)
    since: Mapped[datetime]
    taken_at: Mapped[datetime]
    backup: Mapped[str] = mapped_column(sa.String(64))
    released_at: Mapped[datetime | None]
