"""What an agreement holds is told in its log from its founding: whoever changes a cell behind the engine is found."""

import sqlalchemy as sa

from tests.cast import LEAD, MORNING, World
from tests.members import REGIONS, Table, basis, chain, terms
from tests.workflow.log.logbook import tampered
from workflow import charters, founding
from workflow.db import Database
from workflow.exports.findings import Remark
from workflow.exports.verification import verify
from workflow.records.agreements import Agreement, AgreementDocument, Office

# An agreement as it was founded: what is written behind its back, and the cells that must be named.
FOUNDED: dict[str, tuple[str, ...]] = {
    "UPDATE agreements SET name_zh = '改', name_en = 'X', band_start = 1, band_end = 9, chair_until = '2030-01-01',"
    " valid_from = '2000-01-01', valid_until = '2030-01-01', cover_mode = 'other', banner_zh = '改',"
    " fields = '[\"1\"]', stage_labels = '[]', territories = '[\"1\"]', band_source = '改',"
    " chair_region = '510000', state = 'ended' WHERE id = 2": tuple(
        f"agreements/2.{name}"
        for name in (
            "name_zh", "name_en", "band_start", "band_end", "chair_until", "valid_from", "until", "cover_mode",
            "banner_zh", "fields", "stage_labels", "territories", "band_source", "chair", "state",
        )
    ),
    "UPDATE members SET rank = 9, authority_id = authority_id + 1 WHERE agreement_id = 2 AND region_code = '500000'": (
        "members/2/500000.rank", "members/2/500000.authority_id",
    ),
    "UPDATE members SET empowered_by = '改' WHERE agreement_id = 2 AND region_code = '510000'": (
        "agreements/2.empowered",
    ),
    "INSERT INTO members (agreement_id, region_code, rank, authority_id, empowered_by)"
    " SELECT agreement_id, '110000', 3, authority_id, '' FROM members"
    " WHERE agreement_id = 2 AND region_code = '510000'": (
        "members/2/110000",
    ),
    "DELETE FROM members WHERE agreement_id = 1 AND region_code = '130000'": ("members/1/130000",),
    "UPDATE rule_sets SET terms = (SELECT terms FROM rule_sets WHERE agreement_id = 1), citation = '改',"
    " effective_from = '2000-01-01' WHERE agreement_id = 4": (
        "rule_sets/4.terms", "rule_sets/4.citation", "rule_sets/4.effective_from",
    ),
    "INSERT INTO rule_sets (agreement_id, version, effective_from, citation, terms)"
    " SELECT agreement_id, 2, effective_from, citation, terms FROM rule_sets WHERE agreement_id = 2": (
        "rule_sets/{rules}", "agreements/2.rules",
    ),
    "UPDATE offices SET rank = 7 WHERE id = {office}": ("offices/1/110000",),
    "UPDATE offices SET until = '2020-01-01' WHERE id = (SELECT max(id) FROM offices WHERE agreement_id = 2)": (
        "offices/2/510000",
    ),
    "DELETE FROM offices WHERE agreement_id = 1 AND region_code = '120000'": ("offices/1/120000",),
    "UPDATE agreement_documents SET title = '改' WHERE id = {document}": ("agreement_documents/{document}",),
}  # fmt: skip

# After two adopted changes: one of the terms (1), one of a region's chain (2); and one that was refused (3).
CHANGED: dict[str, tuple[str, ...]] = {
    "UPDATE agreement_changes SET reason = '改', proposed_by = proposed_by + 1, proposed_region = '130000',"
    " proposed_at = '2030-01-01 00:00:00', opened_at = NULL, decided_at = '2030-01-01 00:00:00',"
    " before = '{{}}', kind = 'ending', region_code = '130000' WHERE id = 1": tuple(
        f"agreement_changes/1.{name}"
        for name in (
            "reason", "proposed_by", "proposed_region", "proposed_at", "opened_at", "decided_at", "before", "kind",
            "region_code", "content",
        )
    ),
    "UPDATE agreement_changes SET state = 'adopted' WHERE id = 3": (
        "agreements/1.changes", "rule_sets/{rules}.filing.days",
    ),
    "UPDATE agreement_changes SET region_code = '120000' WHERE id = 2": (
        "agreement_changes/2.region_code", "offices/1/120000.release",
    ),
    "UPDATE agreement_voices SET person_id = person_id + 1, seat_id = seat_id + 1, at = '2030-01-01 00:00:00'"
    " WHERE change_id = 1 AND region_code = '120000'": tuple(
        f"agreement_voices/1/120000.{name}" for name in ("person_id", "seat_id", "at")
    ),
    "DELETE FROM agreement_voices WHERE change_id = 1 AND region_code = '130000'": ("agreement_voices/1/130000",),
    "UPDATE offices SET organ_id = organ_id + 1 WHERE until IS NOT NULL": ("offices/1/110000",),
    "UPDATE rule_sets SET terms = (SELECT terms FROM rule_sets WHERE agreement_id = 1 AND version = 1)"
    " WHERE agreement_id = 1": ("rule_sets/{rules}.terms",),
    "UPDATE agreements SET chair_until = NULL WHERE id = 1": ("agreements/1.chair_until",),
}  # fmt: skip


