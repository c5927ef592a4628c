"""The alerts that are answered from: another project by the region that leads it, never by its title."""

from functools import cache

from workflow import shipped
from workflow.picture.standing import Case, Standing
from workflow.process.row import Choice
from workflow.vocabulary import Named
from workflow.words import say, speaking


@cache
def _regions() -> dict[str, Named]:
    return {row["code"]: Named(row["code"], row["name_zh"], row["name_en"]) for row in shipped.rows("regions.csv")}


def region_named(standing: Standing, code: str) -> Named:
    """A region by its names, also where it is of another group."""
    is_ours = code in standing.places or code in standing.above
    return standing.named(code) if is_ours else _regions().get(code, Named(code, code, code))


def was_told(case: Case) -> bool:
    """Whether there is anything to answer."""
    return bool(case.standing.alerts)


def alerts(case: Case) -> list[Choice]:
    """All of them: what was said may be said anew."""
    return [Choice(one.id, named(case.standing, one.id, one.other_region)) for one in case.standing.alerts]


def named(standing: Standing, alert_id: int, region: str) -> Named:
    """An alert by its number and the region, as anybody may know it."""
    label = {}
    for tongue in ("zh", "en"):
        with speaking(tongue):
            label[tongue] = say("第 {n} 号：{region}的项目", n=alert_id, region=region_named(standing, region))
    return Named(str(alert_id), label["zh"], label["en"])
