"""Whoever owns the host edits its database in twelve ways: each is refused or reported, and reports name the row."""

from pathlib import Path

import pytest

from tests.builders import proposed
from tests.cast import LEAD, SECOND, THIRD
from tests.workflow.witnessing import forging
from tests.workflow.witnessing.forging import appended, index_of, leaf_at, rewritten
from tests.workflow.witnessing.hosts import ORIGIN, Installation, seconds
from workflow.exports.verification import verify
from workflow.keeping.forks import behind
from workflow.log.checkpoints import LogBroken
from workflow.log.signer import HeadRefused
from workflow.witnessing import excused
from workflow.witnessing.excused import Excuse
from workflow.witnessing.lacking import lacking
from workflow.witnessing.mirror import Report


def verified(host: Installation) -> set[str]:
    """The cells that `tongbiao verify` names on the host."""
    return {str(found.place) for found in verify(host.world.database, host.signer).findings}


def looked(host: Installation, region: str, *, whole: bool = False) -> Report:
    """What the mirror of a region says after its next pull."""
    ours = next(each for each in host.regions if each.code == region)
    with host.served() as base:
        return ours.mirror.pull(host.host(base, ours), whole=whole)


def places(report: Report) -> set[tuple[str, str]]:
    return {(found.ground.value, found.place) for found in report.findings}


def place(host: Installation, index: int) -> str:
    leaf = leaf_at(host, index)
    return f"{ORIGIN}/{index} {leaf['obj']} {leaf['act']}"


def goes_on(host: Installation) -> None:
    """Life goes on: one more proposal, so that the log grows."""
    proposed(host.world, at=host.at)


def test_nothing_is_found_where_nothing_was_done(host: Installation) -> None:
    goes_on(host)
    host.sign()
    assert verified(host) == set()
    with host.served() as base:
        for region in host.regions:
            assert host.witnessed(base, region) == []
            assert host.mirrored(base, region).is_clean
    assert looked(host, SECOND, whole=True).is_clean
    assert host.value("SELECT count(*) FROM cosignatures") == 12
    assert host.value("SELECT count(*) FROM disputes") == 0


def test_1_a_position_flipped(host: Installation) -> None:
    number = leaf_at(host, index_of(host, "approve_release", SECOND))["facts"]["position"]
    host.sql("UPDATE positions SET stand = 'disagree' WHERE id = :id", id=number)
    assert verified(host) == {f"positions/{number}.stand"}


def test_2_an_event_deleted(host: Installation) -> None:
    index = index_of(host, "approve_release", SECOND)
    told = place(host, index)
    host.sql('DELETE FROM openings WHERE "index" = :at', at=index)
    host.sql('DELETE FROM events WHERE log_id = 1 AND "index" = :at', at=index)
    goes_on(host)
    with pytest.raises(LogBroken) as broken:
        host.sign()
    assert broken.value.index == index
    assert f"events/1/{index}" in verified(host)
    assert ("rewritten", told) in places(looked(host, THIRD, whole=True))


def test_3_a_leaf_rewritten_with_every_hash_set_right(host: Installation) -> None:
    index = index_of(host, "approve_release", SECOND)
    told = place(host, index)
    rewritten(host, index, actor=leaf_at(host, index)["actor"] + 1)
    goes_on(host)
    with pytest.raises((HeadRefused, LogBroken)):
        host.sign()
    assert "logs/1.frontier" in verified(host)
    report = looked(host, THIRD, whole=True)
    assert places(report) == {("rewritten", told)}
    assert report.findings[0].facts["wanted"] == "actor=17"
    assert report.findings[0].facts["found"] == "actor=18"


def test_4_a_number_changed(host: Installation) -> None:
    host.sql("UPDATE serials SET serial = 3999 WHERE serial = 3901")
    assert any(cell.startswith("serials/") for cell in verified(host))


def test_5_an_approvals_actor_changed(host: Installation) -> None:
    index = index_of(host, "approve_release", LEAD)
    number = leaf_at(host, index)["facts"]["position"]
    host.sql("UPDATE positions SET person_id = 2 WHERE id = :id", id=number)
    host.sql('UPDATE events SET person_id = 2 WHERE log_id = 1 AND "index" = :at', at=index)
    assert {f"positions/{number}.person_id", f"events/1/{index}.person_id"} <= verified(host)


def test_6_an_old_backup_restored(host: Installation, tmp_path: Path) -> None:
    older = forging.kept_aside(host, tmp_path)
    goes_on(host)
    host.sign()
    assert looked(host, THIRD).is_clean
    forging.put_back(host, older)
    assert [(lost.origin, lost.signed - lost.size) for lost in behind(host.world.database, host.settings)] == [
        (ORIGIN, 1)
    ]
    ours = host.regions[2]
    (found,) = lacking(host.world.database, ours.mirror.memory)
    assert (found.origin, found.copied - found.has, found.is_fork) == (ORIGIN, 1, False)
    assert [(lost.index, lost.act, lost.object, lost.person) for lost in found.lost] == [
        (found.has, "propose", "standard/2", 2)
    ]
    assert {ground for ground, _ in places(looked(host, THIRD))} == {"backwards"}
    proposed(host.world, at=host.at, title_en="Another one")
    with pytest.raises(HeadRefused):
        host.sign()


