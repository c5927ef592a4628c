"""Rows of a real life changed behind the application's back, table by table: the statements of a table are made at
once, and every cell named here must be found. `{…}` are ids that the test finds."""

CHANGES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "standards": (
        (
            "UPDATE standards SET title_zh = '改', title_en = 'X', scope = '改', ics = '1', ccs = 'A',"
            " decide_by = NULL, nature = 'mandatory', effective_on = '2030-01-01', group_confirmed_at = NULL,"
            " ending = 'lapsed', field = '改', failures = 5, since = '2030-01-01 00:00:00.000000', pauses = '[]',"
            " joint_version = 1, text_version = 1, below_floor_at = since",
        ),
        tuple(
            f"standards/1.{name}"
            for name in (
                "title_zh", "title_en", "scope", "ics", "ccs", "decide_by", "nature", "effective_on",
                "group_confirmed_at", "ending", "field", "failures", "since", "pauses",
                "joint_version", "text_version", "below_floor_at",
            )
        ),
    ),
    "serials": (
        (
            "UPDATE serials SET reserved_by = 1, reserved_region = '130000', confirmed_by = 2,"
            " reserved_at = '2030-01-01 00:00:00.000000', confirmed_at = '2030-01-01 00:00:00.000000',"
            " void_reason = '改', void_asked_by = 1",
            "UPDATE region_numbers SET is_exception = true WHERE id = 2",
        ),
        (
            *(
                f"serials/1.{name}"
                for name in (
                    "reserved_by", "reserved_region", "reserved_at", "confirmed_by", "confirmed_at", "void_reason",
                    "void_asked_by",
                )
            ),
            "region_numbers/2.is_exception",
        ),
    ),
    "a lineage, and the serial that it holds": (
        ("UPDATE standards SET lineage = 'x'",),
        ("standards/1.lineage", "serials/3901.0"),
    ),
    "tracks": (
        (
            "UPDATE tracks SET plan_number = '改', plan_until = '2030-01-01', reply_by = '2030-01-01', checks = '[]',"
            " department_id = 1, since = '2030-01-01 00:00:00.000000', version = 1 WHERE region_code = '120000'",
        ),
        tuple(
            f"tracks/1/120000.{name}"
            for name in ("plan_number", "plan_until", "reply_by", "checks", "department_id", "since", "version")
        ),
    ),
    "positions": (
        ("UPDATE positions SET at = '2030-01-01 00:00:00.000000', version_id = NULL WHERE id = {position}",),
        ("positions/{position}.at", "positions/{position}.version_id"),
    ),
    "announcements": (
        (
            "UPDATE announcements SET document_number = '改', issuer = '改', filing_owner_id = 1 + filing_owner_id,"
            " replaces = '改' WHERE id = 2",
        ),
        tuple(f"announcements/2.{name}" for name in ("document_number", "issuer", "filing_owner_id", "replaces")),
    ),
    "announcements taken away": (("DELETE FROM announcements WHERE id = 3",), ("announcements/1/130000",)),
    "comments": (
        (
            "UPDATE comments SET disposition = 'partly', answer = '改', opinion = '改' WHERE id = 1",
            "UPDATE comments SET into_id = 3, state = 'received' WHERE id = 2",
        ),
        ("comments/1.disposition", "comments/1.answer", "comments/1.opinion", "comments/2.into_id", "comments/2.state"),
    ),
    "papers": (
        (
            "UPDATE papers SET file_sha256 = NULL WHERE id = 1",
            "UPDATE papers SET document_number = '改' WHERE id = 2",
            "UPDATE papers SET kind = 'letter' WHERE id = 3",
        ),
        ("papers/1.file_sha256", "papers/2.document_number", "papers/3.kind"),
    ),
    "papers taken away": (
        ("DELETE FROM papers WHERE step = 'open_consultation'",),
        ("papers/1/110000/letter/open_consultation",),
    ),
    "hands": (
        (
            "INSERT INTO hands (standard_id, person_id, role) VALUES (1, {drafter}, 'keeper')",
            "DELETE FROM hands WHERE person_id = {expert} AND role = 'reviewer'",
        ),
        ("hands/1/{drafter}/keeper", "hands/1/{expert}/reviewer"),
    ),
    "consultations": (
        ("UPDATE consultations SET closes_on = '2030-01-01', days = 5, written_to = '改' WHERE id = 1",),
        ("consultations/1.closes_on", "consultations/1.days", "consultations/1.written_to"),
    ),
    "windows": (
        ("UPDATE windows SET posted_on = '2030-01-01', address = '改', state = 'posted' WHERE region_code = '120000'",),
        ("windows/1/120000.posted_on", "windows/1/120000.address", "windows/1/120000.state"),
    ),
    "duties": (
        (
            "UPDATE duties SET due_on = '2030-01-01' WHERE id = 1",
            "UPDATE duties SET kind = 'measure' WHERE id = 2",
            "UPDATE duties SET organ_id = organ_id + 1 WHERE id = 4",
            "UPDATE duties SET title = '改', organ_id = organ_id + 1, due_on = '2030-01-01' WHERE id = 7",
            "UPDATE duties SET account = '改' WHERE id = 7",
        ),
        (
            "duties/1.due_on", "duties/2.kind", "duties/4.organ_id", "duties/7.title", "duties/7.organ_id",
            "duties/7.due_on", "duties/7.account",
        ),
    ),
    "drafters": (
        (
            "UPDATE drafters SET is_editor = true WHERE id = 3",
            "UPDATE drafters SET \"order\" = 9 WHERE id = 2",
            "UPDATE drafters SET person_id = 1 WHERE id = 4",
            "DELETE FROM drafters WHERE id = 6",
        ),
        ("drafters/3.is_editor", "drafters/2.order", "drafters/4.person_id", "drafters/1/130000/{drafter}"),
    ),
    "demands": (
        ("UPDATE demands SET words = '改' WHERE id = 1", "UPDATE demands SET met_in = 1 WHERE id = 2"),
        ("demands/1.words", "demands/2.met_in"),
    ),
    "panels": (
        (
            "UPDATE panels SET meets_on = '2030-01-01', is_passed = false",
            "UPDATE panel_members SET is_user = true, interest = 'declared' WHERE person_id = {expert}",
        ),
        (
            "panels/1.meets_on", "panels/1.is_passed", "panel_members/1/{expert}.is_user",
            "panel_members/1/{expert}.interest",
        ),
    ),
    "releases": (
        ("UPDATE releases SET sealed_at = NULL, late_seconds = 7, cover_order = '[\"120000\"]', version_id = 1",),
        ("releases/1.sealed_at", "releases/1.late_seconds", "releases/1.cover_order", "releases/1.version_id"),
    ),
    "versions": (
        (
            "UPDATE versions SET made_by = 1, made_at = '2030-01-01 00:00:00.000000', summary = '改', base_id = NULL"
            " WHERE id = 2",
        ),
        tuple(f"versions/2.{name}" for name in ("made_by", "made_at", "summary", "base_id")),
    ),
    "appointments": (
        (
            "UPDATE appointments SET role = 'expert', region_code = '120000', person_id = 2, organ_id = organ_id + 1,"
            " until = '2031-01-01' WHERE id = 1",
            "UPDATE appointments SET confirmed_at = '2030-01-01 00:00:00.000000' WHERE id = 3",
            "UPDATE appointments SET ended_at = confirmed_at WHERE id = 4",
            "UPDATE appointments SET confirmed_at = NULL WHERE id = 5",
            "INSERT INTO appointments (person_id, region_code, organ_id, role, since, confirmed_at)"
            " SELECT person_id, region_code, organ_id, 'approver', since, confirmed_at FROM appointments WHERE id = 6",
        ),
        (
            *(f"appointments/1.{name}" for name in ("role", "region_code", "person_id", "organ_id", "until")),
            "appointments/3.confirmed_at", "appointments/4.ended_at", "appointments/5.confirmed_at",
            "appointments/{next}",
        ),
    ),
}  # fmt: skip

