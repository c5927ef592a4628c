"""The documents of a dossier: every version of the text in its canonical bytes, the papers handed in, printed forms."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from workflow.db import Database
from workflow.dossier.bag import Bag
from workflow.dossier.planning import PAPERS, Plan, versions
from workflow.exports.paperwork.filling import Filled, filled
from workflow.exports.paperwork.needs import is_ready
from workflow.exports.paperwork.printing import form_pdf
from workflow.exports.paperwork.shapes import catalogue, form
from workflow.exports.paperwork.source import Source, reviews
from workflow.picture import manuscript
from workflow.picture.standing import Standing
from workflow.records.dossiers import Dossier
from workflow.records.texts import Version
from workflow.settings import Settings
from workflow.storage import files
from workflow.text.canonical import canonical
from workflow.text.clauses import hashed
from workflow.vocabulary import Profile

FIGURE: Final = re.compile(r"文件：\s*([0-9a-f]{64})(?![0-9a-f])")


class Gone(Exception):
    """What was there when the dossier was sealed has been erased since: it can only be sealed anew."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def put_texts(database: Database, bag: Bag, dossier: Dossier, plan: Plan) -> set[str]:
    """Each version by its number; gives the hashes of the figures that they name."""
    figures: set[str] = set()
    with database.read() as session:
        listed = [version.id for version in versions(session, dossier.standard_id, plan.reader, dossier.at)]
    for version_id in listed:
        with database.read() as session:
            version = session.get_one(Version, version_id)
            text = manuscript.load(session, version)
        bag.put(f"data/texts/{version.number:04}.json", canonical(hashed(text)))
        figures |= {digest for clause in text.clauses for digest in FIGURE.findall(clause.body)}
    return figures


def put_papers(
    database: Database, settings: Settings, bag: Bag, plan: Plan, handed_in: set[str], figures: set[str]
) -> None:
    """The files that acts handed in, and the figures of the texts, by content."""
    wanted = {digest for digest in handed_in if plan.reader.profile is not Profile.PUBLIC and _held(plan, digest)}
    with database.read() as session:
        known = files.known(session, wanted | figures)
        called = {digest: found.name for digest, found in known.items()}
    for digest in sorted(wanted | (figures & called.keys())):
        place = files.path_of(settings, digest)
        if place.is_file():
            bag.take(f"data/{PAPERS}/{digest}", place, called.get(digest, ""))
        elif digest in wanted:
            raise Gone(f"{PAPERS}/{digest}")


def _held(plan: Plan, digest: str) -> bool:
    return plan.holds(f"{PAPERS}/{digest}")


def put_forms(database: Database, bag: Bag, dossier: Dossier, plan: Plan) -> bool:
    """The official forms that can be printed; none where the standard has gone on since the seal. Says whether any."""
    with database.read() as session:
        standing = Standing.load(session, dossier.standard_id)
        if standing is None or standing.standard.version != dossier.last or plan.reader.profile is Profile.PUBLIC:
            return False
        forms = list(_forms(standing, dossier))
    for path, one in forms:  # printing takes long, and an open session keeps others waiting
        bag.put(path, form_pdf(one).pdf)
    return True


def _forms(standing: Standing, dossier: Dossier) -> Iterator[tuple[str, Filled]]:
    lead = standing.standard.lead_region
    for name in catalogue():
        per = form(name, standing.agreement.code, lead).per
        for code in standing.tracks if per == "region" else (lead,):
            shape = form(name, standing.agreement.code, code)
            for tail, source in _sources(standing, dossier, code, per):
                if is_ready(shape.needs, source):
                    yield f"data/forms/{name}{tail}.pdf", filled(shape, source)


def _sources(standing: Standing, dossier: Dossier, code: str, per: str) -> Iterable[tuple[str, Source]]:
    """One for all, one a region, or one for each review."""
    if per != "panel":
        source = Source.of(standing, dossier.at, code, reader=dossier.reader)
        return [("" if per == "standard" else f"-{code}", source)]
    return [
        (f"-{panel.round}{f'-{panel.region_code}' if panel.region_code else ''}-{panel.id}", one)
        for panel in reviews(standing, code)
        for one in [Source.of(standing, dossier.at, code, panel, reader=dossier.reader)]
    ]
