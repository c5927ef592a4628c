"""How long an archive keeps each file of a dossier: 永久 (Y), 30 years (D30), 10 years (D10)."""

from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.dossier.bag import Bag
from workflow.records.dossiers import Dossier
from workflow.records.papers import Paper
from workflow.records.texts import Version
from workflow.vocabulary import PaperKind, TextPurpose

EVER, LONG, SHORT = "Y", "D30", "D10"
OF_PAPERS: Final = {
    PaperKind.APPLICATION: LONG,
    PaperKind.FAIR_COMPETITION: LONG,
    PaperKind.ASSESSMENT: LONG,
    PaperKind.PLAN_NOTICE: LONG,
    PaperKind.LETTER: LONG,
    PaperKind.OTHER: LONG,
    PaperKind.ANNEX: LONG,
}  # every other kind is kept for ever
OF_FORMS: Final = {"application": LONG, "plan_notice": LONG, "consultation_notice": SHORT, "review_notice": SHORT}
ORDER: Final = (EVER, LONG, SHORT)


def retained(session: Session, dossier: Dossier, bag: Bag) -> dict[str, str]:
    """The class of every file under `data/`; of two reasons the longer counts, and evidence is kept for ever."""
    papers: dict[str, set[str]] = {}
    query = sa.select(Paper.file_sha256, Paper.kind).where(Paper.standard_id == dossier.standard_id)
    for digest, kind in session.execute(query):
        papers.setdefault(f"data/papers/{digest}", set()).add(OF_PAPERS.get(kind, EVER))
    drafts = {
        f"data/texts/{number:04}.json"
        for number, purpose in session.execute(
            sa.select(Version.number, Version.purpose).where(Version.standard_id == dossier.standard_id)
        )
        if purpose is TextPurpose.DRAFT
    }
    return {path: _class(path, papers, drafts) for path in bag.files if path.startswith("data/")}


def _class(path: str, papers: dict[str, set[str]], drafts: set[str]) -> str:
    if path in drafts:
        return SHORT
    if path.startswith("data/forms/"):
        name = path.removeprefix("data/forms/").removesuffix(".pdf").partition("-")[0]
        return OF_FORMS.get(name, EVER)
    return min(papers.get(path, {EVER}), key=ORDER.index)
