"""Lawful leaves of one road made unlawful, one thing at a time: as a forger would, and which rule must say so."""

from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any, NamedTuple

Leaf = dict[str, Any]
Leaves = list[Leaf]
HOUSE = "0" * 64


class Forgery(NamedTuple):
    """Leaves, the place of the act that must be called unlawful, and the rule that it breaks."""

    leaves: Leaves
    place: int
    rule: str


def places(leaves: Leaves, *acts: str) -> list[int]:
    return [place for place, leaf in enumerate(leaves) if leaf["act"] in acts]


def some(leaves: Leaves, dice: Random, *acts: str) -> int:
    """One of the acts of these names."""
    return dice.choice(places(leaves, *acts))


def signed(leaves: Leaves, dice: Random) -> int:
    return dice.choice([place for place, leaf in enumerate(leaves) if leaf["cer"]])


def by_a_seat(leaves: Leaves, dice: Random) -> int:
    return dice.choice([place for place, leaf in enumerate(leaves) if leaf["seat"] and place])


def seat_from(leaf: Leaf, other: Leaf) -> None:
    """The first as if it had been done from the other's seat."""
    leaf |= {name: other[name] for name in ("seat", "actor", "region", "obo")}


def renumbered(leaves: Leaves, since: int) -> None:
    """Numbers without a gap, each act beginning where the last one ended."""
    for place in range(max(since, 1), len(leaves)):
        leaves[place]["seq"] = leaves[place - 1]["seq"] + 1
        leaves[place]["from"] = deepcopy(leaves[place - 1]["to"])


def without(leaves: Leaves, place: int) -> None:
    """An act that was never done: what it moved stands as before in all snapshots, until something else moves it."""
    gone = leaves.pop(place)
    for region, was in gone["from"]["tracks"].items():
        now = gone["to"]["tracks"][region]
        for leaf in leaves[place:] if was != now else ():
            if leaf["to"]["tracks"][region] != now:
                break
            leaf["to"]["tracks"][region] = was
    renumbered(leaves, place)


def again(leaves: Leaves, place: int, at: int) -> int:
    """The same act once more, after another; it moves nothing."""
    copy = deepcopy(leaves[place]) | {"ts": leaves[at]["ts"], "to": deepcopy(leaves[at]["to"])}
    leaves.insert(at + 1, copy)
    renumbered(leaves, at + 1)
    return at + 1


Kind = Callable[[Leaves, Random], tuple[int, str]]
KINDS: dict[str, Kind] = {}


def kind(forge: Kind) -> Kind:
    KINDS[forge.__name__] = forge
    return forge


def forged(name: str, lawful: Leaves, dice: Random) -> Forgery:
    """A forgery of this kind, somewhere."""
    leaves = deepcopy(lawful)
    place, rule = KINDS[name](leaves, dice)
    return Forgery(leaves, place, rule)


@kind
def approval_from_a_drafters_seat(leaves: Leaves, dice: Random) -> tuple[int, str]:
    drafter = leaves[some(leaves, dice, "save_draft", "freeze_text")]
    approvals = places(leaves, "approve_release", "initiate")
    place = dice.choice([place for place in approvals if leaves[place]["region"] == drafter["region"]])
    seat_from(leaves[place], drafter)
    return place, "not_yours"


@kind
def approval_by_a_drafter(leaves: Leaves, dice: Random) -> tuple[int, str]:
    place = some(leaves, dice, "approve_release")
    leaves[some(leaves, dice, "name_drafters")]["facts"]["persons"].append(leaves[place]["actor"])
    return place, "other_hands"


@kind
def release_without_a_region(leaves: Leaves, dice: Random) -> tuple[int, str]:
    without(leaves, some(leaves, dice, "confirm_release"))
    return some(leaves, dice, "seal_release"), "all_confirmed"


@kind
def schedule_without_an_approval(leaves: Leaves, dice: Random) -> tuple[int, str]:
    without(leaves, some(leaves, dice, "approve_release"))
    return some(leaves, dice, "schedule_release"), "all_approved"


@kind
def approval_without_its_departments(leaves: Leaves, dice: Random) -> tuple[int, str]:
    gone = some(leaves, dice, "take_position")
    region = leaves[gone]["region"]
    without(leaves, gone)
    later = (place for place in places(leaves, "take_position", "approve_release", "initiate") if place >= gone)
    return next(
        place for place in later if leaves[place]["region"] == region and _waits(leaves[place])
    ), "chain_complete"


def _waits(leaf: Leaf) -> bool:
    return bool(leaf["act"] != "take_position" or leaf["facts"]["as"] == "handler")


@kind
def vote_after_the_close(leaves: Leaves, dice: Random) -> tuple[int, str]:
    return again(leaves, some(leaves, dice, "vote"), places(leaves, "pass_review")[0]), "misplaced"


@kind
def vote_cast_twice(leaves: Leaves, dice: Random) -> tuple[int, str]:
    place = some(leaves, dice, "vote")
    return again(leaves, place, place), "one_vote"


@kind
def review_passed_without_a_quorum(leaves: Leaves, dice: Random) -> tuple[int, str]:
    while len(places(leaves, "vote")) > 3:
        without(leaves, some(leaves, dice, "vote"))
    return places(leaves, "pass_review")[0], "votes_in"


