"""Who answers for which clause, on the pages: a table of it, who must look again and who need not, and an objection
to what was rewritten.
"""

from flask import Flask

from tests import builders
from tests.builders import Road
from tests.cast import World
from tests.web.browsing import seated
from tests.workflow.test_shares import BEIJING, HEBEI, TIANJIN, bound_to_clauses, change, clause, signed, tabled
from workflow.vocabulary import Joint

KEPT = "本区负责的条款此后未动"
UNCHANGED = "本区负责的条款在您上次签署之后没有改动。"


def page(app: Flask, road: Road, region: str, path: str = "", role: str = "approver") -> str:
    answer = seated(app, road.world.seat(region, role), road.at).get(f"/standards/{road.id}{path}")
    assert answer.status_code == 200, (path, answer.text[:400])
    return answer.text


def test_the_text_tells_who_answers_for_which_clause(app: Flask, world: World) -> None:
    road = builders.standing(world, Joint.APPROVING)
    assert "各地区负责的条款" not in page(app, road, TIANJIN, "/text")
    motion, mine = tabled(road, [clause(road, "4.1")], [TIANJIN]), clause(road, "4.1")
    assert "分担条款：4.1" in (shown := page(app, road, TIANJIN, "/steps/vote_motion"))
    assert "天津市" in shown
    for region in road.regions:
        road.by(region, "approver", "vote_motion", motion=motion, position="agree")
    builders.frozen(road, "final")
    table = page(app, road, TIANJIN, "/text").partition('id="shares"')[2].partition("</table>")[0]
    (own,) = (row for row in table.split("<tr>") if "天津市" in row)
    assert f'href="#k-{mine}"' in own
    assert own.count("<a ") == 1
    others = table.split("<tr>")[-1]
    assert "全部参与地区" in others
    assert f"#k-{mine}" not in others
    assert "改变负责地区的 1 条" in page(app, road, TIANJIN, "/diff")


def test_the_page_says_whose_word_is_stale_and_whose_still_stands(app: Flask, world: World) -> None:
    bound_to_clauses(world)
    road = signed(world)
    change(road, "4.2")
    shown = page(app, road, BEIJING)
    assert "已过时" in shown
    assert KEPT in shown
    sheet = page(app, road, HEBEI, "/steps/take_position", "handler")
    assert UNCHANGED not in sheet
    assert "本区负责</" in sheet
    theirs = page(app, road, HEBEI, "/diff?show=mine")
    assert "12 h" in theirs
    assert "另有 1 条按筛选未显示" in page(app, road, TIANJIN, "/diff?show=mine")


def test_signing_again_says_that_ones_clauses_are_unchanged(app: Flask, world: World) -> None:
    road = signed(world)
    change(road, "4.2")
    assert UNCHANGED in page(app, road, TIANJIN, "/steps/take_position", "handler")
    assert UNCHANGED not in page(app, road, HEBEI, "/steps/take_position", "handler")


def test_an_objection_to_what_was_rewritten_is_put_to_its_owner(app: Flask, world: World) -> None:
    bound_to_clauses(world)
    road = signed(world)
    why = {"reason": "限值过宽", "clauses": [clause(road, "4.1")], "lift": "改为 12 h"}
    road.by(HEBEI, "approver", "object_release", position="disagree", **why)
    change(road, "4.1")
    shown = page(app, road, BEIJING)
    assert "修改是否消除了异议" in shown
    assert "异议待确认" in shown
    inbox = seated(app, world.seat(HEBEI, "approver"), road.at).get("/").text
    assert "修改是否消除了异议" in inbox
