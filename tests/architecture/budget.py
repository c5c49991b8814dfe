"""Find what breaks the budgets: long functions, long files, forbidden calls, lost errors."""

import ast
from collections.abc import Iterator
from pathlib import Path

from architecture.exceptions import Breach

__all__ = ["find_breaches"]

MOST_LINES_IN_A_FILE = 500
MOST_LINES_IN_A_BODY = 50
FORBIDDEN_CALLS = frozenset({"print", "hash", "eval", "exec", "breakpoint", "input"})
CATCH_ALLS = frozenset({"Exception", "BaseException"})
CLOCK_CALLS = frozenset({"now", "utcnow", "today"})
PURE = frozenset({"base", "record", "intake", "text", "claims", "events", "review"})

_Function = ast.FunctionDef | ast.AsyncFunctionDef


def find_breaches(path: Path, source: str) -> Iterator[Breach]:
    """Yield every breach in one file.

    Args:
        path: From the repository root, for instance ``src/khabar/text/words.py``.
        source: What the file says.

    Yields:
        In no particular order; the same breach twice if it happens twice.
    """
    name = path.as_posix()
    tree = ast.parse(source, filename=name)
    if len(source.splitlines()) > MOST_LINES_IN_A_FILE:
        yield Breach(name, "long-file", path.name)
    is_pure = len(path.parts) > 2 and path.parts[2] in PURE
    for node in ast.walk(tree):
        if isinstance(node, _Function) and _count_body(node) > MOST_LINES_IN_A_BODY:
            yield Breach(name, "long-function", node.name)
        elif isinstance(node, ast.ExceptHandler) and (caught := _caught_too_much(node)):
            yield Breach(name, "catch-all", caught)
        elif isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id in FORBIDDEN_CALLS:
                yield Breach(name, "call", node.func.id)
            if is_pure and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK_CALLS:
                yield Breach(name, "clock", node.func.attr)
    if path.stem == "__init__" or not path.stem.startswith("_"):
        yield from (Breach(name, "raises", lost) for lost in _undocumented_errors(tree))


def _count_body(function: _Function) -> int:
    """Return the lines of a function's body, docstring left out."""
    body = function.body[1:] if ast.get_docstring(function, clean=False) else function.body
    if not body:
        return 0
    return (body[-1].end_lineno or body[-1].lineno) - body[0].lineno + 1


def _caught_too_much(handler: ast.ExceptHandler) -> str:
    """Return the name under which everything is caught; empty when it is not.

    A handler that ends by raising again has caught nothing.
    """
    if isinstance(handler.body[-1], ast.Raise):
        return ""
    if handler.type is None:
        return "bare"
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    names = {node.id for node in caught if isinstance(node, ast.Name)}
    return next(iter(sorted(names & CATCH_ALLS)), "")


def _undocumented_errors(tree: ast.Module) -> Iterator[str]:
    """Yield public functions that raise an error which no docstring lists.

    Private modules are left out: what they implement is documented where it is public.
    A special method may leave it to its class to list the error, as ``__post_init__`` does.
    """
    owners: dict[ast.AST, ast.ClassDef] = {
        child: node
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for child in node.body
    }
    for node in ast.walk(tree):
        if not isinstance(node, _Function) or not _is_public(node, owners):
            continue
        words = ast.get_docstring(node) or ""
        if node.name.startswith("__") and node in owners:
            words += ast.get_docstring(owners[node]) or ""
        lost = [error for error in _raised(node) if error not in words]
        if lost:
            yield f"{node.name}: {', '.join(sorted(set(lost)))}"


def _is_public(function: _Function, owners: dict[ast.AST, ast.ClassDef]) -> bool:
    """Return whether callers outside the module may use the function."""
    owner = owners.get(function)
    names = [function.name] if owner is None else [function.name, owner.name]
    return all(not name.startswith("_") or name.endswith("__") for name in names)


def _raised(function: _Function) -> Iterator[str]:
    """Yield the names of the errors a function makes and raises itself."""
    nested = {
        inner
        for node in ast.walk(function)
        if node is not function and isinstance(node, _Function)
        for inner in ast.walk(node)
    }
    for node in ast.walk(function):
        if isinstance(node, ast.Raise) and node not in nested and isinstance(node.exc, ast.Call):
            error = node.exc.func
            name = error.attr if isinstance(error, ast.Attribute) else ast.unparse(error)
            if name[:1].isupper():  # a class; a function may make one of several errors
                yield name
