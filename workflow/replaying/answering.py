"""The answers of a past act, read off its leaf by the validator that reads forms: facts in clear, openings while they
are there. Of what was committed to and is gone it is known that it was said, not what. What became text or a row is in
no leaf."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NoReturn

from workflow.picture.standing import Case
from workflow.process.answers import WrongAnswers, read_one
from workflow.process.row import Ask, AskType, Row
from workflow.process.values import Wrong
from workflow.replaying.views import NotTold

Leaf = Mapping[str, Any]
OF_DAYS: Final = frozenset({"wrong.past", "wrong.future", "wrong.far_off"})
SAID_AS: Final = {"position": "stand"}  # where an act wrote a position, that name tells its number
OF_THE_SYSTEM: Final = ("region", "motion", "duty", "change", "draw")  # what its rows name without being asked


class Gone:
    """Stands for words that were given and are erased, or hidden here: whoever reads them cannot judge."""

    def __init__(self, name: str) -> None:
        self.__dict__["name"] = name

    def __bool__(self) -> bool:
        return True  # what is empty is never committed to

    def _read(self, *_: object) -> NoReturn:
        raise NotTold(f"answers.{self.__dict__['name']}")

    __getattr__ = __iter__ = __len__ = __contains__ = __getitem__ = __str__ = __eq__ = __hash__ = _read
    __lt__ = __gt__ = __le__ = __ge__ = __add__ = __radd__ = __int__ = __float__ = __format__ = _read


class Answers(dict[str, Any]):
    """Typed answers; whoever looks for one that no leaf tells cannot judge."""

    def __init__(self, told: Mapping[str, Any], untold: frozenset[str] = frozenset()) -> None:
        super().__init__(told)
        self.untold = untold

    def __getitem__(self, name: str) -> Any:
        self._look(name)
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self._look(name)
        return super().get(name, default)

    def __contains__(self, name: object) -> bool:
        self._look(name)
        return super().__contains__(name)

    def keys(self) -> Any:
        for name in sorted(self.untold):
            self._look(name)
        return super().keys()

    def __iter__(self) -> Iterator[str]:
        """Whoever wants to know all that was answered cannot, where something stands in no leaf."""
        yield from super().__iter__()
        if self.untold:
            raise NotTold(f"answers.{min(self.untold)}")

    def _look(self, name: object) -> None:
        if name in self.untold:
            raise NotTold(f"answers.{name}")


def answers_of(row: Row, case: Case, leaf: Leaf, opened: Mapping[str, str]) -> Answers:
    """The answers as they were read then; raises WrongAnswers with every field that could not have been answered so."""
    if row.is_system:
        return Answers({name: leaf["facts"][name] for name in OF_THE_SYSTEM if name in leaf["facts"]})
    raw, answers, wrong, is_held = _raw(row, leaf, opened), {}, {}, "clk" in leaf
    untold = frozenset(ask.name for ask in row.asks if ask.is_text)
    for ask in row.asks:
        if ask.name in untold or not (ask.where is None or ask.where(case)):
            continue
        try:
            value = _read(ask, case, raw.get(ask.name))
        except Wrong as fault:
            if not (is_held and fault.key in OF_DAYS):
                wrong[ask.name] = (fault.key, fault.facts)
            continue
        if value is not None:
            answers[ask.name] = value
        elif ask.required:
            wrong[ask.name] = ("wrong.required", {})
    if wrong:
        raise WrongAnswers(wrong)
    return Answers(answers, untold)


def _read(ask: Ask, case: Case, raw: Any) -> Any:
    """By the validator; where the choices themselves hang on what nobody tells, the choice as it was told."""
    if isinstance(raw, Gone):
        return raw
    if ask.many and raw == []:
        return []  # none of them, said as such
    try:
        return read_one(ask, case, raw)
    except NotTold:
        kind = ask.kind or (lambda value: value)
        return [kind(one) for one in raw or []] or None if ask.many else raw if raw is None else kind(raw)


def _raw(row: Row, leaf: Leaf, opened: Mapping[str, str]) -> dict[str, Any]:
    facts, commit = leaf["facts"], leaf["commit"]
    given = [ask.name for ask in row.asks if ask.type is AskType.FILE]
    files = dict(zip(facts.get("papers", given), leaf["files"], strict=False))
    raw: dict[str, Any] = {}
    for ask in row.asks:
        if ask.type is AskType.FILE:
            raw[ask.name] = files.get(ask.name)
        elif ask.is_fact:
            raw[ask.name] = facts.get(SAID_AS.get(ask.name, ask.name), facts.get(ask.name))
        else:
            raw[ask.name] = opened.get(ask.name, Gone(ask.name) if ask.name in commit else None)
    return raw
