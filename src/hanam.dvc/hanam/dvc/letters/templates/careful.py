"""What a template may do: name values, ask whether there is one, go through a list.

Only the kinds of nodes listed here are let in. So there are no calls, no arithmetic, no
attributes of Python's objects, and nothing that could run for long.
"""

from jinja2 import nodes
from jinja2 import StrictUndefined
from jinja2.runtime import LoopContext
from jinja2.sandbox import SandboxedEnvironment
from jinja2.sandbox import SecurityError


FILTERS = ("upper", "lower", "capitalize", "trim", "default", "length", "e", "escape")
TESTS = ("defined", "undefined", "none")
LOOP = ("index", "first", "last", "length")
ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.Getattr,
    nodes.Filter,
    nodes.Test,
    nodes.If,
    nodes.For,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Concat,
)
DEEPEST = 2


class Careful(SandboxedEnvironment):
    """The sandbox of Jinja, narrower: an attribute is a key of a mapping and nothing else."""

    def getattr(self, obj, attribute):
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        if isinstance(obj, LoopContext) and attribute in LOOP:
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj, argument):
        return self.getattr(obj, argument)

    def is_safe_callable(self, obj) -> bool:
        return False


class Running(Careful):
    """Refuses what is not let in while a template is compiled, whoever has checked it."""

    def _parse(self, source, name, filename):
        tree = super()._parse(source, name, filename)
        if found := forbidden(tree):
            raise SecurityError(", ".join(found))
        return tree


def environment(kind: type[Careful] = Careful) -> Careful:
    """Where templates are read or (`Running`) filled in: without globals, with few filters;
    what is unknown is an error."""
    made = kind(autoescape=True, undefined=StrictUndefined)
    made.globals.clear()
    made.filters = {name: made.filters[name] for name in FILTERS}
    made.tests = {name: made.tests[name] for name in TESTS}
    return made


def forbidden(tree) -> list[str]:
    """The kinds of nodes in a template that are not let in, and loops too deep."""
    found = {
        type(node).__name__
        for node in tree.find_all(nodes.Node)
        if not isinstance(node, (*ALLOWED, nodes.Helper))
    }
    if depth(tree) > DEEPEST:
        found.add("For")
    found |= {"For" for loop in tree.find_all(nodes.For) if loop.recursive}
    return sorted(found)


def depth(node, held: int = 0) -> int:
    """How deep loops stand in each other."""
    here = held + isinstance(node, nodes.For)
    inner = [depth(child, here) for child in node.iter_child_nodes()]
    return max([here, *inner])


def unknown(
    tree, known: dict[str, tuple[str, ...]]
) -> list[tuple[str, tuple[str, ...]]]:
    """(name as written, names that would do) of everything that is not ``known``."""
    found: dict[str, tuple[str, ...]] = {}

    def walk(node, loops):
        if isinstance(node, nodes.For):
            walk(node.iter, loops)
            columns = known.get(getattr(node.iter, "name", ""), ())
            inner = {**loops, getattr(node.target, "name", ""): columns, "loop": LOOP}
            for child in (*node.body, *node.else_, *filter(None, [node.test])):
                walk(child, inner)
            return
        if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
            owner = node.node.name
            columns = loops.get(owner, known.get(owner, ()))
            if owner in loops or owner in known:
                if node.attr not in columns:
                    found[f"{owner}.{node.attr}"] = tuple(
                        f"{owner}.{c}" for c in columns
                    )
                return
        if isinstance(node, nodes.Name) and node.ctx == "load":
            if node.name not in loops and node.name not in known:
                found[node.name] = tuple(known)
            return
        for child in node.iter_child_nodes():
            walk(child, loops)

    walk(tree, {})
    return list(found.items())
