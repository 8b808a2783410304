"""Outside text made safe before it is laid out. Must not know a format or a stream."""

from typing import Any, TypeVar

from msgspec import Struct

T = TypeVar("T")

_BIDI = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_SURROGATES = range(0xD800, 0xE000)
_STAND_INS = (
    {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n"}
    | {0x7F: "\u2421", 0x2028: " ", 0x2029: " "}
    | dict.fromkeys((*range(0x80, 0xA0), *_BIDI, *_SURROGATES), "\ufffd")
)


def visible(text: str) -> str:
    """The text with each control, bidirectional or half character as a visible stand-in."""
    return text.replace("\r\n", "\n").translate(_STAND_INS)


def one_line(text: str) -> str:
    """The visible text on one line, its white space folded."""
    return " ".join(visible(text).split())


def unsafe(text: str) -> bool:
    """Whether the text holds what `visible` would replace."""
    return visible(text) != text.replace("\r\n", "\n")


def clean(value: T) -> T:
    """The same structs, tuples and dicts with every string made visible."""
    return _clean(value)  # type: ignore[no-any-return]  # one shape in, the same shape out


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, tuple):
        return tuple(map(_clean, value))
    if isinstance(value, dict):
        return {_clean(key): _clean(item) for key, item in value.items()}
    if isinstance(value, Struct):
        fields = value.__struct_fields__
        return type(value)(**{name: _clean(getattr(value, name)) for name in fields})
    return value
