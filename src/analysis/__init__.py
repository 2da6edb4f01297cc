"""From coded record-relief laws to a graded national report. One module per room; see README.md."""
