"""A person's own list of names, read from a file."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from pokegan.errors import DataError, similar

COLUMNS = ("name", "display_name")  # of a table, in the order of preference
SEPARATORS = ",;\t"


@dataclass(frozen=True)
class NameList:
    """Lower-case names: all that are `taken`, and of them those of one word, to be `learned`."""

    learned: list[str]
    taken: frozenset[str]


def read_names(path: Path) -> NameList:
    """The names in a file: one a line, or the column "name" of a table with a row of headings.

    DataError where there is no such file or it holds no names.
    """
    try:
        column = in_column(path.read_text(encoding="utf-8-sig").splitlines())
    except FileNotFoundError as error:
        raise DataError(f"no such file: {path}.", similar(path)) from error
    except OSError as error:
        reason = error.strerror or error
        raise DataError(f"{path} cannot be read: {reason}.", "Name a file of names.") from error
    except UnicodeDecodeError as error:
        raise DataError(f"{path} is no text.", "Names stand one a line, in UTF-8.") from error
    except csv.Error as error:
        raise DataError(f"{path} is no table: {error}.", "Write one name a line.") from error
    names = [name.strip().lower() for name in column if name.strip()]
    if not names:
        raise DataError(f"{path} holds no names.", "Write one a line.")
    learned = list(dict.fromkeys(name for name in names if name.isalpha()))
    return NameList(learned, frozenset(names))


def in_column(lines: list[str]) -> list[str]:
    """What stands under the heading "name", or the lines where there are no headings."""
    heading = lines[0] if lines else ""
    for separator in SEPARATORS:
        titles = [
            title.strip().lower() for title in next(csv.reader([heading], delimiter=separator), [])
        ]
        for column in COLUMNS:
            if column in titles:
                rows = csv.reader(lines[1:], delimiter=separator)
                place = titles.index(column)
                return [row[place] for row in rows if len(row) > place]
    return lines