def changed(world: World) -> Table:
    """The agreement of 京津冀 after a change of its terms, one of 北京's chain, and one that 天津 refused."""
    table = Table(world, world.agreements["JJJ"])
    first = terms(table, "chair.rotation_months", "24")
    table.by(LEAD, "handler", "open_change", change=first)
    for region in REGIONS:
        table.by(region, "approver", "confirm_change", change=first)
    authority = world.seat(LEAD, "approver").organ_id
    second = chain(table, LEAD, [[f"{authority}|handler|"], [f"{authority}|approver|"]])
    table.by(LEAD, "secadmin", "open_change", change=second)
    table.by(LEAD, "approver", "confirm_change", change=second)
    third = terms(table, "filing.days", "30")
    table.by(LEAD, "handler", "open_change", change=third)
    table.by(REGIONS[1], "approver", "refuse_change", change=third, reason="不必")
    return table


def names(world: World) -> dict[str, int]:
    with world.database.read() as session:
        first = sa.select(sa.func.min(Office.id)).where(Office.agreement_id == 1, Office.region_code == LEAD)
        return {
            "office": session.scalar(first) or 0,
            "document": session.scalar(sa.select(sa.func.min(AgreementDocument.id))) or 0,
            "rules": len(world.agreements) + 1,
        }


def is_named_one_by_one(world: World, changes: dict[str, tuple[str, ...]]) -> None:
    found, seen = names(world), set()
    for statement, cells in changes.items():
        tampered(world.database, statement.format(**found))
        named = {str(finding.place) for finding in verify(world.database, None).findings}
        expected = {cell.format(**found) for cell in cells}
        assert expected <= named, statement
        seen |= expected
        assert named - seen <= {"agreements/2.empowered", "agreements/2.rules"}, statement


def test_a_founded_agreement_is_covered_whole(world: World) -> None:
    clean = verify(world.database, None)
    assert (clean.findings, clean.remarks) == ([], [])
    assert clean.counts["agreements"] == len(world.agreements)
    is_named_one_by_one(world, FOUNDED)


def test_an_agreement_that_changed_is_compared_with_the_last_that_was_said(world: World) -> None:
    table = changed(world)
    clean = verify(world.database, None)
    assert ([str(f) for f in clean.findings], clean.remarks) == ([], [])
    assert table.accord().rule_sets[0].version == 2
    is_named_one_by_one(world, CHANGED)


def test_an_agreement_without_events_is_said_not_to_be_covered_until_it_is_recorded(database_url: str) -> None:
    database = Database(database_url)
    with database.write(MORNING) as work:
        founding.lay_regions(work)
        for given in founding.agreements_given()[:2]:
            founding.lay_agreement(work, given, is_demo=True)
        work.recorded += 1  # as an earlier version laid them: no log tells what they hold
    before = verify(database, None)
    assert before.is_clean
    assert {(str(r.place), r.what) for r in before.remarks} == {
        ("agreements/1", Remark.NOT_COVERED),
        ("agreements/2", Remark.NOT_COVERED),
    }
    with database.write(MORNING) as work:
        charters.record_untold(work)
    assert verify(database, None).remarks == []
    with database.write(MORNING) as work:
        charters.record_untold(work)
        assert work.recorded == 0
    tampered(database, "UPDATE agreements SET name_zh = '改' WHERE id = 2")
    assert {str(f.place) for f in verify(database, None).findings} == {"agreements/2.name_zh"}
    database.dispose()


def test_what_was_changed_before_an_act_is_not_washed_clean_by_it(world: World) -> None:
    tampered(world.database, "UPDATE agreements SET name_zh = '改' WHERE id = 1")
    tampered(world.database, "UPDATE agreements SET valid_until = '2040-01-01' WHERE id = 1")
    Table(world, 1).by(LEAD, "handler", "propose_terms", term="filing.days", value="30", **basis())
    assert {"agreements/1.name_zh", "events/1/3.leaf"} <= {str(f.place) for f in verify(world.database, None).findings}
    with world.database.read() as session:
        assert session.get_one(Agreement, 1).name_zh == "改"
