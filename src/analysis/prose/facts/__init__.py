"""What the prose quotes: every number and name in the report, as text that fits its sentence. It never builds tables.

One function for each notebook that has something to say; each returns nested dicts of strings, ready to print.
Sentences keep their grammar whatever the numbers are: counts are whole phrases ("no state", "one state",
"12 states"), and what depends on the data is a whole sentence.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.prose.facts.of_changes import changes
    from analysis.prose.facts.of_data import ingest
    from analysis.prose.facts.of_scores import scores
    from analysis.prose.facts.of_sureness import robustness
    from analysis.prose.facts.variables import merge, to_yaml_text, write

__all__ = ["changes", "ingest", "merge", "robustness", "scores", "to_yaml_text", "write"]

_MODULES = {"changes": "of_changes", "ingest": "of_data", "scores": "of_scores", "robustness": "of_sureness"}


def __getattr__(name: str) -> Any:
    """What `__all__` names, loaded when first asked for: a build that only quotes facts computes none."""
    if name not in __all__:
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_MODULES.get(name, 'variables')}"), name)
