"""Regions may share out the clauses they answer for, by a motion that all carry."""

from migrations.growing import change_words

revision = "shared_clauses"
down_revision = "shared_words"
branch_labels = None
depends_on = None


KINDS = (
    "suspend", "resume", "terminate", "extend_plan", "adjust_plan", "transfer_lead", "go_on_without", "admit",
)  # fmt: skip
KINDS_NOW = (*KINDS, "share_clauses")


def upgrade() -> None:
    change_words("motions", "kind", "ck_motions_is_motionkind", KINDS, KINDS_NOW)


def downgrade() -> None:
    change_words("motions", "kind", "ck_motions_is_motionkind", KINDS_NOW, KINDS)
