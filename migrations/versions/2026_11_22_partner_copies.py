"""Read-only copies of partners' projects, and catalogues that were imported."""

import sqlalchemy as sa
from alembic import op

revision = "partner_copies"
down_revision = "notices_between_regions"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
HOUR = sa.DateTime(timezone=True)


def upgrade() -> None:
    _packages()
    _partners()
    _catalogues()


def _packages() -> None:
    op.create_table(
        "packages",
        sa.Column("id", ID, nullable=False),
        sa.Column("standard_id", ID, nullable=False),
        sa.Column("region_code", sa.String(), nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("previous", sa.String(64), nullable=True),
        sa.Column("reach", sa.JSON(), nullable=False),
        sa.Column("maker_region", sa.String(), nullable=True),
        sa.Column("seat_id", ID, nullable=True),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("log_id", ID, nullable=False),
        sa.Column("index", ID, nullable=False),
        sa.Column("at", HOUR, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        *_to("packages", standard_id="standards", region_code="regions", maker_region="regions"),
        *_to("packages", seat_id="appointments", person_id="persons"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packages")),
        sa.UniqueConstraint("standard_id", "region_code", "number", name="uq_packages_number"),
        sa.UniqueConstraint("log_id", "index", name="uq_packages_log_id_index"),
    )
    op.create_index(op.f("ix_packages_standard_id"), "packages", ["standard_id"])


def _partners() -> None:
    op.create_table(
        "partner_keys",
        sa.Column("id", ID, nullable=False),
        sa.Column("partner", sa.String(60), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("vkey", sa.String(), nullable=False),
        sa.Column("registered_by", ID, nullable=False),
        sa.Column("registered_at", HOUR, nullable=False),
        sa.Column("ended_by", ID, nullable=True),
        sa.Column("ended_at", HOUR, nullable=True),
        *_to("partner_keys", registered_by="persons", ended_by="persons"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_keys")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_partner_keys_fingerprint")),
    )
    op.create_index(op.f("ix_partner_keys_partner"), "partner_keys", ["partner"])
    op.create_table(
        "partner_copies",
        sa.Column("id", ID, nullable=False),
        sa.Column("partner", sa.String(60), nullable=False),
        sa.Column("project", sa.String(200), nullable=False),
        sa.Column("region_code", sa.String(), nullable=False),
        sa.Column("title_zh", sa.String(), nullable=False),
        sa.Column("title_en", sa.String(), nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("heads", sa.JSON(), nullable=False),
        sa.Column("as_of", HOUR, nullable=False),
        sa.Column("taken_at", HOUR, nullable=False),
        *_to("partner_copies", region_code="regions"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_copies")),
        sa.UniqueConstraint("partner", "project", "region_code", name="uq_partner_copies_project"),
    )
    op.create_index(op.f("ix_partner_copies_region_code"), "partner_copies", ["region_code"])
    op.create_table(
        "partner_packages",
        sa.Column("id", ID, nullable=False),
        sa.Column("copy_id", ID, nullable=False),
        sa.Column("key_id", ID, nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("as_of", HOUR, nullable=False),
        sa.Column("taken_at", HOUR, nullable=False),
        sa.Column("taken_by", ID, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        *_to("partner_packages", copy_id="partner_copies", key_id="partner_keys", taken_by="persons"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_packages")),
        sa.UniqueConstraint("copy_id", "number", name="uq_partner_packages_number"),
    )


def _catalogues() -> None:
    op.create_table(
        "catalogue_imports",
        sa.Column("id", ID, nullable=False),
        sa.Column("region_code", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(200), nullable=False),
        sa.Column("file_sha256", sa.String(64), nullable=False),
        sa.Column("licence", sa.String(200), nullable=False),
        sa.Column("made", ID, nullable=False),
        sa.Column("changed", ID, nullable=False),
        sa.Column("same", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", HOUR, nullable=False),
        *_to("catalogue_imports", region_code="regions", person_id="persons"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_imports")),
    )
    op.create_index(op.f("ix_catalogue_imports_region_code"), "catalogue_imports", ["region_code"])
    words = {"number": 64, "printed": 120, "title_zh": 200, "title_en": 300, "state": 16, "ics": 64, "ccs": 64}
    words |= {"issuer": 200, "replaces": 200, "others": 300, "source": 300}
    op.create_table(
        "catalogue_entries",
        sa.Column("id", ID, nullable=False),
        sa.Column("region_code", sa.String(), nullable=False),
        sa.Column("key", sa.String(120), nullable=False),
        *(sa.Column(name, sa.String(most), nullable=False) for name, most in words.items()),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("import_id", ID, nullable=False),
        sa.Column("line", ID, nullable=False),
        *_to("catalogue_entries", region_code="regions", import_id="catalogue_imports"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_entries")),
        sa.UniqueConstraint("region_code", "key", name="uq_catalogue_entries_key"),
    )
    op.create_index(op.f("ix_catalogue_entries_number"), "catalogue_entries", ["number"])
    op.create_table(
        "catalogue_mappings",
        sa.Column("region_code", sa.String(), nullable=False),
        sa.Column("heading", sa.String(64), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        *_to("catalogue_mappings", region_code="regions"),
        sa.PrimaryKeyConstraint("region_code", "heading", name=op.f("pk_catalogue_mappings")),
    )


def _to(table: str, **others: str) -> list[sa.ForeignKeyConstraint]:
    """Foreign keys, named as the models name them."""
    keyed = {"regions": "code"}
    return [
        sa.ForeignKeyConstraint([column], [f"{other}.{keyed.get(other, 'id')}"], name=op.f(f"fk_{table}_{column}"))
        for column, other in others.items()
    ]


def downgrade() -> None:
    for table in ("catalogue_mappings", "catalogue_entries", "catalogue_imports"):
        op.drop_table(table)
    for table in ("partner_packages", "partner_copies", "partner_keys", "packages"):
        op.drop_table(table)
