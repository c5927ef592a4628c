"""The commands of the console script, one subject a file; each says what it did, and refuses with exit status 1."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from sqlalchemy.exc import OperationalError, ProgrammingError

from workflow.db import Database
from workflow.settings import Settings
from workflow.words import say


class Refusal(click.ClickException):
    """What was asked cannot be done; the sentence goes to standard error, the exit status is 1."""

    exit_code = 1

    def show(self, file: object = None) -> None:
        click.echo(self.message, err=True)


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """The installation's database; one that is not there or not set up is a refusal with its cure."""
    database = Database(settings.database_url)
    if database.is_sqlite and not Path(str(database.url.database)).exists():
        raise Refusal(say("数据库还没有建立，请先运行 tongbiao init。"))
    try:
        yield database
    except (OperationalError, ProgrammingError) as away:
        told = str(away.orig).strip().splitlines() or [type(away).__name__]
        raise Refusal(say("数据库不能使用：{what}。请运行 tongbiao doctor。", what=told[0])) from away
    finally:
        database.dispose()
