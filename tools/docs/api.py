"""The reference of the packages: a page each, of what they export and say of it."""

from __future__ import annotations

import enum
import importlib
import inspect
import re
import typing
from typing import TYPE_CHECKING, Any, NamedTuple

from tools.docs.docstrings import summary, to_markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["PAGES", "links_of", "page"]

#: The modules of each page. What they list in ``__all__`` is public; of ``options`` the keyword arguments.
PAGES = {
    "geo": (
        "geo",
        "geo.borders",
        "geo.countries",
        "geo.areas",
        "geo.antimeridian",
        "geo.geojson",
        "geo.regions",
    ),
    "gazetteer": ("gazetteer",),
    "maps": ("maps", "maps.embed", "maps.render.static.options", "maps.embed.options"),
}
_WIDTH = 92
_STARS: dict[object, str] = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}
_OURS = ("geo", "gazetteer", "maps", "dateline")


class _Entry(NamedTuple):
    """A public name: its module, itself, what it stands for, and the anchor of its heading."""

    module: str
    name: str
    thing: Any
    anchor: str

    @property
    def title(self) -> str:
        return f"{self.module}.{self.name}"


def page(package: str) -> str:
    """The page of a package, as Markdown."""
    entries = list(_public(PAGES[package]))
    links = links_of(package)
    parts = [
        f"# API: {package}",
        "<!-- Written by `python -m tools.docs` from the docstrings of the code. -->",
    ]
    for module in PAGES[package]:
        own = [entry for entry in entries if entry.module == module]
        text = inspect.getdoc(importlib.import_module(module)) or ""
        parts += [f"## Module {module}", to_markdown(text, links)]
        plain = [entry for entry in own if not _is_error(entry.thing)]
        errors = [entry for entry in own if _is_error(entry.thing)]
        if len(plain) > 3:
            parts.append(_overview(plain))
        parts += [part for entry in plain for part in _described(entry, links)]
        if errors:
            parts += [f"### Errors of {module}", _errors(errors)]
    return "\n\n".join(part for part in parts if part) + "\n"


def links_of(package: str) -> dict[str, str]:
    """Where each public name leads from the page of a package: first to what that package calls so."""
    links: dict[str, str] = {}
    for other in (package, *PAGES):
        where = "" if other == package else f"api-{other}.md"
        for entry in _public(PAGES[other]):
            for name in (entry.title, entry.name):
                links.setdefault(name, f"{where}#{entry.anchor}")
    return links


def _public(modules: tuple[str, ...]) -> Iterator[_Entry]:
    """Every public name once, in the first module that lists it; functions, classes, types, errors."""
    seen: set[int] = set()
    used: dict[str, int] = {}
    for module in modules:
        loaded = importlib.import_module(module)
        named = [(name, getattr(loaded, name)) for name in loaded.__all__]
        named = [(name, thing) for name, thing in named if not inspect.ismodule(thing)]
        if module.endswith(".options"):
            named = [(name, thing) for name, thing in named if typing.is_typeddict(thing)]
        for name, thing in sorted(named, key=lambda pair: (_rank(pair[1]), pair[0].lower())):
            if id(thing) in seen and (inspect.isclass(thing) or inspect.isfunction(thing)):
                continue
            seen.add(id(thing))
            slug = re.sub(r"[^\w-]", "", f"{module}.{name}".lower())
            count = used.get(slug, 0)
            if not _is_error(thing):
                used[slug] = count + 1
            anchor = f"errors-of-{module.replace('.', '')}" if _is_error(thing) else slug
            yield _Entry(module, name, thing, f"{anchor}-{count}" if count else anchor)


def _rank(thing: object) -> int:
    if inspect.isfunction(thing):
        return 0
    if inspect.isclass(thing):
        return 3 if _is_error(thing) else 1
    return 2


def _is_error(thing: object) -> bool:
    return inspect.isclass(thing) and issubclass(thing, BaseException)


def _overview(entries: list[_Entry]) -> str:
    rows = [f"| [`{entry.name}`](#{entry.anchor}) | {_summary(entry)} |" for entry in entries]
    return "\n".join(["| name | what |", "|---|---|", *rows])


def _summary(entry: _Entry) -> str:
    if inspect.isfunction(entry.thing) or inspect.isclass(entry.thing):
        return summary(entry.thing)
    return _value(entry.thing)


def _value(thing: object) -> str:
    """A constant or a type, as it is written."""
    if typing.get_origin(thing) is typing.Literal:
        return "one of " + ", ".join(f"`{value!r}`" for value in typing.get_args(thing))
    text = repr(thing)
    return f"`{text}`" if len(text) <= _WIDTH else f"a {type(thing).__name__}"


def _errors(entries: list[_Entry]) -> str:
    rows = []
    for entry in entries:
        bases = ", ".join(f"`{base.__name__}`" for base in entry.thing.__bases__)
        rows.append(f"| `{entry.name}` | {bases} | {summary(entry.thing)} |")
    return "\n".join(["| error | is a | when |", "|---|---|---|", *rows])


