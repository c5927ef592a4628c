"""Limits of the standard on charging, confirmed by a handler, and the standard beside one of an invented body."""

import json
from datetime import datetime
from typing import Any, Final

from workflow import agreeing, engine
from workflow.demo.drafts import text_of
from workflow.demo.legs import JIN, JING
from workflow.demo.playing import Play
from workflow.picture.standing import Standing
from workflow.records.limits import ComparisonLine
from workflow.text.clauses import Text
from workflow.text.document import written
from workflow.text.limits.relating import Relation
from workflow.text.lineage import id_factory
from workflow.text.reading import read
from workflow.vocabulary import SeatRole

CONFIRMED: Final = 12  # of the limits that are proposed; the rest waits
OTHER: Final = {"other_number": "T/SFXH 12—2025", "other_title": "公共停车场充电设施配置要求(示)"}
JUDGED: Final = "两处所指的响应相同，我方时限较长。"


def measured(play: Play, now: datetime) -> None:
    """Through the ordinary doors."""
    if "charging" not in play.standards:
        return
    standard, handler = play.standards["charging"], play.seats["钱", JING, SeatRole.HANDLER]
    with play.database.read() as session:
        standing = Standing.load(session, standard)
        assert standing is not None
        group = standing.standard.agreement_id
        names = [one.name for one in standing.limits.found][:CONFIRMED]
    engine.take(play.database, "confirm_limits", standard, handler, {"limits": names}, at=now)
    clauses = read(text_of("elsewhere"), id_factory()).clauses
    brought = json.dumps(written(Text({}, clauses)), ensure_ascii=False)
    asked: dict[str, Any] = {"standard": standard, "structure": brought, **OTHER}
    made = agreeing.take(play.database, group, "lay_comparison", handler, asked, at=now)
    _settled(play, group, made.facts["comparison"], now)


def _settled(play: Play, group: int, comparison: int, now: datetime) -> None:
    """What is sure as it was proposed, and what was unclear with a reason."""
    other = play.seats["钱", JIN, SeatRole.HANDLER]
    with play.database.read() as session:
        lines = session.query(ComparisonLine).filter_by(comparison_id=comparison).order_by(ComparisonLine.place).all()
        sure = [str(one.place) for one in lines if one.proposed in {Relation.EQUAL, Relation.STRICTER}]
        unclear = [str(one.place) for one in lines if one.proposed is Relation.UNCLEAR][:1]
    named = {"comparison": comparison}
    agreeing.take(play.database, group, "settle_relations", other, named | {"lines": " ".join(sure)}, at=now)
    if unclear:
        said = {"lines": unclear[0], "relation": Relation.LOOSER.value, "notes": JUDGED}
        agreeing.take(play.database, group, "settle_relations", other, named | said, at=now)
