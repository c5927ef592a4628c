"""What goes wrong, once for page and API: each fault of the domain as status, sentence, reasons and wrong fields."""

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, Response, g, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, OperationalError
from werkzeug.exceptions import HTTPException

from web import returning
from web.forgery import check_origin, is_api
from web.seats import NoSeat, SignInFirst
from workflow.ceremony import NotSigned
from workflow.db import Outdated
from workflow.entrance.accounts import LinkEnded, LoginFailed, Throttled
from workflow.log.journal import LeafTooLarge
from workflow.log.receiving import NotTaken
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import NotThere, Refused
from workflow.requests import KeyReused
from workflow.storage.shelf import Busy
from workflow.words import say

log = logging.getLogger("tongbiao.web")


@dataclass(frozen=True)
class Problem:
    """A fault as people and programs are told of it."""

    status: int
    title: str
    detail: str
    reasons: list[dict[str, Any]] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    retry_after: int | None = None

    @property
    def headers(self) -> dict[str, str]:
        """When to come again, where that is known."""
        return {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}

    def as_json(self) -> dict[str, Any]:
        """The problem details of RFC 9457."""
        told: dict[str, Any] = {"type": "about:blank", "title": self.title, "status": self.status}
        told |= {"detail": self.detail, "reasons": self.reasons}
        return told | ({"fields": self.fields} if self.fields else {})


