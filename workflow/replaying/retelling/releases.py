"""Release attempts and each region's announcement."""

from datetime import datetime

from workflow.log.journal import spelled
from workflow.records.releases import Announcement, Release
from workflow.records.standards import Standard, StandardTrack
from workflow.replaying.retelling.book import UNTOLD, Act, Book, write
from workflow.vocabulary import TextPurpose

ASIDE = (TextPurpose.DRAFT, TextPurpose.AMENDMENT)


def tell(book: Book, act: Act) -> None:
    if act.facts.get("purpose", TextPurpose.DRAFT) not in ASIDE and "version" in act.facts:
        book.frozen = act.facts["version"]
    if act.name == "schedule_release":
        blank = dict.fromkeys(("sealed_at", "ended_at", "late_seconds"))
        attempt = len(book.of(Release)) + 1
        row = {"id": act.facts["release"], "attempt": attempt, "effective_on": act.facts.get("effective")}
        row |= {"version_id": book.frozen, "cover_order": act.facts.get("covers", UNTOLD)}
        instant = spelled(datetime.fromisoformat(act.facts["instant"]))
        book.put(Release, **row, instant=instant, scheduled_at=act.hour, released_at=None, **blank)
    release = book.last(Release)
    if release is None:
        return
    match act.name:
        case "confirm_release":
            _confirm(book, act, release["id"])
        case "seal_release":
            release["sealed_at"] = act.hour
        case "abort_release" | "call_off_release":
            release["ended_at"] = act.hour
        case "release":
            release |= {"released_at": act.hour, "late_seconds": act.facts.get("late_seconds")}
            for row in book.of(Standard):
                row |= {"effective_on": release["effective_on"], "released_at": act.hour}
            for region, day in (act.facts.get("own_days") or {}).items():
                write(book.of(StandardTrack, region_code=region), effective_on=day)


def _confirm(book: Book, act: Act, release: int) -> None:
    facts = act.facts
    book.put(
        Announcement,
        release_id=release,
        region_code=act.region,
        document_number=facts.get("document_number"),
        issuer=facts.get("issuer"),
        proposer=facts.get("proposer") or "",
        replaces=facts.get("replaces") or "",
        filing_owner_id=facts.get("filing_owner"),
        effective_on=facts.get("own_effective"),
        confirmed_at=act.hour,
    )
