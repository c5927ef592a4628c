"""The checker measured on labelled texts: `pytest -s` prints the figures of each rule."""

import pytest

from tests.workflow.text.checks.scoring import figures_of_bases, figures_of_cases

RECALL, ALARMS = 0.95, 1 / 20


def test_a_clean_text_has_next_to_no_findings() -> None:
    figures = figures_of_bases()
    figures.print()
    assert figures.clauses > 100
    assert figures.alarm_rate <= ALARMS


def test_faults_are_found_in_the_seen_part() -> None:
    figures = figures_of_cases()
    figures.print()
    assert figures.recall >= RECALL
    assert sum(figures.alarms.values()) <= ALARMS * (figures.clauses + figures_of_bases().clauses)


@pytest.mark.held_out
def test_faults_are_found_in_the_part_held_out() -> None:
    figures = figures_of_cases(held_out=True)
    figures.print()
    assert figures.recall >= RECALL
    assert sum(figures.alarms.values()) <= ALARMS * (figures.clauses + figures_of_bases().clauses)
