"""The law of writing: which text is frozen for what, and what counts as a change."""

from typing import Final

from workflow.rules.shapes import Rule, of_answers, present
from workflow.standing import Case
from workflow.vocabulary import (
    Role,
    TextPurpose,
)

TITLES = ("title_zh", "title_en")


def frozen_for(case: Case, purpose: TextPurpose) -> bool:
    frozen = case.standing.frozen
    if frozen is None or frozen.purpose is not purpose:
        return False
    if purpose is not TextPurpose.FINAL:
        return True
    standard, meta = case.standing.standard, frozen.meta
    is_titled = all(meta.get(name, getattr(standard, name)) == getattr(standard, name) for name in TITLES)
    is_placed = meta.get("territory", []) == (standard.territory or [])
    return is_titled and is_placed and meta.get("participants") == case.standing.counted


def text_frozen(purpose: TextPurpose) -> Rule:
    """A frozen text for this purpose is the present one; a final text names today's participants."""
    return present(
        "text_frozen",
        lambda case: frozen_for(case, purpose),
        cites="《地方标准管理办法》第十三至十六条（待核）",
        cure=Role.EDITOR,
        purpose=purpose,
    )


draft_written = present("draft_written", lambda case: case.standing.draft, cites="设计", cure=Role.DRAFTER)


_CHANGES: Final = ({"text"}, {"structure"}, {"clause", "title"}, {"clause", "words"}, {"clause", "title", "words"})


def _is_one_change(case: Case) -> bool:
    """The whole text, as words or as a structure, or new words of one clause; never two of them, never none."""
    given = case.answers.keys() - {"comment"}
    return given in _CHANGES


words_given = of_answers(present("words_given", _is_one_change, cites="设计", cure=Role.DRAFTER))
