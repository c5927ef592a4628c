"""What a mirror judges on its own: each law broken once in a log that is signed and append-only all the same."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cast import CHONGQING, SICHUAN
from tests.workflow.witnessing.hosts import ORIGIN, REGIONS, SEATS, Installation
from workflow.log.tlog import leaf_hash
from workflow.reads.sealing import envelope
from workflow.settings import Settings
from workflow.text.canonical import canonical
from workflow.vocabulary import Joint
from workflow.witnessing import lives
from workflow.witnessing.copy import Copy, Entry
from workflow.witnessing.forgetting import Gone, gone
from workflow.witnessing.grounds import Finding
from workflow.witnessing.housed import Tables
from workflow.witnessing.law import Laws
from workflow.witnessing.lives import Lives
from workflow.witnessing.mirror import Mirror
from workflow.witnessing.payload import Store
from workflow.witnessing.replayed import judged
from workflow.witnessing.sources import Payload

Leaf = dict[str, Any]


@pytest.fixture(scope="module")
def lived(whole: Installation) -> list[Leaf]:
    """The agreement's log as a region's mirror has it."""
    copy = Copy(whole.regions[0].mirror.memory.place(ORIGIN))
    return [json.loads(entry.leaf) for entry in copy.entries() if entry.leaf]


@pytest.fixture
def log(lived: list[Leaf]) -> list[Leaf]:
    return json.loads(json.dumps(lived))  # type: ignore[no-any-return]


def found(log: list[Leaf], *, sealed: tuple[int, ...] = ()) -> Iterator[Finding]:
    """What the mirror's own reading finds in these leaves."""
    followed, laws = Lives(), Laws()
    for index, leaf in enumerate(log):
        data = canonical(leaf)
        entry = Entry(index, None if index in sealed else data, leaf_hash(data))
        for each in followed.follow(ORIGIN, entry):
            yield from [each] if isinstance(each, Finding) else laws.judge(each)
    yield from followed.left_sealed()


def told(log: list[Leaf], **more: Any) -> set[tuple[str, int | None]]:
    return {(each.ground.value, each.index) for each in found(log, **more)}


def at(log: list[Leaf], act: str, nth: int = 0) -> int:
    return int([leaf["idx"] for leaf in log if leaf["act"] == act][nth])


def renumbered(log: list[Leaf]) -> list[Leaf]:
    return [leaf | {"idx": index} for index, leaf in enumerate(log)]


def test_a_lawful_log_is_found_lawful(log: list[Leaf]) -> None:
    assert told(log) == set()


@pytest.mark.parametrize(
    ("part", "value"), [("v", 2), ("act", 7), ("facts", None), ("obj", "standard"), ("idx", "1"), ("more", 1)]
)
def test_a_leaf_of_an_unknown_version_or_form(log: list[Leaf], part: str, value: Any) -> None:
    last = log[-1]["idx"]
    log[-1][part] = value
    assert told(log) == {("form", last)}


def test_a_leaf_at_another_place(log: list[Leaf]) -> None:
    log[-1]["log"] = "tongbiao.example/other/2026"
    assert told(log) == {("place", log[-1]["idx"])}


@pytest.mark.parametrize("noun", ["standard/1", "agreement/1", "nonsense/1"])
def test_an_act_that_no_table_has(log: list[Leaf], noun: str) -> None:
    last = log[-1]
    log[-1] = last | {"act": "conjure", "obj": noun, "seq": 1, "from": {}}
    assert ("act", last["idx"]) in told(log)


def test_a_gap_and_a_step_from_elsewhere(log: list[Leaf]) -> None:
    index = at(log, "confirm_number")
    log[index]["seq"] += 1
    assert told(log) == {("gap", index), ("gap", index + 1)}
    log[index]["seq"] -= 1
    log[index]["from"] |= {"joint": "released"}
    assert told(log) == {("chain", index)}


def test_a_left_out_leaf_is_a_gap(log: list[Leaf]) -> None:
    index = at(log, "object_release") if any(leaf["act"] == "object_release" for leaf in log) else at(log, "post_draft")
    assert ("gap", index) in told(renumbered(log[:index] + log[index + 1 :]))


def test_time_that_goes_back(log: list[Leaf]) -> None:
    index = at(log, "release")
    log[index]["ts"] = "2026-03-01T00:00:00.000000Z"
    assert told(log) == {("clock", index)}