class Incomplete(Exception):
    """A call that acts came without its Idempotency-Key, without a version, or with a body that is no object."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def problem(fault: Exception) -> Problem:
    """The fault in words, in the language spoken now."""
    kind = next((kind for kind in type(fault).__mro__ if kind in TOLD), None)
    return TOLD[kind](fault) if kind else Problem(500, say("系统出错"), say("未作任何改动。"))


def _fixed(status: int, title: str, detail: str, retry_after: int | None = None) -> Callable[[Any], Problem]:
    return lambda fault: Problem(status, say(title), say(detail), retry_after=retry_after)


def _keyed(status: int, title: str) -> Callable[[Any], Problem]:
    return lambda fault: Problem(status, say(title), say(fault.key, **getattr(fault, "facts", {})))


def _refused(fault: Refused) -> Problem:
    g.refused = [reason.rule for reason in fault.reasons]
    reasons = [reason.as_json() for reason in fault.reasons]
    return Problem(409, say("此刻不能办"), say("error.refused"), reasons=reasons)


def _wrong(fault: WrongAnswers) -> Problem:
    told = {name: say(key, **facts) for name, (key, facts) in fault.fields.items()}
    return Problem(422, say("填写有误"), say("error.wrong_answers"), fields=told)


def _throttled(fault: Throttled) -> Problem:
    wait = max(1, int((fault.until - g.now).total_seconds()))
    words = say("失败次数过多，请在 {minutes} 分钟后再试。", minutes=-(-wait // 60))
    return Problem(429, say("请稍后再试"), words, retry_after=wait)


def _http(fault: HTTPException) -> Problem:
    known = {
        404: NOT_THERE,
        405: ("不能这样请求", "这个地址不接受这种请求。"),
        413: ("内容过大", "提交的内容超过了大小限制。"),
        415: ("格式不对", "请求的格式不受支持。"),
        429: ("请稍后再试", "请求过于频繁。"),
    }
    title, detail = known.get(fault.code or 500, WRONG)
    return Problem(fault.code or 500, say(title), say(detail))


NOT_THERE, WRONG = ("没有这一页", "error.not_there"), ("请求有误", "服务器不能理解这个请求。")
TOLD: dict[type, Callable[[Any], Problem]] = {
    **dict.fromkeys((NotThere, LinkEnded), _fixed(404, *NOT_THERE)),
    SignInFirst: _fixed(401, "尚未登录", "请先登录。"),
    NoSeat: _fixed(403, "没有席位", "您今天没有生效的任命，不能办理业务。"),
    Refused: _refused,
    WrongAnswers: _wrong,
    Outdated: _fixed(409, "内容已变", "error.outdated"),
    LeafTooLarge: _fixed(422, "填写有误", "error.too_much"),
    KeyReused: _fixed(409, "重复的请求", "error.key_reused"),
    NotSigned: _keyed(403, "未能签署"),
    LoginFailed: _fixed(403, "未能签署", "口令不对，没有签署。"),
    CSRFError: _fixed(403, "请求未通过核对", "这张表单已失效，或不是从本站打开的。请重新提交一次。"),
    Throttled: _throttled,
    NotTaken: _keyed(409, "未收下"),
    Incomplete: _keyed(400, "请求不完整"),
    DataError: _fixed(400, *WRONG),
    OperationalError: _fixed(503, "暂时不能服务", "数据库此刻没有应答，未作任何改动。请稍后再试。", 5),
    Busy: _fixed(503, "请稍候", "此刻有很多人在请求制作文件，还没有轮到您。请几秒后再点一次。", 5),
    HTTPException: _http,
}


def register(app: Flask) -> None:
    """Every fault has its answer; what nobody foresaw is a 500 with an id and no trace."""
    own: dict[type, Any] = {SignInFirst: _sign_in, NoSeat: _no_seat}
    for kind in TOLD:
        app.register_error_handler(kind, own.get(kind, answer))
    app.register_error_handler(Exception, _unforeseen)


def answer(fault: Exception) -> ResponseReturnValue:
    """A fault as page or as problem details."""
    if isinstance(fault, HTTPException) and fault.code is not None and fault.code < 400:
        return fault  # a redirect of the router
    told = problem(fault)
    made = as_details(told) if is_api() else _page(told, fault)
    made.headers["Cache-Control"] = "no-store"
    made.headers.extend(told.headers)
    if isinstance(fault, HTTPException):
        made.headers.extend(h for h in fault.get_headers() if h[0] == "Allow")
    return made


def as_details(told: Problem, **more: Any) -> Response:
    """Problem details, with whatever else is known."""
    made = jsonify(told.as_json() | more)
    made.status_code, made.content_type = told.status, "application/problem+json; charset=utf-8"
    return made


def _page(told: Problem, fault: Exception, error_id: str = "") -> Response:
    if told.status >= 500:  # the page must not ask the database that may be the cause
        g.visitor, g.worn = g.get("visitor"), g.get("worn")
    again = _again() if isinstance(fault, CSRFError) else None
    project = (request.view_args or {}).get("standard_id") if isinstance(fault, Refused | Outdated) else None
    page = {"problem": told, "again": again, "error_id": error_id, "project": project}
    words = render_template("errors/page.html", **page)
    return Response(words, status=told.status, content_type="text/html; charset=utf-8")


def _again() -> dict[str, Any] | None:
    """The fields of a form whose token has ended, to be sent once more where the browser vouches for its origin."""
    try:
        check_origin()
    except CSRFError:
        return None
    if "Origin" not in request.headers and "Sec-Fetch-Site" not in request.headers:
        return None
    fields = returning.kept_fields() | {"seat": request.form.getlist("seat")}
    return {"action": request.full_path.rstrip("?"), "fields": fields}


def _sign_in(fault: SignInFirst) -> ResponseReturnValue:
    if is_api():
        made = as_details(problem(fault))
        made.headers["WWW-Authenticate"] = 'Bearer realm="tongbiao"'
        return made
    return redirect(returning.login_address(fault.ended), 303)


def _no_seat(fault: NoSeat) -> ResponseReturnValue:
    return answer_plain(fault) if is_api() else redirect("/seats", 303)


def answer_plain(fault: Exception) -> Response:
    """Problem details, whatever was asked for."""
    return as_details(problem(fault))


def _unforeseen(fault: Exception) -> ResponseReturnValue:
    error_id = secrets.token_hex(6)
    log.error("error %s on %s %s", error_id, request.method, request.path, exc_info=fault)
    told = problem(fault)
    return as_details(told, id=error_id) if is_api() else _page(told, fault, error_id)
