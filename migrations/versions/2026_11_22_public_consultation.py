"""Windows, addressees and attachments of a public consultation."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "public_consultation"
down_revision = "explanation_parts"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
HOUR = sa.DateTime(timezone=True)
SOURCES = "source IN ('department', 'company', 'association', 'institute', 'consumer', 'citizen', 'expert', 'other')"
REPLIES = "reply IN ('replied', 'no_comment')"
SAID = {"windows": ("host", "enquiries", "announcement"), "consultations": ("gist",)}


def _points(table: str, column: str, at: str, **more: Any) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [at], name=op.f(f"fk_{table}_{column}"), **more)


def upgrade() -> None:
    for table, columns in SAID.items():
        for name in columns:
            op.add_column(table, sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.add_column("comments", sa.Column("attachments", sa.JSON(), nullable=True))
    op.add_column("comments", sa.Column("is_confirmed", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("mails") as mails:
        mails.alter_column("person_id", existing_type=ID, nullable=True)
        mails.add_column(sa.Column("address", sa.String(254), nullable=True))
    _addressees()
    _baskets()
    _files()


def _addressees() -> None:
    op.create_table(
        "addressees",
        sa.Column("id", ID, nullable=False),
        sa.Column("consultation_id", ID, nullable=False),
        sa.Column("region_code", sa.String(6), nullable=False),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("reply", sa.String(32), nullable=True),
        sa.Column("replied_at", HOUR, nullable=True),
        sa.CheckConstraint(SOURCES, name=op.f("ck_addressees_is_source")),
        sa.CheckConstraint(REPLIES, name=op.f("ck_addressees_is_reply")),
        _points("addressees", "consultation_id", "consultations.id"),
        _points("addressees", "region_code", "regions.code"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_addressees")),
    )
    op.create_index(op.f("ix_addressees_consultation_id"), "addressees", ["consultation_id"])


def _baskets() -> None:
    op.create_table(
        "baskets",
        sa.Column("id", ID, nullable=False),
        sa.Column("consultation_id", ID, nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("addressee_id", ID, nullable=True),
        sa.Column("details", sa.JSON(), nullable=True),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=True),
        sa.Column("code_until", HOUR, nullable=True),
        sa.Column("tries", ID, nullable=False),
        sa.Column("sent_at", HOUR, nullable=True),
        sa.Column("told_at", HOUR, nullable=True),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("changed_at", HOUR, nullable=False),
        _points("baskets", "consultation_id", "consultations.id"),
        _points("baskets", "addressee_id", "addressees.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_baskets")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_baskets_token_hash")),
    )
    op.create_index(op.f("ix_baskets_consultation_id"), "baskets", ["consultation_id"])
    op.create_table(
        "basket_items",
        sa.Column("id", ID, nullable=False),
        sa.Column("basket_id", ID, nullable=False),
        sa.Column("given", sa.JSON(), nullable=True),
        sa.Column("comment_id", ID, nullable=True),
        _points("basket_items", "basket_id", "baskets.id", ondelete="CASCADE"),
        _points("basket_items", "comment_id", "comments.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_basket_items")),
    )
    op.create_index(op.f("ix_basket_items_basket_id"), "basket_items", ["basket_id"])
    op.create_index(op.f("ix_basket_items_comment_id"), "basket_items", ["comment_id"])


def _files() -> None:
    op.create_table(
        "public_files",
        sa.Column("id", ID, nullable=False),
        sa.Column("item_id", ID, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", ID, nullable=False),
        sa.Column("media", sa.String(96), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        _points("public_files", "item_id", "basket_items.id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_files")),
    )
    op.create_index(op.f("ix_public_files_item_id"), "public_files", ["item_id"])


def downgrade() -> None:
    for table in ("public_files", "basket_items", "baskets", "addressees"):
        op.drop_table(table)
    op.execute("DELETE FROM mails WHERE person_id IS NULL")
    with op.batch_alter_table("mails") as mails:
        mails.drop_column("address")
        mails.alter_column("person_id", existing_type=ID, nullable=False)
    op.drop_column("comments", "is_confirmed")
    op.drop_column("comments", "attachments")
    for table, columns in SAID.items():
        for name in columns:
            op.drop_column(table, name)
