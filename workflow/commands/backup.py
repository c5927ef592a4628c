"""`backup`: a verified copy of database, files, key and signer."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from workflow import clock
from workflow.commands import Refusal, opened
from workflow.keeping import backups
from workflow.keeping.backups import Backup
from workflow.keeping.faults import CannotKeep
from workflow.settings import Settings
from workflow.words import say


@click.command(
    help="备份数据库、存件、签名密钥并核对。 · Back up database, files and signing key, and verify what was written."
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="存放备份的文件夹，默认在 TONGBIAO_VAR 下 · where backups lie, else below TONGBIAO_VAR",
)
def backup(out: Path | None) -> None:
    settings = Settings.read()
    taken = kept(settings, out)
    told = {"folder": str(taken.folder), "n": len(taken.manifest.files), "size": taken.manifest.size}
    click.echo(say("备份已写入并核对：{folder}（{n} 个文件，{size} 字节）。", **told))
    click.echo(say("清单的 SHA-256：{digest}", digest=taken.sha256))
    for head in taken.manifest.logs:
        click.echo(f"{head.origin} {head.size} {head.root}")


def kept(settings: Settings, out: Path | None = None) -> Backup:
    """Take a backup and note it in the installation's log."""
    with opened(settings), refusing():
        taken = backups.take(settings, out or settings.var_path / "backups", clock.now())
        backups.note(settings, taken, clock.now())
    return taken


@contextmanager
def refusing() -> Iterator[None]:
    """What cannot be kept is a refusal with its sentence."""
    try:
        yield
    except CannotKeep as fault:
        raise Refusal(say(fault.sentence, **fault.facts)) from fault
