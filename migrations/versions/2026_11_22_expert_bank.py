"""Experts of a shared bank, their draw and their avoidance."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "expert_bank"
down_revision = "comment_ledger"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
HOUR = sa.DateTime(timezone=True)
GROUPS = "interest IN ('regulator', 'producer', 'user', 'consumer', 'research', 'testing', 'association')"
STATES = "state IN ('committing', 'revealing', 'drawn', 'annulled')"
TABLES = (
    "draw_replacements", "draw_shares", "draws", "expert_ratings", "employments", "expert_voices", "experts",
)  # fmt: skip


def _points(table: str, **at: str) -> list[sa.ForeignKeyConstraint]:
    return [sa.ForeignKeyConstraint([c], [to], name=op.f(f"fk_{table}_{c}")) for c, to in at.items()]


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def _columns(kind: Any, *names: str, nullable: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind, nullable=nullable) for name in names]


def _keys(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, ID, autoincrement=False, nullable=False) for name in names]


def upgrade() -> None:
    _experts()
    _of_experts()
    _draws()


def _experts() -> None:
    op.create_table(
        "experts",
        *_columns(ID, "id", "agreement_id"),
        *_columns(sa.String(6), "region_code"),
        *_columns(ID, "person_id", nullable=True),
        *_columns(sa.String(), "name", "unit", "title"),
        *_columns(sa.String(32), "interest"),
        *_columns(sa.JSON(), "codes"),
        *_columns(sa.String(), "contact"),
        *_columns(sa.String(64), "evidence", nullable=True),
        *_columns(sa.Date(), "until"),
        *_columns(sa.Date(), "away_from", "away_until", nullable=True),
        *_columns(sa.String(64), "salt"),
        *_columns(ID, "nominated_by"),
        *_columns(HOUR, "nominated_at"),
        *_columns(HOUR, "recognised_at", "suspended_at", "left_at", nullable=True),
        *_points("experts", agreement_id="agreements.id", region_code="regions.code"),
        *_points("experts", person_id="persons.id", nominated_by="persons.id"),
        _key("experts", "id"),
        sa.CheckConstraint(GROUPS, name=op.f("ck_experts_is_interestgroup")),
    )
    for column in ("agreement_id", "person_id"):
        op.create_index(op.f(f"ix_experts_{column}"), "experts", [column])


def _of_experts() -> None:
    op.create_table(
        "expert_voices",
        *_keys("expert_id"),
        *_columns(sa.String(6), "region_code"),
        *_columns(ID, "person_id"),
        *_columns(HOUR, "at"),
        *_points("expert_voices", expert_id="experts.id", region_code="regions.code", person_id="persons.id"),
        _key("expert_voices", "expert_id", "region_code"),
    )
    op.create_table(
        "employments",
        *_columns(ID, "id", "expert_id"),
        *_columns(sa.String(), "unit"),
        *_columns(sa.Date(), "since", "until", nullable=True),
        *_points("employments", expert_id="experts.id"),
        _key("employments", "id"),
    )
    op.create_index(op.f("ix_employments_expert_id"), "employments", ["expert_id"])
    op.create_table(
        "expert_ratings",
        *_keys("expert_id", "panel_id"),
        *_columns(sa.String(6), "region_code"),
        *_columns(ID, "attendance", "timeliness", "quality", "person_id"),
        *_columns(HOUR, "at"),
        *_points("expert_ratings", expert_id="experts.id", panel_id="panels.id", region_code="regions.code"),
        *_points("expert_ratings", person_id="persons.id"),
        _key("expert_ratings", "expert_id", "panel_id", "region_code"),
    )


def _draws() -> None:
    op.create_table(
        "draws",
        *_columns(ID, "id", "agreement_id", "standard_id"),
        *_columns(sa.String(32), "state"),
        *_columns(sa.JSON(), "frozen"),
        *_columns(HOUR, "commit_by", "reveal_by"),
        *_columns(ID, "called_by"),
        *_columns(HOUR, "called_at"),
        *_columns(HOUR, "closed_at", nullable=True),
        *_columns(sa.String(64), "seed", nullable=True),
        *_columns(sa.JSON(), "drawn", "reserves", "silent", nullable=True),
        *_points("draws", agreement_id="agreements.id", standard_id="standards.id", called_by="persons.id"),
        _key("draws", "id"),
        sa.CheckConstraint(STATES, name=op.f("ck_draws_is_drawstate")),
    )
    for column in ("agreement_id", "standard_id"):
        op.create_index(op.f(f"ix_draws_{column}"), "draws", [column])
    op.create_table(
        "draw_shares",
        *_keys("draw_id"),
        *_columns(sa.String(6), "region_code"),
        *_columns(sa.String(64), "commitment"),
        *_columns(ID, "committed_by"),
        *_columns(HOUR, "committed_at"),
        *_columns(sa.String(), "share", nullable=True),
        *_columns(ID, "revealed_by", nullable=True),
        *_columns(HOUR, "revealed_at", nullable=True),
        *_points("draw_shares", draw_id="draws.id", region_code="regions.code"),
        *_points("draw_shares", committed_by="persons.id", revealed_by="persons.id"),
        _key("draw_shares", "draw_id", "region_code"),
    )
    op.create_table(
        "draw_replacements",
        *_keys("draw_id", "gone_id"),
        *_columns(ID, "came_id", nullable=True),
        *_columns(ID, "person_id"),
        *_columns(HOUR, "at"),
        *_points("draw_replacements", draw_id="draws.id", gone_id="experts.id", came_id="experts.id"),
        *_points("draw_replacements", person_id="persons.id"),
        _key("draw_replacements", "draw_id", "gone_id"),
    )


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
