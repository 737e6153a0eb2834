"""Parsed JSON, taken as what it has to be: every getter gives a value of its type or raises `DamagedError`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn, TypeVar

__all__ = [
    "DamagedError",
    "decimal",
    "integer",
    "mapping",
    "members",
    "optional",
    "optional_text",
    "parse",
    "text",
    "texts",
    "year",
]

T = TypeVar("T")
Shape = Mapping[str, Any]

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_FIRST_YEAR, _LAST_YEAR = 1900, 9998  # what names of years and dates can be made of
_LARGEST = 60  # digits before or behind the point; more is damage, and would cost memory when printed


class DamagedError(ValueError):
    """The value is not of the promised shape; the words say which, in Japanese."""


def parse(raw: str) -> object:
    """The JSON value of a text.

    Raises:
        DamagedError: it is no JSON, is nested too deep, holds NaN, or half a surrogate pair, which no file can.
        json.JSONDecodeError: it is no JSON; tells the line.
    """
    try:
        found: object = _DECODER.decode(raw)
        if _SURROGATE.search(raw):
            json.dumps(found, ensure_ascii=False).encode()
    except (json.JSONDecodeError, DamagedError):
        raise
    except (RecursionError, ValueError) as wrong:
        raise DamagedError("JSONとして読めません") from wrong
    return found


def _refuse(name: str) -> NoReturn:
    raise DamagedError(f"{name}は使えません")


_DECODER = json.JSONDecoder(parse_constant=_refuse)  # made once: a snapshot has thousands of lines


def _take(shape: Shape, key: str, kind: type[T], words: str) -> T:
    value = shape.get(key)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise DamagedError(f"「{key}」が{words}ではありません" if key in shape else f"「{key}」がありません")
    return value


def text(shape: Shape, key: str) -> str:
    """A string."""
    value = shape.get(key)  # the way of nearly every call: a hundred thousand in two snapshots
    if type(value) is str:
        return value
    return _take(shape, key, str, "文字列")


def integer(shape: Shape, key: str, least: int | None = None) -> int:
    """A whole number, not below ``least``."""
    value = _take(shape, key, int, "整数")
    if least is not None and value < least:
        raise DamagedError(f"「{key}」が{least}より小さい数です")
    return value


def year(shape: Shape, key: str = "year") -> int:
    """A western year that has a name."""
    value = integer(shape, key)
    if not _FIRST_YEAR <= value <= _LAST_YEAR:
        raise DamagedError(f"「{key}」の{value}は年ではありません")
    return value


def members(shape: Shape, key: str) -> list[Any]:
    """A list of anything."""
    return _take(shape, key, list, "一覧")


def texts(shape: Shape, key: str) -> tuple[str, ...]:
    """A list of strings."""
    found = members(shape, key)
    if found and not all(isinstance(each, str) for each in found):
        raise DamagedError(f"「{key}」に文字列でないものがあります")
    return tuple(found)


def mapping(value: object, words: str) -> dict[str, Any]:
    """An object; ``words`` name it where it is none."""
    if not isinstance(value, dict):
        raise DamagedError(f"{words}がオブジェクト（{{…}}）ではありません")
    return value


def optional(take: Callable[[Shape, str], T], shape: Shape, key: str) -> T | None:
    """What ``take`` gives, or None where the key is missing or null."""
    return None if shape.get(key) is None else take(shape, key)


def optional_text(shape: Shape, key: str) -> str | None:
    """A string, or None where the key is missing or null."""
    value = shape.get(key)
    return value if value is None or type(value) is str else _take(shape, key, str, "文字列")


def decimal(shape: Shape, key: str) -> Decimal:
    """A decimal string, as quantities are stored."""
    try:
        value = Decimal(text(shape, key))
    except InvalidOperation as wrong:
        raise DamagedError(f"「{key}」が数ではありません") from wrong
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or abs(exponent) > _LARGEST or value.adjusted() > _LARGEST:
        raise DamagedError(f"「{key}」の数が読めません")
    return value
