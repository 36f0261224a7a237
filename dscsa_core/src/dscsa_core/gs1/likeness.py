"""Texts that differ by a keyboard's state or a slip in typing."""

from operator import methodcaller


def other_cases(text: str) -> tuple[str, ...]:
    """The text as Caps Lock or a scanner's case setting would have changed it.

    >>> other_cases("Lf-7")
    ('lF-7', 'LF-7', 'lf-7')
    """
    changed = (text.swapcase(), text.upper(), text.lower())
    return tuple(each for each in dict.fromkeys(changed) if each != text)


def is_one_sign_off(one: str, other: str) -> bool:
    """Whether one sign was mistyped, left out, added, or changed places with the next.

    >>> is_one_sign_off("S1234", "S1243"), is_one_sign_off("S1234", "S1243X")
    (True, False)
    """
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    same = 0
    while one[same : same + 1] == other[same : same + 1] and same < len(one):
        same += 1
    rest, tail = one[same:], other[same:]
    return (
        rest[1:] == tail[1:]
        or rest[1:] == tail
        or rest == tail[1:]
        or (rest[2:] == tail[2:] and rest[:2] == tail[1::-1])
    )


# What signs become when the scanner types for another layout than the computer has:
# {sign that arrives: sign of the code}, of German, southern, northern and French keys.
_SHARED = {"-": "/", "_": "?", "?": "_", ")": "(", "=": ")", "(": "*", "/": "&"}
_SHARED |= {";": "<", ":": ">"}
_TABLES = tuple(
    str.maketrans(changes)
    for changes in (
        {**_SHARED, "ß": "-", "y": "z", "z": "y", "Y": "Z", "Z": "Y"},
        {**_SHARED, "'": "-"},
        {**_SHARED, "+": "-"},
        {
            **dict(zip("aqzwAQZW", "qawzQAWZ", strict=True)),
            ")": "-",
            ",": "m",
            "?": "M",
            "!": "/",
            ":": ".",
        },
    )
)
# for each layout what makes the printed text of one that arrived
LAYOUTS = tuple(methodcaller("translate", table) for table in _TABLES)
_MIN_SHIFTED, _MIN_KINDS = 8, 4
# a product number
_MIN_DIGITS = 14


def other_layouts(text: str) -> tuple[str, ...]:
    """What was printed if the text was typed for another keyboard layout.

    >>> other_layouts("LF'7401"), other_layouts("ZK9")
    (('LF-7401',), ('YK9', 'WK9'))
    """
    changed = (layout(text) for layout in LAYOUTS)
    return tuple(each for each in dict.fromkeys(changed) if each != text)


def is_typed_otherwise(text: str) -> bool:
    """Whether a scan holds what its digits or signs become on another layout.

    Its digits became the signs above them (French, Czech, Shift Lock), or a letter
    arrived that no code has.

    >>> is_typed_otherwise(")!))#((*&!!)!#)^"), is_typed_otherwise("Café 10")
    (True, False)
    """
    signs = [sign for sign in text if not (sign.isascii() and sign.isalnum())]
    digits = sum(sign.isdecimal() for sign in text)
    shifted = 2 * len(signs) > len(text) > 5 * digits and len(text) >= _MIN_SHIFTED
    shifted = shifted and len(set(signs)) >= _MIN_KINDS
    foreign = any(sign.isalpha() and not sign.isascii() for sign in text)
    return shifted or (foreign and digits >= _MIN_DIGITS)
