"""The words that cells of the raw tables may hold, where no other file defines them."""

BASES = ("statute", "bill", "secondary")
"""Kinds of text a value can rest on, strongest first; also the kinds of source."""

TEXTS = ("statute", "bill")
"""Kinds that are the text of a law itself; what rests on another is open in the range of a score."""

PRECISIONS = ("day", "year", "seen")
"""How exactly the first day of a law version is known."""

DECISIONS = ("agreed", "adjudicated", "rule", "single")
"""How a published value came about; `single`: coded once."""

KINDS = STATE, DISTRICT, TERRITORY, FEDERAL = ("state", "district", "territory", "federal")
"""What a jurisdiction is."""

STATES = KINDS[:2]
"""Ranks, counts and the word "state" are of these; the others have cards and stand apart."""

READ, UNREAD = "yes", "no"
"""Whether somebody has read what an act did to the answers."""

CORRECTABLE = ("value", "citation", "source_ids", "basis", "note")
"""The columns of codings.csv that a correction may change."""

SOURCE_YEARS = ("1900", "2100")
"""Years that a source can be of; others are listed as doubtful."""

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""Written out, since the names the system gives follow its language."""
