"""Terms of the shared base offered beside the clause at hand: those that occur in it, or what is looked for."""

from typing import Any

from flask import g, request

from workflow.reads import termbase
from workflow.text.clauses import Clause
from workflow.words import say


def fitting_terms(agreement_id: int, clause: Clause) -> dict[str, Any]:
    """What the page of a clause shows of the base."""
    wanted = request.args.get("term", "").strip()[:100]
    found = termbase.fitting(g.session, agreement_id, (clause.title, clause.body), wanted)
    rows = [
        {
            "id": word.id,
            "term": word.term,
            "english": word.english,
            "definition": word.definition,
            "state": say("一致同意") if word.agreed_at else say("提议中"),
        }
        for word in found
    ]
    return {"terms": rows, "wanted": wanted}
