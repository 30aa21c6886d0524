"""The reference pages, made from the code: command line, API, Python, schema of a record, errors, settings."""

import enum
import importlib
import inspect
import json
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import click
from tables import cell, code, rows, table

from musnad import errors
from musnad.cli import cli

# What is public in Python, in the order in which a reader meets it. A module's own __all__ says what of it.
MODULES = (
    "musnad", "musnad.notebook", "musnad.record", "musnad.reading", "musnad.analysis.compose", "musnad.render",
    "musnad.store", "musnad.store.search", "musnad.store.overviews", "musnad.corroboration.run",
    "musnad.corroboration.overview", "musnad.corroboration.followups", "musnad.corroboration.found",
    "musnad.corroboration.sayings", "musnad.export.write", "musnad.export.back", "musnad.render.dossier",
    "musnad.engines", "musnad.serve", "musnad.evaluation", "musnad.knowledge",
)  # fmt: skip


def commands(group: click.Group = cli, above: str = "musnad") -> Iterator[tuple[str, click.Command]]:
    """Every command by its whole name, those of groups too."""
    for name, command in sorted(group.commands.items()):
        yield f"{above} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{above} {name}")


def command_line() -> str:
    """One section a command: usage, what it does, arguments and options."""
    return "\n\n".join(_command(name, command) for name, command in commands())


def _command(name: str, command: click.Command) -> str:
    context = click.Context(command, info_name=name)
    usage = " ".join([name, *command.collect_usage_pieces(context)])
    parts = [f"## `{name}`", f"```text\n{usage}\n```", inspect.cleandoc(command.help or "").replace("\n\n", "\n\n")]
    options = [p for p in command.params if isinstance(p, click.Option)]
    if options:
        parts.append(table(("option", "value", "default", "meaning"), map(_option, options)))
    return "\n\n".join(parts)


def _value(option: click.Option) -> str:
    kind = option.type
    if option.metavar:
        return option.metavar
    if isinstance(kind, click.DateTime):
        return "YYYY-MM-DD"
    return " | ".join(map(str, kind.choices)) if isinstance(kind, click.Choice) else kind.name


def _option(option: click.Option) -> tuple[str, str, str, str]:
    value = "" if option.is_flag else _value(option)
    default = option.default
    shown = "" if option.is_flag or default is None or callable(default) or isinstance(default, enum.Enum) else default
    if shown == () or "UNSET" in str(shown) or "Sentinel" in str(shown):
        shown = ""
    told = option.show_default  # words for a default that is none: that of the locale
    shown = told if isinstance(told, str) else code(shown)
    names = ", ".join(f"`{o}`" for o in (*option.opts, *option.secondary_opts))
    many = " May be given several times." if option.multiple else ""
    needed = " Required." if option.required else ""
    return names, cell(value), shown, cell(option.help or "") + needed + many


def openapi() -> dict[str, Any]:
    """The API's own description."""
    from musnad.serve import create_app
    from musnad.store import Store

    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "empty.db") as store:
        described: dict[str, Any] = create_app(store, engine="grammar").openapi()
    return described


def api() -> str:
    """One section an address: what it answers, its parameters and its body."""
    described = openapi()
    parts = []
    for path, methods in sorted(described["paths"].items()):
        for method, operation in methods.items():
            parts.append(f"### `{method.upper()} {path}`\n\n{operation.get('summary', '')}.")
            if operation.get("description"):
                parts.append(inspect.cleandoc(operation["description"]))
            if operation.get("parameters"):
                parts.append(table(("parameter", "in", "type", "meaning"), map(_parameter, operation["parameters"])))
            body = operation.get("requestBody")
            if body:
                parts.append(_body(body, described))
    return "\n\n".join(parts)


def _parameter(p: dict[str, Any]) -> tuple[str, str, str, str]:
    needed = " Required." if p.get("required") else ""
    default = p["schema"].get("default")
    otherwise = f" Otherwise {default}." if default not in (None, False) else ""
    return code(p["name"]), p["in"], code(_type(p["schema"])), cell(meaning(p) + needed + otherwise)


def meaning(p: dict[str, Any]) -> str:
    """What a parameter or a body's field (with its `name`) means: in its own words, or in those of parameters.tsv."""
    own = p.get("description") or p.get("schema", {}).get("description")
    return own or shared_meanings().get(p["name"], "")


