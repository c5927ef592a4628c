"""What the checker finds in a text of a standard, read together with what is known beside it, and which findings a
named person answers for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from workflow.clock import day_of
from workflow.picture import manuscript
from workflow.picture.glossary import glossary
from workflow.picture.standing import Standing
from workflow.records.checking import CitedDocument, Waiver
from workflow.records.texts import Version
from workflow.text.canonical import canonical_hash
from workflow.text.checks import Finding, Severity, check
from workflow.text.checks.standards import cited
from workflow.text.clauses import Text
from workflow.vocabulary import Joint, Named, Purpose, Role, TextPurpose

Place = tuple[str, str]  # a check and a clause; none: the whole text
# Our own cover of a draft bears the call for patents (D.1); only a front page in the text can lack it.
PRINTED: Final = ("L23", "")
MARKS: Final = ("(示)", "（示）")  # how the demonstration marks a title: no part of the name
STAGES: Final = {TextPurpose.CONSULTATION: "consultation", TextPurpose.REVIEW: "review"}


@dataclass(frozen=True)
class Checked:
    """A text with its findings and the waivers that hold on it; those that do not have lapsed."""

    text: Text
    findings: list[Finding]
    waived: Mapping[Place, Waiver]
    lapsed: list[Waiver]

    @property
    def unanswered(self) -> list[Finding]:
        """Errors that are neither mended nor waived."""
        errors = (one for one in self.findings if one.severity is Severity.ERROR)
        return [one for one in errors if place_of(one) not in self.waived]


def place_of(finding: Finding) -> Place:
    """Where a finding is answered for: all findings of one check in one clause together."""
    return finding.rule, finding.clause


def checked(
    standing: Standing, version: Version, purpose: TextPurpose | None = None, *, text: Text | None = None
) -> Checked:
    """A version under the checker, as a text for this purpose; without one, for what is written at present. `text` is
    the version with its words, where they are read already.
    """
    text = text or (standing.written if version is standing.draft else manuscript.load(standing.session, version))
    bare = Text({**text.meta, "title_zh": _bare(text.meta)}, text.clauses)
    found = [one for one in check(bare, about(standing, text, purpose)) if place_of(one) != PRINTED]
    now = {waiver.id for waiver in standing.waivers if waiver.substance == substance(text, waiver.clause_id)}
    holding = {(w.rule, w.clause_id): w for w in standing.waivers if w.id in now}
    places = {place_of(one) for one in found}
    latest = {(w.rule, w.clause_id): w for w in standing.waivers}
    lapsed = [w for place, w in latest.items() if place not in holding]
    return Checked(text, found, {place: w for place, w in holding.items() if place in places}, lapsed)


def named(text: Text, place: Place) -> Named:
    """A check and the clause where it found something, for lists."""
    rule, id_ = place
    clause = text.by_id.get(id_)
    if clause is None:
        return Named(f"{rule}@{id_}", f"{rule} 全文", f"{rule} whole text")
    label = f"{clause.number} {clause.title}".strip() or clause.body[:16]
    return Named(f"{rule}@{id_}", f"{rule} {label}", f"{rule} {label}")


def substance(text: Text, clause_id: str) -> str:
    """What a waiver is bound to: kind and words of the clause as positions are (`freshness`), or of the whole text its
    cover and its headings, which findings without a place speak of. Empty where the clause is gone.
    """
    if not clause_id:
        return canonical_hash([dict(text.meta), [[clause.kind, clause.title] for clause in text.clauses]])
    clause = text.by_id.get(clause_id)
    return canonical_hash([clause.kind, clause.title, clause.body]) if clause else ""


def about(standing: Standing, text: Text, purpose: TextPurpose | None = None) -> dict[str, Any]:
    """The plain facts beside a text, as far as they are known."""
    standard, release = standing.standard, standing.release
    names = {code: place.name_zh for code, place in standing.places.items()}
    issued = [standing.announcements[code] for code in standing.counted if release and code in standing.announcements]
    told: dict[str, Any] = {
        "stage": STAGES[purpose] if purpose in STAGES else _stage(standing),
        "participants": standing.counted,
        "regions": names,
        "shape": standing.terms["release.cover_mode"].value,
        "replaces": _replaced(standing),
        "catalogue": _catalogue(standing, text),
        "glossary": glossary(standing.session, standing.standard.agreement_id),
    }
    if release is not None:
        told |= {"effective_on": release.effective_on.isoformat(), "released_on": day_of(release.instant).isoformat()}
    if issued:
        told |= {"issuers": [one.issuer for one in issued], "cosigners": _cosigners(standing)}
    if standard.released_at is not None:
        told["numbers"] = [standing.numbers[code].display for code in standing.counted if code in standing.numbers]
    return told


def _bare(meta: Mapping[str, object]) -> str:
    title = str(meta.get("title_zh", ""))
    return next((title.removesuffix(mark) for mark in MARKS if title.endswith(mark)), title)


def _stage(standing: Standing) -> str:
    if standing.release is not None:
        return "final"
    return "consultation" if standing.where is Joint.DRAFTING else "review"


def _replaced(standing: Standing) -> dict[str, list[str]]:
    """The numbers that each region replaces, read out of what was told at the proposal."""
    told = {code: [one.display for one in cited(track.replaces)] for code, track in standing.tracks.items()}
    return {code: numbers for code, numbers in told.items() if numbers}


def _cosigners(standing: Standing) -> list[str]:
    """The departments whose yes a release needs, in the regions that take part."""
    links = (one for one in standing.chain if one.purpose is Purpose.RELEASE and one.role is Role.COSIGNER)
    return [standing.organs[one.organ_id].name_zh for one in links if one.region_code in standing.counted]


def _catalogue(standing: Standing, text: Text) -> list[dict[str, Any]] | None:
    """What the catalogue knows of the documents that the text names; unknown where it is named nowhere."""
    bases = {one.undated for clause in text.clauses for one in cited(f"{clause.title}\n{clause.body}")}
    if not bases:
        return None
    query = sa.select(CitedDocument).where(CitedDocument.base.in_(bases)).order_by(CitedDocument.number)
    return [_listed(row) for row in standing.session.scalars(query)]


def _listed(row: CitedDocument) -> dict[str, Any]:
    names = ("number", "title", "replaced_by", "regions")
    return {**{name: getattr(row, name) for name in names}, "status": row.status.value}
