"""Reads source code for ways round the one door to what people saved.

A way in is a manager of a guarded model, a relation that leads to one, a guarded model handed to
get_object_or_404, or a relation followed by name (select_related and its like). It is fine where
the same chain of calls passes a door.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

MANAGERS = {"objects", "_default_manager", "_base_manager"}
DOORS = {
    *("visible_to", "listed_to", "editable_by", "managed_by"),
    *("seen_by", "known_to", "kept_by", "none"),
}
FOLLOWERS = {"select_related", "prefetch_related", "values", "values_list", "only"}
SHORTCUTS = {"get_object_or_404", "get_list_or_404"}

_TEMPLATE_TAG = re.compile(r"{[{%](.*?)[%}]}", re.DOTALL)


@dataclass(frozen=True)
class WayRound:
    place: str
    """The function that it stands in, dotted; "" at the top of the module."""
    text: str


@dataclass(frozen=True)
class Guarded:
    models: frozenset[str]
    managers: frozenset[str]
    """Names of relations that lead from one row to many guarded ones: person.bookmarks."""
    keys: frozenset[str]
    """Names of relations that lead to one guarded row: item.bookmark."""


def ways_round(source: str, guarded: Guarded) -> list[WayRound]:
    tree = ast.parse(source)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    found = [node for node in ast.walk(tree) if _is_way_in(node, parents, guarded)]
    return [
        WayRound(_place(node, parents), ast.unparse(_chain(node, parents)))
        for node in found
        if not DOORS & set(_calls(_chain(node, parents)))
    ]


def ways_round_in_template(source: str, guarded: Guarded) -> list[str]:
    """Dotted names in tags that pass a guarded manager."""
    names = "|".join(sorted(guarded.managers))
    dotted = re.compile(rf"\b[\w.]+\.(?:{names})\b(?:\.\w+)*")
    return [name for tag in _TEMPLATE_TAG.findall(source) for name in dotted.findall(tag)]


def _is_way_in(node: ast.AST, parents: dict[ast.AST, ast.AST], guarded: Guarded) -> bool:
    match node:
        case ast.Attribute(value=ast.Name(id=model), attr=manager) if manager in MANAGERS:
            return model in guarded.models
        case ast.Attribute(attr=name) if name in guarded.managers:
            parent = parents[node]  # called itself, it is a method: a_dict.items()
            return not (isinstance(parent, ast.Call) and parent.func is node)
        case ast.Call(func=ast.Name(id=name), args=[ast.Name(id=model), *_]) if name in SHORTCUTS:
            return model in guarded.models
        case ast.Call(func=ast.Attribute(attr=name), args=args) if name in FOLLOWERS:
            paths = [part.value for part in args if isinstance(part, ast.Constant)]
            steps = {step for path in paths for step in str(path).split("__")}
            return bool(steps & (guarded.keys | guarded.managers))
    return False


def _chain(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> ast.AST:
    """The longest expression `a.b(…).c(…)` that the node is the left part of."""
    parent = parents.get(node)
    while (isinstance(parent, ast.Attribute) and parent.value is node) or (
        isinstance(parent, ast.Call) and parent.func is node
    ):
        node, parent = parent, parents.get(parent)
    return node


def _calls(node: ast.AST) -> Iterator[str]:
    """The methods called one after the other, the last first."""
    while isinstance(node, ast.Call | ast.Attribute):
        if isinstance(node, ast.Attribute):
            yield node.attr
        node = node.func if isinstance(node, ast.Call) else node.value


def _place(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> str:
    names = []
    while node := parents.get(node):  # type: ignore[assignment]
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.insert(0, node.name)
    return ".".join(names)