@kind
def number_outside_the_band(leaves: Leaves, dice: Random) -> tuple[int, str]:
    place = places(leaves, "reserve_number")[0]
    leaves[place]["facts"]["serial"] = dice.choice([1, 17, 2999, 999_999])
    return place, "number_available"


@kind
def number_confirmed_by_its_keeper(leaves: Leaves, dice: Random) -> tuple[int, str]:
    place = places(leaves, "confirm_number")[0]
    seat_from(leaves[place], leaves[places(leaves, "reserve_number")[0]])
    return place, "second_keeper"


@kind
def act_before_its_time(leaves: Leaves, dice: Random) -> tuple[int, str]:
    act, rule = dice.choice(
        [
            ("release", "instant_come"),
            ("enter_into_force", "effective_date_come"),
            ("close_consultation", "window_over"),
            ("open_vote", "notice_given"),
        ]
    )
    place = places(leaves, act)[0]
    leaves[place]["ts"] = leaves[place - 1]["ts"]
    return place, rule


@kind
def instant_too_near(leaves: Leaves, dice: Random) -> tuple[int, str]:
    place = places(leaves, "schedule_release")[0]
    leaves[place]["facts"]["instant"] = leaves[place]["ts"]
    return place, "instant_far_enough"


@kind
def posted_before_it_was_opened(leaves: Leaves, dice: Random) -> tuple[int, str]:
    place = some(leaves, dice, "post_draft")
    leaves[place]["facts"]["posted_on"] = "2026-01-05"
    return place, "posting_true"


@kind
def checks_left_out(leaves: Leaves, dice: Random) -> tuple[int, str]:
    place = some(leaves, dice, "initiate")
    leaves[place]["facts"]["checks"] = leaves[place]["facts"]["checks"][: dice.randrange(1, 5)]
    return place, "checks_done"


@kind
def seat_that_nobody_holds(leaves: Leaves, dice: Random) -> tuple[int, str]:
    place = by_a_seat(leaves, dice)
    leaves[place]["seat"] = 90_000 + dice.randrange(1_000)
    return place, "told_seat"


@kind
def another_person_on_the_seat(leaves: Leaves, dice: Random) -> tuple[int, str]:
    place = by_a_seat(leaves, dice)
    leaves[place][dice.choice(["actor", "obo"])] = leaves[place]["actor"] + 1
    return place, "told_actor"


@kind
def wrong_role(leaves: Leaves, dice: Random) -> tuple[int, str]:
    place = by_a_seat(leaves, dice)
    leaves[place]["facts"]["as"] = "auditor"
    return place, "not_yours"


@kind
def position_on_another_text(leaves: Leaves, dice: Random) -> tuple[int, str]:
    place = some(leaves, dice, "approve_release")
    leaves[place]["facts"]["text_hash"] = HOUSE
    return place, "told_position"


@kind
def signature_on_another_text(leaves: Leaves, dice: Random) -> tuple[int, str]:
    place = signed(leaves, dice)
    leaves[place]["text"] = HOUSE
    return place, "told_text"


@kind
def unsigned(leaves: Leaves, dice: Random) -> tuple[int, str]:
    place = signed(leaves, dice)
    leaves[place][dice.choice(["cer", "stmt"])] = None
    return place, "told_signature"


@kind
def twice_in_the_record(leaves: Leaves, dice: Random) -> tuple[int, str]:
    place = dice.randrange(1, len(leaves))
    leaves.insert(place, deepcopy(leaves[place]))
    return place + 1, "told_sequence"


@kind
def missing_from_the_record(leaves: Leaves, dice: Random) -> tuple[int, str]:
    place = dice.randrange(1, len(leaves) - 1)
    del leaves[place]
    return place, "told_sequence"


@kind
def begun_from_elsewhere(leaves: Leaves, dice: Random) -> tuple[int, str]:
    place = dice.randrange(1, len(leaves))
    leaves[place]["from"]["lead"] = "430100"
    return place, "told_chain"


@kind
def led_elsewhere(leaves: Leaves, dice: Random) -> tuple[int, str]:
    place = dice.randrange(1, len(leaves))
    region = dice.choice(sorted(leaves[place]["to"]["tracks"]))
    leaves[place]["to"]["tracks"][region] = "separated"
    return place, "told_step"


@kind
def hour_before_the_last(leaves: Leaves, dice: Random) -> tuple[int, str]:
    place = dice.randrange(1, len(leaves))
    leaves[place]["ts"] = "2026-01-01T00:00:00.000000Z"
    return place, "told_hour"


@kind
def no_such_step(leaves: Leaves, dice: Random) -> tuple[int, str]:
    place = dice.randrange(1, len(leaves))
    leaves[place]["act"] = "approve_everything"
    return place, "told_row"


@kind
def approved_twice(leaves: Leaves, dice: Random) -> tuple[int, str]:
    place = some(leaves, dice, "approve_release")
    return again(leaves, place, place), "not_said_already"


@kind
def frozen_before_its_group(leaves: Leaves, dice: Random) -> tuple[int, str]:
    without(leaves, places(leaves, "confirm_group")[0])
    return places(leaves, "open_consultation")[0], "group_confirmed"


@kind
def judged_by_other_rules(leaves: Leaves, dice: Random) -> tuple[int, str]:
    place = dice.randrange(1, len(leaves))
    for leaf in dice.choice([leaves, leaves[place : place + 1]]):
        leaf["rules"] = 9_000
    return place, "told_rules"
