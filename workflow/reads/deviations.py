"""Regional deviations of a version as a table, and over the versions how far the regions have come together."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.picture import manuscript
from workflow.picture.standing import Standing
from workflow.reads import texts
from workflow.records.deviating import DeviationConfirmation
from workflow.records.texts import Version, VersionClause, Words
from workflow.text.blocks import Block, Formula, Table, inlines
from workflow.text.clauses import Clause
from workflow.text.deviating import MARK, Placed, placed
from workflow.text.deviation_annex import TITLE
from workflow.text.inline import Ref, plain
from workflow.text.notation import read
from workflow.text.numbering import Numbering, numbering
from workflow.vocabulary import Named, TextPurpose


@dataclass(frozen=True)
class Deviates:
    """One deviation beside the words of all: who brought it as it stands, in which version, and who answers for it."""

    at: Placed
    base: str
    own: str
    written_in: int
    writer: Named | None
    confirmation: DeviationConfirmation | None
    confirmed_by: Named | None


@dataclass(frozen=True)
class Convergence:
    """Of the numbered clauses of one version those with a deviation, and how many of them concern each region."""

    version: Version
    clauses: int
    deviating: int
    by_region: dict[str, int]

    @property
    def share(self) -> float:
        """In per cent."""
        return round(100 * self.deviating / self.clauses, 1) if self.clauses else 0.0


def deviations(session: Session, standing: Standing, version: Version | None) -> list[Deviates]:
    """Every deviation of a version, in reading order."""
    if version is None:
        return []
    clauses = manuscript.load(session, version).clauses
    found, numbers = list(placed(clauses)), numbering(clauses)
    brought = _brought(session, standing, version, found)
    holding = {(c.deviation_id, c.substance): c for c in standing.confirmations} if found else {}
    people = {v.made_by for v in brought.values()} | {c.person_id for c in holding.values()}
    names = texts.persons(session, people)
    told = []
    for one in found:
        by, answers = brought.get(one.deviation.id), holding.get((one.deviation.id, one.substance))
        base, own = (_said(blocks, numbers, one.clause) for blocks in (one.base, one.deviation.blocks))
        writer = names.get(by.made_by or 0) if by else None
        sure = names.get(answers.person_id) if answers else None
        told.append(Deviates(one, base, own, by.number if by else version.number, writer, answers, sure))
    return told


def _brought(session: Session, standing: Standing, version: Version, found: list[Placed]) -> dict[str, Version]:
    """The version that brought each deviation as it stands, found by its words in the versions before."""
    if not found:
        return {}
    query = sa.select(Version.number, Words.body).join(VersionClause, VersionClause.version_id == Version.id)
    query = query.join(Words, Words.hash == VersionClause.words_hash).order_by(Version.number.desc())
    mine = (Version.standard_id == standing.standard.id, Version.number <= version.number, Words.body.contains(MARK))
    wanted = {one.deviation.id: one.deviation for one in found}
    numbers = {v.number: v for v in standing.versions}
    first: dict[str, Version] = {}
    for number, body in session.execute(query.where(*mine)):
        first.update({block.id: numbers[number] for block in read(body) if wanted.get(_id(block)) == block})
    return first


def _id(block: Block) -> str:
    return getattr(block, "id", "")


def _said(blocks: Sequence[Block], numbers: Numbering, clause: Clause) -> str:
    """Blocks as plain words, a line each; a reference is the number it prints."""
    lines: list[str] = []
    for block in blocks:
        lines += [block.latex] if isinstance(block, Formula) else []
        lines += [block.title] if isinstance(block, Table) and block.title else []
        for words in inlines(block):
            pieces = (numbers.printed(one.to, clause.id) if isinstance(one, Ref) else plain((one,)) for one in words)
            lines.append("".join(pieces))
    return "\n".join(line for line in lines if line)


def convergence(session: Session, standing: Standing) -> list[Convergence]:
    """How it went over the frozen versions and the newest text, oldest first."""
    shown = [v for v in standing.versions if v.purpose is not TextPurpose.DRAFT or v is standing.draft]
    return [of_version(session, version) for version in reversed(shown)]


def of_version(session: Session, version: Version) -> Convergence:
    """The indicator of one version."""
    clauses = [c for c in manuscript.load(session, version).clauses if c.number and c.body and c.title != TITLE]
    ids: set[str] = set()
    regions: dict[str, set[str]] = {}
    for one in placed(clauses):
        ids.add(one.clause.id)
        for code in one.deviation.regions:
            regions.setdefault(code, set()).add(one.clause.id)
    return Convergence(version, len(clauses), len(ids), {code: len(where) for code, where in regions.items()})
