"""All papers of a project, the newest first."""

from typing import Any

from flask import Blueprint, g, render_template

from web.present import day
from web.project.party import found, page_head, ways
from web.seats import shows
from workflow.picture.standing import Standing
from workflow.reads.room import filed
from workflow.reads.timeline import right_files
from workflow.records.papers import Paper
from workflow.vocabulary import Named
from workflow.words import say, tell

pages = Blueprint("papers", __name__)


@pages.get("/standards/<int:standard_id>/papers")
@shows
def papers(standard_id: int) -> str:
    standing = found(standard_id)
    right = right_files(g.session, standard_id)
    rows = [_row(standing, paper, by, right.get(paper.id)) for paper, by in filed(g.session, standard_id)]
    page = {"head": page_head(standing, say("材料")), "ways": ways(standing, "papers"), "rows": rows}
    return render_template("standards/papers.html", page=page, standard_id=standard_id)


def _row(standing: Standing, paper: Paper, by: Named, right: Paper | None) -> dict[str, Any]:
    where = standing.named(paper.region_code) if paper.region_code in standing.places else say("共同")
    return {
        "kind": tell(paper.kind),
        "name": paper.name,
        "href": f"/files/{paper.file_sha256}" if paper.file_sha256 else "",
        "region": tell(where),
        "number": paper.document_number,
        "on": day(paper.dated or paper.at),
        "step": say(f"step.{paper.step}"),
        "by": tell(by),
        "hash": (paper.file_sha256 or "")[:16],
        "right": {"name": right.name, "href": f"/files/{right.file_sha256}"} if right else None,
    }
