"""The law of region keys: a key that reads, is used for one statement only, and is ended by its own region."""

from typing import Final

from workflow.log.cosignatures import CosignerKey
from workflow.log.keys import BadNote
from workflow.picture.standing import Case
from workflow.records.cosigning import RegionKey
from workflow.rules.agreeing import accord
from workflow.rules.shapes import Facts, Rule, of_answers, present
from workflow.vocabulary import Role

AT_ONCE: Final = 2  # keys of one kind that a region may have in force: the old one and its successor
LONGEST: Final = 250


def own(case: Case) -> list[RegionKey]:
    """The keys of the actor's region that are in force."""
    return [key for key in accord(case).region_keys if key.region_code == case.region and key.ended_at is None]


def read(vkey: str) -> CosignerKey | None:
    """The public key that somebody typed; nothing if it is none of the cosigning type."""
    try:
        return CosignerKey.parse(vkey)
    except BadNote:
        return None


def _unread(case: Case) -> Facts | None:
    given = case.answers.get("vkey")
    return None if given is None or (len(given) <= LONGEST and given.isascii() and read(given)) else {}


def _known(case: Case) -> Facts | None:
    """The cosigned words name no signer: one key under two names would speak for both."""
    given = read(case.answers.get("vkey", ""))
    if given is None:
        return None
    known = [read(key.vkey) for key in accord(case).region_keys]
    same = [key for key in known if key and (key.public == given.public or key.name == given.name)]
    return {"name": same[0].name} if same else None


def _too_many(case: Case) -> Facts | None:
    kind = case.answers.get("key_kind")
    return {"n": AT_ONCE} if sum(key.kind == kind for key in own(case)) >= AT_ONCE else None


key_reads = of_answers(Rule("key_reads", "设计", _unread, Role.APPROVER))
key_new = of_answers(Rule("key_new", "设计", _known, Role.APPROVER))
key_room = of_answers(Rule("key_room", "设计", _too_many, Role.APPROVER))
key_there = present("key_there", own, cites="设计")
