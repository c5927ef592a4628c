"""The drafter's desk: the clauses of the newest text with their forms, and the preview of a pasted draft."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from web.fitting import fitting_terms
from web.forms import new_key
from web.images import figures, images_of, keep
from web.pasting import given
from web.present import instant
from web.project.party import found, page_head, ways
from web.rail import counted, desk_findings, may_waive
from web.reading import reading
from web.seats import acts, shows
from web.views.clauses import clause_views, label
from web.views.explained import told as explained
from web.views.proposing import losses, suggestions
from web.wishing import carried, cleaned
from web.wishing import given as given_back
from workflow.picture import manuscript
from workflow.picture.standing import Standing
from workflow.process.reasons import NotThere
from workflow.reads import drafting
from workflow.reads.drafting import lacking, saving
from workflow.text.arranging import Move, moves
from workflow.text.clauses import Clause, ClauseKind
from workflow.text.deviating import placed
from workflow.text.indexing import is_made
from workflow.text.writing import writing
from workflow.words import say

pages = Blueprint("drafting", __name__)


@pages.get("/standards/<int:standard_id>/draft")
@shows
def draft(standard_id: int) -> ResponseReturnValue:
    standing = found(standard_id)
    page, wanted = _desk(standing), request.args.get("clause", "")
    last = standing.draft if page["offer"] else None
    whole = manuscript.load(g.session, last) if last else None
    rows = desk_findings(standing, last, whole)
    if wanted:
        page["findings"] = [row for row in rows if row["clause"] == wanted]
        page |= {"may_waive": may_waive(standing), "fix": f"/standards/{standard_id}/check/fix"}
        page["back"] = f"/standards/{standard_id}/draft?clause={wanted}"
        return _one(page, whole.clauses if whole else (), wanted)
    page["clauses"] = counted(_tree(standing, whole.clauses), rows) if whole else []
    page["version"] = say("文本 {n}，{at}", n=last.number, at=instant(last.made_at)) if last else ""
    page["source"] = writing(whole.clauses) if whole else ""
    kinds = lacking(whole.clauses) if whole else []
    page["elements"] = [{"value": kind.value, "words": _element(kind)} for kind in kinds]
    return render_template("drafting/draft.html", page=page)


@pages.post("/standards/<int:standard_id>/draft/preview")
@acts
def preview(standard_id: int) -> ResponseReturnValue:
    with reading() as session:
        standing = found(standard_id)
        if saving(standing, g.seat, g.now) is None:
            raise NotThere
        pasted = given(drafting.desk(session, standing))
    keep(pasted.office.images if pasted.office else {})
    with reading():
        page = _desk(found(standard_id))
        if pasted.office:
            page |= {"losses": losses(pasted.office), "suggestions": suggestions(pasted.office)}
            page["wishes"] = carried(pasted.office.wishes)
        elif pasted.structure and (tracked := request.form.get("tracked")):
            page["wishes"] = carried(cleaned(given_back(tracked)))
        views = clause_views(pasted.clauses, images=images_of(standard_id))
        page |= {"pasted": pasted, "clauses": views, "source": pasted.source}
        return render_template("drafting/preview.html", page=page), 422 if pasted.fault else 200


def _desk(standing: Standing) -> dict[str, Any]:
    """What all three pages have: the head, whether the seat may save, and what its form must carry."""
    offer, standard = saving(standing, g.seat, g.now), standing.standard
    return {
        "id": standard.id,
        "agreement": standard.agreement_id,
        "head": page_head(standing, say("起草台")),
        "ways": ways(standing, "draft"),
        "offer": offer,
        "explained": explained(standing),
        "reasons": [reason.as_json() for reason in offer.reasons if reason.rule != "words_given"] if offer else [],
        "hidden": {"version": standard.version, "idempotency_key": new_key()},
        "may_save": offer is not None and not any(reason.rule != "words_given" for reason in offer.reasons),
    }


def _element(kind: ClauseKind) -> str:
    return say("附录{status}", status=say(f"clause_kind.{kind}")) if kind.is_annex else say(f"clause_kind.{kind}")


def _one(page: dict[str, Any], clauses: tuple[Clause, ...], wanted: str) -> str:
    """One clause beside its form, with what may be done with it and its neighbours."""
    at = next((n for n, clause in enumerate(clauses) if clause.id == wanted), None)
    if at is None:
        raise NotThere
    clause = clauses[at]
    page |= {
        "clause": clause,
        "is_made": is_made(clause),
        "now": clause_views([clause], within=clauses, images=images_of(page["id"])),
        "fields": _fields(clause),
    }
    page["figures"] = figures(clause, clauses)
    page |= fitting_terms(page["agreement"], clause)
    page["deviations"] = [
        {"id": one.deviation.id, "words": one.deviation.title or say(f"deviation.{one.deviation.type}")}
        for one in placed([clause])
    ]
    page["moves"] = [
        {"value": move.value, "words": say(f"clause_move.{move}"), "halts": move is Move.CUT}
        for move in moves(clauses, wanted)
    ]
    page["before"] = _neighbour(clauses[at - 1]) if at else None
    page["after"] = _neighbour(clauses[at + 1]) if at + 1 < len(clauses) else None
    return render_template("drafting/clause.html", page=page, label=label(clause))


def _neighbour(clause: Clause) -> dict[str, str]:
    return {"id": clause.id, "label": label(clause)}


def _fields(clause: Clause) -> list[dict[str, Any]]:
    rows = max(8, min(24, clause.body.count("\n") + 6))
    words = {"name": "words", "type": "longtext", "label": say("ask.words"), "required": False, "value": clause.body}
    heading = {"name": "title", "type": "text", "label": say("ask.title"), "required": False, "value": clause.title}
    return [heading, words | {"rows": rows}]


def _tree(standing: Standing, clauses: tuple[Clause, ...]) -> list[dict[str, Any]]:
    return clause_views(clauses, standing.places, edit=_edit(standing), images=images_of(standing.standard.id))


def _edit(standing: Standing) -> Callable[[Clause], str]:
    return lambda one: f"/standards/{standing.standard.id}/draft?clause={one.id}"