@cache
def shared_meanings() -> dict[str, str]:
    """Meanings of parameters that several addresses share."""
    return {row["name"]: row["meaning"] for row in rows("codebook/parameters.tsv")}


def _body(body: dict[str, Any], described: dict[str, Any]) -> str:
    schema = next(iter(body["content"].values()))["schema"]
    if "$ref" in schema:
        schema = described["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    kinds = ", ".join(body["content"])
    fields = []
    for name, s in schema.get("properties", {}).items():
        needed = " Required." if name in schema.get("required", ()) else ""
        fields.append((code(name), code(_type(s)), cell(meaning(s | {"name": name})) + needed))
    return f"Body (`{kinds}`):\n\n" + table(("field", "type", "meaning"), fields)


def _type(schema: dict[str, Any]) -> str:
    if "anyOf" in schema:
        return " or ".join(t for s in schema["anyOf"] if (t := _type(s)) != "null")
    if "enum" in schema:
        return " / ".join(map(str, schema["enum"]))
    if "$ref" in schema:
        return str(schema["$ref"].rsplit("/", 1)[-1])
    kind = schema.get("type", "any")
    if kind == "array":
        return f"list of {_type(schema.get('items', {}))}"
    return str(schema.get("format", kind))


def public(module: str) -> list[tuple[str, Any]]:
    """The public functions and classes of a module: those of its __all__, else those it defines itself."""
    loaded = importlib.import_module(module)
    names = getattr(loaded, "__all__", None)
    if names is None:
        own = {n: v for n, v in vars(loaded).items() if getattr(v, "__module__", None) == module}
        names = [n for n, v in own.items() if not n.startswith("_") and (inspect.isclass(v) or inspect.isfunction(v))]
    return [(n, v) for n in names if callable(v := getattr(loaded, n)) and hasattr(v, "__module__")]


def python() -> str:
    """One section a module: its functions and classes with signature and docstring, classes with their methods."""
    parts = []
    for module in MODULES:
        loaded = importlib.import_module(module)
        parts.append(f"## `{module}`\n\n{_prose(loaded)}")
        for name, value in public(module):
            if getattr(value, "__module__", "").startswith("musnad"):
                parts += list(_object(name, value))
    return "\n\n".join(parts)


def _object(name: str, value: Any) -> Iterator[str]:
    yield f"### `{name}`\n\n```python\n{_signature(name, value)}\n```\n\n{_prose(value)}"
    if inspect.isclass(value):
        for method, function in methods(value):
            yield f"#### `{name}.{method}`\n\n```python\n{_signature(method, function)}\n```\n\n{_prose(function)}"


def methods(value: type) -> list[tuple[str, Any]]:
    """The public methods and properties that a class of ours defines itself."""
    found = []
    for name, member in vars(value).items():
        if name.startswith("_"):
            continue
        if inspect.isfunction(member) or isinstance(member, property | classmethod | staticmethod):
            found.append((name, member.fget if isinstance(member, property) else getattr(member, "__func__", member)))
    return found


def _signature(name: str, value: Any) -> str:
    try:
        made = str(inspect.signature(value))
    except (TypeError, ValueError):
        return name
    made = made.replace("musnad.record.values.", "").replace("datetime.date", "date")
    if len(made) < 100:
        return f"{name}{made}"
    return f"{name}(\n    " + ",\n    ".join(made[1:].split(", ")).replace(") ->", "\n) ->")


def _prose(value: Any) -> str:
    return inspect.cleandoc(value.__doc__ or "").replace("\n>>>", "\n    >>>").replace("<", "&lt;")


def error_tree() -> str:
    """The tree of errors as the module draws it, with what the command line and the API make of each."""
    from musnad.serve.problems import status_of

    drawn = inspect.cleandoc(errors.__doc__ or "")
    made = []
    for name, kind in vars(errors).items():
        if inspect.isclass(kind) and issubclass(kind, errors.MusnadError) and kind is not errors.MusnadError:
            exit_status = 2 if issubclass(kind, errors.UsageError) else 1
            made.append((code(name), cell(inspect.cleandoc(kind.__doc__ or "")), exit_status, status_of(kind("", ""))))
    heading = ("error", "meaning", "exit status", "HTTP status")
    return f"```text\n{drawn}\n```\n\n{table(heading, made)}"


def schema() -> dict[str, Any]:
    """The JSON Schema of a record."""
    made: dict[str, Any] = json.loads(files("musnad.record").joinpath("schema.json").read_text(encoding="utf-8"))
    return made


def fields() -> Iterator[tuple[str, dict[str, Any], bool]]:
    """Every field of a record by its path (`event.reports.status`), with its schema and whether it must be there."""
    whole = schema()
    yield from _fields("record", whole)
    for name, part in whole["$defs"].items():
        if "properties" in part:
            yield from _fields(name, part)


def _fields(above: str, part: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], bool]]:
    for name, schema_ in part["properties"].items():
        yield f"{above}.{name}", schema_, name in part.get("required", ())
        items = schema_.get("items", {})
        if "properties" in items:
            yield from _fields(f"{above}.{name}", items)


