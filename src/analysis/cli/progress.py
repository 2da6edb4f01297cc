"""How a build looks while it runs: a line for each step that is done, and on a terminal what is under way."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from analysis.publish.build.building import Event


def line(event: Event) -> str:
    """A step that is done, and how long it took."""
    how = "as before" if event.reused else f"{event.seconds or 0:.1f} s"
    return f"  {event.step:<16}{how:>9}"


@contextmanager
def on_terminal(console: Console | None = None) -> Iterator[Callable[[Event], None]]:
    """A listener that shows lines for what is done and, below them, each step under way: its part and its time so far."""
    from rich import get_console
    from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn

    console = console or get_console()
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description:<15}", markup=False),
        TextColumn("{task.fields[spent]:>9}  {task.fields[part]}", markup=False),
    )
    tasks: dict[str, TaskID] = {}
    begun: dict[str, float] = {}

    class Live(Progress):
        """Times that go on while nothing is told."""

        def get_renderables(self):  # type: ignore[no-untyped-def]
            for step, task in list(tasks.items()):
                self.update(task, spent=f"{time.perf_counter() - begun[step]:.0f} s")
            yield from super().get_renderables()

    with Live(*columns, console=console, transient=True, refresh_per_second=5) as live:

        def tell(event: Event) -> None:
            if event.note:
                live.console.print(event.note, markup=False, highlight=False)
            elif event.seconds is not None:
                if event.step in tasks:
                    live.remove_task(tasks.pop(event.step))
                live.console.print(line(event), markup=False, highlight=False)
            elif event.step in tasks:
                live.update(tasks[event.step], part=event.part)
            else:
                begun[event.step] = time.perf_counter()
                tasks[event.step] = live.add_task(event.step, part=event.part, spent="")
            live.refresh()

        yield tell
