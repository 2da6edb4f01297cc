"""The coding workbook: the raw tables as a spreadsheet for legal researchers, there and back. It never scores.

One long sheet of answers rather than one sheet per jurisdiction. A coder works on one state at a time, and a filter (or an
export of that state alone) shows just that; but an editor also reads one question across all states, which only a long sheet
can show, and more than fifty tabs cannot be found, compared or printed. It also leaves one place for each kind of mistake.

A question that takes several answers has one line for each possible answer, to be answered yes or no. Coders who must
answer each line think about each; from a list on which they tick what applies, they stop early (forced choice against
"check all that apply": Smyth, Dillman, Christian and Stern, Public Opinion Quarterly 70(1), 2006).

The workbook carries, in hidden columns beside the cells, a copy of what was exported. It marks what a coder has changed,
and on import it tells a changed cell from one that the data has changed since: only cells changed in the workbook are
written, and a cell changed on both sides is refused. Rows may be sorted and columns moved; each row knows which it is.
"""
