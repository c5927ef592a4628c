"""Short real histories, kept as the leaves of their day: what is written today must be read and judged alike for ever.
`lived` plays them anew, for the day on which they are rewritten on purpose."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from tests import amending, builders
from tests.builders import Road
from tests.cast import LEAD, PAPER, SECOND, World, founded
from tests.workflow.replaying.histories import leaves_of, opened_of, seats_told
from tests.workflow.test_revision import brought, confirmed, started, ticked, to_be_revised
from workflow.db import Database
from workflow.process.standard import ROWS
from workflow.records.numbers import Serial
from workflow.replaying.group import OF_THE_GROUP, Groups
from workflow.replaying.kindred import Kindred, place_of
from workflow.replaying.replay import Replay
from workflow.replaying.retelling import Act, Book, retell
from workflow.replaying.state import rows_of, state_hash
from workflow.vocabulary import Joint

FOLDER: Final = Path(__file__).parents[2] / "data" / "histories"
GROUP: Final = "group"
REGIONS: Final = (None, "110000", "120000", "130000")
Leaf = Mapping[str, Any]
Line = tuple[Leaf, dict[str, str]]
History = list[Line]


def lived(url: str) -> dict[str, list[int]]:
    """Four standards of one agreement, one after another; name → ids."""
    world = founded(url)
    seats_told(world.database)
    amended = builders.standing(world, Joint.IN_FORCE)
    amending.proposed(amended)
    amending.frozen(amended)
    amending.consulted(amended)
    amending.approved(amended, *amended.regions)
    amending.scheduled(amended)
    amending.confirmed(amended, *amended.regions)
    amending.effected(amended)
    to_be_revised(amended)
    revision = started(amended, amended.regions)
    brought(revision, Joint.SCHEDULED)
    confirmed(revision)
    builders.released(revision)
    builders.in_force(revision)
    ticked(amended, revision)
    aborted = builders.standing(world, Joint.SCHEDULED, at=amended.at)
    aborted.by(SECOND, "approver", "object_release", position="disagree", reason="理由", clauses=["c1"], lift="改")
    aborted.wake()
    return {"amended": [amended.id], "revision": [revision.id], "aborted": [aborted.id], **_voted(world, aborted)}


def _voted(world: World, before: Road) -> dict[str, list[int]]:
    """A review that fails once and passes the second time."""
    road = builders.standing(world, Joint.REVIEWING, at=before.at)
    builders.voting(road)
    builders.voted(road, agree=2)
    road.take("fail_review", builders.experts(road)[0], minutes=PAPER, reason="数据不足")
    builders.frozen(road, "consultation")
    road.by(LEAD, "handler", "forgo_consultation", declaration="没有实质改动")
    builders.reviewing(road)
    builders.approving(road, demands="补充数据")
    return {"second_vote": [road.id]}


def write(url: str, folder: Path) -> None:
    """Play them, and keep every leaf with its openings and what a replay says of them."""
    named = lived(url)
    world = {f"standard/{each}": name for name, ids in named.items() for each in ids}
    kept: dict[str, list[str]] = {name: [] for name in (GROUP, *named)}
    database = Database(url)
    opened = opened_of(database)
    for origin, index, leaf in leaves_of(database):
        noun = leaf["obj"].partition("/")[0]
        name = world.get(leaf["obj"]) or (GROUP if noun in OF_THE_GROUP and _here(leaf) else None)
        if name is not None:
            line = {"leaf": leaf, "opened": opened.get((origin, index), {})}
            kept[name].append(json.dumps(line, ensure_ascii=False, sort_keys=True))
    database.dispose()
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in kept.items():
        (folder / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    said = json.dumps(judged(folder), ensure_ascii=False, indent=1, sort_keys=True)
    (folder / "expected.json").write_text(said + "\n", encoding="utf-8")


def _here(leaf: Leaf) -> bool:
    """Of the agreement of the histories, and of the seats of its regions."""
    return leaf["obj"] in ("agreement/1", "calendar/1") or (
        leaf["act"] == "lay_seat" and leaf["facts"]["region"] in REGIONS
    )


def read(folder: Path, name: str) -> History:
    """The leaves of one history with their openings."""
    lines = (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [(told["leaf"], told["opened"]) for told in map(json.loads, lines)]


def judged(folder: Path) -> dict[str, Any]:
    """What a replay says of each history: unlawful acts, rules not judged, the hash of the state at the end."""
    names = sorted(path.stem for path in folder.glob("*.jsonl") if path.stem != GROUP)
    histories = {name: read(folder, name) for name in names}
    groups = Groups((leaf["log"], leaf["idx"], leaf) for leaf, _ in read(folder, GROUP))
    kindred = Kindred()
    everything = [line for history in histories.values() for line in history]
    for leaf, _ in sorted(everything, key=lambda line: place_of(line[0])):
        kindred.follow(leaf)
    return {name: _said(history, histories, groups, kindred) for name, history in histories.items()}


def _said(history: History, all_of: Mapping[str, History], groups: Groups, kindred: Kindred) -> dict[str, Any]:
    def inherits(predecessor: int, born: Leaf) -> list[dict[str, Any]]:
        return _serials(all_of, predecessor, born)

    number = int(history[0][0]["obj"].rpartition("/")[2])
    replay = Replay(Book(number), lambda hour: groups.at(1, hour), kindred.before, inherits=inherits)
    verdicts = list(replay.verdicts(history))
    broken = [f"{one.sequence} {one.act} {each.rule}" for one in verdicts for each in one.unlawful]
    lacking = sorted({f"{one.act} {rule}: {part}" for one in verdicts for rule, part in one.unjudged})
    ends = {"acts": len(verdicts), "joint": history[-1][0]["to"]["joint"], "state": state_hash(rows_of(replay.book))}
    return {"unlawful": broken, "not judged": lacking, **ends}


def _serials(all_of: Mapping[str, History], predecessor: int, born: Leaf) -> list[dict[str, Any]]:
    book = Book(predecessor)
    for leaf, opened in _of(all_of, predecessor):
        if place_of(leaf) < place_of(born):
            retell(book, Act(leaf, ROWS[leaf["act"]], opened))
    return [dict(cells) for cells in book.of(Serial)]


def _of(all_of: Mapping[str, History], number: int) -> Iterator[Line]:
    return (line for history in all_of.values() for line in history if line[0]["obj"] == f"standard/{number}")
