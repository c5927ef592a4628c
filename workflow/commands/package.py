"""`package`: packages between installations, made, checked and taken as files that may be carried on a disk."""

import os
from pathlib import Path

import click

from workflow import clock, jobs
from workflow.commands import Refusal, opened
from workflow.commands.step import refusals
from workflow.commands.user import from_stdin, password, proved
from workflow.db import Database
from workflow.dossier.heads import NotSigned
from workflow.exchange import making, taking
from workflow.exchange.checking import Checked
from workflow.exchange.proving import finished
from workflow.exchange.zipped import MOST_BYTES
from workflow.picture.standing import Seat
from workflow.reads.seats import seats_of
from workflow.records.exchange import Package
from workflow.settings import Settings
from workflow.words import say

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(help="各系统之间的交换包。 · Packages between installations.")
def package() -> None:
    pass


@package.command(help="为伙伴地区制作下一个交换包。 · The next package of a standard for a partner region.")
@click.argument("standard", type=click.IntRange(1))
@click.option("--to", required=True, metavar="REGION", help="送给哪个地区（六位代码） · for which region")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="文件 · the file to write")
def make(standard: int, to: str, out: Path) -> None:
    settings = Settings.read()
    with opened(settings) as database, refusals():
        made, _ = making.make(database, jobs.signer(settings), standard, None, to, clock.now())
        with database.read() as session:
            found = session.get_one(Package, made)
            session.expunge(found)
        try:
            data = finished(database, found)
        except NotSigned as unsigned:
            told = {"origin": unsigned.origin, "n": unsigned.size}
            raise Refusal(say("日志 {origin} 还没有签到第 {n} 条。请运行 tongbiao doctor。", **told)) from unsigned
    if data is None:
        raise Refusal(say("rule.package_gone"))
    _written(out, data)
    click.echo(say("第 {n} 个交换包，清单的哈希 {digest}。", n=found.number, digest=found.sha256))


@package.command(
    help="核对一个交换包，不接收。 · Check a package against the keys that are believed; nothing is taken."
)
@click.argument("file", type=FILE)
def check(file: Path) -> None:
    with opened(Settings.read()) as database, refusals(), database.read() as session:
        checked, key = taking.judged(session, _bytes(file))
        manifest = checked.manifest
        copy = taking.copy_of(session, key.partner, checked)
        reason = taking.following(copy, checked)
        known = copy is not None and copy.sha256 == manifest.sha256
        click.echo(say("收自 {partner}：{project} 第 {n} 个，给 {to}，制作于 {at}。", **_told(checked, key.partner)))
        click.echo(say("已经接收过。") if known else reason.sentence if reason else say("可以接收。"))


@package.command(help="接收一个交换包，须输入口令。 · Take a package as a person; the password is asked for.")
@click.argument("file", type=FILE)
@click.option("--as", "username", required=True, metavar="USERNAME", help="接收人 · who takes it")
@from_stdin
def take(file: Path, username: str, password_stdin: bool) -> None:
    with opened(Settings.read()) as database, refusals():
        seat = _taker(database, username, password(password_stdin))
        copy, is_new = taking.take(database, seat, _bytes(file), at=clock.now())
    words = say("交换包已核对并接收。") if is_new else say("这个交换包已经接收过，没有变化。")
    click.echo(f"{words} /partners/copies/{copy}")


def _told(checked: Checked, partner: str) -> dict[str, object]:
    manifest = checked.manifest
    told = {"project": manifest.project, "n": manifest.number, "to": manifest.to, "at": manifest.made_at}
    return {"partner": partner, **told}


def _bytes(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(MOST_BYTES + 1)


def _taker(database: Database, username: str, secret: str) -> Seat:
    account = proved(database, username, secret)
    with database.read() as session:
        seats = seats_of(session, account.person_id, clock.today())
    found = next((seat for seat in seats if taking.may(seat)), None)
    if found is None:
        raise Refusal(say("{username} 没有可以接收交换包的席位。", username=username))
    return found


def _written(out: Path, data: bytes) -> None:
    """Beside the file first: what stands under its name is whole."""
    coming = out.with_name(f"{out.name}.coming")
    try:
        coming.write_bytes(data)
        os.replace(coming, out)
    except OSError as fault:
        raise Refusal(say("不能写入 {path}，请检查属主和权限。", path=str(out))) from fault
    finally:
        coming.unlink(missing_ok=True)
