"""Comments are handled many at a time: answered, merged, put into the text; a region may go through its own first."""

from typing import Any

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import SECOND, World
from web.views.sheet import matter
from workflow.exports.verification import verify
from workflow.picture import manuscript
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import Refused
from workflow.process.standard import ROWS
from workflow.reads import provenance
from workflow.records.agreements import RuleSet
from workflow.records.comment_uses import CommentUse
from workflow.records.consultations import Comment
from workflow.text.redline import ChangeKind, Op, redline
from workflow.vocabulary import CommentState, Disposition, Joint, TextPurpose

SAID = {"opinion": "过严", "reason": "成本高", "name": "某公司", "contact": "010-1"}


def asked(world: World) -> tuple[Road, list[tuple[str, str]]]:
    """A consultation under way, and the clauses with their bodies."""
    road = builders.standing(world, Joint.CONSULTING)
    builders.posted(road)
    with road.standing() as found:
        return road, [(c.id, c.body) for c in found.written.clauses if len(c.body) > 12]


def closed(road: Road) -> None:
    road.wait(days=32)
    road.wake()


def rows(world: World) -> list[Comment]:
    with world.database.read() as session:
        found = list(session.scalars(sa.select(Comment).order_by(Comment.id)))
        session.expunge_all()
    return found


def said(road: Road, clause: str, **more: Any) -> int:
    made: int = road.take("comment", None, clause=clause, **SAID, **more).facts["comment"]
    return made


def test_many_are_answered_and_merged_by_one_act_each_and_none_is_lost(world: World) -> None:
    road, clauses = asked(world)
    made = [said(road, clauses[0][0]) for _ in range(6)]
    closed(road)
    editor = builders.editor(road)
    with pytest.raises(Refused):
        road.take("merge_comments", editor, comments=made[:3], into=made[0])
    road.take("merge_comments", editor, comments=made[1:3], into=made[0])
    road.take("answer_comments", editor, comments=[made[0], made[3]], disposition="partly", answer="部分条款已放宽")
    assert [c.answer for c in rows(world)][:4] == ["部分条款已放宽"] * 4
    road.take("assign_comments", editor, comments=made[4:], assignee=editor.person_id)
    with pytest.raises(WrongAnswers):
        road.take("answer_comments", editor, comments=made[1:2], disposition="partly", answer="已归并")
    with pytest.raises(Refused):
        road.by(road.lead, "handler", "publish_answers")
    road.take("answer_comments", editor, comments=made[4:], disposition="not_accepted", answer="安全所需")
    road.by(road.lead, "handler", "publish_answers")
    states = [comment.state for comment in rows(world)]
    assert states == [CommentState.PUBLISHED, *[CommentState.MERGED] * 2, *[CommentState.PUBLISHED] * 3]
    assert all(comment.published_at for comment in rows(world))
    assert verify(world.database, None).findings == []


def test_proposed_words_become_the_text_and_the_text_names_its_comments(world: World) -> None:
    road, clauses = asked(world)
    (first, body), (second, other) = clauses[:2]
    quotes = body[4:10], other[:6]
    made = [
        said(road, id_, quote=quote, proposal=f"新词{n}")
        for n, (id_, quote) in enumerate(zip((first, second), quotes, strict=True))
    ]
    vague = said(road, first, quote="没有这几个字", proposal="不会改入")
    closed(road)
    editor = builders.editor(road)
    with pytest.raises(Refused) as refused:
        road.take("apply_comments", editor, comments=[*made, vague], disposition="accepted", answer="采纳")
    assert [reason.rule for reason in refused.value.reasons] == ["words_placed"]
    road.take("apply_comments", editor, comments=made, disposition="accepted", answer="采纳")
    with road.standing() as found:
        now = {clause.id: clause.body for clause in found.written.clauses}
    assert (now[first], now[second]) == (body[:4] + "新词0" + body[10:], "新词1" + other[6:])
    with world.database.read() as session:
        uses = list(session.scalars(sa.select(CommentUse).order_by(CommentUse.comment_id)))
        assert [use.comment_id for use in uses] == made
        assert all(
            use.before in before and use.after in now[use.clause_id]
            for use, before in zip(uses, (body, other), strict=True)
        )
    assert [c.disposition for c in rows(world)] == [Disposition.ACCEPTED, Disposition.ACCEPTED, None]
    assert verify(world.database, None).findings == []


def agreed(world: World, **terms: Any) -> None:
    with world.database.plain() as session:
        for rules in session.scalars(sa.select(RuleSet)):
            more = {key.replace("__", "."): {"value": value, "cites": "协议"} for key, value in terms.items()}
            rules.terms = {**rules.terms, **more}


