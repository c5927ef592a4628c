"""`export filing`: the filing package of one region's edition, made whole or refused with every reason."""

from pathlib import Path

import click

from workflow import clock
from workflow.commands import Refusal, opened
from workflow.commands.dossier import export
from workflow.commands.step import refusals
from workflow.exchange.filing.packing import packed
from workflow.exports.paperwork.source import Source
from workflow.picture.standing import Standing
from workflow.settings import Settings
from workflow.words import say

__all__ = ["export"]  # with its commands of this file


@export.command(help="导出一个地区的备案材料。 · The filing package of one region's edition.")
@click.argument("standard", type=click.IntRange(1))
@click.option("--region", required=True, metavar="CODE", help="哪个地区（六位代码） · which region")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="文件 · the file to write")
def filing(standard: int, region: str, out: Path) -> None:
    settings = Settings.read()
    with opened(settings) as database, refusals(), database.read() as session:
        standing = Standing.load(session, standard)
        if standing is None or region not in standing.tracks:
            raise Refusal(say("没有编号为 {id} 的项目。", id=standard))
        made = packed(Source.of(standing, clock.now(), region, reader=region), settings)
    try:
        out.write_bytes(made.data)
    except OSError as fault:
        raise Refusal(say("不能写入 {path}，请检查属主和权限。", path=str(out))) from fault
    size, digest = len(made.data), made.sha256
    click.echo(say("已写入 {path}：{n} 字节，SHA-256 {digest}。", path=str(out), n=size, digest=digest))