def test_a_clock_that_was_held_bears_the_hour_of_the_leaf_before(log: list[Leaf]) -> None:
    index = at(log, "release")
    log[index]["clk"] = "held"
    assert told(log) == {("held", index)}
    assert told(log, sealed=(index - 1,)) >= {("withheld", index - 1)}  # of an hour that is not told nothing is said
    assert ("held", index) not in told(log, sealed=(index - 1,))
    log[index]["ts"] = log[index - 1]["ts"]
    assert told(log) == set()
    log[0]["clk"] = "held"
    assert told(log) == {("held", 0)}
    log[0]["clk"] = "stopped"
    assert ("form", 0) in told(log)


@pytest.mark.parametrize(("serial", "ground"), [(3900, "band"), (10_000, "band")])
def test_a_number_outside_the_band(log: list[Leaf], serial: int, ground: str) -> None:
    text = json.dumps(log).replace('"3901.', f'"{serial}.')
    assert told(json.loads(text)) == {(ground, at(log, "reserve_number"))}


def test_a_number_that_another_standard_has(log: list[Leaf]) -> None:
    start, end = at(log, "propose"), at(log, "release")
    twin = [leaf | {"obj": "standard/2"} for leaf in log[start : end + 1] if leaf["obj"] == "standard/1"]
    twin = [leaf | {"ts": log[end]["ts"]} for leaf in twin]
    twin[0] = twin[0] | {"facts": twin[0]["facts"] | {"lineage": "other"}}
    both = renumbered(log[: end + 1] + twin)
    grounds = {each.ground.value for each in found(both)}
    assert grounds == {"reused"}
    twin[0] = twin[0] | {"facts": twin[0]["facts"] | {"lineage": log[start]["facts"]["lineage"]}}
    assert told(renumbered(log[: end + 1] + twin)) == set()


@pytest.mark.parametrize("how", ["nobody", "other text", "objected", "unconfirmed"])
def test_a_release_without_a_regions_approval(log: list[Leaf], how: str) -> None:
    index, release = at(log, "approve_release", 1), at(log, "release")
    if how == "nobody":
        log[index]["act"] = "take_position"
    elif how == "other text":
        log[index]["facts"]["text_hash"] = "0" * 64
    elif how == "objected":
        log[index]["act"] = "object_release"
    else:
        log[release]["from"]["tracks"]["120000"] = "approved"
    assert ("approval", release) in told(log)


@pytest.mark.parametrize("who", ["named", "wrote"])
def test_an_approver_who_drafted(log: list[Leaf], who: str) -> None:
    index = at(log, "approve_release", 2)
    person = log[at(log, "name_drafters", 2)]["facts"]["persons"][1] if who == "named" else 11
    log[index]["actor"] = person
    assert told(log) == {("drafted", index)}


def test_votes_may_stay_sealed_while_the_panel_sits_and_no_longer(log: list[Leaf]) -> None:
    votes = tuple(leaf["idx"] for leaf in log if leaf["act"] == "vote")
    sitting = [leaf for leaf in log if leaf["idx"] <= votes[-1]]
    assert told(sitting, sealed=votes) == set()
    assert told(sitting, sealed=votes[:2]) == set()
    later = told(log, sealed=votes)
    assert later == {("gap", votes[-1] + 1), *(("withheld", vote) for vote in votes)}


def test_what_is_sealed_and_no_vote_is_missed(log: list[Leaf]) -> None:
    index = at(log, "approve_release")
    grounds = told(log, sealed=(index,))
    assert ("gap", index + 1) in grounds
    assert ("withheld", index) in grounds


def test_of_the_installations_log_other_regions_leaves_are_not_missed(whole: Installation) -> None:
    copy = Copy(whole.regions[0].mirror.memory.place(SEATS))
    shown = [json.loads(entry.leaf)["facts"] for entry in copy.entries() if entry.leaf]
    assert {each["region"] for each in shown} == set(REGIONS)
    stranger = Tables(
        whole.world.database, whole.world.agreements["CY"], whole.world.seat(CHONGQING, "auditor"), Settings()
    )
    theirs = [lives.read(entry) for entry in stranger.entries(SEATS, 0, copy.size)]
    assert {leaf["facts"]["region"] for leaf in theirs if leaf} == {CHONGQING, SICHUAN}
    assert len(shown) + len([leaf for leaf in theirs if leaf]) == copy.size
    whole.world.database.dispose()


