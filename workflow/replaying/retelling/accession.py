"""A region joins a released standard: its window at home, its announcement, its own date."""

from workflow.records.releases import Announcement, Release
from workflow.records.standards import StandardTrack
from workflow.replaying.retelling.book import Act, Book, write

SAID = {"host": "home_host", "enquiries": "home_enquiries", "notice_words": "home_announcement"}
CLEARED = ("admitted_at", "repealed_on", "effective_on", "home_posted_on", "home_closes_on", "home_text_hash")


def tell(book: Book, act: Act) -> None:
    mine, facts = book.of(StandardTrack, region_code=act.region), act.facts
    match act.name:
        case "accede":
            write(mine, home_address="", **dict.fromkeys(SAID.values(), ""), **dict.fromkeys(CLEARED))
            write(mine, **act.told("plan_number"))
        case "post_at_home":
            posted = {"home_address": facts.get("address"), "home_posted_on": facts.get("posted_on")}
            write(mine, **{column: act.words(name) for name, column in SAID.items()})
            write(mine, **posted, home_closes_on=facts.get("closes_on"), home_text_hash=facts.get("text_hash"))
        case "announce_accession":
            write(mine, effective_on=facts.get("effective"))
            _announced(book, act)


def _announced(book: Book, act: Act) -> None:
    """Beside those of the release that succeeded; of one region the last announcement stands."""
    release = book.last(Release)
    if release is None:
        return
    told = {
        "document_number": act.facts.get("document_number"),
        "issuer": act.facts.get("issuer"),
        "proposer": act.facts.get("proposer") or "",
        "replaces": act.facts.get("replaces") or "",
        "filing_owner_id": act.facts.get("filing_owner"),
        "confirmed_at": act.hour,
    }
    before = book.of(Announcement, release_id=release["id"], region_code=act.region)
    if before:
        write(before, **told)
    else:
        book.put(Announcement, release_id=release["id"], region_code=act.region, **told)
