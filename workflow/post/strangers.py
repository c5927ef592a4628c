"""What e-mails say to somebody who has no account and gave no name to be called by."""

from workflow.post.letters import Letter
from workflow.words import say, speaking


def proving(language: str, code: str, base: str) -> Letter:
    """The code that proves the mailbox of somebody who comments; what it is about is not told."""
    with speaking(language):
        said = [
            say("您在提交意见的页面上要填的验证码是：{code}", code=code),
            say("三十分钟内有效。不是您本人要的，请不必理会。"),
        ]
        return _to_somebody(say("提交意见的验证码"), said, f"{base}/public/")


def answered(language: str, n: int, href: str) -> Letter:
    """The answers to somebody's comments are public."""
    with speaking(language):
        said = [say("您提的 {n} 条意见已经答复。打开下面的链接看答复和条文的改动，并说说是否满意：", n=n)]
        return _to_somebody(say("您的意见已经答复"), said, href)


def _to_somebody(subject: str, said: list[str], href: str) -> Letter:
    """A letter to somebody who has no account and gave no name to be called by."""
    words = [say("您好："), "", *said, "", href, "", say("本邮件由系统自动发出，不含标准内容，请勿回复。")]
    return Letter(f"{say('同标')} · {subject}", "\n".join(words) + "\n")
