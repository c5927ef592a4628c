"""Mail, digests, acknowledgements."""

import sqlalchemy as sa
from alembic import op

revision = "messages"
down_revision = "amendments"
branch_labels = None
depends_on = None

STATES = ("queued", "sending", "sent", "undeliverable", "in_doubt", "not_configured")
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def _words(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "mailboxes",
        sa.Column("person_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("wish", _words("is_mailwish", "none", "digest", "each"), nullable=False),
        sa.Column("confirmed_at", INSTANT, nullable=True),
        sa.Column("code_hash", sa.String(length=64), nullable=True),
        sa.Column("code_until", INSTANT, nullable=True),
        sa.Column("digest_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_mailboxes_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_mailboxes")),
    )
    _outbox()
    op.create_table(
        "feeds",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("revoked_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_feeds_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feeds")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_feeds_token_hash")),
    )
    op.create_index("ix_feeds_person_id", "feeds", ["person_id"])
    op.add_column("notices", sa.Column("owes_receipt", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("notices", sa.Column("acknowledged_at", INSTANT, nullable=True))
    op.add_column("notices", sa.Column("acknowledged_by", NUMBER, nullable=True))
    op.create_index(
        "ix_notices_owed",
        "notices",
        ["region_code"],
        sqlite_where=sa.text("owes_receipt = 1 AND acknowledged_at IS NULL"),
        postgresql_where=sa.text("owes_receipt AND acknowledged_at IS NULL"),
    )
    op.add_column("tracks", sa.Column("urged_on", sa.Date(), nullable=True))
    op.add_column("turns", sa.Column("told_at", INSTANT, nullable=True))
    untold = sa.text("told_at IS NULL")
    op.create_index("ix_turns_untold", "turns", ["id"], sqlite_where=untold, postgresql_where=untold)


def _outbox() -> None:
    op.create_table(
        "mails",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("cause", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", _words("is_mail", *STATES), nullable=False),
        sa.Column("queued_at", INSTANT, nullable=False),
        sa.Column("next_at", INSTANT, nullable=False),
        sa.Column("tries", NUMBER, nullable=False),
        sa.Column("claimed_at", INSTANT, nullable=True),
        sa.Column("claimed_by", sa.String(length=64), nullable=True),
        sa.Column("handed_at", INSTANT, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_mails_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mails")),
        sa.UniqueConstraint("person_id", "cause", name=op.f("uq_mails_person_id_cause")),
    )
    op.create_index("ix_mails_state_next", "mails", ["state", "next_at"])
    op.create_table(
        "mail_tries",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("mail_id", NUMBER, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("answer", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["mail_id"], ["mails.id"], name=op.f("fk_mail_tries_mail_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_tries")),
    )
    op.create_index("ix_mail_tries_mail_id", "mail_tries", ["mail_id"])


def downgrade() -> None:
    op.drop_index("ix_turns_untold", "turns")
    op.drop_column("turns", "told_at")
    op.drop_column("tracks", "urged_on")
    op.drop_index("ix_notices_owed", "notices")
    for column in ("acknowledged_by", "acknowledged_at", "owes_receipt"):
        op.drop_column("notices", column)
    for table in ("feeds", "mail_tries", "mails", "mailboxes"):
        op.drop_table(table)
