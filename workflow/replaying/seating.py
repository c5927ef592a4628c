"""The seat of a past act: whoever the leaf names must have sat on it at that hour, and nobody else."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from workflow.picture.standing import Seat
from workflow.replaying.verdict import Broken
from workflow.vocabulary import Named

Leaf = Mapping[str, Any]
PAPER: Final = "paper"
METHODS: Final = frozenset(
    {"webauthn", "password+totp", "password", "demonstration", PAPER}
)  # by which acts were signed


def seat_of(leaf: Leaf, group: Mapping[str, Any], today: date) -> Seat | None:
    """The seat as it was then; none where nobody sat on it (or the act has none)."""
    given = next((one for one in (*group["seats"], *group.get("lent", ())) if one.id == leaf["seat"]), None)
    if given is None or given.since > today or (given.until is not None and given.until < today):
        return None
    deputy = group.get("deputies", {}).get(given.id)
    organ = next(
        (Named(str(one.id), one.name_zh, one.name_en) for one in group["organs"] if one.id == given.organ_id),
        Named(str(given.organ_id), "", ""),
    )
    name = next((one.called for one in group["persons"] if one.id == given.person_id), Named("", "", ""))
    return Seat(
        id=given.id,
        person_id=given.person_id,
        person_name=name.zh,
        region=given.region_code,
        organ_id=given.organ_id,
        organ=organ,
        role=given.role,
        until=given.until,
        person_latin=name.en,
        holder=_holder(leaf, group, deputy),
        deputy=deputy.kind if deputy is not None else None,
        steps=frozenset(deputy.steps if deputy is not None else ()),
    )


def is_hidden(leaf: Leaf, group: Mapping[str, Any], tracks: Iterable[str]) -> bool:
    """Whether the seat that a leaf names may be one whose region had a part then, and is not told here any more. Of a
    region that never had one no seat could have acted."""
    shown = group.get("shown")
    if shown is None or leaf["seat"] is None:
        return False
    parties = {*tracks, *(one.region_code for one in group["members"]), *(one.code for one in group["above"])}
    return leaf["region"] in parties.difference(shown)


def breaches(leaf: Leaf, seat: Seat | None) -> Iterator[Broken]:
    """What speaks against the actor that the leaf names."""
    if seat is None:
        if leaf["seat"] is not None:
            yield Broken("told_seat", {"seat": leaf["seat"]})
        elif (leaf["actor"], leaf["region"], leaf["obo"]) != (None, None, None):
            yield Broken("told_actor", {"actor": leaf["actor"]})
    elif (leaf["actor"], leaf["region"], leaf["obo"]) != (seat.person_id, seat.region, seat.holder):
        yield Broken("told_actor", {"actor": leaf["actor"]})


def is_signed(leaf: Leaf) -> bool:
    """Whether an act says what was signed, and by what means."""
    return bool(leaf["stmt"] and leaf["cer"])


def against_signature(leaf: Leaf, known: Collection[str]) -> Iterator[Broken]:
    """What speaks against the statement of an act: a means that nobody knows, words that were used up before. A paper
    may carry the signatures of several acts."""
    if leaf["cer"] is not None and leaf["cer"] not in METHODS:
        yield Broken("told_ceremony", {"ceremony": leaf["cer"]})
    if leaf["stmt"] in known and leaf["cer"] != PAPER:
        yield Broken("told_statement", {"statement": leaf["stmt"]})


def _holder(leaf: Leaf, group: Mapping[str, Any], deputy: Any) -> int | None:
    """For whom a deputy sat there; nobody has a holder on a seat of his own."""
    if deputy is None:
        return None
    lender = group.get("lenders", {}).get(deputy.seat_id)
    holder: int | None = lender.id if lender is not None else leaf["obo"]
    return holder
