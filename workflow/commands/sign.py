"""`sign`: the signer as a process of its own, by an operating-system user of its own. It reads heads and leaves, writes
checkpoints and nothing else; its key and its memory lie in its own folder."""

import signal
from threading import Event
from typing import Final

import click

from workflow import clock, jobs
from workflow.commands import Refusal, opened
from workflow.db import Database
from workflow.log.checkpoints import LogBroken, checkpoint_all
from workflow.log.signer import HeadRefused, Signer, SignerHalted
from workflow.settings import Settings
from workflow.words import say

PAUSE: Final = 10.0  # seconds between two looks at the heads


@click.command(
    help="以独立进程签署日志末端（设 TONGBIAO_SIGNER=apart）。 · "
    "Sign the heads of the logs as a process of its own (with TONGBIAO_SIGNER=apart)."
)
@click.option("--once", is_flag=True, help="只签一遍 · sign once and end")
@click.option("--vkey", is_flag=True, help="只写出公钥 · only write the public key")
def sign(once: bool, vkey: bool) -> None:
    """Refused, and the process ends, as soon as one log may not be signed any more; the others were signed before."""
    settings, ended = Settings.read(), Event()
    signer = _signer(settings)
    if vkey:
        click.echo((settings.var_path / "log.vkey").read_text("ascii").strip())
        return
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    with opened(settings) as database:
        while True:
            _look(database, signer)
            if once or ended.wait(PAUSE):
                return


def _signer(settings: Settings) -> Signer:
    try:
        return jobs.signer(settings)
    except (SignerHalted, OSError) as fault:
        raise Refusal(say("签署程序不能使用自己的密钥或记录：{what}", what=str(fault))) from fault


def _look(database: Database, signer: Signer) -> None:
    try:
        made = checkpoint_all(database, signer, at=clock.now())
    except (HeadRefused, LogBroken) as fault:
        told = {"what": str(fault)}
        raise Refusal(say("日志与已签的不符，不再签署；两份证据都已留存：{what}", **told)) from fault
    except SignerHalted as halted:
        raise Refusal(say("此前已停签，须由人查明后移走证据文件：{what}", what=str(halted))) from halted
    for one in made:
        click.echo(say("已签：{origin} 共 {size} 条。", origin=one.note.partition("\n")[0], size=one.size))
