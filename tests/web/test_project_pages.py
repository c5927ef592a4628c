"""The inner pages of a project: its texts, its comments, its panel, its release room, the slip for the leader."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import builders
from tests.builders import Road, standing
from tests.cast import LEAD, SECOND, THIRD, World
from tests.web.browsing import seated
from tests.workflow.test_panels_by_region import called, reviewed
from workflow.picture.standing import Seat
from workflow.records.standards import Drafter
from workflow.vocabulary import Joint

EVIL = '<script>alert("1")</script>'


def page(app: Flask, road: Road, seat: Seat, path: str = "") -> str:
    answer = seated(app, seat, road.at).get(f"/standards/{road.id}{path}")
    assert answer.status_code == 200, (path, answer.text[:400])
    return answer.text


def commented(road: Road, **changes: str) -> dict[str, str]:
    """A comment of the public; gives its receipt."""
    with road.standing() as found:
        assert found.frozen is not None
        clause = next(i for i, (_, _, label, *_) in found.frozen.digest.items() if label.startswith("4.1"))
    told = {
        "clause": clause,
        "opinion": "比例偏高",
        "reason": "供电不足",
        "name": "某单位",
        "contact": "a@example.invalid",
    }
    return dict(road.take("comment", None, **(told | changes)).facts)


@pytest.fixture
def answering(world: World) -> Road:
    """Two comments came in; the window has closed."""
    road = standing(world, Joint.CONSULTING)
    builders.posted(road)
    commented(road)
    commented(road, opinion=f"改为 10%{EVIL}", name=f"某人{EVIL}")
    road.wait(days=32)
    road.wake()
    assert road.state is Joint.ANSWERING
    return road


# --- texts ----------------------------------------------------------------------------------------------------------


def test_a_text_that_does_not_exist_is_not_there(app: Flask, answering: Road) -> None:
    reader = seated(app, answering.world.seat(SECOND, "handler"), answering.at)
    for path in (
        "/text?version=99",
        "/text?version=-1",
        "/text?version=1e9",
        "/diff?from=1&to=99",
        "/text.txt?version=7",
    ):
        assert reader.get(f"/standards/{answering.id}{path}").status_code == 404, path


def test_a_text_is_a_tree_of_clauses_with_its_versions_and_its_whole_fingerprint(app: Flask, answering: Road) -> None:
    html = page(app, answering, answering.world.seat(SECOND, "handler"), "/text")
    with answering.standing() as found:
        assert found.frozen is not None
        assert found.frozen.text_hash in html
    assert html.count('<article class="cl ') > 10
    assert "充电车位数量不应少于停车位总数的 15%。" in html
    assert [n for n in (1, 2) if f"文本 {n}" in html] == [1, 2]


def test_two_texts_stand_beside_each_other_token_by_token(app: Flask, answering: Road) -> None:
    with answering.standing() as found:
        assert found.draft is not None
        clause = next(i for i, (_, _, label, *_) in found.draft.digest.items() if label.startswith("4.1"))
    words = f"充电车位数量不应少于停车位总数的 20%。{EVIL}"
    answering.take("save_draft", builders.editor(answering), clause=clause, title="数量", words=words)
    html = page(app, answering, answering.world.seat(SECOND, "handler"), "/diff?from=2&to=3")
    assert "改动 1 条" in html
    assert "<del>15%</del><ins>20%</ins>" in html
    assert EVIL not in html
    assert "&lt;script&gt;" in html


def test_the_plain_text_has_its_numbers(app: Flask, answering: Road) -> None:
    words = page(app, answering, answering.world.seat(LEAD, "drafter"), "/text.txt")
    assert "4.1 数量\n充电车位数量不应少于停车位总数的 15%。" in words


# --- comments -------------------------------------------------------------------------------------------------------


def test_a_receipt_is_told_to_nobody_for_it_lets_its_holder_take_the_comment_back(app: Flask, world: World) -> None:
    road = standing(world, Joint.CONSULTING)
    builders.posted(road)
    receipt = commented(road)["receipt"]
    for role in ("handler", "drafter", "secretary"):
        for path in ("/comments", "/timeline", ""):
            assert receipt not in page(app, road, world.seat(LEAD, role), path), (role, path)


def test_the_ledger_is_narrowed_and_leads_to_the_answer_of_one_comment(app: Flask, answering: Road) -> None:
    drafter = answering.world.seat(LEAD, "drafter")
    html = page(app, answering, drafter, "/comments")
    assert html.count('<article class="clause comment"') == 2
    assert EVIL not in html
    assert html.count(f'action="/standards/{answering.id}/steps/answer_comment"') == 2
    assert 'name="comment" value="1"' in html
    narrowed = page(app, answering, drafter, "/comments?q=偏高&state=received")
    assert narrowed.count('<article class="clause comment"') == 1
    assert "没有符合条件的意见" in page(app, answering, drafter, "/comments?disposition=accepted")
    assert page(app, answering, drafter, "/comments?state=nonsense").count('<article class="clause comment"') == 2


def test_the_contact_of_who_commented_is_for_those_who_answer(app: Flask, answering: Road) -> None:
    assert "a@example.invalid" in page(app, answering, answering.world.seat(LEAD, "drafter"), "/comments")
    assert "a@example.invalid" not in page(app, answering, answering.world.seat(SECOND, "approver"), "/comments")


def test_an_answer_stands_under_its_comment_and_closes_the_form(app: Flask, answering: Road) -> None:
    drafter = answering.world.seat(LEAD, "drafter")
    answering.take("answer_comment", drafter, comment="1", disposition="partly", answer="改为分期达标")
    html = page(app, answering, answering.world.seat(SECOND, "handler"), "/comments?disposition=partly")
    assert "改为分期达标" in html
    assert "部分采纳" in html
    assert "/steps/answer_comment" not in html


# --- the panel ------------------------------------------------------------------------------------------------------


def test_what_each_member_voted_is_told_only_once_the_panel_has_concluded(app: Flask, world: World) -> None:
    road = standing(world, Joint.REVIEWING)
    builders.voting(road)
    builders.voted(road, agree=6)
    last = builders.experts(road)[-1]
    for seat in (world.seat(LEAD, "secretary"), world.seat(SECOND, "approver"), builders.experts(road)[0]):
        html = page(app, road, seat, "/panel")
        assert "7/7" in html
        assert "不同意" not in html
        assert "理由不足" not in html
    assert "您：不同意" in page(app, road, last, "/panel")
    road.take("pass_review", builders.experts(road)[0], minutes="a" * 64, demands="第 4.1 条补充依据")
    html = page(app, road, world.seat(SECOND, "approver"), "/panel")
    assert "同意 6 票、不同意 1 票" in html
    assert "理由不足" in html
    assert "第 4.1 条补充依据" in html


def test_the_history_does_not_tell_a_vote_before_the_panel_does(app: Flask, world: World) -> None:
    road = standing(world, Joint.REVIEWING)
    builders.voting(road)
    builders.voted(road, agree=6)
    reader = seated(app, world.seat(SECOND, "approver"), road.at)
    history = reader.get(f"/standards/{road.id}/timeline").text
    entry = history[: history.index("专家")]
    assert "不同意" not in entry
    link = re.search(rf'href="(/standards/{road.id}/events/\d+/\d+)"', history)
    assert link is not None
    event = reader.get(link[1]).text
    assert "disagree" not in event
    assert road.outcomes[-1].leaf_hash in event
    own = seated(app, builders.experts(road)[-1], road.at).get(link[1]).text
    assert "disagree" in own


# --- the release room and the slip ----------------------------------------------------------------------------------


def test_the_room_has_a_column_for_each_region_and_a_halt_for_whoever_may(app: Flask, world: World) -> None:
    road = standing(world, Joint.SEALED)
    html = page(app, road, world.seat(SECOND, "officer"), "/release")
    ready = html[html.index('class="ready"') : html.index('id="band"')]
    assert [ready.count(f'data-th="{char}"') for char in "京津冀"] == [6, 6, 6]
    assert "DB12/T 3901—2026" in ready
    assert "120000公告〔2026〕1号" in ready
    instant = html[html.index('class="instant"') : html.index('id="ready"')]
    assert "不差任何一件" in instant
    assert "天" in instant or "小时" in instant
    assert "/steps/call_off_release" in instant
    assert "/steps/call_off_release" not in page(app, road, world.seat(SECOND, "handler"), "/release")


def test_the_room_of_a_released_standard_says_when_and_what_is_due_since(app: Flask, world: World) -> None:
    road = standing(world, Joint.RELEASED)
    html = page(app, road, world.seat(THIRD, "officer"), "/release")
    assert "已于" in html
    assert 'class="n used this"' in html
    assert "/steps/call_off_release" not in html


def test_the_band_hides_the_title_of_a_project_that_is_not_there_for_the_seat(app: Flask, world: World) -> None:
    roads = [standing(world, Joint.APPROVING) for _ in range(2)]
    for road in roads:
        builders.frozen(road, "final")
        builders.numbered(road)
    drafter = world.seat(THIRD, "drafter")
    assert f'href="/standards/{roads[1].id}"' in page(app, roads[0], drafter, "/release")
    with world.database.plain() as session:
        gone = sa.update(Drafter).where(Drafter.person_id == drafter.person_id, Drafter.standard_id == roads[1].id)
        session.execute(gone.values(until=roads[1].at))
    html = page(app, roads[0], drafter, "/release")
    assert f'href="/standards/{roads[1].id}"' not in html
    assert html.count("（不对本席位显示）") >= 2
    assert f'href="/standards/{roads[1].id}"' in page(app, roads[0], world.seat(THIRD, "handler"), "/release")


def test_the_slip_asks_for_the_decision_of_the_region_and_tells_its_chain(app: Flask, world: World) -> None:
    road = standing(world, Joint.APPROVING)
    builders.frozen(road, "final")
    builders.cosigned(road, SECOND)
    html = page(app, road, world.seat(SECOND, "handler"), "/brief")
    assert "天津市市场监督管理委员会呈批单" in html
    assert "请批示：批准发布，依据文本" in html
    assert html.count("，同意，") >= 2
    assert "签名" in html
    assert "<nav" not in html


def test_the_slip_shows_the_redline_since_the_region_last_spoke(app: Flask, world: World) -> None:
    road = standing(world, Joint.APPROVING)
    builders.frozen(road, "final")
    builders.approved(road, SECOND)
    with road.standing() as found:
        assert found.draft is not None
        clause = next(i for i, (_, _, label, *_) in found.draft.digest.items() if label.startswith("5.2"))
    road.take("save_draft", builders.editor(road), clause=clause, title="检修", words="设施故障时应在 48 h 内修复。")
    builders.frozen(road, "final")
    html = page(app, road, world.seat(SECOND, "handler"), "/brief")
    assert "自本区上次表态" in html
    assert "<del>24 h</del><ins>48 h</ins>" in html
    assert "本区尚未对文本表过态" in page(app, road, world.seat(THIRD, "handler"), "/brief")


def test_where_each_region_reviews_for_itself_every_page_says_whose_panel_it_is(app: Flask, world: World) -> None:
    road = called(world)
    reviewed(road, r110000=True, r120000=False)
    html = page(app, road, world.seat(THIRD, "secretary"), "/panel")
    for region in ("北京市", "天津市", "河北省"):
        assert f"第 1 次审查，{region}的审查组" in html
    assert "秘书处尚未组成河北省的审查组" in page(app, road, world.seat(THIRD, "secretary"), "")
    assert "1/3" in page(app, road, world.seat(LEAD, "handler"), "")
    assert "（天津市）" in page(app, road, world.seat(LEAD, "handler"), "/timeline")
