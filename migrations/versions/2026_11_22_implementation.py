"""What regions plan to carry a standard out: more kinds of duty."""

from migrations.growing import change_words

revision = "implementation"
down_revision = "recognition"
branch_labels = None
depends_on = None

KNOWN = (
    *("publish_text", "self_declaration", "filing", "repeal_announcement"),
    *("measure", "inspection", "evaluation", "obligation", "task"),
)
NOW = (*KNOWN, "conflicting", "training", "cases", "feedback")


def upgrade() -> None:
    change_words("duties", "kind", "ck_duties_is_dutykind", KNOWN, NOW)


def downgrade() -> None:
    change_words("duties", "kind", "ck_duties_is_dutykind", NOW, KNOWN)
