"""Second factors of a person, and what a browser's key said of a statement."""

import sqlalchemy as sa
from alembic import op

revision = "second_factors"
down_revision = "keeping_and_forgetting"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
HOUR = sa.DateTime(timezone=True)


def _named(table: str, key: str, **points: str) -> list[sa.Constraint]:
    to = [sa.ForeignKeyConstraint([c], [at], name=op.f(f"fk_{table}_{c}")) for c, at in points.items()]
    return [sa.PrimaryKeyConstraint(key, name=op.f(f"pk_{table}")), *to]


def upgrade() -> None:
    op.create_table(
        "one_time_codes",
        sa.Column("account_id", ID, autoincrement=False, nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", HOUR, nullable=False),
        sa.Column("confirmed_at", HOUR),
        sa.Column("last_step", ID, nullable=False),
        *_named("one_time_codes", "account_id", account_id="accounts.id"),
    )
    op.create_table(
        "browser_keys",
        sa.Column("id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("credential", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("uses", ID, nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("made_at", HOUR, nullable=False),
        sa.Column("ended_at", HOUR),
        *_named("browser_keys", "id", account_id="accounts.id"),
        sa.UniqueConstraint("credential", name=op.f("uq_browser_keys_credential")),
    )
    op.create_index(op.f("ix_browser_keys_account_id"), "browser_keys", ["account_id"])
    op.create_table(
        "assertions",
        sa.Column("statement_id", ID, autoincrement=False, nullable=False),
        sa.Column("browser_key_id", ID, nullable=False),
        sa.Column("client_data", sa.LargeBinary(), nullable=False),
        sa.Column("authenticator_data", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        *_named("assertions", "statement_id", statement_id="statements.id", browser_key_id="browser_keys.id"),
    )


def downgrade() -> None:
    op.drop_table("assertions")
    op.drop_index(op.f("ix_browser_keys_account_id"), "browser_keys")
    op.drop_table("browser_keys")
    op.drop_table("one_time_codes")
