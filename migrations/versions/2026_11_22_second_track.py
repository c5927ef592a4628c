"""Association standards beside local ones: one number for several regions, no filing; parts of regions on a standard."""

import json

import sqlalchemy as sa
from alembic import op

from migrations.growing import change_words

revision = "second_track"
down_revision = "operation"
branch_labels = None
depends_on = None

DUTIES = (
    "publish_text", "filing", "repeal_announcement", "measure", "inspection", "evaluation", "obligation", "task",
)  # fmt: skip
DUTIES_NOW = (DUTIES[0], "self_declaration", *DUTIES[1:])
PAPERS = (
    "annex", "application", "fair_competition", "assessment", "plan_notice", "explanation", "letter", "scan",
    "draw_record", "minutes", "test_report", "announcement", "cover", "evidence", "other",
)  # fmt: skip
PAPERS_NOW = (*PAPERS[:5], "endorsement", *PAPERS[5:])
# What was a matter of course until now stands in every rule set as a term of its own.
TERMS = {
    "plan.basis": "plan_number",
    "number.form": "band",
    "number.prefix": "DB",
    "filing.owed": True,
    "publication.duty": "publish_text",
    "release.issuer": "each_region",
}

# What an older program has no room for goes on the way back.
UNKNOWN_BEFORE = (
    "DELETE FROM duties WHERE kind = 'self_declaration'",
    "DELETE FROM papers WHERE kind = 'endorsement'",
    "DELETE FROM announcements WHERE filing_owner_id IS NULL",
    "DELETE FROM region_numbers WHERE key IN (SELECT key FROM region_numbers GROUP BY key HAVING count(*) > 1)",
)


def upgrade() -> None:
    change_words("duties", "kind", "ck_duties_is_dutykind", DUTIES, DUTIES_NOW)
    change_words("papers", "kind", "ck_papers_is_paperkind", PAPERS, PAPERS_NOW)
    with op.batch_alter_table("region_numbers") as numbers:
        numbers.drop_constraint(op.f("uq_region_numbers_key"), type_="unique")
        numbers.create_unique_constraint(op.f("uq_region_numbers_key_region_code"), ["key", "region_code"])
    with op.batch_alter_table("announcements") as announcements:
        announcements.alter_column("filing_owner_id", existing_type=sa.BigInteger(), nullable=True)
    op.add_column("standards", sa.Column("territory", sa.JSON(none_as_null=True), nullable=False, server_default="[]"))
    told = {key: {"value": value, "cites": "设计", "mark": "设计"} for key, value in TERMS.items()}
    more = json.dumps(told, ensure_ascii=False)[1:]
    if op.get_context().dialect.name == "postgresql":
        op.execute(f"UPDATE rule_sets SET terms = CAST(left(CAST(terms AS text), -1) || ', {more}' AS json)")
    else:
        op.execute(f"UPDATE rule_sets SET terms = substr(terms, 1, length(terms) - 1) || ', {more}'")


def downgrade() -> None:
    for statement in UNKNOWN_BEFORE:
        op.execute(statement)
    for key in TERMS:
        if op.get_context().dialect.name == "postgresql":
            op.execute(f"UPDATE rule_sets SET terms = CAST(CAST(terms AS jsonb) - '{key}' AS json)")
        else:
            op.execute(f"UPDATE rule_sets SET terms = json_remove(terms, '$.\"{key}\"')")
    op.drop_column("standards", "territory")
    with op.batch_alter_table("announcements") as announcements:
        announcements.alter_column("filing_owner_id", existing_type=sa.BigInteger(), nullable=False)
    with op.batch_alter_table("region_numbers") as numbers:
        numbers.drop_constraint(op.f("uq_region_numbers_key_region_code"), type_="unique")
        numbers.create_unique_constraint(op.f("uq_region_numbers_key"), ["key"])
    change_words("papers", "kind", "ck_papers_is_paperkind", PAPERS_NOW, PAPERS)
    change_words("duties", "kind", "ck_duties_is_dutykind", DUTIES_NOW, DUTIES)
