"""What regions keep together around the standards: lists, promises, registers, indicators, meetings, applications."""

import sqlalchemy as sa
from alembic import op

revision = "entries"
down_revision = "partner_copies"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
HOUR = sa.DateTime(timezone=True)
STATES = (
    *("recorded", "ended", "open", "delivered", "settled", "released", "running", "reached", "missed", "called"),
    *("held", "cancelled", "applied", "under_way", "passed", "failed", "refused", "withdrawn", "expired"),
    *("nominated", "compared", "opined", "noticed", "listed", "questioned", "lapsed"),
)
STANDS = ("not_yet", "agree", "agree_notes", "discuss", "disagree", "abstain", "recused", "overruled")


def _named(table: str, *key: str, **points: str) -> list[sa.Constraint]:
    to = [sa.ForeignKeyConstraint([c], [at], name=op.f(f"fk_{table}_{c}")) for c, at in points.items()]
    return [sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{table}")), *to]


def _one_of(words: tuple[str, ...], table: str, column: str, kind: str) -> sa.CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=op.f(f"ck_{table}_is_{kind}"))


def upgrade() -> None:
    op.create_table(
        "entries",
        sa.Column("id", ID, nullable=False),
        sa.Column("agreement_id", ID, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("region_code", sa.String(6)),
        sa.Column("key", sa.String(120)),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("standard_id", ID),
        sa.Column("parent_id", ID),
        sa.Column("batch", ID),
        sa.Column("due", sa.Date()),
        sa.Column("until", sa.Date()),
        sa.Column("turns", ID, nullable=False),
        sa.Column("opened_at", HOUR, nullable=False),
        sa.Column("changed_at", HOUR, nullable=False),
        *_named(
            "entries",
            "id",
            agreement_id="agreements.id",
            region_code="regions.code",
            standard_id="standards.id",
            parent_id="entries.id",
        ),
        sa.UniqueConstraint("agreement_id", "kind", "key", name="uq_entries_key"),
        _one_of(STATES, "entries", "state", "entrystate"),
    )
    op.create_index("ix_entries_kind", "entries", ["kind", "agreement_id", "state"])
    op.create_index(op.f("ix_entries_standard_id"), "entries", ["standard_id"])
    op.create_index(op.f("ix_entries_parent_id"), "entries", ["parent_id"])
    op.create_table(
        "entry_turns",
        sa.Column("entry_id", ID, autoincrement=False, nullable=False),
        sa.Column("number", ID, autoincrement=False, nullable=False),
        sa.Column("step", sa.String(64), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("view", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("file_sha256", sa.String(64)),
        sa.Column("seat_id", ID),
        sa.Column("at", HOUR, nullable=False),
        *_named("entry_turns", "entry_id", "number", entry_id="entries.id", seat_id="appointments.id"),
        _one_of(STATES, "entry_turns", "state", "entrystate"),
    )
    op.create_index(op.f("ix_entry_turns_at"), "entry_turns", ["at"])
    op.create_table(
        "entry_voices",
        sa.Column("entry_id", ID, autoincrement=False, nullable=False),
        sa.Column("number", ID, autoincrement=False, nullable=False),
        sa.Column("region_code", sa.String(6), nullable=False),
        sa.Column("stand", sa.String(32), nullable=False),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("exceptions", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("until", sa.Date()),
        sa.Column("seat_id", ID),
        sa.Column("at", HOUR, nullable=False),
        *_named(
            "entry_voices",
            "entry_id",
            "number",
            "region_code",
            entry_id="entries.id",
            region_code="regions.code",
            seat_id="appointments.id",
        ),
        _one_of(STANDS, "entry_voices", "stand", "stand"),
    )
    op.create_table(
        "entry_figures",
        sa.Column("id", ID, nullable=False),
        sa.Column("entry_id", ID, nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("region_code", sa.String(6)),
        sa.Column("of_day", sa.Date(), nullable=False),
        sa.Column("value", sa.String(40), nullable=False),
        sa.Column("source", sa.String(300), nullable=False),
        sa.Column("file_sha256", sa.String(64)),
        sa.Column("seat_id", ID),
        sa.Column("at", HOUR, nullable=False),
        *_named("entry_figures", "id", entry_id="entries.id", region_code="regions.code", seat_id="appointments.id"),
    )
    op.create_index(op.f("ix_entry_figures_entry_id"), "entry_figures", ["entry_id"])


def downgrade() -> None:
    for table in ("entry_figures", "entry_voices", "entry_turns", "entries"):
        op.drop_table(table)