def _described(entry: _Entry, links: dict[str, str]) -> Iterator[str]:
    yield f"### {entry.title}"
    thing = entry.thing
    if inspect.isfunction(thing):
        yield _signature(entry.title, thing)
        yield to_markdown(inspect.getdoc(thing) or "", links, _option_types(thing, links))
    elif inspect.isclass(thing):
        # What is a class and no more is made by Dateline, never by its caller.
        yield f"*{_kind(thing)}*"
        yield to_markdown(inspect.getdoc(thing) or "", links, _types(thing, links))
        for name, member in _members(thing):
            yield f"#### {entry.name}.{name}"
            yield _member(f"{entry.name}.{name}", member, links)
    else:
        yield _value(thing)


def _kind(thing: type) -> str:
    if typing.is_typeddict(thing):
        return "keyword arguments"
    if issubclass(thing, enum.Enum):
        return "enumeration"
    if issubclass(thing, tuple):
        return "named tuple"
    return "dataclass" if hasattr(thing, "__dataclass_fields__") else "class"


def _members(thing: type) -> Iterator[tuple[str, Any]]:
    """Public methods and properties that our own classes define, in their order."""
    found: dict[str, Any] = {}
    for kind in reversed(thing.__mro__):
        if kind.__module__.partition(".")[0] in _OURS:
            found |= {name: value for name, value in vars(kind).items() if not name.startswith("_")}
    for name, value in found.items():
        method = inspect.isfunction(value) or isinstance(value, classmethod | staticmethod | property)
        if method and inspect.getdoc(value):
            yield name, value


def _member(
    title: str,
    member: property | classmethod[Any, Any, Any] | staticmethod[Any, Any] | Callable[..., object],
    links: dict[str, str],
) -> str:
    if isinstance(member, property):
        returned = getattr(member.fget, "__annotations__", {}).get("return", "")
        return f"*property*, {_typed(returned, links)}\n\n{to_markdown(inspect.getdoc(member) or '', links)}"
    function = member.__func__ if isinstance(member, classmethod | staticmethod) else member
    return f"{_signature(title, function)}\n\n{to_markdown(inspect.getdoc(function) or '', links)}"


def _types(thing: type, links: dict[str, str]) -> dict[str, str]:
    """The types of a class's fields, as Markdown."""
    return {
        name: _typed(_told(annotation, kind), links)
        for kind in reversed(thing.__mro__)
        if kind.__module__.partition(".")[0] in _OURS
        for name, annotation in inspect.get_annotations(kind).items()
    }


def _option_types(function: Callable[..., object], links: dict[str, str]) -> dict[str, str]:
    """The types of what a function takes by keywords that its signature does not list, as Markdown."""
    taken = [str(one.annotation) for one in inspect.signature(function).parameters.values()]
    return {
        name: typed
        for modules in PAGES.values()
        for entry in _public(modules)
        if f"Unpack[{entry.name}]" in taken
        for name, typed in _types(entry.thing, links).items()
    }


def _told(annotation: object, kind: type) -> str:
    """A type of a field; a short name that only its own module knows is spelled out."""
    text = (
        annotation.__forward_arg__ if isinstance(annotation, typing.ForwardRef) else _annotation(annotation)
    )
    known = vars(importlib.import_module(kind.__module__))
    return re.sub(
        r"\b[A-Z]\w*",
        lambda found: (
            found[0] if not _is_alias(known.get(found[0])) else repr(known[found[0]]).replace("typing.", "")
        ),
        text,
    )


def _is_alias(thing: object) -> bool:
    return typing.get_origin(thing) is not None


def _typed(annotation: str, links: dict[str, str]) -> str:
    """A type, which leads to the class in it that has a heading."""
    text = re.sub(r"^\w*\b(?:Not)?Required\[(.*)\]$", r"\1", annotation)
    named = [name for name in re.findall(r"[A-Z]\w*", text) if name in links]
    return f"[`{text}`]({links[named[0]]})" if named else f"`{text}`"


def _signature(title: str, thing: Callable[..., object]) -> str:
    try:
        signature = inspect.signature(thing)
    except ValueError:  # a builtin's
        return ""
    parameters = [one for name, one in signature.parameters.items() if name not in {"self", "cls"}]
    given = list(_parameters(parameters))
    result = signature.return_annotation
    silent = result is inspect.Signature.empty or inspect.isclass(thing)
    arrow = "" if silent else f" -> {_annotation(result)}"
    line = f"{title}({', '.join(given)}){arrow}"
    if len(line) > _WIDTH:
        line = "\n".join([f"{title}(", *(f"    {one}," for one in given), f"){arrow}"])
    return f"```python\n{line}\n```"


def _parameters(parameters: list[inspect.Parameter]) -> Iterator[str]:
    stars = False
    for one in parameters:
        if one.kind is one.KEYWORD_ONLY and not stars:
            stars = True
            yield "*"
        prefix = _STARS.get(one.kind, "")
        stars = stars or prefix == "*"
        typed = "" if one.annotation is one.empty else f": {_annotation(one.annotation)}"
        default = ""
        if one.default is not one.empty:
            value = re.sub(r"<.*>", "...", repr(one.default))
            default = f" = {value}" if typed else f"={value}"
        yield f"{prefix}{one.name}{typed}{default}"


def _annotation(annotation: object) -> str:
    return annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)
