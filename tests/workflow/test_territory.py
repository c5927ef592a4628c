"""Parts of regions on a standard: chosen from the agreement's, bound by the text's hash, changed by a motion."""

from collections.abc import Iterator
from unittest.mock import patch

import pytest

from tests import builders
from tests.builders import Road
from tests.cast import LEAD, SECOND, THIRD, World, founded, with_accounts
from tests.web.browsing import Browser, application, browser, seated
from workflow import founding
from workflow.exports.verification import verify
from workflow.picture import manuscript
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import Refused
from workflow.process.row import NONE_OF_THEM
from workflow.text.clauses import Text, text_hash
from workflow.vocabulary import Joint

QINGPU, WUJIANG, JIASHAN = "310118", "320509", "330421"


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    """The cast, whose agreement names three parts of regions as that of 长三角 does."""
    parts = {"JJJ": {"territories": [QINGPU, WUJIANG, JIASHAN]}}
    groups = [group | parts.get(group["code"], {}) for group in founding.agreements_given()]
    with patch.object(founding, "agreements_given", lambda: groups):
        made = founded(database_url)
    yield made
    made.database.dispose()


def moved(road: Road, **plan: object) -> None:
    """A motion to adjust the plan, carried by all."""
    told = road.by(LEAD, "handler", "table_motion", kind="adjust_plan", reason="协商", **plan)
    for region in road.regions:
        road.by(region, "approver", "vote_motion", motion=told.facts["motion"], position="agree")


def test_it_stands_in_the_hash_of_the_text_and_only_where_it_is_chosen(world: World) -> None:
    road = builders.standing(world, Joint.CONSULTING, territory=[QINGPU, WUJIANG])
    plain = builders.standing(world, Joint.CONSULTING)
    for each, told in ((road, [QINGPU, WUJIANG]), (plain, None)):
        with each.standing() as found:
            assert found.frozen is not None
            assert found.frozen.meta.get("territory") == told
            text = manuscript.load(found.session, found.frozen)
            elsewhere = Text({**text.meta, "territory": [JIASHAN]}, text.clauses)
            assert text_hash(text) == found.frozen.text_hash != text_hash(elsewhere)
    assert verify(world.database, None).findings == []


def test_one_changed_after_the_final_text_makes_that_text_stale(world: World) -> None:
    road = builders.standing(world, Joint.APPROVING, territory=[QINGPU])
    builders.frozen(road, "final")
    builders.approved(road, SECOND)
    moved(road, territory=[QINGPU, WUJIANG])
    with road.standing() as found:
        assert found.standard.territory == [QINGPU, WUJIANG]
    with pytest.raises(Refused) as refused:
        road.by(THIRD, "approver", "approve_release", position="agree")
    assert "text_frozen" in [reason.rule for reason in refused.value.reasons]
    builders.frozen(road, "final")
    builders.approved(road, THIRD)
    assert verify(world.database, None).findings == []


def test_the_coordinator_amends_it_and_nobody_chooses_what_the_agreement_does_not_name(world: World) -> None:
    road = builders.proposed(world)
    for wrong in (["110000"], [QINGPU, "青浦区"]):
        with pytest.raises(WrongAnswers):
            road.by(LEAD, "handler", "amend_proposal", territory=wrong, reason="补充")
    road.by(LEAD, "handler", "amend_proposal", territory=[JIASHAN], reason="补充")
    with road.standing() as found:
        assert found.standard.territory == [JIASHAN]
    with pytest.raises(WrongAnswers):
        builders.proposed(world, agreement="CY", regions=("500000", "510000"), territory=[QINGPU])
    assert verify(world.database, None).findings == []


def test_what_was_set_is_taken_back_by_the_coordinator_and_by_a_motion(world: World) -> None:
    road = builders.proposed(world, territory=[QINGPU])
    for wrong in ([NONE_OF_THEM, QINGPU], ["none", "none2"]):
        with pytest.raises(WrongAnswers):
            road.by(LEAD, "handler", "amend_proposal", territory=wrong, reason="改为全境")
    road.by(LEAD, "handler", "amend_proposal", territory=[NONE_OF_THEM], reason="改为全境")
    with road.standing() as found:
        assert found.standard.territory == []
    with pytest.raises(WrongAnswers):
        road.by(LEAD, "handler", "amend_proposal", territory=[NONE_OF_THEM], reason="改为全境")
    set_ = builders.standing(world, Joint.DRAFTING, territory=[QINGPU, WUJIANG])
    moved(set_, territory=[NONE_OF_THEM])
    with set_.standing() as found:
        assert found.standard.territory == []
        assert [motion.plan for motion in found.motions] == [{"territory": []}]
    assert verify(world.database, None).findings == []


def test_every_page_says_where_it_holds(world: World, tmp_path_factory: pytest.TempPathFactory) -> None:
    with_accounts(world)
    app = application(world, tmp_path_factory.mktemp("var"))
    road = builders.standing(world, Joint.RELEASED, territory=[QINGPU, WUJIANG])
    reader, stranger = seated(app, world.seat(SECOND, "handler"), road.at), browser(app, road.at)
    for path in (f"/standards/{road.id}", f"/standards/{road.id}/text"):
        assert "适用于青浦区、吴江区" in page(reader, path)
    assert "适用于青浦区、吴江区" in page(stranger, f"/public/standards/{road.id}")
    assert page(reader, "/standards/new").count('value="310118"') == 1


def page(who: Browser, path: str) -> str:
    answer = who.get(path)
    assert answer.status_code == 200, (path, answer.text[:400])
    return answer.text
