"""Chromium for the journeys: where it is, how it is started. Running this file prints its path, or fails."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class NoBrowser(Exception):
    """No Chromium was found."""


def find() -> str:
    """The path of Chromium: the CHROMIUM setting, else the search path, else the one playwright brought."""
    if chosen := os.environ.get("CHROMIUM"):
        if found := shutil.which(chosen):
            return found
        raise NoBrowser(f"CHROMIUM names {chosen}, which is not a program")
    for name in NAMES:
        if found := shutil.which(name):
            return found
    with sync_playwright() as playwright:
        if Path(playwright.chromium.executable_path).exists():
            return playwright.chromium.executable_path
    raise NoBrowser("no Chromium: install it, or name it in CHROMIUM")


def arguments() -> list[str]:
    """How it is started: silent on the network; without its sandbox only for root, who cannot have one."""
    return [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else list(QUIET)


@contextmanager
def running() -> Iterator[Browser]:
    """A headless Chromium for the length of the block."""
    path = find()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments())
        yield browser
        browser.close()


if __name__ == "__main__":
    try:
        print(find())
    except NoBrowser as absent:
        sys.exit(str(absent))