def test_openings_and_documents_that_do_not_fit(log: list[Leaf], tmp_path: Path) -> None:
    store, leaf = Store(tmp_path), log[at(log, "apply")]
    assert list(store.faults(leaf)) == []
    store.keep(ORIGIN, Payload({}, {leaf["idx"]: {"opinion": (b"s" * 32, "不同意".encode())}}))
    draft = log[at(log, "save_draft")]
    store.keep(ORIGIN, Payload({draft["facts"]["text_hash"]: b"{}"}, {}))
    assert [each.ground.value for each in (*store.faults(leaf), *store.faults(draft))] == ["opening", "bytes"]
    store.forget(ORIGIN, leaf["idx"], "opinion")
    assert list(store.faults(leaf)) == []
    assert "不同意".encode().hex() not in "".join(path.read_text("utf-8") for path in tmp_path.rglob("*.json"))


def test_what_the_log_says_was_erased_is_erased_here_too(log: list[Leaf]) -> None:
    leaf, last = log[at(log, "apply")], log[-1]
    erased = last | {
        "obj": "erasure/1",
        "act": "erase",
        "facts": {"log": ORIGIN, "index": leaf["idx"], "field": "opinion"},
    }
    assert list(gone([*log, erased | {"act": "refuse_erasure"}])) == []
    assert list(gone([*log, erased])) == [Gone(ORIGIN, leaf["idx"], "opinion")]
    comment = leaf | {"act": "comment", "ts": "2024-05-01T00:00:00.000000Z"}
    paper = leaf | {"act": "enter_comment", "facts": {"received_on": "2024-05-02"}, "idx": 4711}
    over = last | {"obj": "commenters/1", "facts": {"received_before": "2024-05-03T00:00:00.000000Z"}}
    assert {each.index for each in gone([comment, paper, over])} == {leaf["idx"], 4711}
    assert list(gone([comment, over | {"obj": "commenters/2"}])) == []


@pytest.mark.parametrize(("act", "part"), [("confirm_release", "from.serial"), ("record_agreement", "facts.charter")])
def test_what_nobody_can_read_is_named_and_stops_no_mirror(
    whole: Installation, log: list[Leaf], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: str, part: str
) -> None:
    ours, (member, _, name) = whole.regions[0].elsewhere(tmp_path).mirror, part.partition(".")
    log[at(log, act)][member][name] = [["?"]]
    monkeypatch.setattr(Mirror, "_read", lambda self, head, lives: log if head.origin == ORIGIN else [])
    report = ours.check()
    assert ("form", ORIGIN) in {(one.ground.value, one.origin) for one in report.findings}
    assert ours.cosign(report, at=1) == {}


def test_an_unlawful_act_is_named_with_its_rule_and_judged_again_next_time(
    whole: Installation, log: list[Leaf], tmp_path: Path
) -> None:
    seats = Copy(whole.regions[0].mirror.memory.place(SEATS))
    log = [*(json.loads(entry.leaf) for entry in seats.entries() if entry.leaf), *log]
    lawful, known = judged(log, Store(tmp_path), {})
    assert lawful == []
    assert list(known) == ["appointment", "agreement/1", "standard/1"]
    index = at(log, "schedule_release")
    (scheduled,) = (leaf for leaf in log if leaf["act"] == "schedule_release")
    scheduled["facts"]["instant"] = scheduled["ts"].replace("Z", "+00:00")
    unlawful, left = judged(log, Store(tmp_path), {})
    assert ("unlawful", index, "instant_far_enough") in {(f.ground.value, f.index, f.facts["found"]) for f in unlawful}
    assert "standard/1" not in left
    assert judged(log, Store(tmp_path), known) == ([], known)


def test_every_noun_of_the_logs_is_known_to_the_mirror() -> None:
    nouns = set()
    for path in Path(lives.__file__).parents[1].rglob("*.py"):
        text = path.read_text("utf-8")
        if "Deed(" in text and "NOUN: Final = " in text:
            nouns.add(text.partition('NOUN: Final = "')[2].partition('"')[0])
    assert nouns - {""} <= lives.BESIDE | {lives.STANDARD, lives.AGREEMENT}


def test_an_envelope_is_no_leaf() -> None:
    assert lives.read(envelope(3, b"x" * 32)) is None
    assert Joint.REVIEWING.value == "reviewing"
