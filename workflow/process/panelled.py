"""The lists that a technical review is chosen from: how it meets, panels to be formed, who sits on them, interests."""

from dataclasses import replace

from workflow import judges
from workflow.picture.standing import Case
from workflow.process import asking as ask
from workflow.process.row import Choice
from workflow.rules import voting
from workflow.vocabulary import Panel


def panel_members(case: Case) -> list[Choice]:
    """Who sits on the panel, or on the panels, that the actor has to do with."""
    mine = {panel.id for panel in judges.reached(case)}
    return [
        Choice(m.person_id, case.standing.person(m.person_id))
        for m in case.standing.panel_members
        if m.panel_id in mine
    ]


def panels_forming(case: Case) -> list[Choice]:
    """The panels that the actor may form, by their regions; a shared one bears the name of the lead."""
    forming = (panel for panel in judges.reached(case) if panel.state is Panel.FORMING)
    lead = case.standing.standard.lead_region
    return [Choice(panel.id, case.standing.named(panel.region_code or lead)) for panel in forming]


def meeting_or_letter(case: Case) -> list[Choice]:
    """Whether a review meets or votes by letter."""
    return [Choice("meeting", "review.meeting"), Choice("letter", "review.letter")]


def interests(case: Case) -> list[Choice]:
    """Classes of interest that a reviewer declares; anything but `none` is a recusal."""
    classes = ("none", "employed", "drafter", "kin", "paid", "leader")
    return [Choice(name, f"interest.{name}") for name in classes]


# Who is there; those who signed in, if nobody is named. A letter goes to all.
THERE = replace(ask.maybe(ask.persons("present", panel_members)), where=voting.at_a_meeting)
