"""Reviewers remark on clauses of the text before them; the drafters answer each and apply its words before the end."""

import pytest

from tests.builders import Road, day, dealt, editor, frozen, posted, standing
from tests.cast import PAPER, World
from workflow.exports.verification import verify
from workflow.picture.standing import Seat
from workflow.process.answers import WrongAnswers
from workflow.process.missing import gaps
from workflow.process.reasons import Refused
from workflow.reads.consultations import fates
from workflow.records.consultations import Comment
from workflow.vocabulary import CommentState, Joint, Role, Source

SAID = {"opinion": "比例偏高", "reason": "老旧停车场供电不足"}


def why(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.rule for reason in refused.value.reasons]


def before_the_panel(world: World) -> tuple[Road, list[Seat], dict[str, str]]:
    """A text that lies before seven reviewers, none of whom has declared; and a quote from it with its clause."""
    road = standing(world, Joint.ANSWERING)
    with road.standing() as found:
        clause = next(c for c in found.written.clauses if len(c.body) > 12)
    frozen(road, "review")
    road.by(road.lead, "secretary", "call_review", by_letter="meeting", meets_on=day(road, 20))
    chosen = dealt(road, 7)
    persons = [seat.person_id for seat in chosen]
    road.by(road.lead, "secretary", "appoint_panel", experts=persons, chair=persons[0], users=persons[:3])
    return road, chosen, SAID | {"clause": clause.id, "quote": clause.body[2:8], "proposal": "新词"}


def judged(road: Road, chosen: list[Seat]) -> None:
    """The others declare, all vote for the text."""
    for seat in chosen[1:]:
        road.take("declare_interest", seat, interest="none")
    road.wait(days=20)
    road.take("open_vote", chosen[0], present=[seat.person_id for seat in chosen])
    for seat in chosen:
        road.take("vote", seat, position="agree")


def kept(road: Road) -> Comment:
    with road.standing() as found:
        return found.comments[-1]


def test_a_remark_stands_in_the_ledger_and_its_words_come_into_the_final_text(world: World) -> None:
    road, chosen, said = before_the_panel(world)
    with pytest.raises(Refused) as refused:
        road.take("remark", chosen[0], **said)
    assert why(refused) == ["own_interest_declared"]
    road.take("declare_interest", chosen[0], interest="none")
    made = road.take("remark", chosen[0], **said).facts["comment"]
    one = kept(road)
    assert (one.id, one.state, one.source, one.consultation_id) == (made, CommentState.RECEIVED, Source.EXPERT, None)
    assert (one.name, one.contact, one.entered_by) == (chosen[0].person_name, "", chosen[0].person_id)
    judged(road, chosen)
    road.take("pass_review", chosen[0], minutes=PAPER)
    with road.standing() as found:
        assert [(g.step, g.role) for g in gaps(found, road.at) if g.key == "gap.remarks"] == [
            ("answer_comment", Role.DRAFTER)
        ]
    with pytest.raises(Refused) as refused:
        frozen(road, "final")
    assert why(refused) == ["remarks_answered"]
    road.take("apply_comments", editor(road), comments=[made], disposition="accepted", answer="采纳")
    with road.standing() as found:
        assert "新词" in next(c.body for c in found.written.clauses if c.id == said["clause"])
    frozen(road, "final")
    assert kept(road).state is CommentState.ANSWERED
    assert verify(world.database, None).findings == []


def test_a_remark_is_answered_while_the_panel_sits_and_never_published(world: World) -> None:
    road, chosen, said = before_the_panel(world)
    road.take("declare_interest", chosen[0], interest="none")
    with pytest.raises(Refused) as refused:
        road.take("answer_comments", editor(road), comments=[1], disposition="accepted", answer="采纳")
    assert why(refused) == ["misplaced"]
    made = road.take("remark", chosen[0], **said).facts["comment"]
    road.take("answer_comment", editor(road), comment=made, disposition="partly", answer="部分采纳")
    road.by(road.lead, "secretary", "recall_review", reason="材料有误")
    with pytest.raises(Refused) as refused:
        road.by(road.lead, "handler", "publish_answers")
    assert why(refused) == ["misplaced"]
    with world.database.read() as session:
        assert [fate.is_published for fate in fates(session, [made])] == [False]
    assert verify(world.database, None).findings == []


def test_only_remarks_are_answered_while_the_panel_sits(world: World) -> None:
    road = standing(world, Joint.CONSULTING)
    posted(road)
    with road.standing() as found:
        clause = next(iter(found.written.clauses)).id
    asked = road.take("comment", None, clause=clause, name="某", contact="1", **SAID).facts["comment"]
    road.wait(days=32)
    road.wake()
    road.take("answer_comment", editor(road), comment=asked, disposition="accepted", answer="采纳")
    frozen(road, "review")
    road.by(road.lead, "secretary", "call_review", by_letter="meeting", meets_on=day(road, 20))
    chosen = dealt(road, 7)
    persons = [seat.person_id for seat in chosen]
    road.by(road.lead, "secretary", "appoint_panel", experts=persons, chair=persons[0], users=persons[:3])
    road.take("declare_interest", chosen[0], interest="none")
    road.take("remark", chosen[0], clause=clause, **SAID)
    with pytest.raises(WrongAnswers):
        road.take("answer_comment", editor(road), comment=asked, disposition="partly", answer="改")


def test_who_is_barred_or_comes_late_does_not_remark(world: World) -> None:
    road, chosen, said = before_the_panel(world)
    road.take("declare_interest", chosen[6], interest="paid")
    with pytest.raises(Refused) as refused:
        road.take("remark", chosen[6], **said)
    assert why(refused) == ["not_barred"]
    with pytest.raises(Refused) as refused:
        road.take("remark", editor(road), **said)
    assert why(refused) == ["not_yours"]
    road.take("declare_interest", chosen[0], interest="none")
    road.by(road.lead, "secretary", "replace_member", person=chosen[6].person_id, reason="回避")
    with pytest.raises(Refused) as refused:
        road.take("remark", chosen[0], **said)
    assert why(refused) == ["papers_out"]