def test_a_region_goes_through_its_own_comments_before_all_handle_them(world: World) -> None:
    agreed(world, comments__inside_days=10)
    road, clauses = asked(world)
    mine, twin = (said(road, clauses[0][0], home=SECOND) for _ in range(2))
    ours = said(road, clauses[0][0], home=road.lead)
    closed(road)
    editor = builders.editor(road)
    answer = {"disposition": "accepted", "answer": "采纳"}
    with pytest.raises(WrongAnswers):
        road.take("answer_comments", editor, comments=[mine], **answer)
    with pytest.raises(Refused) as refused:
        road.take("answer_comments", editor, comments=[ours], **answer)
    assert [reason.rule for reason in refused.value.reasons] == ["comments_reached"]
    with pytest.raises((Refused, WrongAnswers)):
        road.by(SECOND, "handler", "weigh_comments", comments=[ours], inside="accepted")
    with pytest.raises(Refused):
        road.by(SECOND, "handler", "weigh_comments", comments=[mine], inside="rejected")
    road.by(SECOND, "handler", "merge_comments", comments=[twin], into=mine)
    road.by(SECOND, "handler", "weigh_comments", comments=[mine], inside="rejected", inside_note="与国标不符")
    road.by(SECOND, "handler", "hand_over_comments", note="共两条，归并一条")
    with pytest.raises(Refused):
        road.by(SECOND, "handler", "hand_over_comments")
    road.take("answer_comments", editor, comments=[mine], **answer)
    with pytest.raises(Refused):
        road.take("answer_comment", editor, comment=ours, **answer)
    road.wait(days=11)
    road.take("answer_comment", editor, comment=ours, **answer)
    assert {finding.place.table for finding in verify(world.database, None).findings} == {"rule_sets"}  # by the test


def test_sealed_comments_open_with_the_close(world: World) -> None:
    agreed(world, comments__sealed=True)
    road, clauses = asked(world)
    made = said(road, clauses[0][0], home=SECOND)
    answer = {"comments": [made], "disposition": "accepted", "answer": "采纳"}
    with pytest.raises(WrongAnswers):
        road.take("answer_comments", builders.editor(road), **answer)
    closed(road)
    road.take("answer_comments", builders.editor(road), **answer)


def test_every_change_between_two_versions_is_some_comments_or_some_drafters(world: World) -> None:
    road, clauses = asked(world)
    (first, body), (second, other) = clauses[:2]
    made = said(road, first, quote=body[4:10], proposal="新词")
    named = said(road, second, proposal="另拟")
    closed(road)
    editor = builders.editor(road)
    road.take("apply_comments", editor, comments=[made], disposition="accepted", answer="采纳")
    road.take("save_draft", editor, clause=second, words=f"{other}补一句。", comment=named)
    road.take("save_draft", editor, clause=clauses[2][0], words=f"自行修改。{clauses[2][1]}")
    with road.standing() as found:
        asked_on = next(v for v in found.versions if v.purpose is TextPurpose.CONSULTATION)
        told = provenance.links(found.session, found, asked_on, found.versions[0])
        old, new = (manuscript.load(found.session, v) for v in (asked_on, found.versions[0]))
        differing = {change.id for change in redline(old, new) if change.kind is ChangeKind.CHANGED}
        assert {link.clause for link in told} == differing
        assert all(link.version.made_by == editor.person_id for link in told)
        for change in redline(old, new):
            mine = [link for link in told if link.clause == change.id]
            gone, come = ("".join(link.gone for link in mine), "".join(link.come for link in mine))
            assert all(words in gone for op, words in change.body if op is Op.CUT)
            assert all(words in come for op, words in change.body if op is Op.ADD)
        assert {link.clause: link.comments for link in told} == {first: (made,), second: (named,), clauses[2][0]: ()}


def test_whoever_signs_is_told_of_the_unsatisfied(world: World) -> None:
    road, clauses = asked(world)
    made = said(road, clauses[0][0])
    closed(road)
    road.take("answer_comment", builders.editor(road), comment=made, disposition="not_accepted", answer="安全所需")
    road.by(road.lead, "handler", "publish_answers")
    receipt = rows(world)[0].receipt
    seat = world.seat(SECOND, "approver")
    with road.standing() as found:
        assert not [row for row in matter(found, ROWS["approve_release"], seat) if "href" in row]
    road.take("mark_satisfaction", None, receipt=receipt, satisfaction="unsatisfied")
    with road.standing() as found:
        told = [row for row in matter(found, ROWS["approve_release"], seat) if "href" in row]
    assert [row["words"] for row in told] == ["1 条意见的提出人对答复不满意"]
