"""How long things are kept, what is held, and what was erased. Of a position the words may be blanked, nothing else."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "keeping_and_forgetting"
down_revision = "audit_room"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
HOUR = sa.DateTime(timezone=True)
GROUNDS = "ground IN ('withdrawn', 'needless', 'unlawful', 'order')"
WORDS = ("notes", "reason", "lift")
KEPT = (
    "id", "standard_id", "region_code", "purpose", "round", "organ_id", "role", "person_id", "seat_id", "stand",
    "version_id", "text_hash", "clauses", "outcome", "at",
)  # fmt: skip


def _points(table: str, **at: str) -> list[sa.ForeignKeyConstraint]:
    return [sa.ForeignKeyConstraint([c], [to], name=op.f(f"fk_{table}_{c}")) for c, to in at.items()]


def _columns(kind: Any, *names: str, nullable: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind, nullable=nullable) for name in names]


def upgrade() -> None:
    op.create_table(
        "legal_holds",
        *_columns(ID, "id", "standard_id"),
        *_columns(sa.String(), "document"),
        *_columns(ID, "laid_by"),
        *_columns(HOUR, "laid_at"),
        *_columns(ID, "lifted_by", nullable=True),
        *_columns(HOUR, "lifted_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_holds")),
        *_points("legal_holds", standard_id="standards.id", laid_by="persons.id", lifted_by="persons.id"),
    )
    op.create_index(op.f("ix_legal_holds_standard_id"), "legal_holds", ["standard_id"])
    op.create_table(
        "erasures",
        *_columns(ID, "id", "log_id", "index"),
        *_columns(sa.String(48), "field"),
        *_columns(sa.String(32), "ground"),
        *_columns(sa.String(), "document"),
        *_columns(ID, "asked_by"),
        *_columns(HOUR, "asked_at"),
        *_columns(ID, "decided_by", nullable=True),
        *_columns(HOUR, "decided_at", nullable=True),
        *_columns(sa.Boolean(), "is_done", nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasures")),
        *_points("erasures", log_id="logs.id", asked_by="persons.id", decided_by="persons.id"),
        sa.CheckConstraint(GROUNDS, name=op.f("ck_erasures_is_erasureground")),
    )
    _guard(blanking=True)


def downgrade() -> None:
    _guard(blanking=False)
    op.drop_table("erasures")
    op.drop_index(op.f("ix_legal_holds_standard_id"), "legal_holds")
    op.drop_table("legal_holds")


def _guard(*, blanking: bool) -> None:
    """The refusal to change a position: with `blanking`, to do anything but empty its words."""
    bind = op.get_bind()
    is_postgresql = bind.dialect.name == "postgresql"
    when = f" WHEN {_otherwise(is_postgresql)}" if blanking else ""
    if is_postgresql:
        bind.exec_driver_sql("DROP TRIGGER positions_refuse_update ON positions")
        head = "CREATE TRIGGER positions_refuse_update BEFORE UPDATE ON positions FOR EACH ROW"
        bind.exec_driver_sql(f"{head}{when} EXECUTE FUNCTION refuse_change()")
        bind.exec_driver_sql("ALTER TABLE positions ENABLE ALWAYS TRIGGER positions_refuse_update")
        return
    bind.exec_driver_sql("DROP TRIGGER positions_refuse_update")
    refusal = "SELECT RAISE(ABORT, 'positions refuses update');"
    bind.exec_driver_sql(f"CREATE TRIGGER positions_refuse_update BEFORE UPDATE ON positions{when} BEGIN {refusal} END")


def _otherwise(is_postgresql: bool) -> str:
    """Any other change than emptied words."""
    differs = "{new} IS DISTINCT FROM {old}" if is_postgresql else "{new} IS NOT {old}"
    cast = "::text" if is_postgresql else ""
    kept = [differs.format(new=f"NEW.{name}{cast}", old=f"OLD.{name}{cast}") for name in KEPT]
    words = [f"(NEW.{name} <> OLD.{name} AND NEW.{name} <> '')" for name in WORDS]
    return "(" + " OR ".join([*kept, *words]) + ")"
