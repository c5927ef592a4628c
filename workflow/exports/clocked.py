"""The clock of one log as its leaves tell it: it never goes back, and where it was held it bears the very hour of the
leaf before."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from workflow.exports.findings import Discrepancy, Place, Remark, Report

LONG: Final = 10  # acts in a row whose own hours nobody knows: a clock that was set wrong, or is set back on purpose


@dataclass
class Clock:
    """How far the hours of a log have come."""

    last: str = ""
    held: int = 0  # leaves in a row

    def take(self, leaf: Mapping[str, Any], place: Place, report: Report) -> None:
        """The next leaf. A run of held ones spans no time by itself: it is measured by its acts."""
        at, is_held = str(leaf["ts"]), "clk" in leaf
        place = place._replace(column="at")
        if at < self.last:
            report.add(place, Discrepancy.CLOCK, at=at, before=self.last)
        elif is_held and at != self.last:
            report.add(place, Discrepancy.HELD, at=at, before=self.last or "—")
        self.last, self.held = at, self.held + 1 if is_held else 0
        if self.held == LONG:
            report.remark(place, Remark.HELD_LONG, n=LONG)
