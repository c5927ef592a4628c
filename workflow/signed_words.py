"""The words of a statement, line by line, and the text that it is about."""

from typing import Any

from workflow.accord.content import lines as lines_of
from workflow.accord.entered import Entered
from workflow.accord.picture import Accord
from workflow.facts import plain
from workflow.judges import panel_of
from workflow.picture.standing import Case, Standing
from workflow.process.row import Ask, Row, Scope
from workflow.records.texts import Version
from workflow.rules import agreeing
from workflow.words import say, speaking, tell


def words(row: Row, case: Case, nonce: str) -> str:
    """The statement in Chinese, line by line; the law of the trade is Chinese whatever language the page speaks."""
    standing, seat = case.standing, case.seat
    assert seat is not None
    with speaking("zh"):
        about, more = _agreement(case) if isinstance(standing, Accord) else _standard(row, case)
        lines = [
            say("statement.head", step=f"step.{row.name}"),
            about,
            say("statement.seat", organ=seat.organ, person=seat.person_name, role=seat.role),
            *more,
        ]
        lines += [f"{_ask(row, name).label}:{_told(row, case, name, value)}" for name, value in case.answers.items()]
        lines.append(say("statement.foot", at=case.at, nonce=nonce))
    return "\n".join(lines)


def _standard(row: Row, case: Case) -> tuple[str, list[str]]:
    """A project with the text and the number it holds."""
    standing, signed = case.standing, signed_text(row, case.standing)
    text = [say("statement.text", number=signed.number, hash=signed.text_hash)] if signed is not None else []
    serial = [say("statement.serial", serial=standing.serial.serial)] if standing.serial is not None else []
    panel = panel_of(case) if row.scope is Scope.PANEL else None
    own = panel.region_code if panel else None
    whose = [say("statement.panel", region=standing.named(own))] if own else []
    about = say("statement.standard", title=standing.standard.title_zh, id=standing.standard.id)
    return about, text + serial + whose


def _agreement(case: Case) -> tuple[str, list[str]]:
    """An agreement with the change to it, line by line, and the one hash that every party signs."""
    seen, change = agreeing.accord(case), agreeing.subject(case)
    about = say("statement.agreement", name=seen.agreement.name_zh, code=seen.agreement.code)
    if isinstance(seen, Entered) and seen.entry is not None:
        about = say(
            "statement.entry",
            kind=seen.kind.name,
            title=seen.entry.title,
            id=seen.entry.id,
            name=seen.agreement.name_zh,
        )
    if change is None:
        return about, []
    head = say("statement.change", kind=change.kind, day=change.effective_from, hash=change.sha256)
    each = [
        say("statement.line", about=line.about, old=line.old, new=line.new, cites=line.cites)
        for line in lines_of(seen, change)
    ]
    return about, [head, *each]


def _ask(row: Row, name: str) -> Ask:
    return next(ask for ask in row.asks if ask.name == name)


def _told(row: Row, case: Case, name: str, value: Any) -> Any:
    """An answer in words: chosen things by their label."""
    ask = _ask(row, name)
    if ask.choices is None:
        return tell(value)
    labels = {choice.value: choice.label for choice in ask.choices(case)}
    chosen = value if isinstance(value, list) else [value]
    return tell([labels.get(plain(item), item) for item in chosen])


def signed_text(row: Row, standing: Standing) -> Version | None:
    """The frozen text that an act is about: of an amendment, the text with it; a motion is about none."""
    if row.scope is Scope.MOTION:
        return None
    return standing.amended if row.scope is Scope.AMENDMENT else standing.frozen
