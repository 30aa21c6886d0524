"""The order of the packages: each imports only from those before it."""

import ast
from pathlib import Path

ORDER = [
    "version", "datafiles", "errors", "record", "arabic", "knowledge", "reading", "analysis", "evaluation", "store",
    "corroboration", "export", "render", "notebook", "engines", "serve", "commands", "cli",
]  # fmt: skip
SOURCE = Path(__file__).resolve().parent.parent / "src" / "musnad"


def imported_packages(path: Path) -> set[str]:
    """The first names below `musnad` that a module imports, at the top or inside a function."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            if node.module == "musnad":
                found.update(a.name for a in node.names if not a.name.startswith("__"))
            elif node.module.startswith("musnad."):
                found.add(node.module.split(".")[1])
        elif isinstance(node, ast.Import):
            found.update(a.name.split(".")[1] for a in node.names if a.name.startswith("musnad."))
    return found


def test_packages_import_only_from_those_before_them() -> None:
    wrong = []
    for path in sorted(SOURCE.rglob("*.py")):
        own = path.relative_to(SOURCE).parts[0].removesuffix(".py")
        if own in ("__init__", "__main__"):  # the public face and `python -m musnad` stand over all packages
            continue
        assert own in ORDER, f"{own} has no place in the order of packages"
        allowed = ORDER[: ORDER.index(own) + 1]
        late = sorted(imported_packages(path) - set(allowed))
        wrong += [f"{path.relative_to(SOURCE)} imports {name}" for name in late]
    assert not wrong


def test_nothing_is_imported_relatively() -> None:
    relative = [
        str(path.relative_to(SOURCE))
        for path in sorted(SOURCE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert not relative
