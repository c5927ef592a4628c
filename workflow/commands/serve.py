"""`serve` and `work`: the two processes of an installation."""

import logging
import os
import shutil
import signal
import sys
from threading import Event
from types import FrameType

import click

from workflow import clock, jobs, lines, rehearsing
from workflow.commands import Refusal, opened
from workflow.commands.doctor import against_start
from workflow.settings import Settings
from workflow.words import say

APPLICATION = "web:served()"


def arguments(bind: str, *, threads: int, workers: int) -> list[str]:
    """The command line of the server."""
    shape = ["--worker-class", "gthread", "--threads", str(threads), "--workers", str(workers)]
    return [sys.executable, "-m", "gunicorn", "--bind", bind, *shape, "--log-level", "warning", APPLICATION]


@click.command(help="启动网页与接口服务(前台)。 · Serve the pages and the API in the foreground.")
@click.option("--bind", default="127.0.0.1:8000", show_default=True, help="地址与端口 · address and port")
@click.option(
    "--threads", default=8, show_default=True, type=click.IntRange(1, 64), help="每个进程的线程 · threads a process"
)
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 32), help="进程 · processes")
def serve(bind: str, threads: int, workers: int) -> None:
    settings = Settings.read()
    _may_start(settings)
    with opened(settings) as database, database.read() as session:
        session.connection()
    if workers > 1:
        os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", _figures(settings))
    command = arguments(bind, threads=threads, workers=workers)
    os.execv(command[0], command)


def _may_start(settings: Settings) -> None:
    faults = against_start(settings)
    if faults:
        raise Refusal("\n".join(faults))


def _figures(settings: Settings) -> str:
    """An empty folder in which several processes keep the figures that /metrics adds up."""
    folder = settings.var_path / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return str(folder)


@click.command(help="运行定时、通报与日志签名。 · Run timers, notices and the signing of the logs.")
@click.option("--once", is_flag=True, help="只做一遍 · one look at the clock only")
def work(once: bool) -> None:
    settings, ended = Settings.read(), Event()
    if settings.log_json == "1":
        lines.begin()
    else:
        logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(message)s", stream=sys.stderr)

    def end(_number: int, _frame: FrameType | None) -> None:
        ended.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    _may_start(settings)
    with opened(settings) as database:
        if once:
            rehearsing.play_next(database, clock.now())
        else:
            rehearsing.start(database, ended, clock.now)
        done = jobs.work(database, settings, once=once, ended=ended)
    if once:
        counted = {"fired": done.fired, "delivered": done.delivered, "failed": done.failed}
        click.echo(say("已触发 {fired} 个定时，送达 {delivered} 份通报，{failed} 个项目未能处理。", **counted))
        if done.failed:
            raise SystemExit(1)
