"""The built report in a real browser, with everything it asks for and complains of written down."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from analysis.problems import UsageProblem
from analysis.publish.build.building import Options, build
from analysis.publish.build.work import LOCK, work_folder

ROOT = Path(__file__).resolve().parents[2]
REQUIRED = os.environ.get("REPORT_CARDS_REQUIRE_BROWSER") == "1"
PATIENCE = 120_000
"""Milliseconds in which a page must have done what a test waits for, on a machine however busy."""


Build = Callable[[Options], Path]


@pytest.fixture(scope="session")
def built() -> Build:
    """Build a report once any other build of this project has finished; the folder it is in."""

    def patiently(options: Options) -> Path:
        output = (options.output or ROOT / "report" / "_output").resolve()
        while True:
            try:
                return build(options).output
            except UsageProblem as problem:
                if "Another build of" not in str(problem):
                    raise
            _wait_for_release(work_folder(output) / LOCK)

    return patiently


def _wait_for_release(lock: Path) -> None:
    """Return once the process that holds this lock has let go of it."""
    import fcntl

    with suppress(FileNotFoundError), lock.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_SH)


@pytest.fixture(scope="session")
def site(built: Build) -> Path:
    """The folder of the current report; built first where it is not up to date."""
    return built(Options(ROOT))


def _browser_path() -> str | None:
    """The browser without a window where there is one: the same engine, and a third less work for the processor."""
    for name in ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return found
    return None


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    path = _browser_path()
    if path is None:
        reason = "no Chromium on this machine; REPORT_CARDS_REQUIRE_BROWSER=1 makes this a failure"
        if REQUIRED:
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=path,
            args=[
                *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
                "--renderer-process-limit=1",  # tabs opened one after another take turns in one process
            ],
        )
        yield running
        running.close()


@dataclass
class Visit:
    """One page as a reader has it open."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    response: Any = None

    def read_through(self) -> None:
        """Bring each drawing into view: nothing else on a page waits for being seen.

        What came into view is told to the page within the frame that shows it: the next frame is late enough.
        """
        self.page.evaluate(
            """async () => {
                for (const drawing of document.querySelectorAll(".drawing")) {
                    drawing.scrollIntoView({ behavior: "instant", block: "center" });
                    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
                }
                scrollTo({ top: 0, behavior: "instant" });
            }"""
        )

    def settle(self) -> None:
        """Read through and wait until every figure has the drawing that this screen asks for."""
        self.read_through()
        # Asked from outside: a function that waits inside the page is evaluated there, which the page's policy forbids.
        from playwright.sync_api import expect

        expect(self.page.locator(".drawing[data-narrow]:not([data-shown])")).to_have_count(
            0, timeout=PATIENCE
        )


Serve = Callable[..., str]


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """Put a folder on a web server: `serve(folder, headers=[])` gives its address, without a slash at the end.

    Several folders may be served at a time, each at a port that the system chooses. Nothing is written down.
    """
    servers: list[tuple[ThreadingHTTPServer, threading.Thread]] = []

    def start(folder: Path, headers: Sequence[tuple[str, str]] = ()) -> str:
        class Quiet(SimpleHTTPRequestHandler):
            def end_headers(self) -> None:
                for name, value in headers:
                    self.send_header(name, value)
                super().end_headers()

            def log_message(self, *_: object) -> None:
                """A server under test has nothing to say on the terminal."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        servers.append((server, thread))
        return f"http://127.0.0.1:{server.server_address[1]}"

    yield start
    # Each looks twice a second whether it is to stop: all are told at once, and none is waited for alone.
    told = [threading.Thread(target=server.shutdown) for server, _ in servers]
    for one in told:
        one.start()
    for one in told:
        one.join()
    for server, thread in servers:
        server.server_close()
        thread.join()


Open = Callable[..., Visit]


Screen = tuple[int, int, str, bool]
"""Width, height, scheme of colors, and whether scripts run."""


def new_screen(browser: Any, screen: Screen) -> Any:
    """A browser of somebody who has never been here."""
    width, height, scheme, scripts = screen
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, java_script_enabled=scripts,
        reduced_motion="reduce",
    )  # fmt: skip
    context.set_default_timeout(PATIENCE)
    return context


Screens = Callable[[Screen], Any]


@pytest.fixture(scope="session")
def screens(browser: Any) -> Iterator[Screens]:
    """One browser for each kind of screen, shared by the tests: a new one costs as much as the page looked at in it.

    The site keeps nothing in a browser, and each test opens and closes tabs of its own. One empty tab stays open beside
    them: where the last tab is closed the next one takes twice as long to open.
    """
    made: dict[Screen, Any] = {}

    def shared(screen: Screen) -> Any:
        if screen not in made:
            made[screen] = new_screen(browser, screen)
            made[screen].new_page()
        return made[screen]

    yield shared
    for context in made.values():
        context.close()


@pytest.fixture
def visit(browser: Any, screens: Screens) -> Iterator[Open]:
    """Open a file or an address in a tab: `visit(path, width=1280, scheme="light", scripts=True, height=900, alone=False)`.

    `alone` is for a test that changes the browser and not only its tab: that grants a permission, or opens further tabs.
    """
    opened = []

    def open_page(
        path: Path | str, width: int = 1280, scheme: str = "light", scripts: bool = True, height: int = 900,
        alone: bool = False,
    ) -> Visit:  # fmt: skip
        screen = (width, height, scheme, scripts)
        context = new_screen(browser, screen) if alone else screens(screen)
        one = Visit(context.new_page())
        opened.append(context if alone else one.page)
        one.page.on("request", lambda request: one.requests.append(request.url))
        one.page.on("console", lambda message: one.complaints.append(f"{message.type}: {message.text}"))
        one.page.on("pageerror", lambda error: one.complaints.append(f"error: {error}"))
        one.page.on("requestfailed", lambda request: one.failed.append(request.url))
        one.response = one.page.goto(path if isinstance(path, str) else path.resolve().as_uri())
        return one

    yield open_page
    for tab_or_browser in opened:
        tab_or_browser.close()


@pytest.fixture
def open_at(request: pytest.FixtureRequest, site: Path, visit: Open) -> Open:
    """Open the page that a test's module calls `PAGE` with an address: `open_at("grade=B", width=320)`."""
    page = site / request.module.PAGE

    def opened(hash: str = "", **how: Any) -> Visit:
        return visit(f"{page.resolve().as_uri()}#{hash}" if hash else page, **how)

    return opened
