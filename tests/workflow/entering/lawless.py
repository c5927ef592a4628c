"""Lawful leaves of entries made unlawful, one thing at a time; each gives the act that is unlawful then."""

from collections.abc import Callable
from typing import Any

from tests.cast import CHONGQING, LEAD, SECOND, World
from tests.workflow.entering.histories import Forger, Leaf

Forgery = Callable[[Forger, World], Leaf]
EARLY = "2026-01-01T00:00:00.000000Z"


def told(act: str, nth: int = 0, /, **facts: Any) -> Forgery:
    """Other facts in clear."""

    def forge(forger: Forger, world: World) -> Leaf:
        leaf = forger.of(act, nth)
        leaf["facts"].update(facts)
        return leaf

    return forge


def written(act: str, nth: int = 0, /, **members: Any) -> Forgery:
    """Other members of the leaf itself."""

    def forge(forger: Forger, world: World) -> Leaf:
        leaf = forger.of(act, nth)
        leaf.update(members)
        return leaf

    return forge


def by(act: str, region: str, role: str, nth: int = 0) -> Forgery:
    """The same act from another seat."""

    def forge(forger: Forger, world: World) -> Leaf:
        seat = world.seat(region, role)
        return written(act, nth, seat=seat.id, actor=seat.person_id, region=seat.region)(forger, world)

    return forge


def without(act: str, then: str, nth: int = 0, of: int = 0, n: int = 1) -> Forgery:
    """Acts that were never done, and the one that needed them."""

    def forge(forger: Forger, world: World) -> Leaf:
        for _ in range(n):
            forger.without(act, nth)
        return forger.of(then, of)

    return forge


def at_the_hour_of(act: str, other: str) -> Forgery:
    return lambda forger, world: written(act, ts=forger.of(other)["ts"])(forger, world)


def then(first: Forgery, second: Forgery) -> Forgery:
    """One thing forged, then another; unlawful is what the second gives."""

    def forge(forger: Forger, world: World) -> Leaf:
        first(forger, world)
        return second(forger, world)

    return forge


def again(act: str, nth: int = 0, after: str | None = None) -> Forgery:
    return lambda forger, world: forger.again(act, nth, after)


def due_today(act: str) -> Forgery:
    return lambda forger, world: told(act, due=forger.of(act)["ts"][:10])(forger, world)


def skipped(forger: Forger, world: World) -> Leaf:
    gone = forger.of("give_opinion")
    forger.leaves = [one for one in forger.leaves if one[2] is not gone]
    return forger.of("take_stand")


def two_refuse(forger: Forger, world: World) -> Leaf:
    for nth in (0, 1):
        told("take_stand", nth, position="disagree")(forger, world)
    return forger.of("put_on_notice")


def same_statement(forger: Forger, world: World) -> Leaf:
    return written("renew", stmt=forger.of("take_stand")["stmt"])(forger, world)


def led(act: str, /, **parts: Any) -> Forgery:
    def forge(forger: Forger, world: World) -> Leaf:
        leaf = forger.of(act)
        leaf["to"] = leaf["to"] | parts
        forger.mend(leaf["obj"])
        return leaf

    return forge


