"""Small faults planted in functions, one at a time: a comparison flipped, a `not` lost, a statement gone."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from types import CodeType
from typing import NamedTuple

_FLIPS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip


class Mutant(NamedTuple):
    """One fault: in which function of which file, on which line, and what it does; `number` finds it again."""

    path: Path
    function: str
    line: int
    number: int
    what: str


def mutants_of(path: Path) -> list[Mutant]:
    """Every fault that can be planted in the functions of a file, in order."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [Mutant(path, name, node.lineno, number, what) for number, (name, node, what, _) in enumerate(_points(tree))]


def planted(mutant: Mutant) -> CodeType:
    """The code of the function with the fault in it.

    Raises:
        LookupError: the file does not hold the function any more.
    """
    tree = ast.parse(mutant.path.read_text(encoding="utf-8"))
    for number, (_, node, _, put) in enumerate(_points(tree)):
        if number == mutant.number:
            _Put(node, put).visit(tree)
            return _function(compile(tree, str(mutant.path), "exec"), mutant.function)
    raise LookupError(f"{mutant.path}: there are not so many faults")


def _function(code: CodeType, name: str) -> CodeType:
    for held in code.co_consts:
        if isinstance(held, CodeType):
            if held.co_qualname == name:
                return held
            if name.startswith(held.co_qualname + "."):
                return _function(held, name)
    raise LookupError(name)


class _Put(ast.NodeTransformer):
    """Puts one node in the place of another."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self._old, self._new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        """Replace the node, or look inside it."""
        if node is self._old:
            return ast.fix_missing_locations(ast.copy_location(self._new, node))
        return super().visit(node)  # type: ignore[no-any-return]  # The library says Any.


_Node = ast.expr | ast.stmt
_Point = tuple[str, _Node, str, ast.AST]


def _points(tree: ast.Module) -> Iterator[_Point]:
    """The outermost function, the node, what is done to it, and what comes in its place."""
    yield from _in_body(tree.body, "")


def _in_body(body: list[ast.stmt], inside: str) -> Iterator[_Point]:
    for statement in body:
        if isinstance(statement, ast.ClassDef):
            yield from _in_body(statement.body, f"{inside}{statement.name}.")
        elif isinstance(statement, ast.FunctionDef):
            for own in statement.body:
                for node in ast.walk(own):
                    for what, put in _faults(node):
                        if isinstance(node, ast.expr | ast.stmt):
                            yield f"{inside}{statement.name}", node, what, put


def _faults(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    match node:
        case ast.Compare(left=left, ops=[one], comparators=[right]):
            flipped = _FLIPS[type(one)]()
            yield f"{type(one).__name__} -> {type(flipped).__name__}", ast.Compare(left, [flipped], [right])
        case ast.BoolOp(op=ast.And(), values=values):
            yield "and -> or", ast.BoolOp(ast.Or(), values)
        case ast.BoolOp(op=ast.Or(), values=values):
            yield "or -> and", ast.BoolOp(ast.And(), values)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield "not removed", operand
        case ast.Constant(value=bool() as value):
            yield f"{value} -> {not value}", ast.Constant(not value)
        case ast.Constant(value=(int() | float()) as value):
            yield f"{value} -> {value + 1}", ast.Constant(value + 1)
            yield f"{value} -> {value - 1}", ast.Constant(value - 1)
        # No reader tells None from the False, the empty text or the zero that a function returns of itself.
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and not value.value):
            yield "return None", ast.Return(ast.Constant(None))
        case ast.Expr(value=value) if not isinstance(value, ast.Constant):
            yield "statement removed", ast.Pass()
        case ast.AugAssign() | ast.Continue() | ast.Break():
            yield f"{type(node).__name__} removed", ast.Pass()
        case _:
            return
