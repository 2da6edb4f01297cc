"""What the prose quotes: every number and name in the report, as text that fits its sentence. It never builds tables.

One function for each notebook that has something to say; each returns nested dicts of strings, ready to print.
Sentences keep their grammar whatever the numbers are: counts are whole phrases ("no state", "one state",
"12 states"), and what depends on the data is a whole sentence.
"""

from analysis.prose.facts.of_changes import changes
from analysis.prose.facts.of_data import ingest
from analysis.prose.facts.of_scores import scores
from analysis.prose.facts.of_sureness import robustness
from analysis.prose.facts.variables import merge, to_yaml_text, write

__all__ = ["changes", "ingest", "merge", "robustness", "scores", "to_yaml_text", "write"]
