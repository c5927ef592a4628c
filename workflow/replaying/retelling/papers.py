"""Papers, hands and claims: who handed what in, who took part in which role, who took work up."""

from workflow.process.row import AskType
from workflow.records.papers import Paper
from workflow.records.standards import Claim, Hand
from workflow.replaying.retelling.book import UNTOLD, Act, Book
from workflow.vocabulary import DeputyKind, Role

CLAIMED = ("region_code", "organ_id", "role", "person_id", "handed_by")


def tell(book: Book, act: Act) -> None:
    if act.actor is not None and act.facts.get("as") is not None:
        lent = [act.leaf["obo"]] if act.facts.get("deputy") == DeputyKind.DELEGATED else []
        for person in (act.actor, *lent):
            book.ensure(Hand, person_id=person, role=act.facts["as"])
    for person in act.facts.get("persons") or () if act.name == "name_drafters" else ():
        book.ensure(Hand, person_id=person, role=Role.DRAFTER)
    for person in act.facts.get("experts") or () if act.name == "appoint_panel" else ():
        book.ensure(Hand, person_id=person, role=Role.REVIEWER)
    _papers(book, act)
    for claim in act.facts.get("claims") or () if act.name == "pass_on_work" else ():
        book.put(Claim, **{k: claim[k] for k in CLAIMED}, at=act.hour)
    if act.name in ("claim_work", "hand_on_work"):
        person, by = (act.facts["person"], act.actor) if act.name == "hand_on_work" else (act.actor, None)
        role = act.facts.get("as")
        organ = book.organs.get(act.leaf["seat"], UNTOLD)
        who = {"organ_id": organ, "role": role, "person_id": person, "handed_by": by}
        book.put(Claim, region_code=act.region or "", **who, at=act.hour)


def _papers(book: Book, act: Act) -> None:
    """One paper a file, but for those that rest on one of the hour; the event names the fields that they answered."""
    kinds = {ask.name: ask.paper for ask in act.row.asks if ask.type is AskType.FILE}
    for name, sha in zip(act.facts.get("papers", kinds), act.leaf["files"], strict=False):
        if name in act.facts.get("resting", ()):
            continue
        book.put(
            Paper,
            region_code=act.facts.get("panel_of") or act.region or None,
            kind=kinds[name],
            step=act.name,
            document_number=act.facts.get("document_number") or "",
            dated=act.facts.get("dated"),
            file_sha256=sha,
            person_id=act.actor,
            at=act.hour,
        )
