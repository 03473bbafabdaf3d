"""``NamedTuple`` for modules that a first answer needs: as ``typing``'s, without importing ``typing``.

``typing`` costs 9 ms in a fresh process, and compiles each annotation of its named tuples: together nearly
half of what a first answer took (``docs/decisions/0013-imports-of-a-first-answer.md``). Type checkers see
``typing.NamedTuple``.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple
else:
    from _collections import _tuplegetter

    def _values(self):  # noqa: ANN001, ANN202 - checkers see typing's
        """What a copy is made of."""
        return tuple(self)

    def _replace(self, /, **changes):  # noqa: ANN001, ANN003, ANN202 - as above
        """A copy with other values of some fields."""
        copy = self._make(map(changes.pop, self._fields, self))
        if changes:
            raise TypeError(f"{type(self).__name__} has no field {', '.join(map(repr, changes))}")
        return copy

    def _asdict(self):  # noqa: ANN001, ANN202 - as above
        """The values by the names of their fields."""
        return dict(zip(self._fields, self, strict=True))

    def _repr(self):  # noqa: ANN001, ANN202 - as above
        pairs = zip(self._fields, self, strict=True)
        return f"{type(self).__name__}({', '.join([f'{field}={value!r}' for field, value in pairs])})"

    def _constructor(name, fields, defaults):  # noqa: ANN001, ANN202 - as above
        # Written out for these fields: a call is then as quick as one of any function.
        code = f"lambda _cls, {', '.join(fields)}: _new(_cls, ({', '.join(fields)},))"
        new = eval(code, {"_new": tuple.__new__, "__builtins__": {}})  # noqa: S307 - of names in our classes
        new.__defaults__ = tuple(defaults.values())
        new.__name__, new.__qualname__ = "__new__", f"{name}.__new__"
        return new

    class _Maker(type):
        def __new__(cls, name, bases, content):  # noqa: ANN001, ANN204 - as above
            if not bases:
                return super().__new__(cls, name, bases, content)
            fields = tuple(content.get("__annotations__", ()))
            defaults = {field: content[field] for field in fields if field in content}
            content.update((field, _tuplegetter(at, field)) for at, field in enumerate(fields))
            return type(
                name,
                (tuple,),
                {
                    "__slots__": (),
                    "__new__": _constructor(name, fields, defaults),
                    "__repr__": _repr,
                    "__getnewargs__": _values,
                    "__match_args__": fields,
                    "__replace__": _replace,
                    "_fields": fields,
                    "_field_defaults": defaults,
                    "_make": classmethod(tuple.__new__),
                    "_replace": _replace,
                    "_asdict": _asdict,
                    **content,
                },
            )

    class NamedTuple(metaclass=_Maker):
        """A tuple whose fields have names: those that the class annotates, with the defaults it gives."""


__all__ = ["NamedTuple"]
