"""A region that joins a released standard announces its window at home in words of its own."""

import sqlalchemy as sa
from alembic import op

revision = "windows_at_home"
down_revision = "concurrence"
branch_labels = None
depends_on = None

SAID = ("home_host", "home_enquiries", "home_announcement")


def upgrade() -> None:
    for column in SAID:
        op.add_column("tracks", sa.Column(column, sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    for column in SAID:
        op.drop_column("tracks", column)
