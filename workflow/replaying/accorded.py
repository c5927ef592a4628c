"""One agreement as its own rules saw it at a past hour, built of what leaves tell; what only tables know refuses."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from workflow.accord.bank import Bank
from workflow.accord.picture import Accord
from workflow.records.agreements import Agreement, AgreementChange, AgreementVoice, Member, RuleSet
from workflow.records.auditing import AuditFinding
from workflow.records.cosigning import RegionKey
from workflow.records.draws import Draw, DrawReplacement, DrawShare
from workflow.records.experts import Expert
from workflow.records.places import Region
from workflow.records.shared_words import SharedWord
from workflow.records.standards import Standard
from workflow.records.suggestions import Suggestion
from workflow.replaying import banked
from workflow.replaying.changed import Change, followed
from workflow.replaying.group import Groups
from workflow.replaying.grouped import Group, agreement
from workflow.replaying.heard import Heard
from workflow.replaying.placed import place, register
from workflow.replaying.seated import hour
from workflow.replaying.views import NotTold, view
from workflow.replaying.worded import Words
from workflow.shipped import default_terms
from workflow.terms import Term, Terms

Leaf = Mapping[str, Any]


class Tables:
    """What stands in the place of a database: whoever asks it cannot judge."""

    def __getattr__(self, name: str) -> NoReturn:
        raise NotTold("tables")


@dataclass
class Followed:
    """What the events of one agreement told so far, beside what it holds."""

    id: int
    changes: dict[int, Change] = field(default_factory=dict)
    before: dict[int, Any] = field(default_factory=dict)  # what stood where each change writes, when it was proposed
    bank: banked.Book = field(default_factory=banked.empty)
    sharing: dict[int, list[str]] = field(default_factory=dict)  # draw → whose shares make its seed
    words: Words = field(default_factory=Words)
    heard: Heard = field(default_factory=Heard)

    def follow(self, leaf: Leaf) -> None:
        """Take the next event, once it was judged."""
        followed(self.changes, leaf, {})
        banked.follow(self.bank, leaf, leaf["ts"], self.id)
        self.words.follow(leaf, leaf["ts"], self.id)
        self.heard.follow(leaf)
        if leaf["act"] == "call_draw" and "shares" in leaf["facts"]:
            self.sharing[leaf["facts"]["draw"]] = leaf["facts"]["shares"]


def accord(groups: Groups, mine: Followed, origin: str, index: int, leaf: Leaf) -> Accord:
    """The agreement as an act on it found it; one that the act begins is seen as its drafter saw it."""
    group = groups.before(origin, index, leaf)
    if group is None:
        return Accord.of(**_shared(groups, mine.id, leaf), **_nascent(groups, leaf))
    return Accord.of(**pictured(groups, mine, group, leaf))


def _shared(groups: Groups, mine: int, leaf: Leaf) -> dict[str, Any]:
    return {"session": Tables(), "documents": [], **_others(groups, mine, leaf)}


def pictured(groups: Groups, mine: Followed, group: Group, leaf: Leaf) -> dict[str, Any]:
    """The parts of an agreement's picture, of its group at that hour."""
    found, rule_sets = group["agreement"][0], group["rules"][::-1]
    seats = sorted([*group["seats"], *group["lent"]], key=lambda seat: int(seat.id))
    persons = {person.id: person for person in group["everybody"]}
    codes = [member.region_code for member in group["members"]]
    return {
        **_shared(groups, mine.id, leaf),
        "agreement": found,
        "members": group["members"],
        "rule_sets": rule_sets,
        "chain": group["chain"],
        "offices": group["chain"],
        "changes": list(_changes(mine, group)),
        "voices": list(_voices(mine)),
        "standard": Standard(agreement_id=mine.id, lead_region=found.chair_region, field=""),
        "places": {one.code: one for one in group["places"]},
        "above": {one.code: one for one in group["above"]},
        "organs": {organ.id: organ for organ in group["organs"]},
        "roster": [(seat, persons[seat.person_id]) for seat in seats],
        "terms": _terms(rule_sets[0]),
        "tracks": dict.fromkeys(codes),
        **_beside(mine),
    }


def _beside(mine: Followed) -> dict[str, Any]:
    """What rules ask for only now and then."""
    return {
        "bank": _bank(mine),
        "suggestions": [view(Suggestion, cells) for cells in mine.heard.unanswered],
        "findings": [view(AuditFinding, cells) for cells in mine.heard.open_findings],
        "region_keys": [view(RegionKey, cells) for cells in mine.heard.keys.values()],
        "words": list(_words(mine)),
        "word_voices": _grouped((id_, code) for id_, code in mine.words.voices),
    }


