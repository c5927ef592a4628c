"""What e-mails say: which step, which region, which project by its number, and a link. Never a title or a text, which
are confidential until the release.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workflow import clock
from workflow.vocabulary import Named
from workflow.words import say, speaking


@dataclass(frozen=True)
class Letter:
    """Subject and body of an e-mail."""

    subject: str
    body: str


@dataclass(frozen=True)
class Reader:
    """Who is written to, and in which language."""

    person_id: int
    name: Named
    language: str


@dataclass(frozen=True)
class Line:
    """One matter: a step of a project, the region it concerns, and the day it is due."""

    project: int
    step: str
    region: Named | None = None
    due: date | None = None

    def told(self, today: date) -> str:
        """The matter as one line of a list."""
        facts = {"n": self.project, "step": say(f"step.{self.step}"), "region": self.region or say("各方")}
        return say("· 项目 {n}，{region}：{step}", **facts) + _due(self.due, today)


@dataclass(frozen=True)
class News:
    """What a digest tells a person, over all seats."""

    mine: tuple[Line, ...] = ()
    coming: tuple[Line, ...] = ()
    told: tuple[Line, ...] = ()
    receipts: int = 0
    talks: int = 0  # threads that wait for the person
    calls: bool = False  # one of which the person was not told yet
    letters: int = 0  # letters to the regions that nobody there has opened

    @property
    def is_any(self) -> bool:
        return bool(self.mine or self.coming or self.told or self.calls or self.letters)


MOST = 40  # lines of one kind in a digest


def turn(reader: Reader, line: Line, base: str, today: date) -> Letter:
    """It is newly this person's turn."""
    with speaking(reader.language):
        subject = say("轮到您办理：项目 {n}，{step}", n=line.project, step=say(f"step.{line.step}"))
        return _letter(reader, subject, [say("现在轮到您办理："), line.told(today)], f"{base}/standards/{line.project}")


def urged(reader: Reader, line: Line, by: Named | None, base: str, today: date) -> Letter:
    """Another region urges this person's region; `line` is what waits for this person."""
    with speaking(reader.language):
        subject = say("催办：项目 {n}，{step}", n=line.project, step=say(f"step.{line.step}"))
        said = [say("{region}催请您办理：", region=by or say("系统")), line.told(today)]
        return _letter(reader, subject, said, f"{base}/standards/{line.project}")


def notice(reader: Reader, line: Line, owes_receipt: bool, base: str, today: date) -> Letter:
    """Another region has done something; the region of this person is told."""
    with speaking(reader.language):
        subject = say("通报：项目 {n}，{step}", n=line.project, step=say(f"step.{line.step}"))
        said = [say("别方已办理："), line.told(today)]
        return _letter(reader, subject, said + ([say("本通报须签收。")] if owes_receipt else []), f"{base}/notices")


def written(reader: Reader, by: Named, about: str | Named, answer_by: date | None, href: str) -> Letter:
    """A region has written to the region of this person; what it wrote is read on the page."""
    with speaking(reader.language):
        facts = {"region": by, "about": about if isinstance(about, Named) else say("项目 {n}", n=about)}
        said = [say("{region}来函，关于{about}。请打开页面阅读并签收。", **facts)]
        said += [say("来函请于 {day} 前复函。", day=answer_by)] if answer_by else []
        return _letter(reader, say("来函：{region}，{about}", **facts), said, href)


def told_by_agreement(reader: Reader, by: Named | None, step: str, agreement: Named, href: str) -> Letter:
    """Something was done under an agreement; the region of this person is told."""
    with speaking(reader.language):
        facts = {"agreement": agreement, "step": say(f"step.{step}"), "region": by or say("系统")}
        said = [say("· {agreement}，{region}：{step}", **facts)]
        return _letter(reader, say("通报：{agreement}，{step}", **facts), [say("别方已办理："), *said], href)


