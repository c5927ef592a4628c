"""What stands beside a clause on the shared desk: what the checker finds in it as it is being written, safe findings
mended at a click, and the agreed terms that fit it.
"""

from uuid import uuid4

from flask import Blueprint, g, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue

from web.config import database
from web.desk import seen, writable
from web.fitting import fitting_terms
from web.forms import new_key
from web.rail import beside, looked_over, may_waive
from web.reading import reading
from web.seats import acts, shows
from web.views.clauses import anchor
from workflow.db import Outdated
from workflow.desk import writing
from workflow.desk.pad import Told
from workflow.desk.writing import Sent
from workflow.process.reasons import NotThere
from workflow.reads.checking import key_of
from workflow.reads.desk import lying

pages = Blueprint("desk_rail", __name__)


@pages.get("/standards/<int:standard_id>/rail/<clause>")
@shows
def rail(standard_id: int, clause: str) -> ResponseReturnValue:
    """For the script: the rail of one clause, and what is found in no clause, by which it sees whether that changed."""
    standing, reasons = seen(standard_id)
    desk = lying(g.session, standard_id, g.now)
    here = next((one for one in desk.clauses() if one.id == clause), None)
    if here is None:
        raise NotThere
    found = looked_over(standing, desk)
    own, whole = beside(standing, desk, found, clause)
    page = {"id": standard_id, "findings": own, "whole": whole, "all": len(found.findings), "clause": here}
    page |= fitting_terms(standing.standard.agreement_id, here)
    page |= {"may_save": not reasons, "may_waive": not reasons and may_waive(standing)}
    page["fix"] = f"/standards/{standard_id}/rail/{clause}"
    page["back"] = f"/standards/{standard_id}/desk#{anchor(clause)}"
    page["hidden"] = {"version": standing.standard.version, "idempotency_key": new_key()}
    told = {"revision": desk.revision, "whole": [f"{one['rule']} {one['sentence']}" for one in whole]}
    return jsonify(told | {"html": render_template("drafting/rail.html", page=page)})


@pages.post("/standards/<int:standard_id>/rail/<clause>")
@acts
def mend(standard_id: int, clause: str) -> ResponseReturnValue:
    """One safe finding of the clause mended on the desk, where the words still are those it was found in."""
    with reading() as session:
        standing = writable(standard_id).standing
        desk = lying(session, standard_id, g.now)
        if desk.last is None or clause not in desk.draft:
            raise NotThere
        found = looked_over(standing, desk)
        wanted = (one for one in found.findings if one.clause == clause and key_of(one) == request.form.get("finding"))
        fix = next((one.fix for one in wanted if one.fix), None)
        if fix is None:
            raise Outdated
        made, row = fix(found.text.by_id[clause]), desk.rows.get(clause)
        base = (row.revision if row else 0, desk.last.id)
    sent = Sent(clause, Told(made.title, made.body), *base, uuid4().hex)
    writing.write(database(), g.now, standard_id, g.seat.person_id, sent)
    return redirect(f"/standards/{standard_id}/desk#{anchor(clause)}", 303)
