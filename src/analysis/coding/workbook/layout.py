"""What the sheets of a coding workbook look like: one description, for writing and for reading."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.raw.vocabularies import BASES, DECISIONS, PRECISIONS, READ, UNREAD

YES, NO = "yes", "no"
"""How each line of a question with several answers is answered."""

KEY, EDIT, HELP = "key", "edit", "help"
"""Roles of a column: it says which row this is; the coder fills it; it only explains and is not read."""

TEXT, ANSWER, CHOICE, IDENTIFIERS, IDENTIFIER, DAY, WHEN, YEAR, ADDRESSES = (
    "text",
    "answer",
    "choice",
    "identifiers",
    "identifier",
    "day",
    "when",
    "year",
    "addresses",
)
"""What a cell holds; WHEN is a year, a month or a day."""

ROW = "Row"
"""Heading of the hidden column that says which exported row this is; empty in a new row."""

AS_EXPORTED = "{} (as exported)"
"""Heading of the hidden column that holds what another column held when it was exported."""

GUIDE, CODEBOOK, LISTS, ABOUT = "How to code", "Codebook", "Lists", "About"
"""Sheets that explain, and hidden ones that the workbook needs."""

ROWS_OF = "row of "
"""Begins the lines of the hidden sheet that name each row exported."""

PART = ": "
"""Stands in a question id between the question and the answer that a line asks about."""

FORMAT = "state-report-cards coding workbook 1"
"""Written into a workbook, and asked of one that is imported."""


@dataclass(frozen=True)
class Column:
    """One column: its heading, the field of the raw table it stands for ("" for explanations), what it holds."""

    heading: str
    field: str
    kind: str = TEXT
    role: str = EDIT
    width: int = 12
    choices: tuple[str, ...] = ()
    tip: str = ""


@dataclass(frozen=True)
class SheetLayout:
    """One sheet: the raw table it stands for, its columns, how many empty rows it offers, how many columns stay in view."""

    name: str
    table: str
    columns: tuple[Column, ...]
    free_rows: int = 0
    frozen: int = 1

    @property
    def fields(self) -> tuple[Column, ...]:
        """The columns that are read, in order."""
        return tuple(column for column in self.columns if column.role != HELP)

    @property
    def by_field(self) -> dict[str, Column]:
        return {column.field: column for column in self.fields}


IDS_TIP = "Ids from the sheet Sources, joined by ; such as AB-s1;AB-s2"
DAY_TIP = "Year-month-day, such as 2027-01-01"
BASIS_TIP = "The weakest kind of text that this rests on: statute, bill or secondary"

ANSWERS = SheetLayout(
    "Answers",
    "codings",
    (
        Column("State", "", role=HELP, width=7),
        Column("Law", "law_id", IDENTIFIER, KEY, 10),
        Column("Question", "", role=HELP, width=46),
        Column("Answer", "value", ANSWER, width=24, tip="Choose from the list."),
        Column("Reads as", "", role=HELP, width=34),
        Column(
            "Citation",
            "citation",
            width=24,
            tip="The pinpoint place in the text, such as § 29-3005(1). Empty when not coded.",
        ),
        Column("Source ids", "source_ids", IDENTIFIERS, width=14, tip=IDS_TIP),
        Column("Basis", "basis", CHOICE, width=11, choices=BASES, tip=BASIS_TIP),
        Column(
            "Note",
            "note",
            width=40,
            tip="What the next coder should know: why this answer, what was not seen. One paragraph.",
        ),
        Column(
            "Decided",
            "decided",
            CHOICE,
            width=12,
            choices=DECISIONS,
            tip="agreed: by all coders. adjudicated: an editor settled a difference. rule: follows from a codebook rule. "
            "single: coded once.",
        ),
        Column("How to decide", "", role=HELP, width=62),
        Column("Question id", "variable", IDENTIFIER, KEY, 48),
    ),
    frozen=3,
)
LAWS = SheetLayout(
    "Laws",
    "laws",
    (
        Column("Law", "law_id", IDENTIFIER, KEY, 10),
        Column("State", "jurisdiction", IDENTIFIER, KEY, 7),
        Column("Jurisdiction", "", role=HELP, width=18),
        Column("In force from", "effective_from", DAY, width=13, tip=DAY_TIP),
        Column(
            "How known",
            "effective_precision",
            CHOICE,
            width=11,
            choices=PRECISIONS,
            tip="day: known to the day. year: only the year, write its first day. seen: a source of that day shows it.",
        ),
        Column(
            "In force until",
            "effective_to",
            DAY,
            width=13,
            tip="The first day on which it no longer held; empty: still in force.",
        ),
        Column("Statutes", "statutes", width=46, tip="All sections read, joined by ; and a space"),
        Column(
            "Text seen as of",
            "verified_through",
            DAY,
            width=15,
            tip="Date of the newest text, or failing that summary, on which the main answers rest; empty: undated. "
            + DAY_TIP,
        ),
        Column("Basis", "basis", CHOICE, width=11, choices=BASES, tip=BASIS_TIP),
        Column("Open questions", "open_questions", width=70, tip="What a lawyer should still find out"),
    ),
    frozen=3,
)
SOURCES = SheetLayout(
    "Sources",
    "sources",
    (
        Column(
            "Source id",
            "source_id",
            IDENTIFIER,
            KEY,
            12,
            tip="The state's code and the next free number, such as AB-s12",
        ),
        Column("State", "jurisdiction", IDENTIFIER, width=7),
        Column("Title", "title", width=56, tip="What the text is, with its section, release or session"),
        Column(
            "Date",
            "date",
            WHEN,
            width=12,
            tip="As exactly as known: 2027, 2027-03 or 2027-03-31; empty: undated",
        ),
        Column(
            "Kind",
            "kind",
            CHOICE,
            width=11,
            choices=BASES,
            tip="statute, bill, or secondary (a summary by someone else)",
        ),
        Column("Address", "url", ADDRESSES, width=56, tip="Where it was read: https://…"),
        Column(
            "More addresses",
            "more_urls",
            ADDRESSES,
            width=40,
            tip="Further addresses, one space between them",
        ),
    ),
    free_rows=100,
)
AMENDMENTS = SheetLayout(
    "Amendments",
    "amendments",
    (
        Column("State", "jurisdiction", IDENTIFIER, width=7),
        Column("Year", "year", YEAR, width=7, tip="The year of the act, four digits"),
        Column("In force from", "effective", DAY, width=13, tip=DAY_TIP + "; empty where not known"),
        Column("Act", "act", width=40, tip="Number of the act and of its sections"),
        Column(
            "What it changed", "change", width=80, tip="In one or two sentences, as a report card prints it"
        ),
        Column(
            "Text read",
            "text_read",
            CHOICE,
            width=11,
            choices=(READ, UNREAD),
            tip="no: nobody has read what the act did to the answers, and the grade is not firm until somebody has.",
        ),
        Column("Source ids", "source_ids", IDENTIFIERS, width=16, tip=IDS_TIP),
    ),
    free_rows=60,
)
BILLS = SheetLayout(
    "Bills",
    "bills",
    (
        Column("State", "jurisdiction", IDENTIFIER, width=7),
        Column("Bill", "bill", width=20, tip="Its number, such as HB 201"),
        Column("Year", "year", YEAR, width=7, tip="The year in which it was pending, four digits"),
        Column(
            "What it would do", "what", width=70, tip="In one or two sentences, as a report card prints it"
        ),
        Column("Status", "status", width=50, tip="How far it had come when last seen"),
        Column(
            "Status as of",
            "status_date",
            WHEN,
            width=13,
            tip="As exactly as known: 2027, 2027-03 or 2027-03-31",
        ),
        Column("Source ids", "source_ids", IDENTIFIERS, width=16, tip=IDS_TIP),
        Column(
            "Answers it would give",
            "answers",
            width=40,
            tip="For the draft of a bill, where its text shows them: fee=waived hearing=not_required",
        ),
    ),
    free_rows=20,
)
HELPERS = SheetLayout(
    "Help",
    "help",
    (
        Column("Who helps", "name", width=34, tip="By its own name; in the whole country"),
        Column("With what", "what", width=60, tip="In one plain sentence, as the survivors' page prints it"),
        Column("Address", "address", ADDRESSES, width=44, tip="https://…, copied from the browser"),
        Column(
            "Source",
            "source",
            width=40,
            tip="An id from the sheet Sources, or the address of a page that shows it",
        ),
        Column("Looked at on", "checked", DAY, width=13, tip=DAY_TIP + ": when somebody opened the address"),
    ),
    free_rows=10,
)
SHEETS = (ANSWERS, LAWS, SOURCES, AMENDMENTS, BILLS, HELPERS)
"""The sheets that are read, in the order in which they stand."""


def part_id(variable: str, answer: str) -> str:
    """The question id of one line of a question with several answers."""
    return f"{variable}{PART}{answer}"


def row_id(*key: str) -> str:
    """How a row names itself in the hidden column.

    >>> row_id("NE-2018", "hearing"), row_id("NE", "2018", "", "")
    ('NE-2018 | hearing', 'NE | 2018 |  |')
    """
    return " | ".join(key).strip()