# fmt: off
FORGERIES: dict[str, tuple[Forgery, str]] = {
    "a word by an approver of no party": (by("take_stand", CHONGQING, "approver"), "not_yours"),
    "a word from a handler's seat": (by("take_stand", LEAD, "handler"), "not_yours"),
    "a notice without every region's word": (without("take_stand", "put_on_notice", 2), "all_spoke"),
    "a notice that too few accepted": (two_refuse, "enough_accept"),
    "a notice too short": (due_today("put_on_notice"), "notice_long"),
    "a notice by who does not chair": (by("put_on_notice", SECOND, "handler"), "not_yours"),
    "a batch before the notice ended": (at_the_hour_of("list_batch", "put_on_notice"), "notice_over"),
    "a batch without a notice": (without("put_on_notice", "list_batch"), "misplaced"),
    "an opinion before the comparison": (without("compare_source", "give_opinion"), "misplaced"),
    "a word that nobody signed": (written("take_stand", cer=None), "told_signature"),
    "a word under words used before": (same_statement, "told_statement"),
    "a renewal by one who never accepted": (
        then(told("take_stand", 1, position="abstain"), written("renew")), "accepts"),
    "a renewal done twice": (again("renew"), "not_renewed"),
    "a renewal that tells a refusal": (told("renew", position="disagree"), "told_written"),
    "a grace too short": (due_today("report_change"), "grace_long"),
    "a review that ended early": (at_the_hour_of("end_review", "report_change"), "review_over"),
    "a lapsed region that was kept": (told("end_review", lapsed=[]), "told_written"),
    "a printed list by who does not chair": (by("enter_listed", SECOND, "handler"), "not_yours"),
    "a promise settled by its owner": (by("settle_promise", LEAD, "handler"), "others_entry"),
    "a promise settled before it was delivered": (without("deliver", "settle_promise", 1), "misplaced"),
    "a promise delivered by another region": (by("deliver", SECOND, "handler"), "own_entry"),
    "a promise postponed by who does not chair": (by("postpone", SECOND, "handler"), "not_yours"),
    "a promise postponed into the past": (told("postpone", due="2020-01-01"), "told_answers"),
    "a meeting that not all attended": (without("enter_entry", "hold_meeting", 1), "all_attended"),
    "a meeting held tomorrow": (told("hold_meeting", held_on="2099-01-01"), "told_answers"),
    "a task without its resolution": (without("resolve_item", "undertake", 0, 1), "told_begotten"),
    "a task by another hand": (by("undertake", SECOND, "handler", 1), "told_begotten"),
    "an application judged by its applicant": (
        then(told("admit", **{"as": "handler"}), by("admit", LEAD, "handler")), "other_hand"),
    "an application judged by another region": (by("accept_result", SECOND, "approver"), "own_entry"),
    "an application that was never admitted": (without("admit", "examine"), "misplaced"),
    "a score beyond the scale": (told("accept_result", score=120), "told_answers"),
    "a title that ended early": (at_the_hour_of("title_ends", "accept_result"), "until_over"),
    "a target reached without a figure": (without("tell_figure", "reach_target", n=2), "target_met"),
    "a target reached by too small a figure": (
        then(told("tell_figure", 1, figure="40"), written("reach_target")), "target_met"),
    "a figure told twice": (again("tell_figure"), "figure_new"),
    "a key used twice": (told("enter_entry", -1, key="甲"), "entry_key"),
    "an amendment that changes nothing": (told("amend_entry", title="甲"), "entry_changed"),
    "an entry ended by another region": (by("end_entry", SECOND, "handler"), "own_entry"),
    "an entry above which there is none": (told("enter_entry", 1, parent=999), "told_answers"),
    "an entry ended twice": (again("end_entry"), "misplaced"),
    "a declaration of nothing": (told("declare_entry", parent=None), "standard_in_use"),
    "the same declared twice": (told("declare_entry", 1, title="甲公司", organisation="甲公司"), "declared_once"),
    "a declaration confirmed by another region": (by("confirm_entry", LEAD, "handler"), "own_entry"),
    "a declaration ended by who does not hold its receipt": (
        then(told("declare_entry", key="f" * 64), written("end_declared")), "receipt_held"),
    "a declaration confirmed by nobody": (
        written("confirm_entry", seat=None, actor=None, region=None), "not_yours"),
    "a turn skipped": (skipped, "told_sequence"),
    "a turn begun from elsewhere": (written("give_opinion", **{"from": {}}), "told_chain"),
    "an hour before the last": (written("give_opinion", ts=EARLY), "told_hour"),
    "a seat that nobody holds": (written("give_opinion", seat=9_999), "told_seat"),
    "another person on the seat": (written("give_opinion", actor=9_999), "told_actor"),
    "a role that the seat does not have": (told("give_opinion", **{"as": "secretary"}), "not_yours"),
    "a row of another noun": (written("give_opinion", act="settle_promise"), "told_row"),
    "a row that no table knows": (written("give_opinion", act="approve_everything"), "told_row"),
    "another kind half-way": (told("give_opinion", kind="promise"), "told_row"),
    "another rule set": (written("give_opinion", rules=9_000), "told_rules"),
    "a state that the row does not lead to": (led("give_opinion", state="listed"), "told_step"),
    "cells that were not told": (led("amend_entry", sha256="f" * 64), "told_step"),
    "a word that was not said": (led("renew", voices={}), "told_step"),
    "an act by the system that people do": (
        written("list_batch", seat=None, actor=None, region=None), "not_yours"),
}
# fmt: on
