"""The report of a consultation: bars by region, clause, class and type, each with its table; whence changes came."""

from typing import Any

from flask import Blueprint, g, render_template

from web.project.comment_figures import figure, linked, outcomes
from web.project.party import found, page_head, ways
from web.project.redlines import told
from web.seats import shows
from workflow.reads.comment_report import BY, report
from workflow.words import say

pages = Blueprint("comment_report", __name__)


@pages.get("/standards/<int:standard_id>/comments/report")
@shows
def show(standard_id: int) -> str:
    standing = found(standard_id)
    made = report(standing, g.seat, g.now)
    page: dict[str, Any] = {
        "head": page_head(standing, say("征求意见报告")),
        "ways": ways(standing, "comments"),
        "outcomes": outcomes(made.all),
        "all": made.all.n,
        "kept": made.kept,
        "figures": [figure(standing, name, made.bars[name]) for name in (*BY, "outcome") if made.bars[name]],
        "rounds": [_round(standing, one) for one in standing.consultations],
        "links": linked(made.links),
        "between": [told(made.old), told(made.new)] if made.old and made.new and made.links else [],
    }
    return render_template("standards/comment_report.html", page=page, standard_id=standard_id)


def _round(standing: Any, asked: Any) -> dict[str, Any]:
    """A round with the windows of its regions."""
    windows = [w for w in standing.windows if w.consultation_id == asked.id and w.region_code in standing.places]
    return {
        "n": asked.round,
        "closes": asked.closes_on,
        "windows": [{"region": standing.named(w.region_code), "posted": w.posted_on} for w in windows],
    }
