"""Recognition in batches: from nomination to the list by three regions, a changed source, renewal and lapse."""

from collections.abc import Iterator

import pytest

from tests.cast import LEAD, SECOND, THIRD, World, founded
from tests.workflow.entering.keeping import REGIONS, Keeping
from workflow.process.answers import WrongAnswers

WORDS = {"title": "会议型酒店等级划分", "type": "local", "organisation": "会议产业协会"}


@pytest.fixture
def keeping(database_url: str) -> Iterator[Keeping]:
    world: World = founded(database_url)
    yield Keeping(world, world.agreements["JJJ"])
    world.database.dispose()


def opined(keeping: Keeping, **more: str) -> int:
    made = keeping.begin("recognition", "nominate", **(WORDS | more))
    keeping.take(made, "compare_source", account="逐条比对，无低于本地区的指标")
    keeping.take(made, "give_opinion", account="专家一致建议互认")
    return made


def listed(keeping: Keeping) -> int:
    made = opined(keeping)
    for region in REGIONS:
        keeping.take(made, "take_stand", region, "approver", position="agree")
    keeping.take(made, "put_on_notice", due=str(keeping.at.date().replace(day=28)))
    keeping.later(30)
    assert keeping.take(made, "list_batch", batch="1") == "listed"
    return made


def test_a_list_needs_every_region_and_enough_that_accept(keeping: Keeping) -> None:
    made = opined(keeping)
    day = str(keeping.at.date().replace(day=28))
    keeping.take(made, "take_stand", LEAD, "approver", position="agree")
    assert keeping.refused(made, "put_on_notice", due=day) == ["all_spoke", "enough_accept"]
    for position in ("disagree", "abstain", "agree_notes"):
        assert keeping.refused(made, "take_stand", SECOND, "approver", position=position) == ["grounds_given"]
    keeping.take(made, "take_stand", SECOND, "approver", position="disagree", reason="与本市条例不一致")
    keeping.take(made, "take_stand", THIRD, "approver", position="agree_notes", conditions="限于设区的市")
    assert keeping.refused(made, "put_on_notice", due=str(keeping.at.date())) == ["notice_long"]
    assert keeping.take(made, "put_on_notice", due=day) == "noticed"
    keeping.later(28 - keeping.at.day)
    assert keeping.refused(made, "list_batch", batch="1") == ["notice_over"]  # on its last day it still runs
    keeping.later(1)
    assert keeping.take(made, "list_batch", batch="1") == "listed"
    assert keeping.accepting(made) == {LEAD, THIRD}


def test_a_changed_source_is_renewed_by_two_and_lapses_in_the_third(keeping: Keeping) -> None:
    made = listed(keeping)
    due = keeping.at.date().replace(year=keeping.at.year + 1)
    assert keeping.refused(made, "report_change", reason="来源标准修订", due=str(keeping.at.date())) == ["grace_long"]
    keeping.take(made, "report_change", reason="来源标准修订", due=str(due))
    keeping.take(made, "renew", LEAD, "approver")
    assert keeping.refused(made, "renew", LEAD, "approver") == ["not_renewed"]
    keeping.take(made, "renew", SECOND, "approver")
    assert keeping.accepting(made) == set(REGIONS)
    keeping.later(370)
    assert keeping.seen(made).held.state == "listed"
    assert keeping.accepting(made) == {LEAD, SECOND}


def test_all_renewed_ends_the_review_at_once_and_the_last_to_leave_ends_the_listing(keeping: Keeping) -> None:
    made = listed(keeping)
    due = str(keeping.at.date().replace(year=keeping.at.year + 1))
    keeping.take(made, "report_change", reason="来源标准修订", due=due)
    for region in REGIONS:
        keeping.take(made, "renew", region, "approver")
    assert keeping.seen(made).held.state == "listed"
    for region in REGIONS:
        keeping.take(made, "let_go", region, "approver", reason="已有国家标准")
    assert keeping.seen(made).held.state == "lapsed"


def test_a_word_for_a_time_ends_by_itself_and_with_the_last_of_them_the_listing(keeping: Keeping) -> None:
    made, until = opined(keeping), str(keeping.at.date().replace(month=6, day=30))
    for region in REGIONS:
        keeping.take(made, "take_stand", region, "approver", position="agree", until=until)
    keeping.take(made, "put_on_notice", due=str(keeping.at.date().replace(day=28)))
    keeping.later(30)
    keeping.take(made, "list_batch", batch="1")
    keeping.later(90)
    assert (str(keeping.at.date()), keeping.seen(made).held.state) == (until, "listed")
    keeping.later(1)
    assert keeping.seen(made).held.state == "lapsed"


def test_uptake_of_an_associations_standard_wants_every_condition_of_the_rule(keeping: Keeping) -> None:
    made = keeping.begin("recognition", "nominate", **(WORDS | {"type": "association"}))
    keeping.take(made, "compare_source", account="已比对")
    wanted = ["uptake_age", "uptake_voluntary", "uptake_practice", "uptake_rights", "uptake_advanced"]
    assert keeping.refused(made, "give_opinion", account="同意") == wanted
    yes = dict.fromkeys(("is_voluntary", "good_practice", "rights_settled", "is_advanced"), "yes")
    other = keeping.begin(
        "recognition", "nominate", **(WORDS | yes | {"type": "association", "in_use_since": "2024-03-02"})
    )
    keeping.take(other, "compare_source", account="已比对")
    assert keeping.take(other, "give_opinion", account="同意") == "opined"


def test_what_is_a_day_short_of_two_years_in_use_is_not_taken_up(keeping: Keeping) -> None:
    yes = dict.fromkeys(("is_voluntary", "good_practice", "rights_settled", "is_advanced"), "yes")
    today = keeping.at.date()
    for since in (today.replace(year=today.year - 2, day=today.day + 1), today.replace(year=2199)):
        told = WORDS | yes | {"type": "association", "in_use_since": str(since)}
        made = keeping.begin("recognition", "nominate", **told)
        keeping.take(made, "compare_source", account="已比对")
        assert keeping.refused(made, "give_opinion", account="同意") == ["uptake_age"]


def test_a_word_is_signed_or_not_taken(keeping: Keeping) -> None:
    with pytest.raises(WrongAnswers):
        keeping.take(opined(keeping), "take_stand", LEAD, "approver", position="maybe")
