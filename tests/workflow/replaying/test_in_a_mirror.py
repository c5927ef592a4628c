"""A mirror judges acts on agreements and on seats as the host does: from its files, and only what it is shown."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.cast import MORNING, THIRD
from tests.workflow.replaying.histories import Watched, forged, leaves_of, opened_of
from tests.workflow.replaying.test_agreement_acts import FORGERIES
from workflow.picture.standing import Case
from workflow.process.answers import WrongAnswers
from workflow.process.standard import ROWS
from workflow.replaying.answering import answers_of
from workflow.replaying.group import Told
from workflow.replaying.views import NotTold
from workflow.witnessing.payload import Store
from workflow.witnessing.replayed import Judge, judged
from workflow.witnessing.sources import Payload

STRANGER = "440000"
CALLED = (
    "a seat confirmed by its proposer",
    "a release that was delegated",
    "an act from a seat of nobody",
    "a change without one region's confirmation",
)


@pytest.fixture
def store(watched: Watched, tmp_path: Path) -> Store:
    """The openings of the agreements, as a region holds them."""
    made = Store(tmp_path)
    for (origin, index), fields in opened_of(watched.database).items():
        values = {name: (b"s" * 32, words.encode()) for name, words in fields.items()}
        made.keep(origin, Payload({}, {index: values}))
    return made


def bare(leaves: Sequence[Told]) -> list[Any]:
    return [leaf for _, _, leaf in leaves]


def told(leaves: Sequence[Told], store: Store, **how: Any) -> set[tuple[str, str]]:
    """Act and rule of every finding."""
    return {(one.act, one.facts["found"]) for one in judged(bare(leaves), store, {}, **how)[0]}


def of(leaf: Any) -> Any:
    """The region of a seat that a leaf of the installation's log is about."""
    return (leaf["facts"] if leaf["act"] == "lay_seat" else leaf["to"]).get("region")


def test_a_lawful_life_has_no_finding_and_is_judged_once(watched: Watched, store: Store) -> None:
    leaves = bare(leaves_of(watched.database))
    findings, known = judged(leaves, store, {})
    assert findings == []
    assert {"appointment", f"agreement/{watched.table.id}"} <= known.keys()
    assert judged(leaves, store, known) == ([], known)
    forgotten = {life: [0, 0] for life in known}
    assert judged(leaves, store, forgotten) == ([], known)


@pytest.mark.parametrize("name", CALLED)
def test_an_unlawful_act_is_named_with_its_row_and_rule(watched: Watched, store: Store, name: str) -> None:
    forge, act, rule = FORGERIES[name]
    leaves = forge(leaves_of(watched.database), watched)
    found = [one for one in judged(bare(leaves), store, {})[0] if one.facts["found"] == rule]
    assert {one.act for one in found} == {act}
    places = {(origin, index, leaf["obj"], leaf["act"]) for origin, index, leaf in leaves}
    assert {(one.origin, one.index, one.object, one.act) for one in found} <= places


def test_what_is_not_shown_raises_no_alarm(watched: Watched, store: Store) -> None:
    leaves = leaves_of(watched.database)
    ours = Judge(bare(leaves), store).groups.parties()
    shown = [told for told in leaves if "installation" not in told[0] or told[2]["obj"][:8] == "calendar"
             or of(told[2]) in ours]  # fmt: skip
    assert told(shown, store, is_whole=False) == set()


def test_a_strangers_seat_is_called_and_whose_may_be_hidden_is_not_judged(watched: Watched, store: Store) -> None:
    leaves = leaves_of(watched.database)
    foreign = forged(leaves, "propose_renewal", seat=9_999, actor=9_999, region=STRANGER)
    assert ("propose_renewal", "told_seat") in told(foreign, store)
    assert ("propose_renewal", "told_seat") in told(foreign, store, is_whole=False)  # no region the agreement spoke of
    near = forged(leaves, "propose_renewal", seat=9_999, actor=9_999, region=THIRD)
    assert ("propose_renewal", "told_seat") in told(near, store, is_whole=False)


def test_words_that_are_gone_leave_open_only_the_rules_that_read_them(watched: Watched, tmp_path: Path) -> None:
    findings, known = judged(bare(leaves_of(watched.database)), Store(tmp_path), {})
    assert findings == []
    assert known[f"agreement/{watched.table.id}"][1] > 0


def test_of_an_erased_answer_only_that_it_was_given_is_known() -> None:
    row = ROWS["write_to"]
    leaf = {"facts": {"sent_on": "2026-03-02"}, "commit": {"units": "f" * 64}, "files": [], "ts": "", "clk": "held"}
    case = Case(None, None, MORNING)  # type: ignore[arg-type]
    gone, here = (answers_of(row, case, leaf, opened) for opened in ({}, {"units": "企业，丁公司，"}))
    assert gone["units"]
    assert here["units"] == "企业，丁公司，"
    for look in (lambda words: words.splitlines(), str, list, len, lambda words: words == "…", lambda words: {words}):
        with pytest.raises(NotTold) as lacking:
            look(gone["units"])
        assert lacking.value.part == "answers.units"
    with pytest.raises(WrongAnswers):
        answers_of(row, case, leaf | {"commit": {}}, {})
