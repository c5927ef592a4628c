"""A technical review as it is held: signing in at a meeting, replies to a letter, the same letter again."""

from datetime import timedelta

import pytest

from tests.builders import Road, day, dealt, frozen, standing
from tests.cast import PAPER, World
from workflow.exports.verification import verify
from workflow.picture.standing import Seat
from workflow.process.reasons import Refused
from workflow.vocabulary import Joint, Panel


def called(world: World, how: str, *, recused: int = 0) -> tuple[Road, list[Seat]]:
    """A review that has its panel, seven and those who declared an interest at the end; the notice is over."""
    road = standing(world, Joint.ANSWERING)
    frozen(road, "review")
    agenda = "一、宣布审查组名单\n二、逐条审查送审稿\n三、表决"
    road.by(road.lead, "secretary", "call_review", by_letter=how, meets_on=day(road, 40), agenda=agenda)
    chosen = dealt(road, 7 + recused)
    persons = [seat.person_id for seat in chosen]
    road.by(road.lead, "secretary", "appoint_panel", experts=persons, chair=persons[0], users=persons[:3])
    for n, seat in enumerate(chosen):
        road.take("declare_interest", seat, interest="none" if n < 7 else "paid")
    road.wait(days=41)
    return road, chosen


def why(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.rule for reason in refused.value.reasons]


def test_who_signed_in_is_there_when_the_vote_opens(world: World) -> None:
    road, chosen = called(world, "meeting")
    for seat in chosen[:4]:
        road.take("sign_in", seat)
    with pytest.raises(Refused) as refused:
        road.take("sign_in", chosen[0])
    assert why(refused) == ["not_signed_in"]
    with pytest.raises(Refused) as refused:
        road.take("open_vote", chosen[0])
    assert why(refused) == ["quorum_met"]
    assert refused.value.reasons[0].facts == {"present": 4, "members": 7, "need": 5}
    for seat in chosen[4:6]:
        road.take("sign_in", seat)
    road.take("open_vote", chosen[0])
    with road.standing() as found:
        assert {m.person_id for m in found.panel_members if m.is_present} == {seat.person_id for seat in chosen[:6]}
    assert verify(world.database, None).findings == []


def test_the_chair_may_name_who_is_there_from_the_sheet(world: World) -> None:
    road, chosen = called(world, "meeting")
    road.take("sign_in", chosen[6])
    road.take("open_vote", chosen[0], present=[seat.person_id for seat in chosen[:6]])
    road.take("redo_vote", chosen[0], reason="签到有误")
    with road.standing() as found:
        assert not any(m.is_present or m.signed_in_at for m in found.panel_members)
    assert verify(world.database, None).findings == []


def test_a_letter_that_too_few_answer_is_sent_again(world: World) -> None:
    road, chosen = called(world, "letter")
    road.take("open_vote", chosen[0])
    for seat in chosen[:4]:
        road.take("vote", seat, position="agree")
    with pytest.raises(Refused) as refused:
        road.take("redo_vote", chosen[0], reason="回函不足")
    assert why(refused) == ["replies_over"]
    road.wait(days=31)
    with pytest.raises(Refused) as refused:
        road.take("pass_review", chosen[0], minutes=PAPER)
    assert why(refused) == ["votes_in"]
    road.take("redo_vote", chosen[0], reason="回函不足")
    road.take("open_vote", chosen[0])
    for n, seat in enumerate(chosen[:5]):
        road.take("vote", seat, **({"position": "agree"} if n else {"position": "disagree", "opinion": "指标偏松"}))
    road.at += timedelta(days=31)
    with pytest.raises(Refused) as refused:
        road.take("redo_vote", chosen[0], reason="再来一次")
    assert why(refused) == ["votes_lacking"]
    road.take("pass_review", chosen[0], minutes=PAPER)
    with road.standing() as found:
        assert found.state is Joint.APPROVING
        assert found.panels[0].state is Panel.CONCLUDED
    assert verify(world.database, None).findings == []


def test_a_second_vote_one_of_the_recused_and_one_after_the_close_are_refused(world: World) -> None:
    road, chosen = called(world, "meeting", recused=2)
    said = chosen[:7]
    with pytest.raises(Refused) as refused:
        road.take("declare_interest", chosen[8], interest="none")
    assert why(refused) == ["not_barred"]
    road.take("open_vote", chosen[0], present=[seat.person_id for seat in said])
    with pytest.raises(Refused) as refused:
        road.take("vote", chosen[8], position="agree")
    assert why(refused) == ["not_barred"]
    assert refused.value.reasons[0].facts == {"interest": "interest.paid"}
    for seat in said:
        road.take("vote", seat, position="agree")
    with pytest.raises(Refused) as refused:
        road.take("vote", chosen[1], position="disagree", opinion="改主意")
    assert why(refused) == ["one_vote"]
    road.take("pass_review", chosen[0], minutes=PAPER)
    with pytest.raises(Refused) as refused:
        road.take("vote", chosen[1], position="agree")
    assert why(refused) == ["misplaced"]


def test_a_drafter_is_on_no_panel_and_does_not_vote(world: World) -> None:
    road, chosen = called(world, "meeting")
    road.take("open_vote", chosen[0], present=[seat.person_id for seat in chosen])
    with pytest.raises(Refused) as refused:
        road.by(road.lead, "drafter", "vote", position="agree")
    assert why(refused) == ["not_yours"]