def _terms(rules: Any) -> Terms:
    return Terms({key: Term(entry["value"], entry["cites"]) for key, entry in rules.terms.items()})


def _others(groups: Groups, mine: int, leaf: Leaf) -> dict[str, Any]:
    """Every agreement that the logs at hand tell of, and its regions."""
    found = {one: groups.charted_at(one, hour(leaf)) for one in groups.charted if one != mine}
    known = {one: charted.charter for one, charted in found.items() if charted and "agreement" in charted.charter}
    return {
        "others": [agreement(one, charter["agreement"]) for one, charter in known.items()],
        "parties": {one: frozenset(charter.get("members", {})) for one, charter in known.items()},
    }


def _nascent(groups: Groups, leaf: Leaf) -> dict[str, Any]:
    """The drafter himself, and every region that could be a party."""
    region = str(leaf["region"])
    told = leaf["facts"].get("charter", {}).get("members", {}).get(region, {})
    me = {"agreement_id": 0, "region_code": region, "rank": 1, "authority_id": told.get("authority_id", 0)}
    rules = view(RuleSet, {"id": 0, "version": 0, "terms": default_terms()})
    codes = [code for code, row in register().items() if row["authority_zh"]]
    none: dict[str, Any] = {name: [] for name in ("changes", "voices", "offices", "chain", "roster")}
    return none | {
        "agreement": Agreement(id=0, code="", name_zh="", name_en="", chair_region=region),
        "members": [view(Member, me)],
        "rule_sets": [rules],
        "standard": Standard(lead_region=region, field=""),
        "places": {code: view(Region, place({}, code)) for code in codes},
        "organs": {},
        "terms": _terms(rules),
        "tracks": {region: None},
    }


def _changes(mine: Followed, group: Group) -> Iterator[Any]:
    """Newest first, each in the state that the agreement showed."""
    states = group.charted.stands.get("changes", {})
    for id_, change in sorted(mine.changes.items(), reverse=True):
        cells = {"id": id_, "agreement_id": mine.id, "state": states.get(str(id_)), **_but(change.cells, ("before",))}
        if id_ in group.charted.contents:
            said = group.charted.contents[id_]
            cells |= {"content": said["content"], "effective_from": said["day"], "citation": said["cites"]}
        if id_ in mine.before:
            cells["before"] = mine.before[id_]
        yield view(AgreementChange, cells)


def _voices(mine: Followed) -> Iterator[Any]:
    for id_, change in mine.changes.items():
        for code, cells in change.voices.items():
            yield view(AgreementVoice, {"change_id": id_, "region_code": code, **cells})


def _bank(mine: Followed) -> Bank:
    made, book = Bank(Tables(), mine.id), mine.bank  # type: ignore[arg-type]
    hashed = (banked.DIGEST,)
    experts = [{"id": id_, **_but(cells, hashed)} for (id_,), cells in sorted(book["experts"].items())]
    draws = [{"id": id_, **_but(cells, ("frozen",))} for (id_,), cells in sorted(book["draws"].items(), reverse=True)]
    told = {id_: {"frozen": {"shares": codes}} for id_, codes in mine.sharing.items()}
    shares: dict[int, dict[str, Any]] = {}
    for (id_, code), cells in sorted(book["draw_shares"].items()):
        shares.setdefault(id_, {})[code] = view(DrawShare, {"draw_id": id_, "region_code": code, **cells})
    gone = [{"draw_id": draw, "gone_id": id_, **cells} for (draw, id_), cells in book["draw_replacements"].items()]
    vars(made).update(
        experts=[view(Expert, cells) for cells in experts],
        voices=_grouped((id_, code) for id_, code in book["expert_voices"]),
        draws=[view(Draw, cells | told.get(cells["id"], {})) for cells in draws],
        shares=shares,
        replacements=_grouped((row["draw_id"], view(DrawReplacement, row)) for row in gone),
    )
    return made


def _but(cells: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: cell for name, cell in cells.items() if name not in names}


def _words(mine: Followed) -> Iterator[Any]:
    """The terms that have not ended; the words of one that came from a text are told by hash alone."""
    for id_, cells in sorted(mine.words.words.items()):
        if cells["ended_at"] is None:
            yield view(SharedWord, {"id": id_, **_but(cells, ("definition",)), **mine.words.clear.get(id_, {})})


def _grouped(pairs: Iterator[tuple[int, Any]]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
