"""The steps of a build: what each depends on, and the folder of files that it makes or an earlier build has made."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from analysis.publish.build.context import BOUND, NOTEBOOKS, TOLD, Context
from analysis.publish.build.digests import combine
from analysis.publish.build.failure import explained
from analysis.publish.build.groups import GROUPS, MADE


@dataclass(frozen=True)
class Stage:
    """One step: its name, the groups of inputs it depends on, and what makes its files in a folder.

    A group may be the name of another stage: then that one's files are among the inputs. `apart`: it is worth a process of
    its own. `compares`: it reads `Context.compared`, which is worked out before such a process is split off.
    """

    name: str
    inputs: tuple[str, ...]
    make: Callable[[Context, Path], None]
    apart: bool = False
    compares: bool = False

    def needs(self, context: Context) -> set[str]:
        """The steps that must be done before this one begins: stages, and `NOTEBOOKS` for what these make."""
        from analysis.publish.markdown.cover import waits

        quoting = {"cover"} if waits(context.front_matter) else set()
        notebooks = {NOTEBOOKS} if {"executed", "processed", *quoting} & set(self.inputs) else set()
        return notebooks | {name for name in self.inputs if name not in GROUPS and name not in MADE}

    def run(self, context: Context) -> bool:
        """Make or recall the files and put them into the site; whether they were recalled."""
        key = combine([self.name, context.digest(*self.inputs)])
        folder = context.work / "made" / self.name
        recalled = context.cache.recall(self.name, key, folder)
        if not recalled:
            folder.mkdir(parents=True)
            try:
                if self.apart and context.apart:
                    context.apart(self, folder)
                else:
                    self.make(context, folder)
            except Exception as error:
                raise explained(error) from error
            context.cache.keep(self.name, key, folder)
        context.made[self.name] = folder
        ignore = shutil.ignore_patterns(BOUND, TOLD)
        try:
            shutil.copytree(folder, context.site, ignore=ignore, copy_function=_place, dirs_exist_ok=True)
        except shutil.Error as error:
            raise explained(error) from None
        return recalled


def _place(made: str, site: str) -> str:
    """Give a file its place in the site: the same file under a second name, or a copy where there are no such names."""
    try:
        os.link(made, site)
    except OSError:
        shutil.copyfile(made, site)
    return site
