"""What happened: who drafted, when each step was taken, what was said in consultation and review, how it ended."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from workflow.picture.standing import Standing
from workflow.reads.offering.shapes import day, items, paragraph, short, table
from workflow.records.consultations import Comment, Consultation
from workflow.records.events import Event
from workflow.text.blocks import Block
from workflow.vocabulary import CommentState, Disposition, Reply
from workflow.words import tell

STEPS: Final = {
    "propose": "提出项目建议",
    "open_initiation": "发起各地区立项",
    "initiate": "批准立项",
    "decline": "决定不参加",
    "begin_drafting": "各地区作出决定，开始起草",
    "confirm_group": "起草组成立",
    "open_consultation": "发出征求意见稿",
    "close_consultation": "征求意见结束",
    "publish_answers": "公布意见处理情况",
    "call_review": "召集审查",
    "pass_review": "审查通过",
    "fail_review": "审查未通过",
}
HEARD: Final = frozenset({CommentState.RECEIVED, CommentState.MERGED, CommentState.ANSWERED, CommentState.PUBLISHED})
MOST: Final = 60  # opinions in one table; the rest is counted


def process(standing: Standing) -> Iterator[Block]:
    """Units and people by region, then the steps with their days, then each round of consultation."""
    yield from _group(standing)
    told = [f"{day(at)}，{_where(standing, region)}{STEPS[act]}" for act, region, at in _steps(standing)]
    if told:
        yield paragraph("主要工作过程如下：")
        yield from items(told)
    for asked in reversed(standing.consultations):
        yield paragraph(_round(standing, asked))


def _group(standing: Standing) -> Iterator[Block]:
    named = [(d.region_code, d.unit, standing.person(d.person_id).zh, d.is_editor) for d in standing.drafters]
    if not named:
        return
    units = list(dict.fromkeys(unit for _, unit, _, _ in named))
    yield paragraph(f"起草单位：{'、'.join(units)}。")
    yield paragraph("起草人：")
    by_region = dict.fromkeys(region for region, *_ in named)
    yield from items(_people(standing, region, named) for region in by_region)


def _people(standing: Standing, region: str, named: list[tuple[str, str, str, bool]]) -> str:
    own = (f"{name}（主编）" if is_editor else name for code, _, name, is_editor in named if code == region)
    return f"{standing.named(region).zh}：{'、'.join(own)}"


def _where(standing: Standing, region: str | None) -> str:
    return standing.named(region).zh if region else ""


def _steps(standing: Standing) -> Iterator[tuple[str, str | None, datetime]]:
    """The steps of the road as they were taken; a region is named where the step was its own."""
    mine = (Event.noun == "standard", Event.object_id == standing.standard.id, Event.act.in_(STEPS))
    query = sa.select(Event.act, Event.region_code, Event.at).where(*mine).order_by(Event.sequence)
    for act, region, at in standing.session.execute(query):
        yield act, region if act in ("propose", "initiate", "decline") and region in standing.places else None, at


def _round(standing: Standing, asked: Consultation) -> str:
    posted = [w for w in standing.windows if w.consultation_id == asked.id and w.posted_on]
    places = "、".join(f"{standing.named(w.region_code).zh}（{day(w.posted_on)}）" for w in posted if w.posted_on)
    heard = [c for c in standing.comments if c.consultation_id == asked.id and c.state in HEARD]
    where = f"，先后在{places}公布" if places else ""
    written = f"，书面征求{short(asked.written_to)}的意见" if asked.written_to else ""
    told = f"第 {asked.round} 次公开征求意见，期限 {asked.days} 日{where}{written}，收到意见 {len(heard)} 条。"
    return told + (_replies(standing) if asked is standing.consultation else "")


def _replies(standing: Standing) -> str:
    """How the units on the lists of the latest round replied."""
    replies = Counter(unit.reply for unit in standing.addressees)
    said = (
        f"有意见 {replies[Reply.REPLIED]} 个",
        f"无意见 {replies[Reply.NO_COMMENT]} 个",
        f"未回函 {replies[None]} 个",
    )
    return f"发函征询 {replies.total()} 个单位，其中{'、'.join(said)}。" if replies else ""


def dissent(standing: Standing) -> Iterator[Block]:
    """Counts of all opinions, then those that were not or only partly taken, with the answers given."""
    heard = [c for c in standing.comments if c.state in HEARD and c.panel_id is None]
    if not heard:
        yield from _votes(standing)
        return
    counts = Counter(c.disposition for c in heard if c.disposition)
    told = "，".join(f"{tell(one)} {counts[one]} 条" for one in Disposition if counts[one])
    yield paragraph(f"征求意见共收到意见 {len(heard)} 条" + (f"，其中{told}。" if told else "，尚未处理。"))
    disputed = [c for c in heard if c.disposition in (Disposition.PARTLY, Disposition.NOT_ACCEPTED)]
    if disputed:
        yield paragraph("没有采纳或者部分采纳的意见及其处理见下表。")
        yield table("tdissent", "分歧意见的处理", ("条款", "意见", "处理", "理由"), map(_disputed, disputed[:MOST]))
    if len(disputed) > MOST:
        yield paragraph(f"另有 {len(disputed) - MOST} 条，见意见汇总处理表。")
    yield from _votes(standing)


def _disputed(comment: Comment) -> tuple[str, str, str, str]:
    return comment.clause_label or "全文", short(comment.opinion), str(tell(comment.disposition)), short(comment.answer)


def _votes(standing: Standing) -> Iterator[Block]:
    """What the review demanded; single votes are the minutes' to tell."""
    for panel in reversed([p for p in standing.panels if p.concluded_at is not None]):
        outcome = "通过" if panel.is_passed else "未通过"
        held = f"{standing.named(panel.region_code).zh}的" if panel.region_code else ""
        yield paragraph(f"{day(panel.meets_on)}的{held}审查{outcome}。")
        demanded = [d for d in standing.demands if d.panel_id == panel.id]
        yield from items(f"审查要求：{short(d.words)}（{'已' if d.met_in else '尚未'}落实）" for d in demanded)
