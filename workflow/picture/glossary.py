"""The terms that the regions of an agreement agreed on, as the checker and the desk read them."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.records.shared_words import SharedWord


def glossary(session: Session, agreement_id: int) -> list[dict[str, Any]]:
    """Every term with its English and definition; none that is only proposed."""
    word = SharedWord
    query = sa.select(word.term, word.english, word.definition, word.source).order_by(word.term)
    mine = (word.agreement_id == agreement_id, word.agreed_at.is_not(None), word.ended_at.is_(None))
    return [dict(row._mapping) for row in session.execute(query.where(*mine))]
