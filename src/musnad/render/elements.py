"""HTML as values: whatever goes in as text comes out escaped, so that no field of an article can become markup."""

from collections.abc import Iterable
from xml.etree import ElementTree as Xml
from xml.etree.ElementTree import Element

Child = Element | str | None
Cell = Child | Iterable[Child]
_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(0x7F, 0xA0)), "\ufffd")


def element(tag: str, *children: Cell, **attributes: str | None) -> Element:
    """An element with its children in order; None is left out. `class_` is the attribute class."""
    made = Element(tag, {k.rstrip("_"): _clean(v) for k, v in attributes.items() if v is not None})
    for child in children:
        for one in (child,) if child is None or isinstance(child, str | Element) else child:
            _append(made, one)
    return made


def name(text: str, **attributes: str | None) -> Element:
    """A name or number amid words that may run the other way: its direction is its own (UAX #9)."""
    return element("bdi", text, **attributes)


def table(head: Iterable[str], rows: Iterable[Iterable[Cell]]) -> Element:
    """A table with a line of headings."""
    cells = [element("tr", [element("td", cell) for cell in row]) for row in rows]
    return element("table", element("thead", element("tr", [element("th", h) for h in head])), element("tbody", cells))


def as_html(made: Element) -> str:
    """The element as HTML."""
    return Xml.tostring(made, encoding="unicode", method="html")


def _append(parent: Element, child: Child) -> None:
    if child is None:
        return
    if isinstance(child, Element):
        parent.append(child)
    elif len(parent):
        parent[-1].tail = (parent[-1].tail or "") + _clean(child)
    else:
        parent.text = (parent.text or "") + _clean(child)


def _clean(text: str) -> str:
    return text.translate(_CONTROLS).encode("utf-8", "replace").decode("utf-8")
