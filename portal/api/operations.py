"""What the JSON API can be asked: one table, from which both the routes and their description are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...graph.errors import SettingError
from ...graph.nearest import did_you_mean

if TYPE_CHECKING:
    from ...queries.opened import OpenDataset

Given = Mapping[str, Any]
"""Parameter -> its value, or its default; those without either are None."""


def always(data: OpenDataset, given: Given) -> bool:
    """It takes little time, whatever is given."""
    return True


def never(data: OpenDataset, given: Given) -> bool:
    """It may take long."""
    return False


@dataclass(frozen=True)
class Parameter:
    """A parameter of an address, told by a JSON Schema of its value: string, integer, boolean, or array of strings.

    An array is written as words with commas between; one that is ``again`` is given by repeating the parameter.
    """

    name: str
    schema: Mapping[str, Any]
    description: str
    required: bool = False
    again: bool = False
    in_path: bool = False
    kinds: tuple[str, ...] = ()
    """Kinds of thing that it names."""

    def read(self, values: list[str]) -> Any:
        """The value that is given, or the default.

        >>> Parameter("limit", {"type": "integer", "minimum": 1, "maximum": 9}, "").read(["7"])
        7

        :raises SettingError: none is given and one is needed, or it is none of the schema.
        """
        if not values:
            if self.required:
                raise SettingError(self.name, "is needed")
            return self.schema.get("default")
        if self.schema["type"] == "array":
            listed = values if self.again else [word for value in values for word in value.split(",")]
            return [self._text(word.strip(), self.schema["items"]) for word in listed]
        if len(values) > 1:
            raise SettingError(self.name, "is given twice")
        return _READ[self.schema["type"]](self, values[0])

    def _text(self, value: str, schema: Mapping[str, Any] | None = None) -> str:
        told = schema or self.schema
        if not value or not printable(value):
            raise SettingError(self.name, "is empty" if not value else "holds what is no text")
        if len(value) > told.get("maxLength", LONGEST):
            raise SettingError(self.name, f"is longer than {told.get('maxLength', LONGEST)} characters")
        if value not in (known := told.get("enum", (value,))):
            hint = did_you_mean(value, known) or f"; there are {', '.join(known)}"
            raise SettingError(self.name, f"no '{value[:40]}'{hint}")
        return value

    def _whole(self, value: str) -> int:
        number = int(value) if value.isascii() and value.isdigit() and len(value) < 10 else -1
        least, most = self.schema.get("minimum", 0), self.schema["maximum"]
        if not least <= number <= most:
            raise SettingError(self.name, f"a whole number from {least} to {most}, not '{value[:40]}'")
        return number

    def _truth(self, value: str) -> bool:
        if value not in ("true", "false"):
            raise SettingError(self.name, f"true or false, not '{value[:40]}'")
        return value == "true"


_READ: dict[str, Callable[[Parameter, str], Any]] = {
    "string": Parameter._text, "integer": Parameter._whole, "boolean": Parameter._truth,
}  # fmt: skip
LONGEST = 500
"""Characters of a value."""


def printable(value: str) -> bool:
    """Whether it is text: no control characters, and nothing that UTF-8 cannot say.

    >>> printable("Malmö"), printable("a\\0"), printable("\\udc80")
    (True, False, False)
    """
    return not any(
        ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0 or 0xD800 <= ord(sign) < 0xE000 for sign in value
    )


@dataclass(frozen=True)
class Operation:
    """One thing that can be asked; ``gives`` names the schema of the answer."""

    name: str
    path: str
    summary: str
    gives: str
    answer: Callable[[OpenDataset, Given], Any]
    parameters: tuple[Parameter, ...] = ()
    description: str = ""
    tag: str = "network"
    is_light: Callable[[OpenDataset, Given], bool] = always
    """Whether it takes little time, and is answered in the server itself."""

    def given(self, path: Mapping[str, str], query: list[tuple[str, str]]) -> Given:
        """The values of all parameters.

        :raises SettingError: one is missing, wrong or not known: an answer that ignored it would look like one that does not.
        """
        known = {parameter.name for parameter in self.parameters if not parameter.in_path}
        for name, _ in query:
            if name not in known:
                hint = did_you_mean(name, known) or f"; there are {', '.join(sorted(known))}"
                raise SettingError(
                    "query", f"no parameter '{''.join(filter(str.isprintable, name))[:40]}'{hint}"
                )
        return {
            one.name: one.read([path[one.name]] if one.in_path else [value for name, value in query if name == one.name])
            for one in self.parameters
        }  # fmt: skip
