"""The end of the cities' story: a review that asks for a revision, and the revision that takes the place."""

from tests import builders, cities
from tests.builders import Road
from tests.cast import PAPER as BLANK
from tests.cities import CHANGSHA, CITIES, HUNAN, XIANGTAN, ZHUZHOU
from tests.journeys.person import PAPER
from tests.journeys.story import Story
from workflow.vocabulary import Joint, Track

NEXT_REVIEW = 1650  # days from effect: the review opens six months before the five years are over


def to_be_revised(story: Story) -> None:
    """Four and a half years later every office, the province and the approvers ask for a revision."""
    story.town.wait(days=NEXT_REVIEW)
    story.becomes(Joint.UNDER_REVIEW)
    for city in CITIES:
        story.gate(city, outcome="revise")
    province = story.person(HUNAN, "province")
    for city in CITIES[:-1]:
        province.do(story.id, "take_position", position="agree", outcome="revise", region=city)
    province.do(story.id, "take_position", position="agree", outcome="revise")
    for city in CITIES:
        story.by(city, "approver", "take_review_position", outcome="revise", reason="技术已变")
    story.by(ZHUZHOU, "handler", "conclude_revise", announcement=PAPER, revise_by=story.town.day(365))
    story.becomes(Joint.REVISING)


def written_anew(road: Road) -> None:
    """The successor by the steps that were clicked for its predecessor."""
    builders.invited(road)
    for city in road.regions:
        builders.accepted(road, city)
        builders.applied(road, city)
        cities.spoken(road, city)
        road.by(city, "approver", "initiate", **cities.decision(road, city))
    builders.grouped(road)
    road.take("save_draft", builders.editor(road), text=builders.draft(road))
    builders.frozen(road, "consultation")
    road.by(road.lead, "handler", "open_consultation", days=30, written_to="各有关部门", letter=BLANK)
    for leg in (builders.answering, builders.reviewing, builders.approving):
        leg(road)
    builders.frozen(road, "final")
    for city in road.regions:
        cities.spoken(road, city)
        road.by(city, "approver", "approve_release", position="agree")
    instant = (road.at + builders.HOURS_48).isoformat()
    road.by(road.lead, "officer", "schedule_release", instant=instant, effective=builders.day(road, 63))


def replaced(story: Story) -> None:
    """The lead proposes the revision; once it is in force it takes the place and the number of the former edition."""
    former, world = story.id, story.town.world
    plan = {"title_zh": "示例（修订）", "title_en": "Example (revision)", "scope": "修订后的范围", "ics": "43.080"}
    story.by(ZHUZHOU, "handler", "start_revision", **plan, ccs="T 47", nature="recommended")
    with story.standing() as found:
        story.id = found.successors[-1].id
    story.road = Road(world, "CZT", (ZHUZHOU, CHANGSHA, XIANGTAN), story.town.now, story.id)
    story.walk(written_anew)
    owner = world.seat(HUNAN, "province").organ_id
    for city in CITIES:
        with story.standing() as found:
            old = found.tracks[city].replaces
        told = {"document_number": f"{city}公告2号", "issuer": "市场监督管理局", "filing_owner": owner, "replaces": old}
        story.by(city, "officer", "confirm_release", **told)
    story.becomes(Joint.SEALED)
    story.town.wait(days=3)
    story.becomes(Joint.RELEASED)
    story.town.wait(days=63)
    story.becomes(Joint.IN_FORCE)
    story.id = former
    story.becomes(Joint.REPLACED)
    with story.standing() as found:
        assert {track.state for track in found.tracks.values()} == {Track.REPLACED}
    story.person(CHANGSHA, "handler").picture("story-replaced", story.page)
