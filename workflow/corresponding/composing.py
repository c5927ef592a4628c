"""A letter before it is sent: what was written, every reason against it, and exactly what each region would get."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.corresponding import variables
from workflow.corresponding.variables import About
from workflow.doors import acknowledging
from workflow.picture.standing import Seat
from workflow.process.reasons import NotThere, Reason
from workflow.reads import catalogue
from workflow.records.agreements import Agreement, Member
from workflow.records.papers import StoredFile
from workflow.records.places import Region
from workflow.records.standards import Standard
from workflow.settings import Settings
from workflow.storage import files
from workflow.text.canonical import canonical_hash
from workflow.vocabulary import NoticeKind, Role

SUBJECT: Final = 100  # signs
BODY: Final = 8000
FILES: Final = 5


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What was written, with its variables; `files` are hashes of what was handed in."""

    agreement_id: int
    standard_id: int | None = None
    kind: NoticeKind = NoticeKind.OTHER
    to: tuple[str, ...] = ()
    subject: str = ""
    body: str = ""
    answer_by: date | None = None
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Copy:
    """The words as one region gets them."""

    region: Region
    subject: str
    body: str


@dataclass(frozen=True)
class Composed:
    """A draft in its place: the parties that may be written to, what is against it, and the copies when nothing is."""

    draft: Draft
    agreement: Agreement
    standard: Standard | None
    partners: dict[str, Region]
    files: dict[str, StoredFile]
    reasons: list[Reason]
    copies: list[Copy]

    @property
    def hash(self) -> str:
        """The hash of all that goes out: what was looked at is what is sent."""
        draft = self.draft
        whole: dict[str, Any] = {
            "agreement": draft.agreement_id,
            "standard": draft.standard_id,
            "kind": draft.kind.value,
            "answer_by": draft.answer_by.isoformat() if draft.answer_by else None,
            "files": sorted(draft.files),
            "copies": {copy.region.code: [copy.subject, copy.body] for copy in self.copies},
        }
        return canonical_hash(whole)


def compose(session: Session, settings: Settings, seat: Seat, draft: Draft, today: date) -> Composed:
    """A draft with every reason against sending it; raises NotThere for an agreement or standard of others."""
    parties = parties_of(session, draft.agreement_id)
    agreement = session.get(Agreement, draft.agreement_id)
    if agreement is None or seat.region not in parties:
        raise NotThere
    standard = _standard(session, seat, draft)
    about = About(
        seat=seat,
        sender=parties[seat.region],
        agreement=agreement,
        standard=standard,
        answer_by=draft.answer_by,
        today=today,
    )
    partners = {code: place for code, place in parties.items() if code != seat.region}
    known = files.known(session, draft.files)
    own = {digest for digest in known if files.is_handed_in(settings, digest, seat.person_id)}
    reasons = _reasons(seat, draft, partners, about) + _of_files(draft, own)
    put = [] if reasons else [partners[code] for code in draft.to]
    copies = [Copy(one, variables.put(draft.subject, about, one), variables.put(draft.body, about, one)) for one in put]
    return Composed(draft, agreement, standard, partners, known, reasons, copies)


def parties_of(session: Session, agreement_id: int) -> dict[str, Region]:
    """The regions of an agreement, in its order."""
    query = sa.select(Region).join(Member, Member.region_code == Region.code)
    found = session.scalars(query.where(Member.agreement_id == agreement_id).order_by(Member.rank))
    return {one.code: one for one in found}


def against_words(subject: str, body: str) -> list[Reason]:
    """What is wrong with words alone, of a letter or of a template."""
    words = f"{subject}\n{body}"
    empty = [] if subject and body else [Reason("letter_empty", {})]
    sizes = {"subject": (len(subject), SUBJECT), "body": (len(body), BODY)}
    long = [Reason(f"letter_{name}_long", {"n": n, "most": most}) for name, (n, most) in sizes.items() if n > most]
    return empty + long + [Reason("letter_unknown", {"name": name or "{{}}"}) for name in variables.unknown(words)]


def _standard(session: Session, seat: Seat, draft: Draft) -> Standard | None:
    if draft.standard_id is None:
        return None
    mine = (Standard.id == draft.standard_id, Standard.agreement_id == draft.agreement_id, catalogue.visible(seat))
    found = session.scalar(sa.select(Standard).where(*mine))
    if found is None:
        raise NotThere
    return found


def _reasons(seat: Seat, draft: Draft, partners: Mapping[str, Region], about: About) -> list[Reason]:
    words = f"{draft.subject}\n{draft.body}"
    strangers = [code for code in draft.to if code not in partners]
    late = draft.answer_by is not None and draft.answer_by <= about.today
    return [
        *([] if may(seat) else [Reason("letter_not_yours", {}, cure=Role.HANDLER)]),
        *([] if draft.to else [Reason("letter_to_nobody", {})]),
        *([Reason("letter_to_strangers", {"n": len(strangers)})] if strangers else []),
        *against_words(draft.subject, draft.body),
        *(Reason("letter_missing", {"name": f"letter_variable.{name}"}) for name in variables.missing(words, about)),
        *([Reason("letter_answer_past", {"day": draft.answer_by})] if late else []),
    ]


def _of_files(draft: Draft, own: set[str]) -> list[Reason]:
    strange = [digest for digest in draft.files if digest not in own]
    many = [Reason("letter_files_many", {"most": FILES})] if len(draft.files) > FILES else []
    return many + ([Reason("letter_file_strange", {"n": len(strange)})] if strange else [])


def may(seat: Seat) -> bool:
    """Whether a seat writes for its region: who acknowledges for it also writes."""
    return seat.role in acknowledging.AUTHORITY and seat.may("send_letter")