def test_7_a_fork_signed_with_the_logs_own_key(host: Installation, tmp_path: Path) -> None:
    index = index_of(host, "approve_release", SECOND)
    told = place(host, index)
    rewritten(host, index, actor=18)
    forging.forgotten(host)
    goes_on(host)
    host.sign()
    with host.served() as base:
        assert [host.witnessed(base, region) for region in host.regions] == [["rewritten"]] * 3
        report = host.mirrored(base, host.regions[0])
    assert places(report) == {("rewritten", told)}
    assert host.value("SELECT count(*) FROM cosignatures") == 0
    assert host.value("SELECT count(*) FROM disputes WHERE is_fork") == 3
    assert host.regions[0].witness.last(ORIGIN).size == 80


def test_8_openings_swapped(host: Installation) -> None:
    one, other = (index_of(host, "apply", region) for region in (LEAD, SECOND))
    host.sql(
        'UPDATE openings SET salt = (SELECT salt FROM openings WHERE "index" = :b) WHERE "index" = :a', a=one, b=other
    )
    assert verified(host) == {f"openings/1/{one}/opinion.value"}
    assert places(looked(host, LEAD, whole=True)) == {("opening", place(host, one))}


def test_9_a_texts_words_changed(host: Installation) -> None:
    index = index_of(host, "save_draft")
    host.sql("UPDATE words SET body = body || '。' WHERE hash = (SELECT min(hash) FROM words)")
    assert any(cell.startswith("words/") for cell in verified(host))
    found = places(looked(host, THIRD, whole=True))
    assert {ground for ground, _ in found} == {"bytes"}
    assert ("bytes", place(host, index)) in found


def test_10_the_clock_set_back(host: Installation) -> None:
    last = leaf_at(host, index_of(host, "tell_duty_overdue"))
    leaf = last | {"seq": last["seq"] + 1, "from": last["to"], "ts": "2026-03-02T01:00:00.000000Z"}
    del leaf["idx"]
    index = appended(host, leaf)
    host.sign()
    report = looked(host, SECOND)
    assert ("clock", place(host, index)) in places(report)
    assert host.regions[1].mirror.cosign(report, seconds()) == {}
    for ground in {found.ground for found in report.findings}:
        excused.add(host.regions[1].mirror.memory.folder, Excuse(ORIGIN, index, ground, "听证后放行"))
    excusing = host.regions[1].mirror.check()
    assert (places(excusing), len(excusing.excused)) == (set(), len(report.findings))
    assert ORIGIN in host.regions[1].mirror.cosign(excusing, seconds())
    assert f"events/1/{index}.at" in verified(host)


def test_11_a_release_that_nobody_approved(host: Installation) -> None:
    last, before = leaf_at(host, index_of(host, "tell_duty_overdue")), leaf_at(host, index_of(host, "reserve_number"))
    tracks = dict.fromkeys(before["to"]["tracks"], "confirmed")
    start = before["to"] | {"joint": "sealed", "tracks": tracks, "serial": "3902.0:reserved", "text": "b" * 64}
    to = start | {"joint": "released", "serial": "3902.0:used", "tracks": dict.fromkeys(tracks, "announced")}
    released = leaf_at(host, index_of(host, "release"))
    leaf = released | {"obj": f"standard/{host.standard}", "seq": last["seq"] + 1, "from": start, "to": to}
    del leaf["idx"], leaf["ts"]
    index = appended(host, leaf | {"text": "b" * 64})
    host.sign()
    with host.served() as base:
        assert host.witnessed(base, host.regions[1]) == []
        report = host.mirrored(base, host.regions[1])
    assert {("approval", place(host, index)), ("chain", place(host, index))} <= places(report)
    assert host.value("SELECT count(*) FROM cosignatures c JOIN region_keys k ON k.id = c.key_id "
                      "WHERE k.kind = 'mirror' AND c.size > :n", n=index) == 0  # fmt: skip
    assert "approval" in str(host.value("SELECT note FROM disputes"))


def test_12_two_views_for_two_regions(host: Installation, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = host.copied(tmp_path / "other")
    goes_on(host)
    proposed(other.world, at=other.at, title_en="Another title than the other region was shown")
    for each in (host, other):
        each.sign()
    assert looked(host, LEAD).is_clean
    mine = other.regions[1].mirror
    with other.served() as base:
        assert rounds_clean(other, base)
    (found,) = host.regions[0].mirror.compare(mine.memory.held(ORIGIN, "pending") or b"")
    assert (found.ground.value, found.index) == ("other_view", 81)
    kept = list(host.regions[0].mirror.memory.place(ORIGIN).glob("evidence/*/*.note"))
    assert sorted(path.name for path in kept) == ["offered.note", "seen.note"]


def rounds_clean(other: Installation, base: str) -> bool:
    return other.mirrored(base, other.regions[1]).is_clean and seconds() > 0
