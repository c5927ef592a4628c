"""What a restored host takes back from a region's mirror."""

revision = "catching_up"
down_revision = "second_factors"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