# What SQLite keeps without a murmur; the cell must be named and the rest still be looked at.
ODD: dict[str, tuple[str, str]] = {
    "a leaf as text": ("UPDATE events SET leaf = replace(leaf, 'disagree', 'agree')", "events/1/0.leaf"),
    "a leaf that is a number": ("UPDATE events SET leaf = '7'", "events/1/0.leaf"),
    "a leaf's hash": ("UPDATE events SET leaf_hash = '12345678901234567890123456789012'", "events/1/0.leaf_hash"),
    "a leaf's hour": ("UPDATE events SET at = 'noon'", "events/1/0.at"),
    "a frontier": ("UPDATE logs SET frontier = 'x'", "logs/1.frontier"),
    "a head's hour": ("UPDATE logs SET last_at = 'x'", "logs/1.last_at"),
    "a head's size": ("UPDATE logs SET size = 'x'", "logs/1.size"),
    "an opening": ("UPDATE openings SET value = 'x', salt = 7", "openings/1/3/scope.value"),
    "a track's checks": ("UPDATE tracks SET checks = '{' WHERE region_code = '120000'", "tracks/1/120000.checks"),
    "a version's digest": ("UPDATE versions SET digest = '{' WHERE id = 1", "versions/1.digest"),
    "a version's digest's shape": ("UPDATE versions SET digest = '[1]', meta = '3' WHERE id = 1", "versions/1"),
    "members": ("UPDATE members SET rank = 'x' WHERE agreement_id = 1", "members/1/110000.rank"),
    "an agreement's fields": ("UPDATE agreements SET fields = '{' WHERE id = 2", "agreements/2.fields"),
    "terms": ("UPDATE rule_sets SET terms = '{' WHERE id = 1", "rule_sets/1.terms"),
    "a day": ("UPDATE duties SET due_on = '2026-02-31' WHERE id = 1", "duties/1.due_on"),
    "a standard's hour": ("UPDATE standards SET since = 'x'", "standards/1.since"),
    "a word of no kind": ("UPDATE duties SET title = x'00' WHERE id = 1", "duties/1.title"),
    "a person": ("UPDATE positions SET round = 'x' WHERE id = 1", "positions/1.round"),
    "words": ("UPDATE words SET body = x'ff'", "versions/1"),
}  # fmt: skip
