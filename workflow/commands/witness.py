"""`witness`: a region's machine that cosigns what only grew: over HTTP in either direction, or from files on a disk."""

import time
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from workflow import clock
from workflow.commands import Refusal
from workflow.commands.cannot import CANNOT, refusing
from workflow.log.cosignatures import added
from workflow.witnessing import asking, keys, rounds, serving, trusted
from workflow.witnessing.asking import Asked
from workflow.witnessing.disk import Disk, joined
from workflow.witnessing.host import Host
from workflow.witnessing.memory import Memory, is_of_installation
from workflow.witnessing.sources import Unreachable
from workflow.witnessing.witness import Refused, Witness
from workflow.words import say

F = TypeVar("F", bound=Callable[..., Any])
FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)
OUT: Final = click.Path(dir_okay=False, path_type=Path)


def in_folder(variable: str, default: str) -> Callable[[F], F]:
    """The option of a machine's own folder."""
    return click.option(
        "--dir",
        "folder",
        envvar=variable,
        default=default,
        show_default=True,
        type=click.Path(file_okay=False, path_type=Path),
        help="本机文件夹 · this machine's own folder",
    )


DIR = in_folder("TONGBIAO_WITNESS", "witness")
HOST = click.option("--host", required=True, envvar="TONGBIAO_HOST", help="主机地址 · address of the host")
AGREEMENT = click.option(
    "--agreement", required=True, envvar="TONGBIAO_AGREEMENT", help="协议代号 · code of the agreement"
)
TOKEN = click.option(
    "--token-file", type=FILE, envvar="TONGBIAO_TOKEN_FILE", help="本地区座席的接口密钥 · a seat's key of the API"
)
LOGS = click.option(
    "--log", "logs", multiple=True, help="同一把密钥所签的其他日志名 · names of other logs that this key signs"
)
EVERY = click.option(
    "--every", type=click.IntRange(1), help="每隔几秒一次，缺省只做一次 · seconds between rounds; else once"
)


@click.group(help="本地区的见证：只为只增不改的日志联署。 · A region's witness: cosigns logs that only grow.")
def witness() -> None:
    pass


@witness.command(help="生成见证密钥并打印公钥，供登记。 · Make the key and print the public one, to be registered.")
@DIR
@click.option("--name", help="密钥名，如 tj.jjj.example/witness · name of the key")
def key(folder: Path, name: str | None) -> None:
    with refusing():
        made = keys.make(folder, name) if name else keys.load(folder)
        click.echo(str(made.verifier))


@witness.command(help="登记要见证的日志公钥。 · Lay down the public key of a log that is to be watched.")
@DIR
@LOGS
@click.argument("vkey")
def trust(folder: Path, vkey: str, logs: tuple[str, ...]) -> None:
    with refusing():
        for key in trusted.under(vkey, logs):
            click.echo(str(trusted.add(folder, key)))


@witness.command(help="以 HTTP 提供 add-checkpoint。 · Serve C2SP tlog-witness add-checkpoint.")
@DIR
@click.option("--bind", default="127.0.0.1:8070", show_default=True, help="监听地址 · address to listen on")
def serve(folder: Path, bind: str) -> None:
    address, _, port = bind.rpartition(":")
    if not (port.isascii() and port.isdigit() and int(port) < 1 << 16):
        raise click.BadParameter(bind, param_hint="--bind")
    with refusing():
        running = serving.Server(loaded(folder), (address, int(port)), now)
        click.echo(say("见证正在 {address} 等候（Ctrl-C 结束）。", address=f"http://{address}:{running.server_port}"))
        try:
            running.serve_forever()
        except KeyboardInterrupt:
            running.server_close()


@witness.command(help="向主机取日志头并联署。 · Ask the host for its heads, cosign and send the lines.")
@DIR
@HOST
@AGREEMENT
@TOKEN
@EVERY
def pull(folder: Path, host: str, agreement: str, token_file: Path | None, every: int | None) -> None:
    with refusing():
        ours = loaded(folder)
        source = Host.at(host, agreement, token_file or folder / "token")
        repeating(every, lambda: telling(ours, rounds.of_witness(ours, source, now())))


@witness.command(help="为磁盘送来的请求联署。 · Cosign what came on a disk: a request, or all heads of a packed disk.")
@DIR
@click.argument("request", type=FILE)
@click.option("--out", type=OUT, required=True, help="写入联署的文件 · file for lines, or for cosigned notes of a disk")
def cosign(folder: Path, request: Path, out: Path) -> None:
    with refusing():
        ours = loaded(folder)
        if zipfile.is_zipfile(request):
            done = list(asking.ask(ours, Disk(request), now()))
            lines = [(asked.note, asked.line) for asked in done if asked.line and not is_of_installation(asked.origin)]
            out.write_bytes(joined([added(note, [line]) for note, line in lines]))
            if not telling(ours, done):
                raise SystemExit(1)
            return
        try:
            line = ours.add(request.read_bytes(), now())
        except Refused as refused:
            raise Refusal(told(refused)) from refused
        out.write_text(line, "utf-8")
        click.echo(line, nl=False)


@witness.command(help="各日志已联署到何处。 · How far each log was cosigned.")
@DIR
def status(folder: Path) -> None:
    with refusing():
        ours = loaded(folder)
        for origin in ours.memory.origins():
            head = ours.last(origin)
            click.echo(f"{origin} {head.size} {head.root.hex()}")
        for place in sorted(ours.memory.folder.glob("*/evidence/*")):
            click.echo(say("证据：{path}", path=str(place)))


def loaded(folder: Path) -> Witness:
    return Witness(keys.load(folder), Memory(folder / "logs", trusted.read(folder)))


def now() -> int:
    return int(clock.now().timestamp())


def told(refused: Refused) -> str:
    """Why nothing was signed, and where the evidence lies."""
    kept = refused.contradiction
    where = "\n" + say("证据：{path}", path=str(kept.kept_in)) if kept else ""
    return f"{refused}: {say(f'witnessed.{refused.fault}')}{where}"


def repeating(every: int | None, work: Callable[[], bool]) -> None:
    """Once, with the exit status of what came of it; or again and again, whatever came of it."""
    while True:
        try:
            is_well = work()
        except Unreachable as away:
            if every is None:
                raise
            is_well = False
            click.echo(say(CANNOT[Unreachable], why=str(away)), err=True)
        if every is None:
            if not is_well:
                raise SystemExit(1)
            return
        time.sleep(every)


def telling(ours: Witness, done: Iterable[Asked]) -> bool:
    """What became of each log; whether all is well."""
    is_well = True
    for asked in done:
        is_well = is_well and asked.refused is None
        if asked.refused is not None:
            click.echo(told(asked.refused), err=True)
        else:
            click.echo(say("已联署 {origin}：{size} 条。", origin=asked.origin, size=ours.last(asked.origin).size))
    return is_well
