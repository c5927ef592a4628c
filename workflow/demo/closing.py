"""The last stretches of the road: approvals, number, release, and what follows it. The first ones are in `legs`."""

from datetime import datetime, time

from workflow.clock import BEIJING
from workflow.demo import legs
from workflow.demo.acts import Later, Life, demands, duty, organ, organ_name
from workflow.demo.legs import SHORT, XIANG, document

LAG = 61  # days from the release to the effective date


def finalized(life: Life, day: int, summary: str) -> None:
    life.on(day)
    life.by("周", life.lead, "freeze_text", purpose="final", summary=summary, met=demands)


def cosigned(life: Life, region: str, day: int) -> None:
    """Everybody below the approver agrees."""
    life.on(day, 10)
    legs.cosigned(life, region, "release")


def approved(life: Life, region: str, day: int, notes: str = "") -> None:
    cosigned(life, region, day)
    life.on(day + 3, 15)
    more = {"position": "agree_notes", "notes": notes} if notes else {"position": "agree"}
    life.by("赵", region, "approve_release", **more)


def numbered(life: Life, day: int, **recorded: int) -> None:
    """The lead's keeper reserves the lowest free serial, or records what the association gave; another region's keeper
    confirms it.
    """
    life.on(day, 14)
    life.by("钱", life.lead, "reserve_number", **recorded)
    life.on(day + 1, 14)
    life.by("钱", life.regions[1], "confirm_number")


def released(life: Life, day: int, *, issuer: str = "", is_filed: bool = True) -> None:
    """Scheduled three working days ahead, confirmed by every region; the release itself is the system's."""
    life.on(day - 3, 10)
    instant = datetime.combine(life.day(day), time(10), BEIJING)
    effective = (instant.date().toordinal() + LAG) - life.at.date().toordinal()
    life.by("钱", life.lead, "schedule_release", instant=instant.isoformat(), effective=life.ahead(effective))
    for region in life.regions:
        life.on(day - 2, 9 + life.regions.index(region))
        told = {"document_number": document(region, life.ahead(0), 31), "issuer": issuer or organ_name("钱", region)}
        owner = {"filing_owner": filing_owner(region)} if is_filed else {}
        life.by("钱", region, "confirm_release", **told, **owner)


def filing_owner(region: str) -> Later:
    """A city's edition is filed by its province."""
    return organ(*filer(region))


def filer(region: str) -> tuple[str, str]:
    """Who files a region's edition, by surname and region."""
    return ("许", XIANG) if region.startswith(XIANG[:2]) else ("钱", region)


def made_public(life: Life, region: str, day: int) -> None:
    """The text stands on the authority's page."""
    life.on(day)
    told = {"done_on": life.ahead(0), "account": "文本已在局网站公开。"}
    life.by("钱", region, "report_duty", duty=duty(region, "publish_text"), **told)


def all_filed(life: Life, day: int) -> None:
    """Every region's edition is filed."""
    for region in life.regions:
        filed(life, region, day)


def filed(life: Life, region: str, day: int) -> None:
    """The edition is filed and the receipt number known."""
    life.on(day)
    told = {"done_on": life.ahead(0), "account": "已报送备案。", "receipt_number": f"备示{SHORT[region]}1号"}
    life.by(*filer(region), "report_duty", duty=duty(region, "filing"), **told)
