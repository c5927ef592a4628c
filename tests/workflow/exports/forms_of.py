"""A life whose official forms are printed: short as it was lived, and long as no life is."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from tests import builders
from tests.builders import Road
from tests.cast import LEAD, World, founded
from workflow.exports.paperwork.filling import Filled, filled
from workflow.exports.paperwork.shapes import Form, catalogue, form, layouts
from workflow.exports.paperwork.source import Source, reviews
from workflow.picture.standing import Standing
from workflow.records.consultations import Comment
from workflow.vocabulary import CommentState, Disposition, Joint

AT = datetime(2026, 8, 1, tzinfo=UTC)
CONTACT = "canary-13800000000"
TITLE = (
    "长三角生态绿色一体化发展示范区跨省域公共停车场及交通枢纽配套电动汽车充电设施规划布局、建设验收、运行管理与"
    "应急处置及信息互联互通和服务质量评价通用技术规范 第12部分：既有设施改造与验收"
)
OPINION = "建议明确夜间与节假日的开放时间、分时收费标准和无障碍车位的预留比例，并说明与现行强制性国家标准的关系。" * 4
EVERY = [(name, layout) for name in catalogue() for layout in ("", *layouts(name))]


def lived(template: Path, folder: Path, state: Joint = Joint.RELEASED, heard: int = 2) -> Road:
    """A standard of three regions that came to `state`, with comments of the public."""
    path = folder / "forms.db"
    shutil.copyfile(template, path)
    world: World = founded(f"sqlite:///{path}")
    road = builders.standing(world, Joint.CONSULTING)
    builders.posted(road)
    _heard(road, heard)
    road.wait(days=32)
    road.wake()
    _answered(road)
    for reached, leg in builders.LEGS[5:]:
        leg(road)
        if reached is state:
            return road
    raise ValueError(state)


def _heard(road: Road, n: int) -> None:
    with road.standing() as found:
        clause = found.written.clauses[-1].id
    for k in range(n):
        said = {"clause": clause, "opinion": f"第{k + 1}条意见", "proposal": "改为 20%", "reason": "理由"}
        road.take("comment", None, **said, name=f"某单位{k + 1}", contact=CONTACT)


def _answered(road: Road) -> None:
    with road.standing() as found:
        ids = [comment.id for comment in found.comments]
    for id_ in ids:
        road.take("answer_comment", builders.editor(road), comment=id_, disposition="accepted", answer="采纳。")
    if ids:
        road.by(LEAD, "handler", "publish_answers")


def source(session: Session, road: Road, shape: Form | None = None) -> Source:
    """What the lead region's forms are filled from."""
    standing = Standing.load(session, road.id)
    assert standing is not None
    panels = reviews(standing, LEAD)
    return Source.of(standing, AT, LEAD, panels[0] if panels else None)


def stretched(found: Source) -> Source:
    """The same life with a title of three lines, forty long comments and a panel of seventeen."""
    standard, first = found.standing.standard, found.standing.comments[0]
    standard.title_zh, standard.title_en = TITLE, "Specification for the planning and operation of " * 4
    standard.scope = OPINION * 3
    found.standing.__dict__["comments"] = [_long(first, n) for n in range(1, 41)]
    for drafter in found.standing.drafters:
        drafter.unit = "国家电动汽车充换电设施与综合能源服务产业计量测试中心（长三角分中心）"
    seated = {
        panel: [replace(one, organ=one.organ._replace(zh="长三角区域标准化技术协作组织秘书处")) for one in members * 2]
        for panel, members in found.seated.items()
    }
    return replace(found, seated=seated)


def _long(first: Comment, n: int) -> Comment:
    told = {"standard_id": first.standard_id, "consultation_id": first.consultation_id, "type": first.type}
    said = {"opinion": OPINION[: 40 + 5 * n], "reason": "理由充分。" * (n % 7), "proposal": "不少于 20%" * (n % 3)}
    who = {"name": f"某某市新能源汽车公共服务与基础设施行业协会第{n}分会", "contact": CONTACT, "organisation": ""}
    answered = {"disposition": list(Disposition)[n % 3], "answer": "已按意见修改。" * (n % 9)}
    clause = {"clause_id": first.clause_id, "clause_label": f"5.{n}.1"}
    return Comment(id=n, state=CommentState.PUBLISHED, **told, **said, **who, **answered, **clause)


def filled_of(name: str, layout: str, found: Source) -> Filled:
    return filled(form(name, layout), found)
