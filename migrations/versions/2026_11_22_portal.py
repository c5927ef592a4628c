"""What the public reads: the files it is given, and texts found by their hash."""

import sqlalchemy as sa
from alembic import op

revision = "portal"
down_revision = "implementation"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "released_prints",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("version_id", ID, nullable=False),
        sa.Column("region_code", sa.String(6), nullable=False, server_default=""),
        sa.Column("cover", sa.String(64), nullable=False),
        sa.Column("seen", ID, nullable=False),
        sa.Column("size", ID, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_released_prints_version_id")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_released_prints")),
    )
    op.create_index("ix_released_prints_version", "released_prints", ["version_id", "region_code"])
    op.create_index(op.f("ix_versions_text_hash"), "versions", ["text_hash"])


def downgrade() -> None:
    op.drop_index(op.f("ix_versions_text_hash"), "versions")
    op.drop_table("released_prints")
