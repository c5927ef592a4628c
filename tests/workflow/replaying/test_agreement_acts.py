"""Acts on agreements and on seats judged again: a lawful history has no fault, a forged one is called by its rule."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from tests.cast import LEAD, SECOND
from tests.workflow.replaying.histories import Watched, forged, leaves_of, opened_of, without
from workflow.replaying import agreements, appointments
from workflow.replaying.group import Groups, Told
from workflow.replaying.verdict import Verdict

Opened = dict[tuple[str, int], dict[str, str]]
Forgery = Callable[[list[Told], Watched], list[Told]]
FAR = "f" * 64
# They ask for accounts, for open work, and for what of an expert stands in his row alone.
UNJUDGED = {"username_taken", "heir_needed", "expert_new", "history_read", "expert_changed"}


def judged(leaves: list[Told], opened: Opened) -> list[Verdict]:
    """Every verdict on the leaves."""
    return [*agreements.verdicts(Groups(leaves), leaves, opened), *appointments.verdicts(leaves)]


def seat(role: str, region: str = LEAD) -> Callable[[Watched], dict[str, Any]]:
    def named(watched: Watched) -> dict[str, Any]:
        found = watched.world.seat(region, role)
        return {"seat": found.id, "actor": found.person_id, "region": found.region}

    return named


def changed(act: str, /, *, nth: int = -1, by: Any = None, **paths: Any) -> Forgery:
    return lambda leaves, watched: forged(leaves, act, nth=nth, **(by(watched) if by else {}), **paths)


def gone(act: str, *, nth: int = -1) -> Forgery:
    return lambda leaves, watched: without(leaves, act, nth=nth)


def again(act: str, *, nth: int = 0, **paths: Any) -> Forgery:
    """The same act once more, at the end of its log."""

    def forge(leaves: list[Told], watched: Watched) -> list[Told]:
        made = list(leaves)
        first = [told for told in made if told[2]["act"] == act][nth]
        of_log = [told for told in made if told[0] == first[0]]
        mine = [told for told in of_log if told[2]["obj"] == first[2]["obj"]][-1][2]
        leaf = deepcopy(dict(first[2])) | {"idx": of_log[-1][1] + 1, "ts": of_log[-1][2]["ts"]}
        leaf |= {"seq": mine["seq"] + 1, "from": mine["to"]}
        made.append((first[0], leaf["idx"], leaf))
        return forged(made, act, **paths)

    return forge


# What was done to the leaves → the act that is unlawful then, and the rule that it breaks.
FORGERIES: dict[str, tuple[Forgery, str, str]] = {
    "a seat confirmed by its proposer": (
        changed("confirm_appointment", nth=0, by=seat("secadmin")), "confirm_appointment", "second_person"),
    "a seat confirmed from another region": (
        changed("confirm_appointment", nth=0, by=seat("audadmin", SECOND)), "confirm_appointment", "told_reach"),
    "a substitute confirmed by who named him": (
        changed("confirm_appointment", by=seat("secadmin")), "confirm_appointment", "second_person"),
    "a seat proposed by no administrator": (
        changed("appoint", by=seat("handler")), "appoint", "appointing_not_yours"),
    "a handler made auditor": (
        changed("appoint", to__role="auditor", to__person=2), "appoint", "seats_apart"),
    "a seat that was laid after the founding": (again("lay_seat"), "lay_seat", "told_founding"),
    "a seat that begins in the past": (changed("appoint", to__since="2020-01-01"), "appoint", "since_passed"),
    "a release that was delegated": (
        changed("delegate", facts__steps=["approve_release"]), "delegate", "deputy_acts"),
    "a delegation without end": (changed("delegate", to__until="2027-03-02"), "delegate", "deputy_long"),
    "work handed to a stranger": (changed("end_appointment", facts__heir=9), "end_appointment", "heir_unfit"),
    "an act from a seat of nobody": (changed("end_appointment", seat=999), "end_appointment", "told_seat"),
    "a change without one region's confirmation": (gone("confirm_change", nth=2), "adopt_change", "all_signed"),
    "a confirmation from another office": (
        changed("confirm_change", nth=0, by=seat("handler")), "confirm_change", "not_yours"),
    "a confirmation in another's name": (changed("confirm_change", actor=9), "confirm_change", "told_actor"),
    "a confirmation given twice": (again("confirm_change"), "confirm_change", "told_answers"),
    "a confirmation that nobody signed": (changed("confirm_change", cer=None), "confirm_change", "told_signature"),
    "another content than was signed": (
        changed("propose_renewal", facts__content={"valid_until": "2050-01-01"}), "propose_renewal", "told_content"),
    "a rule set that nobody agreed to": (
        changed("adopt_change", nth=0, facts__charter__rule_sets={"7": {"version": 2, "terms": FAR}}),
        "adopt_change", "told_charter"),
    "an office that appears from nowhere": (
        changed("open_change", nth=0, facts__charter={"offices": {LEAD: FAR}}), "open_change", "told_charter"),
    "a chain that is not the one signed": (
        changed("adopt_change", facts__charter={"offices": {SECOND: FAR}}), "adopt_change", "told_charter"),
    "a member that nobody let in": (
        changed("refuse_change", facts__charter={"members": {"500000": {"rank": 4}}}), "refuse_change", "told_charter"),
    "a record that tells another agreement": (
        again("record_agreement", facts__charter={"agreement": {"band_start": 1}}), "record_agreement", "told_charter"),
    "the chair taken in passing": (changed("adopt_change", to__chair=SECOND), "adopt_change", "told_step"),
    "terms in force before their day": (
        changed("propose_terms", nth=0, facts__effective_from="2026-09-01"), "adopt_change", "day_come"),
    "a change signed by its proposer": (
        changed("propose_renewal", by=seat("approver", SECOND)), "confirm_change", "proposer_apart"),
    "a group begun without a party": (gone("sign_agreement"), "agreement_begins", "all_signed"),
    "a code that is another's": (changed("draft_agreement", facts__code="JJJ"), "draft_agreement", "code_free"),
    "a band that is another's": (changed("draft_agreement", facts__band_start=3001), "draft_agreement", "band_free"),
    "an agreement of one region": (
        changed("draft_agreement", facts__members=[LEAD]), "draft_agreement", "enough_members"),
    "another region's expert let go": (
        changed("suspend_expert", by=seat("handler", SECOND)), "suspend_expert", "told_answers"),
    "an expert of no field": (changed("nominate_expert", facts__codes="何时"), "nominate_expert", "codes_read"),
    "another region's finding answered": (
        changed("answer_finding", by=seat("handler")), "answer_finding", "told_answers"),
    "a suggestion answered twice": (again("answer_suggestion"), "answer_suggestion", "misplaced"),
    "an act of no table": (changed("refuse_change", act="forget_change"), "forget_change", "told_row"),
    "an event taken out": (gone("open_change", nth=0), "confirm_change", "misplaced"),
}  # fmt: skip


def test_a_lawful_history_has_no_fault_and_says_what_it_could_not_judge(watched: Watched) -> None:
    found = judged(leaves_of(watched.database), opened_of(watched.database))
    assert {verdict.act for verdict in found} >= {"draft_agreement", "adopt_change", "delegate", "end_appointment"}
    assert [verdict for verdict in found if not verdict.is_lawful] == []
    assert {rule for verdict in found for rule, _ in verdict.unjudged} == UNJUDGED


@pytest.mark.parametrize("watched", ["sqlite"], indirect=True)  # what is forged are leaves: they know no database
def test_every_forged_history_is_called_by_its_rule(watched: Watched) -> None:
    leaves, opened = leaves_of(watched.database), opened_of(watched.database)
    wrong = []
    for name, (forge, act, rule) in FORGERIES.items():
        found = [verdict for verdict in judged(forge(leaves, watched), opened) if verdict.act == act]
        assert all(broken.sentence for verdict in found for broken in verdict.unlawful)
        if rule not in {broken.rule for verdict in found for broken in verdict.unlawful}:
            wrong.append((name, [verdict.unlawful for verdict in found if verdict.unlawful]))
    assert wrong == []
    assert len(FORGERIES) >= 15
