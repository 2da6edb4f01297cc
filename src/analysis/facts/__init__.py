"""What the prose quotes: every number and name in the report, as text that fits its sentence.

One function for each notebook that has something to say; each returns nested dicts of strings, ready to print.
Sentences keep their grammar whatever the numbers are: counts are whole phrases ("no state", "one state",
"12 states"), and what depends on the data is a whole sentence.
"""

from analysis.facts.of_changes import changes
from analysis.facts.of_data import ingest
from analysis.facts.of_scores import scores
from analysis.facts.of_sureness import robustness
from analysis.facts.store import merge, to_yaml_text, write

__all__ = ["changes", "ingest", "merge", "robustness", "scores", "to_yaml_text", "write"]
