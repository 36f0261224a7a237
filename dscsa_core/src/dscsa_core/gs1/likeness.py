"""Texts that differ by a keyboard's state or a slip in typing."""


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
