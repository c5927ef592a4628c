"""A print of the drafting explanation is kept like a file that was handed in, and known as one."""

from datetime import datetime
from io import BytesIO
from typing import Final

from workflow.db import Database
from workflow.records.explaining import ExplanationPrint
from workflow.settings import Settings
from workflow.storage import files

NAME: Final = "编制说明.pdf"


def kept(
    database: Database, settings: Settings, pdf: bytes, standard_id: int, content: str, person_id: int, at: datetime
) -> str:
    """The hash under which the print can be named by an act; the same words give the same print."""
    digest = files.store(database, settings, BytesIO(pdf), NAME, person_id, at)
    with database.plain() as session:
        if session.get(ExplanationPrint, (standard_id, digest)) is None:
            session.add(ExplanationPrint(standard_id=standard_id, file_sha256=digest, content=content))
    return digest
