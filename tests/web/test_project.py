"""The project page: hidden from strangers, honest about what is missing, no dearer for a long life than a short one."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import builders
from tests.builders import Road, standing
from tests.cast import CHONGQING, LEAD, SECOND, THIRD, World
from tests.web.browsing import seated
from tests.web.counting import statements
from workflow.picture.standing import Case, Seat
from workflow.process.missing import gaps
from workflow.process.reasons import unmet
from workflow.process.standard import ROWS
from workflow.reads.seats import seats_of
from workflow.records.notices import RegionNotice
from workflow.records.people import Person
from workflow.vocabulary import Joint, Notice

PAGES = ("", "/timeline", "/text", "/text.txt", "/diff", "/comments", "/panel", "/release", "/papers", "/brief")
EVIL = '<img src=x onerror="alert(1)">'


def page(app: Flask, road: Road, seat: Seat, path: str = "") -> str:
    answer = seated(app, seat, road.at).get(f"/standards/{road.id}{path}")
    assert answer.status_code == 200, (path, answer.text[:400])
    return answer.text


@pytest.fixture
def drafting(world: World) -> Road:
    return standing(world, Joint.DRAFTING)


def test_a_stranger_finds_none_of_its_pages(app: Flask, world: World) -> None:
    road = standing(world, Joint.CONSULTING)
    for role in ("approver", "handler", "expert", "drafter", "secadmin"):
        stranger = seated(app, world.seat(CHONGQING, role), road.at)
        absent = stranger.get("/standards/999999").status_code
        assert absent == 404
        found = {path: stranger.get(f"/standards/{road.id}{path}").status_code for path in PAGES}
        assert set(found.values()) == {absent}, (role, found)
        assert stranger.get(f"/standards/{road.id}/events/1/1").status_code == absent


def test_others_are_led_to_the_public_page_of_what_was_released_and_see_no_work(app: Flask, world: World) -> None:
    road = standing(world, Joint.RELEASED)
    stranger = seated(app, world.seat(CHONGQING, "handler"), road.at)
    answer = stranger.get(f"/standards/{road.id}")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/public/standards/{road.id}")
    assert {stranger.get(f"/standards/{road.id}{path}").status_code for path in PAGES[1:]} == {404}
    assert page(app, road, world.seat(SECOND, "handler")).count("DB11/T 3901—2026")


def test_a_title_and_a_reason_that_carry_markup_stay_words_on_every_page(app: Flask, world: World) -> None:
    road = builders.proposed(world)
    road.by(LEAD, "handler", "amend_proposal", title_zh=f"规范{EVIL}", title_en=f"Rules {EVIL}", reason=f"为此{EVIL}")
    for path in PAGES:
        if path != "/text.txt":
            for lang in ("zh", "en"):
                html = page(app, road, world.seat(SECOND, "handler"), f"{path}?lang={lang}")
                assert "<img" not in html, path
    assert "为此&lt;img" in page(app, road, world.seat(SECOND, "handler"))


def test_what_is_missing_says_whose_turn_it_is_and_counts_the_days(app: Flask, drafting: Road, world: World) -> None:
    ours = page(app, drafting, world.seat(SECOND, "handler"))
    missing = ours[ours.index('class="missing') : ours.index('id="acts"')]
    assert "先办三件，才轮到“" in missing  # the group and the text come after
    assert missing.count("轮到您。") == 1
    assert missing.index("轮到您。") < missing.index("由 110000handler 办理。")
    assert re.search(
        r'<details class="why"><summary class="[^"]*">.*?剩 \d+ 天</summary><p>.*?24:00.*?依据', missing, re.DOTALL
    )


def test_the_act_that_is_due_comes_first_and_a_closed_one_gives_every_reason(app: Flask, drafting: Road) -> None:
    html = page(app, drafting, drafting.world.seat(LEAD, "handler"))
    acts = html[html.index('id="acts"') : html.index('id="lanes"')]
    assert acts.index("委派起草人") < acts.index("确认起草组")
    assert 'class="offer first"' in acts
    closed = acts[acts.index('aria-describedby="why-open_consultation"') :]
    assert closed.count("<li>") >= 2
    assert 'aria-disabled="true"' in acts


def test_lanes_stand_beside_the_joint_line_and_each_region_keeps_its_round(app: Flask, world: World) -> None:
    road = standing(world, Joint.APPROVING)
    builders.frozen(road, "final")
    builders.approved(road, SECOND)
    html = page(app, road, world.seat(THIRD, "handler"))
    lanes = html[html.index('class="lanes"') : html.index('class="matrix"')]
    assert lanes.count('<article class="lane') == 4
    assert "1/3" in lanes
    matrix = html[html.index('class="matrix"') : html.index('id="papers"')]
    assert "立项" in matrix
    assert "发布" in matrix
    own = matrix[matrix.index("河北省") :]
    assert "待办" in own
    assert 'class="seal open s"' in own


def test_a_signature_on_an_older_text_is_shown_as_stale_with_the_way_to_the_changes(app: Flask, world: World) -> None:
    road = standing(world, Joint.APPROVING)
    builders.frozen(road, "final")
    builders.approved(road, SECOND)
    with road.standing() as found:
        clause = next(iter(found.draft.digest)) if found.draft else ""
        signed = found.frozen.number if found.frozen else 0
    road.take("save_draft", builders.editor(road), clause=clause, title="前言", words="改过的前言。")
    builders.frozen(road, "final")
    html = page(app, road, world.seat(SECOND, "handler"))
    assert "已过时" in html
    assert f"/diff?from={signed}&amp;to={signed + 2}" in html
    assert "<del" in page(app, road, world.seat(SECOND, "handler"), f"/diff?from={signed}&to={signed + 2}")


def test_opening_the_project_is_reading_what_the_region_was_told(app: Flask, drafting: Road) -> None:
    page(app, drafting, drafting.world.seat(SECOND, "approver"))
    with drafting.world.database.read() as session:
        query = sa.select(RegionNotice.region_code, RegionNotice.state).where(RegionNotice.standard_id == drafting.id)
        states: dict[str, set[Notice]] = {}
        for region, state in session.execute(query):
            states.setdefault(region, set()).add(state)
    assert states[SECOND] == {Notice.READ}
    assert states[THIRD] == {Notice.QUEUED}
    assert "已阅" in page(app, drafting, drafting.world.seat(LEAD, "handler"))


def test_an_event_shows_what_changed_and_the_bytes_behind_its_hash(app: Flask, drafting: Road) -> None:
    seat = drafting.world.seat(SECOND, "handler")
    history = page(app, drafting, seat, "/timeline")
    links = re.findall(rf'href="(/standards/{drafting.id}/events/\d+/\d+)"', history)
    assert len(links) == history.count('<a class="hash"') == drafting.outcomes[-1].version
    reader = seated(app, seat, drafting.at)
    newest, oldest = reader.get(links[0]).text, reader.get(links[-1]).text
    assert "进入统一制定" in newest
    assert "<del>立项中</del>" in newest
    assert drafting.outcomes[0].leaf_hash in oldest
    assert reader.get(links[0].replace("/events/", "/events/9")).status_code == 404


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_as_little_for_three_regions_and_a_long_life_as_for_two_and_a_short_one(
    app: Flask, world: World, path: str
) -> None:
    short = standing(world, Joint.CONSULTING, regions=(LEAD, SECOND))
    long = standing(world, Joint.CONSULTING)
    for road, many in ((short, 1), (long, 30)):
        for n in range(many):
            said = {"opinion": f"意见{n}", "reason": "理由", "name": "某人", "contact": "x@y"}
            road.take("comment", None, clause=_clause(road), **said)
    counts = []
    for road in (short, long):
        reader = seated(app, world.seat(SECOND, "handler"), long.at)
        reader.get(f"/standards/{road.id}{path}")
        with statements(world.database) as sent:
            assert reader.get(f"/standards/{road.id}{path}").status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 50, counts


def test_an_english_page_writes_a_name_one_way(app: Flask, drafting: Road, world: World) -> None:
    seat = world.seat(LEAD, "handler")
    with world.database.plain() as session:
        person = session.get_one(Person, seat.person_id)
        person.name, person.name_latin = "钱示京", "Qian Shijing"
    with world.database.read() as session:
        mine = next(s for s in seats_of(session, seat.person_id, drafting.at.date()) if s.id == seat.id)
    assert "钱示京" in page(app, drafting, mine)
    in_english = page(app, drafting, mine, "?lang=en")
    assert "钱示京" not in in_english
    assert in_english.count("Qian Shijing") > 1


def _clause(road: Road) -> str:
    with road.standing() as found:
        assert found.frozen is not None
        return next(iter(found.frozen.digest))


def test_a_motion_shows_who_has_spoken_and_why_not(app: Flask, drafting: Road) -> None:
    world = drafting.world
    made = drafting.by(
        LEAD, "handler", "table_motion", kind="transfer_lead", region=SECOND, reason="主要起草单位在天津"
    )
    drafting.by(
        THIRD, "approver", "vote_motion", motion=made.facts["motion"], position="discuss", reason="须先交接编号"
    )
    told = page(app, drafting, world.seat(SECOND, "approver"))
    assert "移交牵头：天津" in told
    assert "主要起草单位在天津" in told
    assert "须先交接编号" in told
    assert "未表态" in told
    assert f"/standards/{drafting.id}/steps/vote_motion" in told


def test_what_can_only_be_told_later_is_announced_as_later(app: Flask, world: World) -> None:
    road, reader = standing(world, Joint.APPROVING), world.seat(SECOND, "handler")
    builders.frozen(road, "final")
    builders.numbered(road)
    assert "件，才能“" in page(app, road, reader)
    road.by(LEAD, "approver", "withdraw_from_project", reason="机构调整")
    with road.standing() as found:
        reasons = unmet(ROWS["schedule_release"], Case(found, None, road.at), before_answers=True)
        told = [gap.key for gap in gaps(found, road.at) if gap.role is not None]
    assert {"text_frozen", "all_approved"} <= {reason.rule for reason in reasons}
    assert "gap.office" not in told
    shown = page(app, road, reader)
    assert f"先办{'一两三'[len(told) - 1]}件，才轮到“" in shown
    assert "件，才能“" not in shown