def record_fields() -> str:
    """A table a part of a record: each field with type, meaning and an Arabic example."""
    meanings = {row["field"]: row for row in rows("codebook/fields.tsv")}
    parts: dict[str, list[tuple[str, ...]]] = {}
    for path, schema_, needed in fields():
        part, _, name = path.rpartition(".")
        row = meanings[path]
        example = f'<span lang="ar" dir="auto">{cell(row["example"])}</span>' if row["example"] != "-" else ""
        gloss = f"<br>{cell(row['gloss'])}" if row["gloss"] != "-" else ""
        kind = code(_schema_type(schema_)) + (" always" if needed else "")
        parts.setdefault(part, []).append((code(name), kind, cell(row["meaning"]), example + gloss))
    return "\n\n".join(
        f"### {part}\n\n" + table(("field", "type", "meaning", "example"), found) for part, found in parts.items()
    )


def _schema_type(s: dict[str, Any]) -> str:
    if "const" in s:
        return str(s["const"])
    if "enum" in s:
        return "one of " + str(len(s["enum"]))
    if "$ref" in s:
        return str(s["$ref"].rsplit("/", 1)[-1])
    if "oneOf" in s:
        return " or ".join(_schema_type(o) for o in s["oneOf"])
    if s.get("type") == "array":
        return f"list of {_schema_type(s['items'])}" if "properties" not in s["items"] else "list"
    kind = s.get("type", "object")
    return " or ".join(kind) if isinstance(kind, list) else str(kind)


def settings() -> str:
    """The limits that are fixed in the code, with their values."""
    from musnad.corroboration.followups import GRACE
    from musnad.engines import watch
    from musnad.reading import fetch
    from musnad.serve.guard import MOST_BYTES, MOST_BYTES_READ, MOST_SECONDS, Limits
    from musnad.store import accounts, search

    limits = Limits()
    most = f"{fetch.MOST_BYTES:,} bytes, {fetch.MOST_SECONDS:.0f} seconds, {fetch.MOST_REDIRECTS} redirects"
    rate = f"{limits.rate:.0f} a second an address, {limits.burst} at once"
    return table(
        ("limit", "value", "where"),
        [
            ("a fetched address", most, "`musnad.reading.fetch`"),
            ("between two looks at a feed", f"{watch._USUAL}; never less than {watch._LEAST}", "`every` of a feed"),
            ("requests to the server", rate, "`--rate`"),
            (
                "a request's body",
                f"{MOST_BYTES:,} bytes; {MOST_BYTES_READ:,} for a pasted article",
                "`musnad.serve.guard`",
            ),
            ("time for a body to arrive", f"{MOST_SECONDS} seconds", "`musnad.serve.guard`"),
            ("a session", f"{accounts.SESSION.days} days", "`musnad.store.accounts`"),
            ("newest matches that are ranked", f"{search.RANKED:,}", "`musnad.store.search`"),
            ("a plan is silent", f"{GRACE.days} days after its last due day", "`musnad.corroboration.followups`"),
        ],
    )


MAKERS: dict[str, Callable[[], str]] = {
    "settings": settings,
    "command-line": command_line,
    "api": api,
    "python": python,
    "errors": error_tree,
    "record-fields": record_fields,
}
