"""The drafting explanation as it is read: at present or as it stood with a version of the text, and how each section
came to be.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from workflow.explanation import Section, content_hash
from workflow.picture.standing import Standing
from workflow.records.explaining import ExplanationPart
from workflow.records.texts import Version
from workflow.rules import explaining
from workflow.text.clauses import Clause, ClauseKind, Text
from workflow.vocabulary import TextPurpose

_DIGITS: Final = "零一二三四五六七八九"


@dataclass(frozen=True)
class Written:
    """One section with its place and newest words; without a part nothing is written."""

    section: Section
    ordinal: str
    part: ExplanationPart | None
    is_due: bool

    @property
    def words(self) -> str:
        return self.part.words if self.part else ""


@dataclass(frozen=True)
class Explanation:
    """The whole document; `made_at` is the hour of its youngest section."""

    title: str
    purpose: TextPurpose | None
    sections: tuple[Written, ...]
    content: str
    made_at: datetime | None

    @property
    def shown(self) -> list[Written]:
        """What stands in a print: the sections that are written or due."""
        return [one for one in self.sections if one.words or one.is_due]

    @property
    def text(self) -> Text:
        """Its sections as chapters, so that they are set like those of a standard."""
        return Text({}, tuple(_chapter(n, one) for n, one in enumerate(self.shown, 1)))


def _chapter(n: int, one: Written) -> Clause:
    return Clause(f"s{n}", ClauseKind.CHAPTER, str(n), one.section.title.zh, one.words, 1, None)


def explanation(standing: Standing, version: Version | None = None) -> Explanation:
    """As it stands, or as it stood when a version was frozen."""
    found = _until(standing, version.made_at) if version else standing.explanation
    purpose = version.purpose if version else explaining.NEXT.get(standing.where)
    due = {one.key for one in explaining.due(standing, purpose)}
    words = {key: part.words for key, part in found.items() if part.words}
    shown = [one for one in explaining.sections(standing) if one.key in due or one.key in words]
    places = {one.key: chinese(n) for n, one in enumerate(shown, 1)}
    sections = tuple(
        Written(one, places.get(one.key, ""), found.get(one.key), one.key in due)
        for one in explaining.sections(standing)
    )
    made_at = max((part.at for part in found.values()), default=None)
    content = content_hash({key: part.sha256 for key, part in found.items()})
    return Explanation(standing.standard.title_zh, purpose, sections, content, made_at)


def _until(standing: Standing, at: datetime) -> dict[str, ExplanationPart]:
    query = sa.select(ExplanationPart).where(
        ExplanationPart.standard_id == standing.standard.id, ExplanationPart.at <= at
    )
    return {part.section: part for part in standing.session.scalars(query.order_by(ExplanationPart.number))}


def versions(standing: Standing, section: str) -> list[ExplanationPart]:
    """Every version of one section, newest first."""
    query = sa.select(ExplanationPart).where(
        ExplanationPart.standard_id == standing.standard.id, ExplanationPart.section == section
    )
    return list(standing.session.scalars(query.order_by(ExplanationPart.number.desc())))


def chinese(n: int) -> str:
    """一 … 十, 十一 … below a hundred."""
    tens, ones = divmod(n, 10)
    return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones or not tens else "")
