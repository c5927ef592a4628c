"""What two versions of a text differ in, as plain views: cards of changed clauses, and the count of the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from web.present import short_day
from web.project.sharing import reshared
from web.views.clauses import label
from web.views.redlining import OPS, Drawing, density, density_words
from workflow.picture.standing import Standing
from workflow.reads.texts import Compared
from workflow.records.clause_suggestions import ClauseSuggestion
from workflow.records.consultations import Comment
from workflow.records.texts import Version
from workflow.text.joining import joined, split
from workflow.text.redline import ChangeKind, ClauseChange, Op, Span
from workflow.vocabulary import Named
from workflow.words import say, tell

TAGS = {ChangeKind.ADDED: "新增", ChangeKind.REMOVED: "删去", ChangeKind.MOVED: "移位"}
SHOWN = (ChangeKind.CHANGED, ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.MOVED)
AROUND = 14  # characters left beside a change when a redline is cut short


def told(version: Version) -> str:
    """A version by its number."""
    return say("文本 {n}", n=version.number)


@dataclass(frozen=True)
class Wish:
    """What the reader wishes to see of a redline: all, technical changes alone, those of one region alone."""

    technical: bool = False
    region: str = ""

    def shows(self, change: ClauseChange) -> bool:
        if self.technical and not change.is_technical:
            return False
        return not self.region or any(c is not None and c.answered_by(self.region) for c in (change.old, change.new))


def redline_view(compared: Compared, standing: Standing, wish: Wish = Wish()) -> dict[str, Any]:
    """The cards of what changed, the bar of all clauses, those that only got another number, and how many stayed."""
    changed = [change for change in compared.changes if change.kind in SHOWN]
    shown = [change for change in changed if wish.shows(change)]
    drawing, woven = Drawing.of(compared.changes, standing.places), _woven(compared.changes)
    renumbered = [c for c in compared.changes if c.kind is ChangeKind.RENUMBERED]
    return {
        "cards": [_card(change, drawing, woven) | _because(compared, change) for change in shown],
        "bar": [_bar(change, change in shown) for change in compared.changes],
        "hidden": len(changed) - len(shown),
        "renumbered": [
            say("原 {old} 改为 {new}，文字未动。", old=c.old.number, new=c.new.number)
            for c in renumbered
            if c.old and c.new
        ],
        "reshared": reshared(compared.changes, standing),
        "kept": len(compared.changes) - len(changed) - len(renumbered),
        "summary": counted(compared),
        "meta": [_meta(standing, *one) for one in compared.meta],
    }


def _woven(changes: Sequence[ClauseChange]) -> dict[str, str]:
    """Clauses that are gone into another, or came out of one, in words."""
    into = {id_: say("并入 {clause}", clause=label(home)) for id_, home in joined(changes).items()}
    return into | {id_: say("从原 {clause} 分出", clause=label(home)) for id_, home in split(changes).items()}


def _card(change: ClauseChange, drawing: Drawing, woven: Mapping[str, str]) -> dict[str, Any]:
    told = card(change, drawing)
    return told | {"tags": [*told["tags"], woven[change.id]]} if change.id in woven else told


def _bar(change: ClauseChange, is_shown: bool) -> dict[str, Any]:
    return {"id": f"c-{change.id}" if is_shown else "", "density": density(change), "words": density_words(change)}


def _because(compared: Compared, change: ClauseChange) -> dict[str, Any]:
    """Who changed it, when and why, version by version."""
    steps = [
        say("文本 {n}，{day}，{who}", n=v.number, day=short_day(v.made_at), who=compared.makers.get(v.made_by or 0, ""))
        for v in compared.touched.get(change.id, [])
    ]
    steps += [credit(one, compared.makers) for one in compared.taken.get(change.id, [])]
    why = [v.summary for v in compared.touched.get(change.id, []) if v.summary]
    why += [one.reason for one in compared.taken.get(change.id, []) if one.reason]
    why += [cause(one) for one in compared.causes.get(change.id, [])]
    return {"meta": [step.removesuffix("，") for step in steps]} | (
        {"source": say("缘由：{why}", why=why)} if why else {}
    )


def credit(one: ClauseSuggestion, names: Mapping[int, Named]) -> str:
    """Who suggested what a version took, and who accepted it."""
    by, taker = names.get(one.person_id or 0, ""), names.get(one.decided_by or 0, "")
    return say("{person}建议，{other}采纳", person=one.author or by, other=taker)


def cause(comment: Comment) -> str:
    """A comment by its number, where it came from, and how it was answered."""
    if comment.disposition is None:
        return say("第 {n} 号意见（{source}）", n=comment.id, source=comment.source)
    return say("第 {n} 号意见（{source}，{end}）", n=comment.id, source=comment.source, end=comment.disposition)


def counted(compared: Compared) -> str:
    """The redline in one sentence."""
    if compared.summary.untouched:
        return say("两版条款完全相同。")
    n = compared.summary.counts
    kinds = [
        (say("改动 {n} 条", n=n[ChangeKind.CHANGED]), n[ChangeKind.CHANGED]),
        (say("新增 {n} 条", n=n[ChangeKind.ADDED]), n[ChangeKind.ADDED]),
        (say("删去 {n} 条", n=n[ChangeKind.REMOVED]), n[ChangeKind.REMOVED]),
        (say("移位 {n} 条", n=n[ChangeKind.MOVED]), n[ChangeKind.MOVED]),
        (say("只改编号 {n} 条", n=n[ChangeKind.RENUMBERED]), n[ChangeKind.RENUMBERED]),
    ]
    told = [words for words, count in kinds if count]
    plus, minus = compared.summary.characters_added, compared.summary.characters_cut
    return say("{kinds}；增 {plus} 字，减 {minus} 字。", kinds=told, plus=plus, minus=minus)


def card(change: ClauseChange, drawing: Drawing) -> dict[str, Any]:
    """One changed clause for parts/redline.html."""
    clause = change.new or change.old
    assert clause is not None
    return {
        "id": f"c-{change.id}",
        "number": clause.number,
        "title": drawing.title(change),
        "blocks": drawing.blocks(change),
        "still": change.kind is ChangeKind.MOVED,
        "meta": [],
        "tags": _tags(change),
    }


def _tags(change: ClauseChange) -> list[str]:
    tags = [say(TAGS[change.kind])] if change.kind in TAGS else []
    if change.moved and change.kind is not ChangeKind.MOVED:
        tags.append(say("移位"))
    if change.renumbered and change.old is not None:
        tags.append(say("原 {number}", number=change.old.number))
    return tags


def short_card(change: ClauseChange, drawing: Drawing) -> dict[str, Any]:
    """One changed clause in a few words: what stands beside the changes."""
    clause = change.new or change.old
    assert clause is not None
    is_titled = any(op is not Op.KEEP for op, _ in change.title)
    spans = [*change.title, *([(Op.KEEP, "\n")] if change.body else []), *change.body] if is_titled else change.body
    title = f"{clause.number} {clause.title}".strip()
    return {
        "id": f"c-{change.id}",
        "number": title,
        "tokens": tokens(shortened(drawing.heard(change, spans))),
        "tags": _tags(change),
    }


def tokens(spans: Sequence[Span]) -> list[dict[str, str]]:
    """Spans as the part draws them."""
    return [{"op": OPS[op], "text": words} for op, words in spans]


def shortened(spans: Sequence[Span]) -> list[Span]:
    """The changes with a few characters on either side."""
    cut: list[Span] = []
    for at, (op, words) in enumerate(spans):
        if op is not Op.KEEP or len(words) <= 2 * AROUND:
            cut.append((op, words if op is Op.KEEP else words[: 6 * AROUND]))
            continue
        head = words[:AROUND] if at else ""
        tail = words[-AROUND:] if at < len(spans) - 1 else ""
        cut.append((op, f"{head}…{tail}"))
    return cut


def _meta(standing: Standing, name: str, was: object, now: object) -> dict[str, str]:
    return {"term": say(f"meta.{name}"), "was": _said(standing, name, was), "now": _said(standing, name, now)}


def _said(standing: Standing, name: str, value: object) -> str:
    if name == "participants" and isinstance(value, list):
        return str(tell([standing.named(code) if code in standing.places else code for code in value]))
    if name == "territory":
        return str(tell(standing.parts_named(value))) if isinstance(value, list) else say("全境")
    return say(f"nature.{value}") if name == "nature" else str(value or "—")
