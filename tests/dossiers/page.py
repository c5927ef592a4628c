"""The verifying page opened from disk in a Chromium without network: how tests reach it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, Page

PAGE: Final = Path(__file__).parents[2] / "workflow" / "dossier" / "offline" / "verify.html"
# Of files, so that nothing large goes through the pipe to the browser: verdicts as `window.tongbiao.verify` gives them.
VERIFIED: Final = """async cases => {
  const files = [...document.getElementById("corpus").files], verdicts = [];
  for (const [i, {now, policy}] of cases.entries()) {
    const bytes = new Uint8Array(await files[i].arrayBuffer());
    verdicts.push(window.tongbiao.verify(bytes, {now, policy: policy && new Uint8Array(policy)}));
  }
  document.getElementById("corpus").remove();
  return verdicts;
}"""
CHOOSER: Final = """document.body.append(Object.assign(document.createElement("input"),
  {type: "file", id: "corpus", multiple: true}))"""


@contextmanager
def opened(browser: Browser, *, english: bool = False, width: int = 1280) -> Iterator[Page]:
    """The page as an auditor without network has it. Any request or error of a script fails the test."""
    context = browser.new_context(viewport={"width": width, "height": 900}, offline=True, accept_downloads=True)
    asked: list[str] = []
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: asked.append(str(error)))
    page.goto(PAGE.as_uri() + ("#en" if english else ""))
    yield page
    context.close()
    assert [url for url in asked if not url.startswith((PAGE.as_uri(), "blob:"))] == []


def choose(page: Page, path: Path) -> str:
    """Hand the page a file as an auditor does; gives the verdict it shows."""
    page.evaluate("delete document.body.dataset.verdict")
    page.set_input_files("#file", path)
    return shown(page)


def shown(page: Page) -> str:
    """The verdict, when it is there."""
    page.wait_for_selector("body[data-verdict]")
    return page.get_attribute("body", "data-verdict") or ""


def verdicts(page: Page, files: Sequence[tuple[Path, str, bytes | None]]) -> list[dict[str, Any]]:
    """Verdict and findings on each file, by the reader's clock and policy."""
    page.evaluate(CHOOSER)
    page.set_input_files("#corpus", [path for path, _, _ in files])
    asked = [{"now": now, "policy": policy and list(policy)} for _, now, policy in files]
    return list(page.evaluate(VERIFIED, asked))
