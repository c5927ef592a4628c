"""Review panels: who was appointed, declared, was present; how it ended, and what it demanded."""

from itertools import zip_longest

from workflow.demanding import lines
from workflow.effects.moves import all_moves
from workflow.process.row import Scope
from workflow.records.panels import Demand, PanelMember, ReviewPanel
from workflow.replaying.retelling.book import UNTOLD, Act, Book, write
from workflow.vocabulary import Panel

NOT_THERE = {"vote": None, "voted_at": None, "is_present": False, "signed_in_at": None}
PASSED = {
    "pass_review": True,
    "pass_review_here": True,
    "fail_review": False,
    "fail_review_here": False,
    "fail_review_again": False,
}


def tell(book: Book, act: Act) -> None:
    if act.name == "call_review":
        _call(book, act)
    if act.name == "freeze_text":
        for demand in act.facts.get("met") or ():
            write(book.of(Demand, id=demand), met_in=act.facts["version"])
            book.write_later(Demand, demand, met_in=act.facts["version"])
    _closed(book, act)
    named = book.of(ReviewPanel, id=act.facts["panel"]) if "panel" in act.facts else []
    panel = named[0] if named else book.last(ReviewPanel)
    if panel is None:
        return
    _members(book, act, panel["id"])
    if act.row.scope is Scope.PANEL and act.row.target:
        panel["state"] = act.row.target
    if act.name == "appoint_panel":
        panel["noticed_at"] = act.hour
    elif act.name == "open_vote":
        panel["opened_at"] = act.hour
    elif act.name in PASSED:
        panel |= {"concluded_at": act.hour, "is_passed": PASSED[act.name]}
        _demand(book, act, panel["id"])


def _closed(book: Book, act: Act) -> None:
    """What moves along: all panels at work, or that of a region which leaves."""
    for move in all_moves(act.row):
        if move.what in ("panels", "own_panel"):
            own = {"region_code": act.facts.get("region", act.region)} if move.what == "own_panel" else {}
            write((row for row in book.of(ReviewPanel, **own) if row["state"] in move.source), state=move.target)


def _call(book: Book, act: Act) -> None:
    """One panel for all, or one of each region; all of one review bear its number."""
    facts, blank = act.facts, dict.fromkeys(("noticed_at", "opened_at", "concluded_at", "is_passed"))
    number = max((row["round"] for row in book.of(ReviewPanel)), default=0) + 1
    for region, panel in (facts.get("panels") or {None: facts.get("panel")}).items():
        book.put(
            ReviewPanel,
            id=panel,
            round=number,
            state=Panel.FORMING,
            region_code=region,
            by_letter=facts["by_letter"] == "letter",
            meets_on=facts["meets_on"],
            place=facts.get("place") or "",
            agenda=act.words("agenda"),
            called_at=act.hour,
            **blank,
        )


def _members(book: Book, act: Act, panel: int) -> None:
    members, facts = book.of(PanelMember, panel_id=panel), act.facts
    mine = [row for row in members if row["person_id"] == act.actor]
    match act.name:
        case "appoint_panel":
            _appoint(book, act, panel)
        case "declare_interest":
            write(mine, interest=facts["interest"])
        case "replace_member":
            write(members, **NOT_THERE)
            write((row for row in members if row["person_id"] == facts["person"]), left_at=act.hour)
        case "sign_in":
            write(mine, is_present=True, signed_in_at=act.hour)
        case "open_vote":
            for row in members if facts.get("present") else ():
                row["is_present"] = row["person_id"] in facts["present"]
        case "redo_vote":
            write(members, **NOT_THERE)
        case "vote":
            write(mine, vote=facts["position"], voted_at=act.hour, opinion=act.words("opinion"))


def _appoint(book: Book, act: Act, panel: int) -> None:
    facts, blank = act.facts, {"interest": None, "left_at": None, "opinion": "", **NOT_THERE}
    members = book.of(PanelMember, panel_id=panel)
    write((row for row in members if row["person_id"] not in facts["experts"]), left_at=act.hour)
    staying = {row["person_id"] for row in members if row["left_at"] is None}
    for person in (each for each in facts["experts"] if each not in staying):
        back = [row for row in members if row["person_id"] == person]
        write(back, **blank)
        if not back:
            book.put(PanelMember, panel_id=panel, person_id=person, **blank)
    for row in book.of(PanelMember, panel_id=panel):
        row |= {"is_user": row["person_id"] in facts["users"], "is_chair": row["person_id"] == facts["chair"]}


def _demand(book: Book, act: Act, panel: int) -> None:
    """Each line of what was demanded; once erased only the rows themselves could say, so they are not counted."""
    demands = act.words("demands") if PASSED[act.name] else ""
    told = [{"id": each} for each in act.facts.get("demanded", ())]
    if demands is UNTOLD and not told:
        book.untold.add((Demand, panel))
        return
    said = [UNTOLD] * len(told) if demands is UNTOLD else lines(demands)
    for line, one in zip_longest(said, told):
        book.put(Demand, panel_id=panel, words=line, met_in=None, **(one or {}))
