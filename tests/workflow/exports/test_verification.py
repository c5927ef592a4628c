"""Whoever changes one row behind the application's back is found, and the very cell is named."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.workflow.exports.changes import CHANGES
from tests.workflow.exports.story import INSTANT, Story, told
from tests.workflow.log.logbook import NOON, deed, tampered, written
from workflow.exports import leaves, lives, texts
from workflow.exports.findings import MOST, Discrepancy, Place, Report
from workflow.exports.verification import verify
from workflow.log.checkpoints import checkpoint
from workflow.log.signer import Signer
from workflow.log.tlog import Frontier, leaf_hash
from workflow.records.events import Event, Log, Opening


@pytest.fixture
def story(database_url: str) -> Iterator[Story]:
    made = told(database_url)
    made.laid()
    yield made
    made.database.dispose()


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    return Signer(tmp_path / "keys" / "log.key", tmp_path / "signed")


def places(report: Report) -> set[str]:
    return {str(finding.place) for finding in report.findings}


def leaf(story: Story, index: int) -> bytes:
    with story.database.read() as session:
        return session.scalars(sa.select(Event.leaf).where(Event.index == index)).one()


@pytest.mark.parametrize("change", CHANGES)
def test_one_changed_row_is_named(story: Story, signer: Signer, change: str) -> None:
    statement, place = CHANGES[change]
    tampered(story.database, statement)
    assert place in places(verify(story.database, signer))


def test_an_untouched_life_is_clean_and_all_of_it_was_looked_at(story: Story, signer: Signer) -> None:
    checkpoint(story.database, signer, 1, at=NOON)
    report = verify(story.database, signer)
    assert [str(finding) for finding in report.findings] == []
    assert report.is_clean
    assert report.counts["leaves"] == report.counts["replayed"] == story.sequence + 2 == 32
    expected = {"logs": 2, "seats": 2, "checkpoints": 1, "standards": 1, "rows": 22}
    assert {name: report.counts[name] for name in expected} == expected


def test_small_pages_see_the_same(story: Story, signer: Signer, monkeypatch: pytest.MonkeyPatch) -> None:
    for room in (leaves, lives, texts):
        monkeypatch.setattr(room, "PAGE", 3)
    report = verify(story.database, signer)
    assert report.is_clean
    assert report.counts["leaves"] == 32


def test_words_changed_once_are_found_in_every_version_that_uses_them(story: Story) -> None:
    tampered(story.database, "UPDATE words SET body = '公共数据分为四类。' WHERE body LIKE '%三类%'")
    found = verify(story.database, None)
    assert {"versions/4.text_hash", "version_clauses/4/1.hash"} <= places(found)
    assert any(f.place.table == "words" and f.place.column == "body" for f in found.findings)


def test_a_changed_leaf_is_found_by_its_hash(story: Story) -> None:
    forged = leaf(story, 22).replace(b'"stand":"agree"', b'"stand":"disagree"')
    tampered(story.database, 'UPDATE events SET leaf = :leaf WHERE "index" = 22', leaf=forged)
    found = verify(story.database, None)
    assert {"events/1/22.leaf", "logs/1.frontier", "positions/3.stand"} <= places(found)


def test_a_leaf_rewritten_with_its_hash_is_found_by_the_head(story: Story) -> None:
    forged = leaf(story, 22).replace(b'"stand":"agree"', b'"stand":"disagree"')
    tampered(
        story.database, 'UPDATE events SET leaf = :leaf, leaf_hash = :hash WHERE "index" = 22',
        leaf=forged, hash=leaf_hash(forged),
    )  # fmt: skip
    assert "logs/1.frontier" in places(verify(story.database, None))


def test_a_log_rewritten_as_a_whole_is_found_by_what_was_signed(story: Story, signer: Signer) -> None:
    checkpoint(story.database, signer, 1, at=NOON)
    forged = leaf(story, 22).replace(b'"stand":"agree"', b'"stand":"disagree"')
    values: dict[str, Any] = {"leaf": forged, "hash": leaf_hash(forged)}
    tampered(story.database, 'UPDATE events SET leaf = :leaf, leaf_hash = :hash WHERE "index" = 22', **values)
    with story.database.read() as session:
        tree = Frontier().extend(session.scalars(sa.select(Event.leaf_hash).order_by(Event.index)))
    tampered(story.database, "UPDATE logs SET frontier = :new", new=tree.to_bytes())
    tampered(story.database, "UPDATE positions SET stand = 'disagree' WHERE id = 3")
    found = verify(story.database, signer)
    assert {"checkpoints/1/30.root", "logs/1.frontier"} <= places(found)
    assert "positions/3.stand" not in places(found)


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE checkpoints SET note = replace(note, 'jingjinji', 'chuanyu')", Discrepancy.CHECKPOINT_SIGNATURE),
        ("UPDATE checkpoints SET root = :root", Discrepancy.CHECKPOINT_ROOT),
        ("UPDATE checkpoints SET size = 3", Discrepancy.CHECKPOINT_ROOT),
        ("UPDATE checkpoints SET size = 300", Discrepancy.LEAF_BEYOND),
    ],
)
def test_a_changed_checkpoint_is_found(story: Story, signer: Signer, statement: str, what: Discrepancy) -> None:
    checkpoint(story.database, signer, 1, at=NOON)
    values = {"root": b"x" * 32} if ":root" in statement else {}
    tampered(story.database, statement, **values)
    assert what in {finding.what for finding in verify(story.database, signer).findings}


def test_a_leaf_taken_out_of_the_middle_is_missed_in_the_log_and_in_the_life(story: Story) -> None:
    tampered(story.database, "DELETE FROM openings")
    tampered(story.database, 'DELETE FROM events WHERE "index" = 6')
    found = {(str(f.place), f.what) for f in verify(story.database, None).findings}
    assert ("events/1/6", Discrepancy.LEAF_GAP) in found
    assert ("events/1/7.leaf", Discrepancy.SEQUENCE) in found
    assert ("positions/1", Discrepancy.UNRECORDED) in found


def test_a_row_without_an_act_is_named(story: Story) -> None:
    told_by = "person_id, seat_id, stand, notes, reason, clauses, lift, at"
    columns = f"standard_id, region_code, purpose, round, organ_id, role, {told_by}"
    copied = f"INSERT INTO positions ({columns}) SELECT {columns} FROM positions WHERE id = 3"
    tampered(story.database, copied)
    found = {(str(f.place), f.what) for f in verify(story.database, None).findings}
    assert found == {("positions/5", Discrepancy.UNRECORDED)}


def test_an_erased_opening_is_no_fault_and_a_changed_or_stolen_one_is(story: Story) -> None:
    with story.database.plain() as session:
        is_its = sa.and_(Log.id == Opening.log_id, Opening.field == "contact")
        query = sa.select(Log.origin, Opening.index, Opening.field).where(is_its)
        listed = [(origin, index, field) for origin, index, field in session.execute(query)]
        session.execute(sa.delete(Opening).where(Opening.field == "contact"))
    report = verify(story.database, None, listed)
    assert (report.is_clean, report.counts["erased"]) == (True, 1)
    (taken,) = verify(story.database, None).findings
    assert (str(taken.place), taken.what) == (f"openings/1/{listed[0][1]}/contact", Discrepancy.VANISHED)
    tampered(
        story.database, "UPDATE openings SET value = :new WHERE field = 'opinion' AND \"index\" = 12", new="好".encode()
    )
    found = places(verify(story.database, None))
    assert {"openings/1/12/opinion.value", "comments/1.opinion"} <= found


def test_people_and_papers_have_lives_without_gaps_too(story: Story) -> None:
    person = {"agreement_id": None, "noun": "person", "object_id": 4, "seat": None}
    first = deed(1, act="appoint", after={"seats": 1}, **person)
    third = deed(3, act="end", before={"seats": 1}, **person)
    fourth = deed(4, act="end", before={"seats": 7}, **person)
    written(story.database, first, third, fourth)
    found = {(str(f.place), f.what) for f in verify(story.database, None).findings}
    assert found == {("events/2/3.leaf", Discrepancy.SEQUENCE), ("events/2/4.leaf", Discrepancy.CHAIN)}


def test_an_act_that_no_row_knows_is_named(story: Story) -> None:
    written(story.database, deed(story.sequence + 1, object_id=1, act="approve_everything", at=INSTANT))
    found = {(str(f.place), f.what) for f in verify(story.database, None).findings}
    assert ("events/1/30.leaf", Discrepancy.ACT) in found


def test_leaves_without_their_log_are_named(sqlite_url: str) -> None:
    story = told(sqlite_url)  # PostgreSQL keeps a log that leaves refer to
    written(story.database, deed(1, agreement_id=2, object_id=17))
    with story.database.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("DROP TRIGGER logs_refuse_delete")
        connection.exec_driver_sql("DELETE FROM logs WHERE id = 2")
    story.database.dispose()
    assert "logs/2" in places(verify(story.database, None))


def test_a_damaged_memory_of_the_signer_does_not_stop_the_rest(story: Story, signer: Signer, tmp_path: Path) -> None:
    checkpoint(story.database, signer, 1, at=datetime(2026, 7, 1, tzinfo=UTC))
    for path in (tmp_path / "signed").glob("*.checkpoint"):
        path.write_bytes(b"nothing that was signed")
    report = verify(story.database, signer)
    assert [(f.place, f.what) for f in report.findings] == [(Place("logs", "1", "size"), Discrepancy.SIGNER)]


def test_findings_beyond_measure_are_counted_not_kept() -> None:
    report = Report()
    for number in range(MOST + 5):
        report.add(Place("events", str(number)), Discrepancy.LEAF_GAP)
    assert (len(report.findings), report.counts["findings"], report.is_clean) == (MOST, MOST + 5, False)
