"""Letters between regions before they are sent, and what a person watches."""

import sqlalchemy as sa
from alembic import op

revision = "notices_between_regions"
down_revision = "standstill"
branch_labels = None
depends_on = None

KINDS = (
    "plan",
    "draft",
    "text",
    "review",
    "release",
    "filing",
    "implementation",
    "change",
    "correction",
    "withdrawal",
    "recognition",
    "other",
)
STATES = ("queued", "delivered", "read", "acknowledged", "undeliverable")
CADENCES = ("each", "weighty", "daily", "silent")
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def _words(name: str, *values: str, is_checked: bool = True) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=is_checked, length=32)


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [other], name=op.f(f"fk_{table}_{column}"))


def upgrade() -> None:
    _templates()
    _letters()
    _copies()
    _rules()


def _templates() -> None:
    op.create_table(
        "letter_templates",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("agreement_id", NUMBER, nullable=False),
        sa.Column("region_code", sa.String(length=6), nullable=False),
        sa.Column("kind", _words("is_noticekind", *KINDS), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("put_by", NUMBER, nullable=False),
        sa.Column("put_at", INSTANT, nullable=False),
        sa.Column("ended_by", NUMBER, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        _to("letter_templates", "agreement_id", "agreements.id"),
        _to("letter_templates", "region_code", "regions.code"),
        _to("letter_templates", "put_by", "persons.id"),
        _to("letter_templates", "ended_by", "persons.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_templates")),
    )
    op.create_index("ix_letter_templates_agreement_id", "letter_templates", ["agreement_id"])


def _letters() -> None:
    op.create_table(
        "region_letters",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("agreement_id", NUMBER, nullable=False),
        sa.Column("standard_id", NUMBER, nullable=True),
        sa.Column("region_code", sa.String(length=6), nullable=True),
        sa.Column("kind", _words("is_noticekind", *KINDS), nullable=False),
        sa.Column("step", sa.String(length=64), nullable=False),
        sa.Column("about", sa.String(length=80), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("words_hash", sa.String(length=64), nullable=False),
        sa.Column("sent_by", NUMBER, nullable=True),
        sa.Column("sent_at", INSTANT, nullable=False),
        _to("region_letters", "agreement_id", "agreements.id"),
        _to("region_letters", "standard_id", "standards.id"),
        _to("region_letters", "region_code", "regions.code"),
        _to("region_letters", "sent_by", "persons.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region_letters")),
    )
    op.create_index("ix_region_letters_agreement_id", "region_letters", ["agreement_id"])
    op.create_index("ix_region_letters_standard_id", "region_letters", ["standard_id"])
    op.create_table(
        "letter_files",
        sa.Column("letter_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        _to("letter_files", "letter_id", "region_letters.id"),
        _to("letter_files", "file_sha256", "files.sha256"),
        sa.PrimaryKeyConstraint("letter_id", "file_sha256", name=op.f("pk_letter_files")),
    )


def _copies() -> None:
    op.create_table(
        "letter_copies",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("letter_id", NUMBER, nullable=False),
        sa.Column("region_code", sa.String(length=6), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", _words("is_notice", *STATES), nullable=False),
        sa.Column("delivered_at", INSTANT, nullable=True),
        sa.Column("read_at", INSTANT, nullable=True),
        sa.Column("read_by", NUMBER, nullable=True),
        sa.Column("acknowledged_at", INSTANT, nullable=True),
        sa.Column("acknowledged_by", NUMBER, nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.Column("answered_by", NUMBER, nullable=True),
        _to("letter_copies", "letter_id", "region_letters.id"),
        _to("letter_copies", "region_code", "regions.code"),
        _to("letter_copies", "read_by", "persons.id"),
        _to("letter_copies", "acknowledged_by", "persons.id"),
        _to("letter_copies", "answered_by", "persons.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_copies")),
        sa.UniqueConstraint("letter_id", "region_code", name=op.f("uq_letter_copies_letter_id_region_code")),
    )
    op.create_index("ix_letter_copies_region_state", "letter_copies", ["region_code", "state"])
    op.create_index("ix_letter_copies_state_id", "letter_copies", ["state", "id"])


def _rules() -> None:
    op.create_table(
        "watch_rules",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("agreement_id", NUMBER, nullable=True),
        sa.Column("region_code", sa.String(length=6), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=True),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("ics", sa.String(length=12), nullable=False),
        sa.Column("ccs", sa.String(length=12), nullable=False),
        sa.Column("kinds", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("cadence", _words("is_cadence", *CADENCES), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("paused_at", INSTANT, nullable=True),
        sa.Column("told_until", INSTANT, nullable=False),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        _to("watch_rules", "person_id", "persons.id"),
        _to("watch_rules", "agreement_id", "agreements.id"),
        _to("watch_rules", "region_code", "regions.code"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch_rules")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_watch_rules_token_hash")),
    )
    op.create_index("ix_watch_rules_person_id", "watch_rules", ["person_id"])


def downgrade() -> None:
    for table in ("watch_rules", "letter_copies", "letter_files", "region_letters", "letter_templates"):
        op.drop_table(table)
