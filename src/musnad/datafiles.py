"""The tables that ship with the package: UTF-8, fields between tabs, comments in lines that begin with #."""

from importlib.resources import files


def lines(path: str) -> list[str]:
    """The lines of a file by its path below the package, without comments and empty ones."""
    text = files("musnad").joinpath(*path.split("/")).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def rows(path: str) -> list[list[str]]:
    """The fields of each line, the header's too where the file has one."""
    return [line.split("\t") for line in lines(path)]


def read_table(path: str) -> list[dict[str, str]]:
    """The rows below the header, by column; ValueError where one has more or fewer fields than the header."""
    header, *body = rows(path)
    return [dict(zip(header, row, strict=True)) for row in body]
