"""Whence each sentence of a text came: its version, who wrote or suggested it, and the comments it was changed for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, g, render_template

from web.pages.texts import chosen
from web.present import short_day
from web.project.party import found, page_head, ways
from web.project.redlines import cause, credit, told
from web.seats import shows
from web.views.clauses import anchor
from web.views.redlining import heard
from workflow.picture import manuscript
from workflow.picture.standing import Standing
from workflow.process.reasons import NotThere
from workflow.reads import provenance, suggested
from workflow.reads import texts as reads
from workflow.records.clause_suggestions import ClauseSuggestion
from workflow.records.consultations import Comment
from workflow.records.texts import Version
from workflow.text.numbering import numbering
from workflow.text.origins import Stretch
from workflow.vocabulary import Named
from workflow.words import say

pages = Blueprint("origins", __name__)


@pages.get("/standards/<int:standard_id>/text/origins")
@shows
def blame(standard_id: int) -> str:
    standing = found(standard_id)
    version = chosen(standing, "version")
    if version is None:
        raise NotThere
    known, numbers = _known(standing), numbering(manuscript.load(g.session, version).clauses)
    page: dict[str, Any] = {
        "head": page_head(standing, say("逐句出处：{text}", text=told(version))),
        "ways": ways(standing, "text"),
        "clauses": [
            {
                "id": anchor(one.clause_id),
                "number": one.number,
                "title": one.title,
                "stretches": [known.origin(s, heard(one.clause_id, numbers, s.words)) for s in one.stretches],
            }
            for one in reads.written_by(g.session, standing, version)
        ],
    }
    return render_template("standards/origins.html", page=page, version=version, standard_id=standard_id)


@dataclass(frozen=True)
class Known:
    """What versions, suggestions and comments are called."""

    versions: Mapping[int, Version]
    taken: Mapping[int, ClauseSuggestion]
    causes: Mapping[int, Comment]
    makers: Mapping[int, Named]

    def origin(self, stretch: Stretch, words: str) -> dict[str, Any]:
        """Where words came from: the version and who made it, or who suggested and who accepted them for it."""
        version, taken = self.versions[stretch.version], self.taken.get(stretch.credit.suggestion)
        who = credit(taken, self.makers) if taken else self.makers.get(version.made_by or 0)
        by = say("文本 {n}，{day}，{who}", n=version.number, day=short_day(version.made_at), who=who or "")
        causes = [{"n": n, "words": cause(self.causes[n])} for n in stretch.credit.comments]
        by = by.removesuffix("，").removesuffix(", ")
        return {"n": version.number, "by": by, "words": words.strip("\n"), "causes": causes}


def _known(standing: Standing) -> Known:
    taken = {one.id: one for one in suggested.taken(g.session, standing.standard.id)}
    makers = reads.persons(g.session, {v.made_by for v in standing.versions} | reads.voices(taken.values()))
    causes = provenance.causes(g.session, standing.standard.id)
    named = {one.id: one for some in causes.values() for one in some}
    return Known({v.number: v for v in standing.versions}, taken, named, makers)
