"""The models and the migrations say the same tables, forwards and backwards, on both databases."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from workflow import records
from workflow.db import Database, Record, migrate

INDEX = "search_grams"  # under the search; each engine has its own form of it, and tables beneath
TRIGGERS = 21  # eleven tables refuse change; deleting an opening is allowed


def is_ours(name: str | None, kind: str, _: object) -> bool:
    return kind != "table" or not (name or "").startswith(INDEX)


def test_the_migrations_build_exactly_the_models(database_url: str) -> None:
    assert records.__all__
    database = Database(database_url)
    with database.engine.connect() as connection:
        opts = {"compare_type": True, "render_as_batch": True, "include_name": is_ours}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, Record.metadata) == []
    database.dispose()


def test_the_way_back_leaves_nothing_and_the_way_up_works_again(database_url: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parents[2] / "migrations"))
    config.attributes["url"] = database_url
    command.downgrade(config, "base")
    database = Database(database_url)
    assert sa.inspect(database.engine).get_table_names() in ([], ["alembic_version"])
    database.dispose()
    migrate(database_url)


def test_the_database_itself_refuses_to_change_evidence(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with database.engine.connect() as connection:
        count = connection.exec_driver_sql("select count(*) from sqlite_master where type = 'trigger'").scalar()
    database.dispose()
    assert count == TRIGGERS
