"""Two drills in the suite, so that the others are not found broken on the day they are needed."""

from pathlib import Path

from tests.drills import at_home


def test_an_upgrade_that_fails_at_any_step_leaves_all_as_it_was(tmp_path: Path) -> None:
    figures = at_home.failed_upgrade(tmp_path, back=2)
    assert figures["broken"] == figures["unchanged"] >= 2


def test_a_clock_ten_years_ahead_fires_no_timer_and_is_told(tmp_path: Path) -> None:
    figures = at_home.leaping_clock(tmp_path)
    assert (figures["fired"], figures["alarms"] > 0, figures["timers"] > 0) == (0, True, True)
