"""The registers of agreements and of regions: who works together, by which chain, under which terms."""

from flask import Blueprint, flash, g, redirect, render_template
from flask.typing import ResponseReturnValue

from web import agreed
from web.accords import changes, grounded, keys, one, regions, ruled
from web.seats import acts, shows
from workflow.process.reasons import NotThere
from workflow.reads import agreements as reads
from workflow.reads import audit_findings, suggestions
from workflow.vocabulary import SeatRole
from workflow.words import say

pages = Blueprint("agreements", __name__)


@pages.get("/agreements")
@shows
def agreements() -> ResponseReturnValue:
    found = reads.listed(g.session, g.seat)
    may_draft = g.seat.role is SeatRole.HANDLER and g.seat.region is not None
    return render_template("agreements/list.html", groups=[one.group_of(each) for each in found], may_draft=may_draft)


@pages.get("/agreements/<int:agreement_id>")
@shows
def agreement(agreement_id: int) -> ResponseReturnValue:
    found = reads.whole(g.session, g.seat, agreement_id)
    if found is None:
        raise NotThere
    page = one.group_of(found.group) | one.whole(found)
    page |= changes.of(g.session, agreement_id, g.seat, g.now)
    page |= {"id": agreement_id, "suggested": suggestions.waiting(g.session, agreement_id)}
    page |= keys.shown(found.group.agreement)
    page["terms"] = grounded.with_grounds(page["terms"], agreement_id)
    page["sees_findings"] = g.seat.role in audit_findings.SEEN_BY
    return render_template("agreements/one.html", page=page)


@pages.get("/agreements/<int:agreement_id>/changes/<int:change_id>")
@shows
def change(agreement_id: int, change_id: int) -> ResponseReturnValue:
    if reads.whole(g.session, g.seat, agreement_id) is None:
        raise NotThere
    page = changes.whole(g.session, agreement_id, change_id, g.seat, g.now)
    page["rule"] = ruled.told(g.session, agreement_id, change_id)
    return render_template("agreements/change.html", page=page)


@pages.post("/agreements/<int:agreement_id>/changes/<int:change_id>/rehearse")
@acts
def rehearse(agreement_id: int, change_id: int) -> ResponseReturnValue:
    agreed.rehearse(agreement_id, change_id)
    flash(say("已请工作进程试演，通常几秒钟。"), "done")
    return redirect(f"/agreements/{agreement_id}/changes/{change_id}#play", 303)


@pages.get("/regions")
@shows
def all_regions() -> ResponseReturnValue:
    return render_template("agreements/regions.html", rows=regions.rows(g.session))
