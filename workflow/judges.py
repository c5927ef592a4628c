"""Which review panel an act is about, and who sits on it: all regions share one, or each has its own."""

from collections.abc import Iterator

from workflow.picture.standing import Case, Standing
from workflow.records.panels import PanelMember, ReviewPanel
from workflow.vocabulary import SeatRole


def reached(case: Case) -> list[ReviewPanel]:
    """The open panels that the actor may have to do with: an expert's own, those of a secretary's region, else all."""
    panels, seat = case.standing.open_panels, case.seat
    if seat is None:
        return panels
    if seat.role is SeatRole.EXPERT:
        sits_on = {m.panel_id for m in case.standing.panel_members if m.person_id == seat.person_id}
        return [panel for panel in panels if panel.id in sits_on]
    return [panel for panel in panels if seat.region is None or panel.region_code in (None, seat.region)]


def named(case: Case) -> list[ReviewPanel]:
    """Of those the one that the answers name, by itself or by one of its members; all of them where they name none."""
    panel, person = case.answers.get("panel"), case.answers.get("person")
    sits_on = {m.panel_id for m in case.standing.panel_members if m.person_id == person}
    return [p for p in reached(case) if panel in (None, p.id) and (person is None or p.id in sits_on)]


def panel_of(case: Case) -> ReviewPanel | None:
    """The panel of the act; none while it might be one of several."""
    panels = named(case)
    return panels[0] if len(panels) == 1 else None


def members_of(case: Case) -> list[PanelMember]:
    """Who sits on the panel of the act."""
    panel = panel_of(case)
    return [m for m in case.standing.panel_members if panel is not None and m.panel_id == panel.id]


def own_panels(standing: Standing) -> dict[str, ReviewPanel]:
    """The panels of the latest review by region, concluded or not; none where all regions shared one."""
    last = max((panel.round for panel in standing.panels), default=0)
    return {p.region_code: p for p in reversed(standing.panels) if p.round == last and p.region_code is not None}


def waited_for(standing: Standing) -> Iterator[ReviewPanel]:
    """The panels of the counted regions in the latest review."""
    return (panel for code, panel in own_panels(standing).items() if code in standing.counted)


def failures(standing: Standing, code: str) -> int:
    """How often panels of this region have failed the project, whatever was revised since."""
    return sum(panel.region_code == code and panel.is_passed is False for panel in standing.panels)
