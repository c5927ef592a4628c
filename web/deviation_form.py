"""The plain form that puts a regional deviation into a clause of the draft, changes it or takes it out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from flask import g
from werkzeug.datastructures import MultiDict

from web.errors import Problem
from web.forms import new_key
from web.present import region
from web.project.party import page_head, ways
from web.views.clauses import anchor, clause_views, label
from workflow.picture.standing import Seat, Standing
from workflow.process.reasons import NotThere
from workflow.reads.drafting import Desk, saving
from workflow.text.blocks import Deviation, DeviationType
from workflow.text.canonical import Unacceptable, acceptable
from workflow.text.clauses import Clause
from workflow.text.deviating import new_id, placed
from workflow.text.notation import read, write
from workflow.words import say

Fields = list[dict[str, Any]]
LINES: Final = {"title": 120, "reason": 1000, "evidence": 1000, "since": 10, "until": 10}
MOST: Final = 20_000


@dataclass(frozen=True)
class Given:
    """What the form told: the deviation, what is wrong with it field by field, and whether it is to be taken out."""

    deviation: Deviation
    wrong: Mapping[str, str] = field(default_factory=dict)
    is_cut: bool = False


def asked(desk: Desk, asked: Mapping[str, str]) -> tuple[Clause, Deviation | None]:
    """The clause that is meant, and its deviation where one is named."""
    clause = next((clause for clause in desk.clauses if clause.id == asked.get("clause")), None)
    if clause is None:
        raise NotThere
    wanted = asked.get("deviation", "")
    return clause, next((one.deviation for one in placed([clause]) if one.deviation.id == wanted), None)


def blank(desk: Desk, seat: Seat) -> Deviation:
    """A new one, of the seat's own region."""
    own = (seat.region,) if seat.region else ()
    return Deviation(new_id(desk.clauses), own, DeviationType.CONDITION, "", ())


def given(form: MultiDict[str, str], known: Deviation, standing: Standing) -> Given:
    """The deviation as the form tells it, under the id of the one that is changed."""
    if form.get("cut"):
        return Given(known, is_cut=True)
    wrong: dict[str, str] = {}
    told = {name: _line(form.get(name, ""), most, name, wrong) for name, most in LINES.items()}
    regions = tuple(code for code in standing.counted if code in form.getlist("regions"))
    if not regions:
        wrong["regions"] = say("wrong.required")
    blocks = read(_words(form.get("words", ""), wrong))
    if not blocks:
        wrong.setdefault("words", say("wrong.required"))
    if any(isinstance(block, Deviation) for block in blocks):
        wrong["words"] = say("差异里不能再写差异。")
    wrong |= _days(told)
    kind = next((kind for kind in DeviationType if kind == form.get("type")), None)
    if kind is None:
        wrong["type"] = say("wrong.required")
    return Given(Deviation(known.id, regions, kind or known.type, blocks=blocks, **told), wrong)


def _line(words: str, most: int, name: str, wrong: dict[str, str]) -> str:
    line = " ".join(_words(words, wrong, name).split())
    if len(line) > most:
        wrong[name] = say("wrong.too_long", most=most, n=len(line))
    return line[:most]


def _words(words: str, wrong: dict[str, str], name: str = "words") -> str:
    try:
        found = acceptable(words)
    except Unacceptable:
        wrong[name] = say("wrong.characters")
        return ""
    if len(found) > MOST:
        wrong[name] = say("wrong.too_long", most=MOST, n=len(found))
    return found[:MOST]


def _days(told: Mapping[str, str]) -> dict[str, str]:
    days: dict[str, date] = {}
    wrong = {}
    for name in ("since", "until"):
        try:
            days |= {name: date.fromisoformat(told[name])} if told[name] else {}
        except ValueError:
            wrong[name] = say("wrong.date")
    if len(days) == len(("since", "until")) and days["until"] < days["since"]:
        wrong["until"] = say("终止日期早于起始日期。")
    return wrong


def form_page(
    standing: Standing,
    clause: Clause,
    shown: Deviation,
    wrong: Mapping[str, str] | None = None,
    problem: Problem | None = None,
) -> dict[str, Any]:
    """The page of the form."""
    offer = saving(standing, g.seat, g.now)
    if offer is None:
        raise NotThere
    is_there = any(one.deviation.id == shown.id for one in placed([clause]))
    back = f"/standards/{standing.standard.id}/draft?clause={clause.id}"
    return {
        "id": standing.standard.id,
        "head": page_head(standing, say("区域差异")),
        "ways": ways(standing, "draft"),
        "reasons": [reason.as_json() for reason in offer.reasons if reason.rule != "words_given"],
        "hidden": {"version": standing.standard.version, "idempotency_key": new_key()},
        "clause": {"id": clause.id, "label": label(clause), "back": back, "anchor": anchor(clause.id)},
        "now": clause_views([clause], standing.places),
        "deviation": shown.id,
        "is_there": is_there,
        "problem": problem,
        "fields": _fields(standing, shown, wrong or {}),
    }


def _fields(standing: Standing, shown: Deviation, wrong: Mapping[str, str]) -> Fields:
    places = [{"value": code, "words": region(standing.places[code])["name"]} for code in standing.counted]
    kinds = [{"value": kind.value, "words": say(f"deviation.{kind}")} for kind in DeviationType]
    made: Fields = [
        _field("regions", "choices", say("哪些地区"), list(shown.regions), options=places),
        _field("type", "choice", say("差异类型"), shown.type.value if shown.blocks else "", options=kinds),
        _field("title", "text", say("差异标题"), shown.title, required=False),
        _field("words", "longtext", say("这些地区的规定"), write(shown.blocks), rows=6),
        _field("reason", "text", say("理由"), shown.reason, required=False),
        _field("evidence", "text", say("依据的文件"), shown.evidence, required=False),
        _field("since", "date", say("自哪天起"), shown.since, required=False),
        _field("until", "date", say("到哪天止"), shown.until, required=False),
    ]
    return [one | ({"error": wrong[one["name"]]} if one["name"] in wrong else {}) for one in made]


def _field(name: str, kind: str, words: str, value: Any, *, required: bool = True, **more: Any) -> dict[str, Any]:
    told = {"name": name, "type": kind, "label": words, "required": required, "value": value}
    return told | {"many": kind == "choices"} | more
