"""The tables that ship with the package: UTF-8, fields between tabs, comments in lines that begin with #."""

from importlib.resources import files

# Objects made and not freed before the garbage collector looks at them (700 by default), and how often it looks at
# older ones: where tables are most of what is there, it would go over them again and again.
SELDOM_COLLECTED = (100_000, 20, 50)


def lines(path: str) -> list[str]:
    """The lines of a file by its path below the package, without comments and empty ones."""
    return [line for line in _text(path).splitlines() if line and line[0] != "#"]


def rows(path: str) -> list[list[str]]:
    """The fields of each line, the header's too where the file has one."""
    return [line.split("\t") for line in lines(path)]


def read_columns(path: str) -> dict[str, list[str]]:
    """The columns below the header by name, for tables of very many rows: the text is split once, not line by line.

    Comments stand above the header alone; ValueError where the fields do not come out even.
    """
    text = _text(path).rstrip("\n")
    while text.startswith("#"):
        text = text.partition("\n")[2]
    header, _, body = text.partition("\n")
    names, rows = header.split("\t"), body.count("\n") + 1
    fields = body.replace("\n", "\t").split("\t")
    if len(fields) != len(names) * rows:
        raise ValueError(f"{path}: {len(fields)} fields in {rows} rows of {len(names)}")
    return {name: fields[number :: len(names)] for number, name in enumerate(names)}


def read_table(path: str) -> list[dict[str, str]]:
    """The rows below the header, by column; ValueError where one has more or fewer fields than the header."""
    header, *body = rows(path)
    return [dict(zip(header, row, strict=True)) for row in body]


def _text(path: str) -> str:
    return files("musnad").joinpath(*path.split("/")).read_text(encoding="utf-8")
