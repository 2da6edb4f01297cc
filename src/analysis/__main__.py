"""`python -m analysis` is `report-cards`."""

from analysis.cli import main

if __name__ == "__main__":
    main()
