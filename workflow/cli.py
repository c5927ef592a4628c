"""The console script `tongbiao`: puts the commands together. Exit status 0 fine, 1 refused, 2 wrong usage."""

import click

from workflow.commands import (
    backup,
    carrying,
    catalogue,
    catching,
    check,
    copy,
    demo,
    doctor,
    evidence,
    filing,
    importing,
    init,
    package,
    reindex,
    restore,
    serve,
    sign,
    step,
    upgrade,
    user,
    witness,
)
from workflow.words import LANGUAGES, speaking

COMMANDS = (
    init.init,
    serve.serve,
    serve.work,
    sign.sign,
    demo.demo,
    user.user,
    importing.import_,
    catalogue.catalogue,
    step.step,
    evidence.verify,
    filing.export,
    package.package,
    check.check,
    doctor.doctor,
    backup.backup,
    restore.restore,
    catching.catch_up,
    restore.resume,
    restore.evidence_kit,
    upgrade.upgrade,
    copy.copy,
    reindex.reindex,
    witness.witness,
    carrying.mirror,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.option("--lang", type=click.Choice(LANGUAGES), default=LANGUAGES[0], help="输出的语言 · language of the output")
@click.version_option(package_name="tongbiao", prog_name="tongbiao")
@click.pass_context
def main(context: click.Context, lang: str) -> None:
    """同标：区域协同地方标准 · coordinated local standards, each region deciding for itself."""
    context.with_resource(speaking(lang))


for command in COMMANDS:
    main.add_command(command)

if __name__ == "__main__":
    main()
