"""The law of joint rules: articles that can be told apart, figures that the agreement knows and can take."""

from workflow.accord import ruling
from workflow.accord.entered import Entered
from workflow.picture.standing import Case
from workflow.rules.agreeing import accord
from workflow.rules.shapes import Facts, Rule, of_answers
from workflow.text import articles
from workflow.text.articles import Article
from workflow.vocabulary import Role

ARTICLES = "articles"  # the type of a field that holds such a text, and what a proposal calls it


def _told(case: Case) -> list[list[Article]]:
    """The texts of articles among the answers."""
    names = [ARTICLES]
    if isinstance(case.standing, Entered):
        names = [field.name for field in case.standing.kind.fields if field.type == ARTICLES]
    return [articles.read(case.answers[name]) for name in names if case.answers.get(name)]


def _unnumbered(case: Case) -> Facts | None:
    for told in _told(case):
        twice = articles.repeated(told)
        if twice or not any(one.number.endswith("条") for one in told):
            return {"articles": twice or "—"}
    return None


def _unknown(case: Case) -> Facts | None:
    found = [line for told in _told(case) for line in ruling.unknown(told)]
    return {"lines": found} if found else None


def _unfit(case: Case) -> Facts | None:
    found = [line for told in _told(case) for line in ruling.unfit(told, accord(case).terms)]
    return {"lines": found} if found else None


articles_apart = of_answers(Rule("articles_apart", "设计", _unnumbered, Role.HANDLER))
figures_known = of_answers(Rule("figures_known", "设计", _unknown, Role.HANDLER))
figures_fit = of_answers(Rule("figures_fit", "设计", _unfit, Role.HANDLER))
SOUND = (articles_apart, figures_known, figures_fit)