def called(reader: Reader, project: int, href: str) -> Letter:
    """Somebody names this person, or hands something to it, in a thread inside a project."""
    with speaking(reader.language):
        said = [say("有人在条文旁的讨论里叫您，或把事情交给您。")]
        return _letter(reader, say("讨论里等您：项目 {n}", n=project), said, href)


def watched(reader: Reader, rule: str, line: Line, base: str, today: date) -> Letter:
    """Something was done that a rule of this person chooses."""
    with speaking(reader.language):
        subject = say("关注：项目 {n}，{step}", n=line.project, step=say(f"step.{line.step}"))
        said = [say("您的关注“{rule}”：", rule=rule), line.told(today)]
        return _letter(reader, subject, said, f"{base}/standards/{line.project}")


def watched_day(reader: Reader, rule: str, lines: Sequence[Line], base: str, today: date) -> Letter:
    """What was done since the last time that a rule of this person chooses, once a day."""
    with speaking(reader.language):
        subject = say("关注“{rule}”：{n} 件", rule=rule, n=len(lines))
        return _letter(
            reader, subject, _part(say("您的关注“{rule}”：", rule=rule), tuple(lines), today), f"{base}/watching"
        )


def disputed(reader: Reader, dispute: int, base: str) -> Letter:
    """A region's key has signed something against a log that this person answers for."""
    with speaking(reader.language):
        subject = say("对日志的异议：第 {n} 号", n=dispute)
        said = [say("有地区用密钥签名，对日志提出异议。请查明缘由；在此之前不要恢复备份或修改数据库。")]
        return _letter(reader, subject, said, f"{base}/")


def digest(reader: Reader, news: News, base: str, today: date) -> Letter:
    """What waits, what comes and what was told, once a day."""
    with speaking(reader.language):
        subject = say("{day} 的汇总：{n} 件该您办", day=today, n=len(news.mine))
        said = [
            *_part(say("现在该您办："), news.mine, today),
            *_part(say("本方其他席位正在办，或即将轮到："), news.coming, today),
            *_part(say("新通报："), news.told, today),
        ]
        if news.receipts:
            said.append(say("其中 {n} 件通报须签收：{href}", n=news.receipts, href=f"{base}/notices"))
        if news.letters:
            said.append(say("有 {n} 件来函还没有打开：{href}", n=news.letters, href=f"{base}/letters"))
        if news.talks:
            said.append(say("讨论里有 {n} 件等您：{href}", n=news.talks, href=f"{base}/"))
        return _letter(reader, subject, said, f"{base}/")


def confirming(reader: Reader, code: str, base: str) -> Letter:
    """The code that proves that an address is read by its owner."""
    with speaking(reader.language):
        said = [say("请在“账户”页填入确认码：{code}", code=code), say("三天内有效。不是您本人填写的，请不必理会。")]
        return _letter(reader, say("请确认您的邮件地址"), said, f"{base}/account")


def _part(heading: str, lines: tuple[Line, ...], today: date) -> list[str]:
    if not lines:
        return []
    more = [say("· 还有 {n} 件", n=len(lines) - MOST)] if len(lines) > MOST else []
    return [heading, *(line.told(today) for line in lines[:MOST]), *more, ""]


def _due(due: date | None, today: date) -> str:
    if due is None:
        return ""
    left = clock.days_left(due, today)
    if left < 0:
        return say("，应于 {day} 前办理，已逾期 {n} 天", day=due, n=-left)
    return say("，应于 {day} 前办理，今天到期", day=due) if left == 0 else say("，应于 {day} 前办理", day=due)


def _letter(reader: Reader, subject: str, said: list[str], href: str) -> Letter:
    words = [say("{name}，您好：", name=reader.name), "", *said, "", href, "", _foot()]
    return Letter(f"{say('同标')} · {subject}", "\n".join(words) + "\n")


def _foot() -> str:
    return say("本邮件由系统自动发出，不含标准内容，请勿回复。收信方式在“账户”页更改。")
