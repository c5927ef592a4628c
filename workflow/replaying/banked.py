"""The expert bank and its draws as events tell them; of an expert's own words they tell a salted hash alone."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from workflow.log.journal import spelled
from workflow.rules.banking import codes_of

Cells = dict[str, Any]
Key = tuple[Any, ...]
Book = dict[str, dict[Key, Cells]]  # table → key → cells
Leaf = Mapping[str, Any]
TABLES: Final = ("experts", "expert_voices", "expert_ratings", "draws", "draw_shares", "draw_replacements")
DIGEST: Final = "name"  # the column under which a changed row of an expert is told


def empty() -> Book:
    return {name: {} for name in TABLES}


def follow(book: Book, leaf: Leaf, at: Any, agreement: int) -> None:
    """Take the next event of an agreement, at this hour; one that is about no expert and no draw passes by."""
    if leaf["act"] in TELL:
        TELL[leaf["act"]](book, leaf, at, agreement)
        _experts(book, leaf, at)


def _experts(book: Book, leaf: Leaf, at: Any) -> None:
    """What acts of every kind tell of rows: their hashes, and who was recognised with it."""
    for id_, digest in leaf["facts"].get("experts", {}).items():
        book["experts"].setdefault((int(id_),), {})[DIGEST] = digest
    for id_ in leaf["facts"].get("recognised", ()):
        book["experts"].setdefault((id_,), {})["recognised_at"] = at


def _nominate(book: Book, leaf: Leaf, at: Any, agreement: int) -> None:
    for id_ in leaf["facts"]["experts"]:
        blank = dict.fromkeys(("recognised_at", "suspended_at", "left_at", "away_from", "away_until"))
        made = {"agreement_id": agreement, "region_code": leaf["region"], "nominated_at": at, **blank}
        by = {"nominated_by": leaf["actor"], "interest": leaf["facts"]["group"], "person_id": None}
        book["experts"][(int(id_),)] = {**made, **by, **_plain(leaf)}
        _voice(book, leaf, at, int(id_))


def _plain(leaf: Leaf) -> Cells:
    """What stands in clear of an expert: his fields, his term of office, when he is away."""
    facts, told = leaf["facts"], Cells()
    if "codes" in facts:
        told["codes"] = codes_of(facts["codes"])
    if "office_until" in facts:
        told["until"] = facts["office_until"]
    if "holder" in facts:
        told["person_id"] = facts["holder"]
    if "away_from" in facts:
        told |= {"away_from": facts["away_from"], "away_until": facts.get("away_until")}
    return told


def _amend(book: Book, leaf: Leaf, at: Any, agreement: int) -> None:
    book["experts"].setdefault((leaf["facts"]["expert"],), {}).update(_plain(leaf))


def _voice(book: Book, leaf: Leaf, at: Any, id_: int) -> None:
    book["expert_voices"][(id_, leaf["region"])] = {"person_id": leaf["actor"], "at": at}


def _recognise(book: Book, leaf: Leaf, at: Any, agreement: int) -> None:
    for id_ in leaf["facts"]["entries"]:
        _voice(book, leaf, at, id_)


def _marks(column: str, *, is_set: bool) -> Callable[[Book, Leaf, Any, int], None]:
    def tell(book: Book, leaf: Leaf, at: Any, agreement: int) -> None:
        book["experts"].setdefault((leaf["facts"]["expert"],), {})[column] = at if is_set else None

    return tell


def _rate(book: Book, leaf: Leaf, at: Any, agreement: int) -> None:
    facts = leaf["facts"]
    marks = {name: facts[name] for name in ("attendance", "timeliness", "quality")}
    key = (facts["expert"], facts["panel"], leaf["region"])
    book["expert_ratings"][key] = {**marks, "person_id": leaf["actor"], "at": at}


def _call(book: Book, leaf: Leaf, at: Any, agreement: int) -> None:
    facts = leaf["facts"]
    hours = {name: spelled(datetime.fromisoformat(facts[name])) for name in ("commit_by", "reveal_by")}
    made = {"agreement_id": agreement, "standard_id": facts["standard"], "state": "committing", **hours}
    blank = dict.fromkeys(("closed_at", "seed", "drawn", "reserves", "silent"))
    made |= {"frozen": facts["frozen"], "called_by": leaf["actor"], "called_at": at, **blank}
    book["draws"][(facts["draw"],)] = made


def _commit(book: Book, leaf: Leaf, at: Any, agreement: int) -> None:
    key, actor = (leaf["facts"]["draw"], leaf["region"]), leaf["actor"]
    given = {"commitment": leaf["facts"]["commitment"], "committed_by": actor, "committed_at": at}
    book["draw_shares"][key] = {**given, **dict.fromkeys(("share", "revealed_by", "revealed_at"))}


def _reveal(book: Book, leaf: Leaf, at: Any, agreement: int) -> None:
    told = {"share": leaf["facts"]["share"], "revealed_by": leaf["actor"], "revealed_at": at}
    book["draw_shares"].setdefault((leaf["facts"]["draw"], leaf["region"]), {}).update(told)


def _move(book: Book, leaf: Leaf, at: Any, agreement: int) -> None:
    """A draw is drawn where its event names who; annulled where it names who kept silent; else it is revealing."""
    facts = leaf["facts"]
    result = {name: facts[name] for name in ("seed", "drawn", "reserves", "silent") if name in facts}
    state = "drawn" if "drawn" in facts else "annulled" if "silent" in facts else "revealing"
    over = {"closed_at": at} if result else {}
    book["draws"].setdefault((facts["draw"],), {}).update({"state": state, **over, **result})


def _replace(book: Book, leaf: Leaf, at: Any, agreement: int) -> None:
    facts = leaf["facts"]
    row = {"came_id": facts["came"], "person_id": leaf["actor"], "at": at}
    book["draw_replacements"][(facts["draw"], facts["gone"])] = row


TELL: dict[str, Callable[[Book, Leaf, Any, int], None]] = {
    "nominate_expert": _nominate,
    "amend_expert": _amend,
    "recognise_experts": _recognise,
    "suspend_expert": _marks("suspended_at", is_set=True),
    "resume_expert": _marks("suspended_at", is_set=False),
    "retire_expert": _marks("left_at", is_set=True),
    "rate_expert": _rate,
    "call_draw": _call,
    "commit_share": _commit,
    "reveal_share": _reveal,
    "open_shares": _move,
    "draw_experts": _move,
    "annul_draw": _move,
    "replace_drawn": _replace,
}
