"""Every past move judged again by the rules of its day: standard by standard, and act by act."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from web import audit_room, paging
from web.pages.audit import scope
from web.present import group, title
from web.seats import shows
from web.views.unjudged import part_words, rule_words
from workflow.process.reasons import NotThere
from workflow.reads import rejudged as reads
from workflow.records.standards import Standard
from workflow.replaying.stored import Stored
from workflow.replaying.verdict import Verdict
from workflow.words import say

pages = Blueprint("audit_rules", __name__)
SHOWN = 200  # acts on one page of entries


@pages.get("/audit/rules")
@shows
def rules() -> ResponseReturnValue:
    page = paging.asked()
    total, found = reads.standards(g.session, scope(), page)
    stored = Stored(g.session)
    rows = [_line(one, list(stored.verdicts(g.session, one.id, one.agreement_id))) for one in found]
    pages_ = paging.paged(total, size=reads.PAGE, here=page)
    kept = [
        {"href": f"/audit/rules/entries/{each.id}", "title": group(each), "n": n}
        for each, n in reads.kept(g.session, scope())
    ]
    return render_template("audit/rules.html", rows=rows, kept=kept, pages_=pages_, room=audit_room.ways("rules"))


@pages.get("/audit/rules/entries/<int:agreement_id>")
@shows
def entries(agreement_id: int) -> ResponseReturnValue:
    found = next((each for each, _ in reads.kept(g.session, scope()) if each.id == agreement_id), None)
    if found is None:
        raise NotThere
    verdicts, here = reads.entries(g.session, agreement_id), paging.asked()
    logs = reads.logs(g.session, {one.log for one in verdicts})
    told = sorted(verdicts, key=lambda one: one.is_lawful)  # what is unlawful stands first
    page = _counted(verdicts) | {"title": f"{group(found)} {say('noun.entry')}", "standard": "/registers"}
    page["acts"] = [_act(each, logs[each.log], False) for each in told[(here - 1) * SHOWN : here * SHOWN]]
    pages_ = paging.paged(len(verdicts), size=SHOWN, here=here)
    return render_template("audit/rules_of.html", page=page, pages_=pages_, room=audit_room.ways("rules"))


@pages.get("/audit/rules/<int:standard_id>")
@shows
def one(standard_id: int) -> ResponseReturnValue:
    found = reads.standard(g.session, scope(), standard_id)
    if found is None:
        raise NotThere
    verdicts = list(Stored(g.session).verdicts(g.session, standard_id, found.agreement_id))
    logs, closed = reads.logs(g.session, {one.log for one in verdicts}), reads.closed(g.session, standard_id)
    acts = [_act(each, logs[each.log], (logs[each.log], each.index) in closed) for each in verdicts]
    page = _line(found, verdicts) | _counted(verdicts) | {"acts": acts}
    return render_template("audit/rules_of.html", page=page, pages_=None, room=audit_room.ways("rules"))


def _line(one: Standard, verdicts: Sequence[Verdict]) -> dict[str, Any]:
    names = {"title": title(one), "href": f"/audit/rules/{one.id}", "standard": f"/standards/{one.id}"}
    return names | _counted(verdicts)


def _counted(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    broken = Counter(each.rule for verdict in verdicts for each in verdict.unlawful)
    lacking = Counter(reason for each in verdicts for reason in each.unjudged)
    return {
        "n": len(verdicts),
        "unlawful": sum(not verdict.is_lawful for verdict in verdicts),
        "broken": [rule_words(name) for name in sorted(broken)],
        "unjudged": sum(bool(verdict.unjudged) for verdict in verdicts),
        "lacking": [_lack(*reason, n) for reason, n in lacking.most_common()],
    }


def _act(verdict: Verdict, log_id: int, is_closed: bool) -> dict[str, Any]:
    """One act with its verdict; what a vote at work broke is told when the panel concludes."""
    told = ["" if is_closed else each.sentence for each in verdict.unlawful]
    return {
        "href": f"/audit/{log_id}/{verdict.index}",
        "index": verdict.index,
        "act": say(f"step.{verdict.act}"),
        "broken": told,
        "unjudged": [_lack(rule, part, 1) for rule, part in verdict.unjudged],
    }


def _lack(rule: str, part: str, n: int) -> dict[str, Any]:
    return {"rule": rule_words(rule), "part": part_words(part), "n": n}
