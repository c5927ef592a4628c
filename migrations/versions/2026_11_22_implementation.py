"""What regions plan to carry a standard out: more kinds of duty."""

from alembic import op

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
    later = ", ".join(f"'{word}'" for word in NOW[len(KNOWN) :])
    op.execute(f"UPDATE duties SET kind = 'measure' WHERE kind IN ({later})")  # a measure by its title all the same
    change_words("duties", "kind", "ck_duties_is_dutykind", NOW, KNOWN)
