"""The expressions of an XForm (XPath 1.0 as ODK uses it): from words to a tree of tuples.

Parsing is the whole judgement of an expression: what it may call and with how many arguments is told here, so that
whatever was read can be worked out later without a surprise. Nothing here reaches a file or the network.
"""

import re
from functools import lru_cache
from typing import Any

#: Characters of one expression; the longest of our samples has 600.
LONGEST = 4000
#: How deep brackets may stand in one another; a person loses count at five.
DEEPEST = 40

#: Name of a function > fewest and most arguments (None: any number).
FUNCTIONS: dict[str, tuple[int, int | None]] = {
    "abs": (1, 1), "acos": (1, 1), "area": (1, None), "asin": (1, 1), "atan": (1, 1), "atan2": (2, 2),
    "boolean": (1, 1), "boolean-from-string": (1, 1), "ceiling": (1, 1), "checklist": (3, None), "coalesce": (1, None),
    "concat": (1, None), "contains": (2, 2), "cos": (1, 1), "count": (1, 1), "count-non-empty": (1, 1),
    "count-selected": (1, 1), "current": (0, 0), "date": (1, 1), "date-time": (1, 1), "decimal-date-time": (1, 1),
    "decimal-time": (1, 1), "distance": (1, None), "ends-with": (2, 2), "exp": (1, 1), "exp10": (1, 1),
    "false": (0, 0), "floor": (1, 1), "format-date": (2, 2), "format-date-time": (2, 2), "if": (3, 3),
    "indexed-repeat": (3, 7), "instance": (1, 1), "int": (1, 1), "join": (2, None), "jr:choice-name": (2, 2),
    "last": (0, 0), "log": (1, 1), "log10": (1, 1), "max": (1, None), "min": (1, None), "name": (0, 1),
    "normalize-space": (0, 1), "not": (1, 1), "now": (0, 0), "number": (0, 1), "once": (1, 1), "pi": (0, 0),
    "position": (0, 1), "pow": (2, 2), "random": (0, 0), "randomize": (1, 2), "regex": (2, 2), "round": (1, 2),
    "selected": (2, 2), "selected-at": (2, 2), "sin": (1, 1), "sqrt": (1, 1), "starts-with": (2, 2),
    "string": (0, 1), "string-length": (0, 1), "substr": (2, 3), "substring": (2, 3), "substring-after": (2, 2),
    "substring-before": (2, 2), "sum": (1, 1), "tan": (1, 1), "today": (0, 0), "translate": (3, 3), "true": (0, 0),
    "uuid": (0, 1), "version": (0, 0), "weighted-checklist": (3, None),
}  # fmt: skip
NODE_TYPES = ("node", "text")
NAME = r"[^\W\d][\w.\-]*"
TOKEN = re.compile(
    rf"""\s*(?:(?P<number>\d+(?:\.\d*)?|\.\d+)|(?P<string>"[^"]*"|'[^']*')|(?P<op>//|::|\.\.|!=|<=|>=|[()\[\],@|+\-=<>*/.])
    |(?P<name>{NAME}(?::{NAME})?))""",
    re.VERBOSE,
)
#: From what binds least to what binds most.
LEVELS = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"))
WORDS = {"or", "and", "div", "mod"}
AXES = ("child", "self", "parent", "descendant", "descendant-or-self", "ancestor", "following-sibling", "preceding-sibling")  # fmt: skip

Tree = tuple[Any, ...]


class Unreadable(Exception):
    """The expression cannot be worked out; the words say what is wrong with it, for who wrote the workbook."""


@lru_cache(maxsize=5000)
def parse(expression: str) -> Tree:
    """The tree of an expression. Raises Unreadable."""
    if len(expression) > LONGEST:
        raise Unreadable("too long")
    return _Parser(_tokens(expression)).whole()


def _tokens(expression: str) -> list[tuple[str, str]]:
    found, at, text = [], 0, expression.rstrip()
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None:
            raise Unreadable(text[at : at + 20].strip())
        found.append((str(match.lastgroup), match[str(match.lastgroup)]))
        at = match.end()
    return found


