"""What people said beside the road, and what the worker found: it comes with the one statement that every act reads."""

from functools import cached_property

from workflow.picture.parts.group import GroupParts
from workflow.records.checking import Waiver
from workflow.records.explaining import ExplanationPart
from workflow.records.standstill import Alert, AlertAnswer, Lookalike


class SaidParts(GroupParts):
    """Findings answered for, sections of the explanation, projects alike."""

    @cached_property
    def waivers(self) -> list[Waiver]:
        """Findings that somebody answered for, lapsed or not, oldest first."""
        return self._life["waivers"]

    @cached_property
    def lookalikes(self) -> list[Lookalike]:
        """Other standards of the installation that the worker found to be alike, the most alike first."""
        return self._life["lookalikes"]

    @cached_property
    def alerts(self) -> list[Alert]:
        """Other standards alike of which this one was told, oldest first."""
        return self._life["alerts"]

    @cached_property
    def alert_answers(self) -> list[AlertAnswer]:
        """What was said of them, oldest first."""
        return self._life["alert_answers"]

    @cached_property
    def explained(self) -> dict[str, ExplanationPart]:
        """The newest version of each section of the drafting explanation, without its words."""
        return {part.section: part for part in self._life["explained"]}
