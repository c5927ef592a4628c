"""The drafting explanation as it stands in the tables: its words must be those whose hash the record tells."""

from hashlib import sha256

import sqlalchemy as sa

from workflow.db import Database
from workflow.exports.findings import Place, Report
from workflow.records.explaining import ExplanationPart


def check_explanations(database: Database, report: Report) -> None:
    """That the record tells the hash, the retelling compares."""
    part = ExplanationPart
    with database.read() as session:
        for id_, stands, words in session.execute(sa.select(part.id, part.sha256, part.words).order_by(part.id)):
            recorded = sha256(words.encode()).hexdigest()
            report.compare(Place("explanation_parts", str(id_)), "words", stands=recorded, recorded=stands)
