"""The group rebuilt from leaves alone equals its tables at every hour, and says what nothing tells."""

import random
from datetime import timedelta
from typing import Any

import pytest

from tests.cast import LEAD, SECOND
from tests.workflow.replaying.histories import Watched, leaves_of, ordered, replayed
from workflow.exports.verification import verify
from workflow.replaying.group import Groups
from workflow.replaying.views import NotTold


def test_at_every_hour_the_group_is_what_its_tables_held(watched: Watched) -> None:
    groups = Groups(leaves_of(watched.database))
    assert len(watched.seen) > 30
    chance = random.Random(7)
    for at, agreement, wanted in watched.seen:  # the next act is a minute later
        for seconds in (1, chance.randrange(2, 59)):
            group = groups.at(agreement, at + timedelta(seconds=seconds))
            assert ordered(replayed(group, wanted)) == ordered(wanted), (at, agreement)


def test_a_seat_that_ended_a_limited_one_and_days_off_are_told(watched: Watched) -> None:
    groups = Groups(leaves_of(watched.database))
    first, last = watched.seen[0][0], watched.table.at + timedelta(seconds=1)
    lent = next(id_ for id_, seat in groups.seats.seats.items() if seat.is_delegated)
    made = groups.seats.seats[lent].since["confirmed_at"]
    assert groups.seat(lent, LEAD, first) is None
    acting = groups.seat(lent, LEAD, made + timedelta(seconds=1))
    assert acting is not None
    assert (sorted(acting.steps), acting.holder) == (["initiate"], watched.person("approver"))
    assert groups.seat(lent, LEAD, last) is None
    group = groups.at(watched.table.id, last)
    assert [one.kind.value for one in group["deputies"].values()] == ["delegated", "substitute"]
    assert len(group["heirs"]) == 1
    calendars = group["calendars"]
    assert [len(calendars[code].off) for code in (LEAD, SECOND)] == [2, 1]
    assert groups.at(watched.table.id, first)["calendars"][LEAD].off == frozenset()


def test_what_nothing_tells_refuses_by_name(watched: Watched) -> None:
    """An older log told figures and chains by hash alone, days by their number, and some foundings no seats."""
    leaves = leaves_of(watched.database)
    older = [(o, i, _older(leaf)) for o, i, leaf in leaves if leaf["act"] != "lay_seat"]
    group = Groups(older).at(watched.table.id, watched.seen[0][0] + timedelta(seconds=1))
    assert [member.region_code for member in group["members"]] == [LEAD, SECOND, "130000"]
    for part in ("chain", "seats"):
        assert part not in group
        with pytest.raises(NotTold):
            group[part]
    with pytest.raises(NotTold, match="rule_sets"):
        _ = group["rules"][0].terms
    with pytest.raises(NotTold, match="calendar_days"):
        _ = Groups(older).at(watched.table.id, watched.table.at + timedelta(seconds=1))["calendars"]
    with pytest.raises(NotTold):
        Groups(leaves).at(watched.table.id, watched.seen[0][0] - timedelta(days=1))


def _older(leaf: Any) -> Any:
    gone = {"clear", "on", "off", "kind" if leaf["obj"].startswith("appointment") else ""}
    return {**leaf, "facts": {name: told for name, told in leaf["facts"].items() if name not in gone}}


def test_what_is_told_in_clear_counts_only_if_it_is_what_the_hash_says(watched: Watched) -> None:
    leaves = leaves_of(watched.database)
    told = [(o, i, leaf) for o, i, leaf in leaves if "clear" in leaf["facts"] and leaf["obj"] == "agreement/1"]
    for _, _, leaf in told:
        for key, entries in leaf["facts"]["clear"].items():
            for entry in entries:
                if isinstance(entry, dict) and entry.get("term") == "consultation.public_min_days":
                    entry["value"] = 3
                    wrong = key
    group = Groups(leaves).at(1, watched.seen[0][0])
    assert wrong not in group.charted.known
    with pytest.raises(NotTold):
        _ = group["rules"][0].terms


def test_the_tables_agree_with_the_same_telling(watched: Watched) -> None:
    assert [str(finding) for finding in verify(watched.database, None).findings] == []