class _Parser:
    """Recursive descent over the tokens of one expression."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens, self.at, self.depth = tokens, 0, 0

    def whole(self) -> Tree:
        """The one expression that all tokens make."""
        tree = self.binary(0)
        if self.at < len(self.tokens):
            raise Unreadable(self.peek()[1])
        return tree

    def peek(self, ahead: int = 0) -> tuple[str, str]:
        """The token that stands here, or so far ahead."""
        here = self.at + ahead
        return self.tokens[here] if here < len(self.tokens) else ("end", "")

    def take(self, *ops: str) -> str:
        """The operator that stands here, if it is one of these; else nothing."""
        kind, word = self.peek()
        if kind == "op" and word in ops:
            self.at += 1
            return word
        return ""

    def expect(self, op: str) -> None:
        """This operator, or the expression is refused."""
        if not self.take(op):
            raise Unreadable(self.peek()[1] or op)

    def binary(self, level: int) -> Tree:
        """Operators of one level, from left to right."""
        if level == len(LEVELS):
            return self.unary()
        left = self.binary(level + 1)
        while (op := self.peek()[1]) in LEVELS[level] and self.peek()[0] in {"op", "name"}:
            self.at += 1
            left = ("op", op, left, self.binary(level + 1))
        return left

    def unary(self) -> Tree:
        """Signs before a value."""
        signs = 0
        while self.take("-"):
            signs += 1
        tree = self.union()
        return ("op", "-", ("number", 0.0), tree) if signs % 2 else tree

    def union(self) -> Tree:
        """Paths joined by |."""
        tree = self.path()
        while self.take("|"):
            tree = ("union", tree, self.path())
        return tree

    def path(self) -> Tree:
        """A value, a call or a place in the form, with what follows it."""
        kind, word = self.peek()
        if kind in {"number", "string"}:
            self.at += 1
            first: Tree = ("number", float(word)) if kind == "number" else ("string", word[1:-1])
        elif kind == "op" and word == "(":
            first = self.nested()
        elif kind == "name" and self.peek(1) == ("op", "(") and word not in NODE_TYPES:
            first = self.call()
        else:
            return self.location()
        predicates = self.predicates()
        steps = self.steps(self.take("/", "//"))
        return ("path", first, predicates, steps) if predicates or steps else first

    def nested(self) -> Tree:
        """What stands in brackets."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unreadable("too many brackets")
        self.expect("(")
        tree = self.binary(0)
        self.expect(")")
        self.depth -= 1
        return tree

    def call(self) -> Tree:
        """A function with its arguments, which must be known and as many as it takes."""
        _kind, name = self.peek()
        if name not in FUNCTIONS:
            raise Unreadable(f"{name}()")
        self.at += 2
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unreadable("too many brackets")
        given = []
        if not self.take(")"):
            given.append(self.binary(0))
            while self.take(","):
                given.append(self.binary(0))
            self.expect(")")
        self.depth -= 1
        fewest, most = FUNCTIONS[name]
        if len(given) < fewest or (most is not None and len(given) > most):
            raise Unreadable(f"{name}()")
        return ("call", name, tuple(given))

    def location(self) -> Tree:
        """A path that begins at the root or here."""
        begin = self.take("/", "//")
        if begin == "/" and not self.starts_step():
            return ("path", ("root",), (), ())
        steps = self.steps(begin or "/")
        return ("path", ("root",) if begin else ("here",), (), steps)

    def starts_step(self) -> bool:
        """Whether a step of a path begins here."""
        kind, word = self.peek()
        return kind == "name" or (kind == "op" and word in {".", "..", "@", "*"})

    def steps(self, separator: str) -> tuple[Tree, ...]:
        """Steps that follow a separator."""
        found: list[Tree] = []
        while separator:
            if separator == "//":
                found.append(("descendant-or-self", "*", ()))
            found.append(self.step())
            separator = self.take("/", "//")
        return tuple(found)

    def step(self) -> Tree:
        """One step: axis, name, predicates."""
        if self.take("."):
            return ("self", "*", self.predicates())
        if self.take(".."):
            return ("parent", "*", self.predicates())
        axis = "attribute" if self.take("@") else "child"
        kind, word = self.peek()
        if kind == "name" and self.peek(1) == ("op", "::"):
            if word not in AXES:
                raise Unreadable(f"{word}::")
            axis, self.at = word, self.at + 2
            kind, word = self.peek()
        if kind == "name" or (kind == "op" and word == "*"):
            self.at += 1
            if word in NODE_TYPES and self.take("("):
                self.expect(")")
                word = "*"
            return (axis, word, self.predicates())
        raise Unreadable(word or "…")

    def predicates(self) -> tuple[Tree, ...]:
        """Conditions in square brackets."""
        found = []
        while self.take("["):
            self.depth += 1
            if self.depth > DEEPEST:
                raise Unreadable("too many brackets")
            found.append(self.binary(0))
            self.expect("]")
            self.depth -= 1
        return tuple(found)
