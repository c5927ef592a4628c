"""A key of the browser, registered and used in Chromium on its virtual authenticator: it signs the statement itself."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, expect

from tests.cast import PASSWORD, SECOND
from tests.journeys.person import Person
from tests.journeys.serving import Served
from workflow.records.events import Event
from workflow.vocabulary import SeatRole

pytestmark = pytest.mark.browser
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def served(sqlite_url: str, tmp_path: Path) -> Iterator[Served]:
    """The house under a name: browsers give keys to names alone."""
    made = Served(sqlite_url, tmp_path, "1 范围\n\n本文件规定了配置要求。\n")
    made.kill()
    made.town.url = made.environment["TONGBIAO_BASE_URL"] = f"http://localhost:{made.port}"
    made.start()
    yield made
    made.end()


def test_a_person_registers_a_key_and_signs_with_it(browser: Browser, served: Served) -> None:
    approver = Person(browser, served.town, served.road.world.seat(SECOND, SeatRole.APPROVER))
    devices = approver.context.new_cdp_session(approver.page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    approver.go("/account")
    form = approver.page.locator("form[data-register]")
    form.get_by_label("名称").fill("办公室的电脑")
    form.get_by_label("现在的口令").fill(PASSWORD)
    form.get_by_role("button", name="登记安全密钥").click()
    expect(approver.page.locator("body")).to_contain_text("安全密钥已登记")
    approver.picture("account-factors")

    step = f"/standards/{served.road.id}/steps/withdraw_from_project"
    approver.go(step)
    approver.fill({"reason": "本市另有安排"})
    approver.press("withdraw_from_project")
    approver.picture("signing-with-a-key")
    approver.page.get_by_role("button", name="用安全密钥签署").click()
    expect(approver.page.locator("body")).to_contain_text("已签署并记录")
    assert PASSWORD not in approver.page.content()
    with served.town.world.database.read() as session:
        leaf = session.scalars(sa.select(Event.leaf).where(Event.act == "withdraw_from_project")).one()
    told = json.loads(leaf)
    assert told["cer"] == "webauthn"
    assert len(told["facts"]["assertion"]) == 64
