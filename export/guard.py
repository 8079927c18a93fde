"""Cells of spreadsheets that no program takes for a formula."""


def guarded(cell: str) -> str:
    """The cell with an apostrophe before what a spreadsheet would run as a formula.

    >>> guarded("=1+1"), guarded("Sida")
    ("'=1+1", 'Sida')
    """
    return "'" + cell if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
