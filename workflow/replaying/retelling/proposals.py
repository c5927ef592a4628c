"""The standard's own columns and those of its tracks, which the snapshots of events do not show."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from workflow.clock import start_of
from workflow.log.journal import spelled
from workflow.process.row import Scope
from workflow.records.standards import Standard, StandardTrack
from workflow.replaying.retelling.book import UNTOLD, Act, Book, Cells, write
from workflow.vocabulary import Ending, Joint

TITLES = ("title_zh", "title_en", "ics", "ccs", "nature", "special_law")
ENDINGS: Mapping[str, Ending] = {
    "withdraw_proposal": Ending.WITHDRAWN,
    "lapse_proposal": Ending.LAPSED,
    "fail_review_again": Ending.REVIEW_FAILED,
    "end_after_failures": Ending.REVIEW_FAILED,
    "end_below_floor": Ending.BELOW_FLOOR,
    "convert_before_release": Ending.BELOW_FLOOR,
    "terminate": Ending.AGREED,
    "convert": Ending.AGREED,
}
FOUND_LATER = (
    "released_at",
    "decide_by",
    "group_confirmed_at",
    "effective_on",
    "review_from",
    "ending",
    "predecessor_id",
)
UNSET = dict.fromkeys((*FOUND_LATER, "stood_at", "suspended_until"))
PLANNED = ("department_id", "reply_by", "plan_number", "plan_until", "checks", "drafters_named_at")
LIVED = ("effective_on", "review_stand", "passed_over_at", "admitted_at", "rung_due", "urged_on", "repealed_on")
HOME = ("home_posted_on", "home_closes_on", "home_text_hash")
SAID_AT_HOME = ("home_address", "home_host", "home_enquiries", "home_announcement")
BLANK = {**dict.fromkeys((*PLANNED, *LIVED, *HOME)), "rung": 0, **dict.fromkeys(SAID_AT_HOME, "")}


def tell(book: Book, act: Act) -> None:
    if act.name in ("propose", "register_release"):
        _born(book, act)
    standard = book.of(Standard)
    write(standard, **_standard(act))
    region = act.facts.get("region") if act.row.scope is Scope.NAMED else act.region
    mine = book.of(StandardTrack, region_code=region)
    write(mine, **_track(act))
    if act.name == "apply":
        write(mine, department_id=book.organs.get(act.leaf["seat"], UNTOLD), plan_until=act.facts.get("deadline"))
    if any(move.what == "failures" for move in act.row.moves):
        for row in standard:
            row["failures"] += 1


def _born(book: Book, act: Act) -> None:
    shared = {"id": book.standard_id, "rule_set_id": act.leaf["rules"], "failures": 0, "extensions": 0, **UNSET}
    shared["lineage"] = act.facts.get("lineage", UNTOLD)
    book.put(Standard, **(shared | (_registered(act) if act.name == "register_release" else _proposed(act))))
    replaced = act.facts.get("replaces") or {}
    for region in act.leaf["to"]["tracks"]:
        book.put(StandardTrack, region_code=region, replaces=replaced.get(region, ""), **BLANK)


def _proposed(act: Act) -> Cells:
    """A story told in few facts leaves the rest untold; the form requires all of these."""
    told = {name: act.facts.get(name, UNTOLD) for name in (*TITLES, "field")}
    told["special_law"] = act.facts.get("special_law") or ""
    return {
        **told,
        "scope": act.words("scope"),
        "territory": act.facts.get("territory") or [],
        "wished_on": act.facts.get("wished_on"),
        "predecessor_id": act.facts.get("predecessor"),
        "is_revision": "predecessor" in act.facts,
        "is_imported": False,
        "source": "",
        "confidence": "",
    }


def _registered(act: Act) -> Cells:
    facts, released_on = act.facts, act.facts.get("released_on")
    nature = "recommended" if "/T" in facts["numbers"] else "mandatory"
    return {
        "title_zh": facts["title_zh"],
        "title_en": facts.get("title_en") or "",
        **dict.fromkeys(("scope", "ics", "ccs", "field", "special_law"), ""),
        "territory": [],
        "wished_on": None,
        "nature": nature,
        "is_imported": True,
        **act.told("source", "confidence", "effective_on"),
        "released_at": spelled(start_of(date.fromisoformat(released_on))) if released_on else None,
    }


def _standard(act: Act) -> Cells:
    """What this act wrote on the standard."""
    match act.name:
        case "amend_proposal":
            told: dict[str, Any] = {name: act.facts[name] for name in (*TITLES, "territory") if name in act.facts}
            return told | ({"scope": act.words("scope")} if "scope" in act.leaf["commit"] else {})
        case "open_initiation":
            return {"decide_by": act.facts.get("decide_by")}
        case "confirm_group":
            return {"group_confirmed_at": act.hour}
        case "name_drafters":
            return {"group_confirmed_at": None}
        case "initiate" if act.leaf["from"].get("joint") == Joint.DRAFTING:
            return {"group_confirmed_at": None}
        case _:
            return {"ending": ENDINGS[act.name]} if act.name in ENDINGS else {}


def _track(act: Act) -> Cells:
    """What this act wrote on a track."""
    match act.name:
        case "invite":
            return act.told("reply_by")
        case "ask_to_join" | "accept_invitation":
            return {"department_id": act.facts.get("department")}
        case "initiate":
            return act.told("plan_number", "checks") | {"plan_until": act.facts.get("time_limit")}
        case "name_drafters":
            return {"drafters_named_at": act.hour}
        case "withdraw_from_project" | "go_on_without" | "leave_after_failures":
            return {"drafters_named_at": None}
        case _:
            return {}
