"""The joint rule of an agreement as plain views: its articles with what they fix, two versions of a draft compared."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from web import forms
from web.accords.changes import lines_of
from web.entered import HOME
from web.present import day
from workflow.accord.picture import Accord
from workflow.accord.ruling import RULE
from workflow.kinds import Kind, all_kinds
from workflow.picture.standing import Seat
from workflow.reads import entries
from workflow.reads.entries import Turn
from workflow.records.agreements import AgreementChange
from workflow.records.entries import Entry
from workflow.rules.ruling import ARTICLES
from workflow.text import articles
from workflow.vocabulary import ChangeState, EntryState
from workflow.words import say

Json = dict[str, Any]


def of(accord: Accord, change: AgreementChange) -> Json | None:
    """The text that a change is about, article by article; a change that is no joint rule has none."""
    told = change.content.get(RULE)
    if told is None:
        return None
    by_term = dict(zip((one["term"] for one in change.content["terms"]), lines_of(accord, change), strict=True))
    return {
        "title": told["title"],
        "href": address(accord, change),
        "pdf": f"{address(accord, change)}.pdf" if change.state is ChangeState.ADOPTED else "",
        "articles": [one | {"fixes": [by_term[key] for key in one["terms"]]} for one in told["articles"]],
    }


def told(session: Session, agreement_id: int, change_id: int) -> Json | None:
    """The same, found by its numbers."""
    accord = Accord.load(session, agreement_id)
    change = accord.change(change_id) if accord else None
    return of(accord, change) if accord and change else None


def address(accord: Accord, change: AgreementChange) -> str:
    """Where everybody reads an adopted rule."""
    return f"/public/groups/{accord.agreement.code}/rules/{change.id}"


def adopted(accord: Accord) -> list[Json]:
    """The joint rules that were adopted, the newest first."""
    found = (one for one in accord.changes if one.state is ChangeState.ADOPTED and RULE in one.content)
    return [
        {"href": address(accord, one), "title": one.content[RULE]["title"], "from": day(one.effective_from)}
        for one in found
    ]


def published(accord: Accord, change: AgreementChange) -> Json | None:
    """An adopted rule as everybody reads it: who signed which hash when, old and new figures."""
    told = of(accord, change) if change.state is ChangeState.ADOPTED else None
    if told is None:
        return None
    signed = [voice for voice in accord.voices if voice.change_id == change.id]
    return told | {
        "code": accord.agreement.code,
        "from": day(change.effective_from),
        "adopted": day(change.decided_at) if change.decided_at else "",
        "sha256": change.sha256,
        "lines": lines_of(accord, change),
        "voices": [say("{region}：{at}", region=accord.named(one.region_code), at=day(one.at)) for one in signed],
        "version": say(
            "规则版本 {n}", n=next((r.version for r in accord.rule_sets if r.citation == change.citation), "—")
        ),
    }


def held(kind: Kind) -> str:
    """The field in which entries of a kind hold a text of articles, if they do."""
    return next((field.name for field in kind.fields if field.type == ARTICLES), "")


def ways(kind: Kind, entry: Entry) -> list[Json]:
    """Whither a draft leads: to its versions side by side, and to its adoption."""
    if not held(kind):
        return []
    propose = f"/agreements/{entry.agreement_id}/steps/propose_rule?draft={entry.id}"
    found = [{"href": f"{HOME}/{kind.code}/{entry.id}/versions", "words": say("比对版本")}]
    return found + ([{"href": propose, "words": say("提议通过")}] if entry.state is EntryState.RECORDED else [])


def brought(session: Session, seat: Seat, asked: MultiDict[str, str]) -> MultiDict[str, str]:
    """What a link asks a form to begin with: named a draft, its text and its title."""
    number = forms.number(asked.get("draft"))
    entry = entries.one(session, entries.within(seat), number) if number else None
    kind = all_kinds().get(entry.kind) if entry else None
    if entry is None or kind is None or not held(kind):
        return asked
    return MultiDict({ARTICLES: entry.fields.get(held(kind), ""), "citation": entry.title})


def versions(kind: Kind, turns: list[Turn]) -> list[Json]:
    """Every version of a draft: the number of its turn, its day, its text."""
    name = held(kind)
    found: list[Json] = []
    for one in turns:
        text = one.turn.view["fields"].get(name, "")
        if text and (not found or found[-1]["text"] != text):
            found.append(
                {"n": one.turn.number, "text": text, "at": day(one.turn.at), "step": say(f"step.{one.turn.step}")}
            )
    return found


def compared(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Json]:
    """Article by article, as the part that draws a redline takes it."""
    pairs = articles.compared(articles.read(old["text"]), articles.read(new["text"]))
    return [
        {"number": one.number, "is_same": one.is_same}
        | {"spans": [{"op": op.value, "text": words} for op, words in one.words]}
        for one in pairs
    ]
