"""The joint rule of a group: versions of its draft beside each other, the adopted rule for everybody and on paper."""

from typing import Any

from flask import Blueprint, Response, g, render_template, request
from flask.typing import ResponseReturnValue

from web import forms
from web.accords import ruled
from web.entered import HOME, kind_of
from web.present import group
from web.seats import public, shows
from workflow.accord.picture import Accord
from workflow.exports.joint_rules import joint_rule_pdf
from workflow.process.reasons import NotThere
from workflow.reads import entries, portal
from workflow.words import say

pages = Blueprint("ruling", __name__)
Json = dict[str, Any]
RULE = "/public/groups/<code>/rules/<int:change_id>"


@pages.get(f"{HOME}/<kind>/<int:entry_id>/versions")
@shows
def versions(kind: str, entry_id: int) -> ResponseReturnValue:
    found, entry = kind_of(kind), entries.one(g.session, entries.within(g.seat), entry_id)
    if entry is None or entry.kind != kind or not ruled.held(found):
        raise NotThere
    kept = ruled.versions(found, entries.course(g.session, entry_id))
    by_number = {one["n"]: one for one in kept}
    new = by_number.get(forms.number(request.args.get("to")) or 0, kept[-1])
    old = by_number.get(forms.number(request.args.get("from")) or 0, kept[max(0, kept.index(new) - 1)])
    page = {"versions": kept, "old": old, "new": new, "articles": ruled.compared(old, new)}
    page |= {"title": entry.title, "back": f"{HOME}/{kind}/{entry_id}"}
    return render_template("agreements/versions.html", page=page)


@pages.get(RULE)
@public
def rule(code: str, change_id: int) -> ResponseReturnValue:
    page, accord = _published(code, change_id)
    return render_template("public/joint_rule.html", page=page | {"group": group(accord.agreement)})


@pages.get(f"{RULE}.pdf")
@public
def printed(code: str, change_id: int) -> ResponseReturnValue:
    page, _ = _published(code, change_id)
    told = [(one["number"], one["words"]) for one in page["articles"]]
    figures = [[one[name] for name in ("about", "old", "new", "cites")] for one in page["lines"]]
    foot = [say("自 {day} 起施行；{version}。", day=page["from"], version=page["version"])]
    foot += [say("各方签署：{voices}。", voices=page["voices"]), f"SHA-256 {page['sha256']}"]
    made = joint_rule_pdf(page["title"], told, figures, foot, g.now)
    name = f'attachment; filename="rule-{change_id}.pdf"'
    return Response(made, mimetype="application/pdf", headers={"Content-Disposition": name})


def _published(code: str, change_id: int) -> tuple[Json, Accord]:
    found = portal.group(g.session, code)
    accord = Accord.load(g.session, found.agreement.id) if found else None
    change = accord.change(change_id) if accord else None
    page = ruled.published(accord, change) if accord and change else None
    if accord is None or page is None:
        raise NotThere
    return page, accord
