"""`mirror`: a region's full copy of the logs, judged act by act; if anything speaks against it nothing is cosigned."""

import json
from pathlib import Path

import click

from workflow.commands import Refusal
from workflow.commands.cannot import refusing
from workflow.commands.witness import (
    AGREEMENT,
    EVERY,
    FILE,
    HOST,
    LOGS,
    OUT,
    TOKEN,
    in_folder,
    now,
    repeating,
)
from workflow.log.cosignatures import added
from workflow.witnessing import excused, keys, rounds, trusted
from workflow.witnessing.disk import Disk, apart, joined
from workflow.witnessing.excused import Excuse
from workflow.witnessing.grounds import Objection
from workflow.witnessing.host import Host
from workflow.witnessing.memory import Memory, is_of_installation
from workflow.witnessing.mirror import Mirror, Report
from workflow.witnessing.payload import Store
from workflow.witnessing.taking import PENDING
from workflow.words import say

DIR = in_folder("TONGBIAO_MIRROR", "mirror")
JSON = click.option("--json", "as_json", is_flag=True, help="以 JSON 输出 · report as JSON")


@click.group(
    help="本地区的镜像：保存全部日志、逐条复核后才联署。 · A region's mirror: a full copy, judged before it cosigns."
)
def mirror() -> None:
    pass


@mirror.command(help="生成镜像密钥并打印公钥，供登记。 · Make the key and print the public one, to be registered.")
@DIR
@click.option("--name", help="密钥名，如 tj.jjj.example/mirror · name of the key")
def key(folder: Path, name: str | None) -> None:
    with refusing():
        made = keys.make(folder, name) if name else keys.load(folder)
        click.echo(str(made.verifier))


@mirror.command(help="登记要镜像的日志公钥。 · Lay down the public key of a log that is to be mirrored.")
@DIR
@LOGS
@click.argument("vkey")
def trust(folder: Path, vkey: str, logs: tuple[str, ...]) -> None:
    with refusing():
        for key in trusted.under(vkey, logs):
            click.echo(str(trusted.add(folder, key)))


@mirror.command(help="取来新增部分，复核全部并联署。 · Take what is new, judge all of it, cosign and send the lines.")
@DIR
@HOST
@AGREEMENT
@TOKEN
@EVERY
@click.option("--whole", is_flag=True, help="让主机把全部内容再说一遍 · have the host tell everything once more")
def pull(folder: Path, host: str, agreement: str, token_file: Path | None, every: int | None, whole: bool) -> None:
    with refusing():
        ours, source = loaded(folder), Host.at(host, agreement, token_file or folder / "token")
        repeating(every, lambda: _round(ours, source, whole))


@mirror.command(help="读入磁盘送来的日志并复核。 · Take in a disk that the host packed, and judge the copy.")
@DIR
@JSON
@click.argument("disk", type=FILE)
def read(folder: Path, disk: Path, as_json: bool) -> None:
    with refusing():
        shown(loaded(folder).pull(Disk(disk)), as_json)


@mirror.command(help="只凭本机文件复核。 · Judge the copy from its files alone.")
@DIR
@JSON
def check(folder: Path, as_json: bool) -> None:
    with refusing():
        shown(loaded(folder).check(), as_json)


@mirror.command(help="复核后联署，写入可带回主机的文件。 · Judge, cosign, and write the notes to be carried back.")
@DIR
@click.option(
    "--out", type=OUT, required=True, help="写入联署或异议的文件 · file for cosigned notes, or for the report"
)
def cosign(folder: Path, out: Path) -> None:
    with refusing():
        ours = loaded(folder)
        report = ours.check()
        lines = ours.cosign(report, now())
        found = [note for _, note in rounds.reports(ours, report, now())]
        out.write_bytes(joined([added(note, [line]) for note, line in lines.values()] or found))
        shown(report)


@mirror.command(help="与另一地区出示的日志头比对。 · Compare with a head that another region was shown.")
@DIR
@click.argument("notes", type=FILE, nargs=-1, required=True)
def compare(folder: Path, notes: tuple[Path, ...]) -> None:
    with refusing():
        ours = loaded(folder)
        heads = [note for path in notes for note in apart(path.read_bytes())]
        shown(Report(findings=[found for note in heads for found in ours.compare(note)]))


@mirror.command(help="写出本机所见的日志头，供别的地区比对。 · Write the heads seen here, for others to compare.")
@DIR
@click.option("--out", type=OUT, required=True, help="写入的文件 · the file to write")
def heads(folder: Path, out: Path) -> None:
    with refusing():
        ours = loaded(folder)
        held = [ours.memory.held(head.origin, PENDING) or b"" for head in ours.heads()]
        out.write_bytes(joined([note for note in held if note]))
        for head in ours.heads():
            click.echo(f"{head.origin} {head.size} {head.root.hex()}")


@mirror.command(help="说明理由，放行一处问题。 · Let one finding pass, with the reason; nothing else of it changes.")
@DIR
@click.argument("log")
@click.argument("index", type=click.IntRange(0))
@click.argument("ground", type=click.Choice(sorted(excused.EXCUSABLE)))
@click.option("--reason", required=True, help="理由 · why the region cosigns all the same")
def excuse(folder: Path, log: str, index: int, ground: str, reason: str) -> None:
    with refusing():
        excused.add(loaded(folder).memory.folder, Excuse(log, index, Objection(ground), reason))
        click.echo(say("已放行 {log} 第 {index} 条：{reason}", log=log, index=index, reason=reason))


@mirror.command(help="各日志已保存、已联署到何处。 · How far each log was copied and cosigned.")
@DIR
def status(folder: Path) -> None:
    with refusing():
        ours = loaded(folder)
        for held in ours.heads():
            known = ours.memory.last(held.origin)
            size = known[0].size if known else 0
            click.echo(
                say("{origin}：已存 {held} 条，已联署 {size} 条。", origin=held.origin, held=held.size, size=size)
            )


def loaded(folder: Path) -> Mirror:
    return Mirror(keys.load(folder), Memory(folder / "logs", trusted.read(folder)), Store(folder / "payload"))


def shown(report: Report, as_json: bool = False) -> None:
    """What was looked at and what was found; anything found is exit status 1."""
    if as_json:
        click.echo(json.dumps([found.told() for found in report.findings], ensure_ascii=False, indent=1))
    else:
        for found in report.findings:
            click.echo(str(found))
    for remark in report.remarks:
        click.echo(str(remark), err=True)
    for found in report.excused:
        click.echo(say("已放行：{what}", what=str(found)), err=True)
    told = {"n": report.leaves, "fresh": report.fresh, "sealed": report.sealed, "unjudged": report.unjudged}
    counted = say("复核 {n} 条（新增 {fresh}，封存 {sealed}，{unjudged} 处规则无从判断）。", **told)
    click.echo(counted, err=True)
    if not report.is_clean:
        raise Refusal(say("发现 {n} 处问题，不予联署。", n=len(report.findings)))


def _round(ours: Mirror, host: Host, whole: bool) -> bool:
    report = rounds.of_mirror(ours, host, now(), whole=whole)
    for head in (head for head in report.heads if report.is_clean and not is_of_installation(head.origin)):
        click.echo(say("已联署 {origin}：{size} 条。", origin=head.origin, size=head.size))
    try:
        shown(report)
    except Refusal as refused:
        refused.show()
    return report.is_clean
