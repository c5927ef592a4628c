"""The joint rule on pages: a draft with its versions, proposed from there, read by everybody once it is adopted."""

from flask import Flask

from tests.cast import LEAD, MORNING, World
from tests.members import REGIONS, Table
from tests.web.browsing import browser, seated
from tests.workflow.entering.keeping import Keeping
from tests.workflow.test_ruling import TEXT, TITLE
from workflow.clock import day_of


def test_a_draft_is_compared_proposed_signed_and_published(app: Flask, world: World) -> None:
    keeping = Keeping(world, world.agreements["JJJ"])
    draft = keeping.begin("joint_rule", "enter_entry", title=TITLE, articles=TEXT)
    again = {"title": TITLE, "reason": "修改", "articles": TEXT.replace("十日", "十五日")}
    keeping.take(draft, "amend_entry", **again)
    handler = seated(app, world.seat(LEAD, "handler"), MORNING)
    page = f"/registers/joint_rule/{draft}"
    assert f"{page}/versions" in handler.get(page).get_data(as_text=True)
    assert "<ins>五</ins>" in handler.get(f"{page}/versions").get_data(as_text=True)
    step = f"/agreements/{keeping.agreement}/steps/propose_rule"
    form = handler.get(f"{step}?draft={draft}").get_data(as_text=True)
    assert "第一条 本办法适用于各成员地区。" in form
    assert handler.get(f"{step}?draft=999999999999").status_code == 200
    told = {"articles": again["articles"], "citation": TITLE, "effective_from": str(day_of(MORNING)), "reason": "通过"}
    assert handler.post(step, told).status_code == 303
    table = Table(world, keeping.agreement)
    change = table.change().id
    shown = handler.get(f"/agreements/{keeping.agreement}/changes/{change}").get_data(as_text=True)
    assert "本办法适用于各成员地区" in shown
    public = f"/public/groups/JJJ/rules/{change}"
    anybody = browser(app, MORNING)
    assert anybody.get(public).status_code == 404
    table.by(LEAD, "handler", "open_change", change=change)
    for region in REGIONS:
        table.by(region, "approver", "confirm_change", change=change)
    read = anybody.get(public).get_data(as_text=True)
    assert "<del>20</del>" in read
    assert "第二条" in read
    assert public in anybody.get("/public/groups/JJJ").get_data(as_text=True)
    assert anybody.get(f"{public}.pdf").data.startswith(b"%PDF")
    assert anybody.get("/public/groups/CY/rules/1").status_code == 404
