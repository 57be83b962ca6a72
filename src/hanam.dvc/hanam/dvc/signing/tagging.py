"""Fields of signatures among the tags of a file (PDF/UA-1: 7.18): each an element `Form`."""

from itertools import islice
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.sign import fields


def is_tagged(writer) -> bool:
    return "/StructTreeRoot" in writer.root


def can_tag(writer) -> bool:
    """Whether the tags have the plain form that can be added to."""
    tree = writer.root["/StructTreeRoot"]
    return "/ParentTree" in tree and _top(tree) is not None


def tag(writer, name: str, words: str) -> None:
    """Enter the field of that name at the end of the document; ``words`` are read out for it."""
    field = next(
        ref
        for found, _value, ref in fields.enumerate_sig_fields(writer)
        if found == name
    )
    widget = field.get_object()
    tree = writer.root["/StructTreeRoot"]
    top = _top(tree)
    page = widget.raw_get("/P")
    element = writer.add_object(
        generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/StructElem"),
                pdf_name("/S"): pdf_name("/Form"),
                pdf_name("/P"): top,
                pdf_name("/Pg"): page,
                pdf_name("/Alt"): generic.TextStringObject(words),
                pdf_name("/K"): generic.DictionaryObject(
                    {
                        pdf_name("/Type"): pdf_name("/OBJR"),
                        pdf_name("/Obj"): field,
                        pdf_name("/Pg"): page,
                    }
                ),
            }
        )
    )
    _add_child(writer, top, element)
    widget[pdf_name("/StructParent")] = _enter(writer, tree, element)
    widget[pdf_name("/Contents")] = generic.TextStringObject(words)
    writer.update_container(widget)
    shown = page.get_object()
    shown[pdf_name("/Tabs")] = pdf_name("/S")
    writer.update_container(shown)


def _top(tree):
    """The reference of the element that holds the document, or None."""
    kids = tree.get("/K")
    raw = tree.raw_get("/K") if kids is not None else None
    if isinstance(kids, generic.ArrayObject):
        raw = kids.raw_get(0) if len(kids) else None
    return raw if isinstance(raw, generic.IndirectObject) else None


def _add_child(writer, top, element) -> None:
    parent = top.get_object()
    kids = parent.get("/K")
    if isinstance(kids, generic.ArrayObject):
        kids.append(element)
        writer.update_container(kids)
        return
    found = [] if kids is None else [parent.raw_get("/K")]
    parent[pdf_name("/K")] = generic.ArrayObject([*found, element])
    writer.update_container(parent)


def _enter(writer, tree, element) -> generic.NumberObject:
    """Enter an element in the tree of parents; the key under which it stands there."""
    parents = tree["/ParentTree"]
    key = max(int(tree.get("/ParentTreeNextKey", 0)), _last(parents) + 1)
    number = generic.NumberObject(key)
    if "/Kids" in parents:
        leaf = generic.DictionaryObject(
            {
                pdf_name("/Limits"): generic.ArrayObject([number, number]),
                pdf_name("/Nums"): generic.ArrayObject([number, element]),
            }
        )
        kids = parents["/Kids"]
        kids.append(writer.add_object(leaf))
        writer.update_container(kids)
    else:
        if "/Nums" not in parents:
            parents[pdf_name("/Nums")] = generic.ArrayObject()
            writer.update_container(parents)
        numbers = parents["/Nums"]
        numbers += [number, element]
        writer.update_container(numbers)
    tree[pdf_name("/ParentTreeNextKey")] = generic.NumberObject(key + 1)
    writer.update_container(tree)
    return number


def _last(parents) -> int:
    """The greatest key of a tree of numbers."""
    found = [int(key) for key in islice(parents.get("/Nums", ()), 0, None, 2)]
    for kid in parents.get("/Kids", ()):
        found.append(_last(kid.get_object()))
    return max(found, default=-1)
