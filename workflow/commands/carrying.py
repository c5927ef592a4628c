"""`mirror pack`, `accept` and `lacking`: the host's side of a region's mirror, run beside the database."""

from pathlib import Path

import click

from workflow import clock
from workflow.commands import Refusal, opened
from workflow.commands.cannot import refusing
from workflow.commands.mirror import mirror
from workflow.commands.witness import AGREEMENT, FILE, OUT
from workflow.log.cosignatures import added
from workflow.settings import Settings
from workflow.witnessing import carrying, trusted
from workflow.witnessing.lacking import Behind, lacking
from workflow.witnessing.memory import Memory
from workflow.witnessing.request import Request
from workflow.words import say

__all__ = ["mirror"]  # with its commands of this file


@mirror.command(help="主机端：把某地区尚缺的部分写到磁盘。 · On the host: pack what a region lacks for a disk.")
@AGREEMENT
@click.option("--region", required=True, help="地区代码 · code of the region")
@click.option("--out", type=OUT, required=True, help="写入的文件 · the file to write")
def pack(agreement: str, region: str, out: Path) -> None:
    settings = Settings.read()
    with opened(settings) as database, refusing():
        try:
            heads = carrying.out(database, settings, agreement, region, out, clock.now())
        except carrying.NobodyThere as nobody:
            raise Refusal(say("没有这个协议，或该地区无人可读其日志：{what}。", what=str(nobody))) from nobody
        for head in heads:
            click.echo(f"{head.origin} {head.size} {head.root.hex()}")


@mirror.command(help="主机端：收下磁盘带回的联署或异议。 · On the host: take in what a region's keys signed.")
@click.argument("file", type=FILE)
@click.option("--request", type=FILE, help="仅有联署行时，所答的请求 · the request that bare lines answer")
def accept(file: Path, request: Path | None) -> None:
    settings = Settings.read()
    with opened(settings) as database, refusing():
        data = file.read_bytes()
        if request is not None:
            data = added(Request.parse(request.read_bytes()).checkpoint, data.decode().splitlines(keepends=True))
        taken = carrying.back(database, settings.var_path, data, clock.now())
    for one in taken:
        click.echo(one.told, err=not one.is_kept)
    if not all(one.is_kept for one in taken):
        raise SystemExit(1)


@mirror.command(name="lacking", help="主机端：恢复后的数据库比镜像缺哪些记录。 · What a restored database lacks.")
@click.argument("copy", type=click.Path(exists=True, file_okay=False, path_type=Path))
def lacks(copy: Path) -> None:
    """COPY: a mirror's folder, brought to the host."""
    with opened(Settings.read()) as database, refusing():
        found = lacking(database, Memory(copy / "logs", trusted.read(copy)))
    for behind in found:
        _tell(behind)
    if found:
        raise Refusal(say("数据库落后于镜像：请勿开放写入，先补录或承认丢失。"))
    click.echo(say("数据库不缺镜像所有的任何记录。"))


def _tell(behind: Behind) -> None:
    facts = {"origin": behind.origin, "has": behind.has, "copied": behind.copied}
    if behind.is_fork:
        click.echo(say("日志 {origin} 与镜像不是同一部历史：数据库 {has} 条，镜像 {copied} 条。", **facts))
    else:
        click.echo(say("日志 {origin}：数据库 {has} 条，镜像 {copied} 条，缺：", **facts))
    for lost in behind.lost:
        click.echo(f"  {lost}")
