"""An answer against the dataclass it has to be: names and kinds of all its values."""

from functools import cache
from typing import Literal, get_args, get_origin, get_type_hints

from ..services.scanning.contract import Shape


def faults(shape, value, place=""):
    """What of a value is not as the class says, as texts; nothing when it fits."""
    place = place or shape.__name__
    if not isinstance(value, dict):
        return [f"{place}: {value!r}"]
    hints = _fields(shape)
    names = [f"{place}.{name}: not told" for name in hints.keys() - value.keys()]
    names += [f"{place}.{name}: not in it" for name in value.keys() - hints.keys()]
    for name in hints.keys() & value.keys():
        names += _faults_of(hints[name], value[name], f"{place}.{name}")
    return names


@cache
def _fields(shape):
    return get_type_hints(shape)


def _faults_of(kind, value, place):
    if isinstance(kind, type) and issubclass(kind, Shape):
        return faults(kind, value, place)
    if get_origin(kind) is Literal:
        fits = any(value is each or value == each != 0 for each in get_args(kind))
    elif get_origin(kind) is list:
        (inner,) = get_args(kind)
        if isinstance(value, list):
            told = [_faults_of(inner, each, f"{place}[]") for each in value]
            return [fault for each in told for fault in each]
        fits = False
    elif get_args(kind):
        tried = [_faults_of(each, value, place) for each in get_args(kind)]
        return min(tried, key=len)
    else:
        fits = isinstance(value, kind) and (kind is bool) == isinstance(value, bool)
    return [] if fits else [f"{place}: {value!r}"]
