"""Public lists of licenses, and services that are asked about one license."""

from ..finding import WARNING
from .rule import LISTS, NOT_HDA, Rule, _lt

_AGAIN = _lt("The last good list stays in use. Download it again later.")
_SETTINGS = _lt("Look at the settings of this source, then make a dry run.")


def _list(number: int, code: str, sentence: str, next_step: str = _AGAIN) -> Rule:
    return Rule(f"LST-{number:02d}", code, LISTS, NOT_HDA, WARNING, sentence, next_step)


RULES = (
    _list(1, "list.empty", _lt("The file is empty.")),
    _list(
        2,
        "list.html",
        _lt("This is a web page («%(title)s»), not the list: the site was not ready."),
    ),
    _list(
        3,
        "list.encoding",
        _lt("The letters of this file cannot be read (%(reason)s)."),
        _lt("Take the text file as FDA serves it, not one saved by another program."),
    ),
    _list(
        4,
        "list.layout",
        _lt(
            "This is not the layout of %(name)s. Columns that are missing: "
            "%(missing)s. The file begins with: %(found)s."
        ),
        _lt(
            "Is it the right file? If the columns got new names, write them under "
            "«Renamed columns» of the source."
        ),
    ),
    _list(5, "list.truncated", _lt("The file is cut off after %(rows)s rows.")),
    _list(
        6,
        "list.damaged",
        _lt("%(bad)s lines beside %(rows)s good ones have too few columns."),
    ),
    _list(
        7,
        "list.short",
        _lt("The list has %(rows)s row(s). It cannot be complete."),
    ),
    _list(
        8,
        "list.smaller",
        _lt(
            "The list has %(rows)s rows, the last good one had %(before)s: more than "
            "%(percent)s percent fewer."
        ),
        _lt(
            "Probably it is not complete: download it again later. If it is right, "
            "upload it and tick «Take it although it is smaller»."
        ),
    ),
    _list(
        41,
        "list.no_zip",
        _lt("This is one text file. The list is an archive (ZIP) that holds several."),
        _lt("Take the archive as FDA serves it, without unpacking it."),
    ),
    _list(9, "list.zip", _lt("The archive is broken or cut off.")),
    _list(
        10,
        "list.zip_member",
        _lt("The archive holds no file %(wanted)s. It holds: %(found)s."),
        _lt("Take the archive as FDA serves it."),
    ),
    _list(11, "list.zip_size", _lt("%(member)s in the archive is over 1 GB.")),
    _list(
        20,
        "lookup.unreachable",
        _lt("%(host)s could not be reached: %(reason)s."),
        _lt("Nothing changed. It is tried again later, or look at the State's site."),
    ),
    _list(
        21,
        "lookup.timeout",
        _lt("%(host)s gave no whole answer within %(seconds)s seconds."),
        _lt("Nothing changed. It is tried again later, or look at the State's site."),
    ),
    _list(
        22,
        "lookup.status",
        _lt("%(host)s answered «%(status)s» instead of the data."),
        _lt("Nothing changed. It is tried again later, or look at the State's site."),
    ),
    _list(
        23,
        "lookup.refused",
        _lt("%(host)s wants another user name, password or key (%(status)s)."),
        _lt("Have the administrator look at the sign-in of this source."),
    ),
    _list(
        24,
        "lookup.redirect",
        _lt("%(host)s sends us on to %(target)s; we do not follow."),
        _lt("If that is the right place, write this address into the source."),
    ),
    _list(
        25,
        "lookup.scheme",
        _lt("%(url)s is no address that starts with http:// or https://."),
        _SETTINGS,
    ),
    _list(
        34,
        "lookup.password",
        _lt("The address of %(host)s holds a user name or password."),
        _lt("Take it out of the address and write it under «Sign-in»."),
    ),
    _list(26, "lookup.too_large", _lt("The answer is larger than %(limit)s MB.")),
    _list(
        27,
        "lookup.fault",
        _lt("%(host)s refused the question: %(reason)s."),
        _lt("Nothing changed. Compare the request with the service's description."),
    ),
    _list(28, "lookup.wsdl", _lt("The WSDL cannot be used: %(reason)s."), _SETTINGS),
    _list(
        29,
        "lookup.external",
        _lt("The WSDL wants to load %(url)s from elsewhere; that is not allowed."),
        _lt("Upload a ZIP with the WSDL and all files it names."),
    ),
    _list(
        30,
        "lookup.operation",
        _lt("The service has no operation «%(name)s». It has: %(known)s."),
        _SETTINGS,
    ),
    _list(
        31,
        "lookup.request",
        _lt("The question cannot be put together: %(reason)s."),
        _SETTINGS,
    ),
    _list(
        32,
        "lookup.answer",
        _lt("The answer of %(host)s cannot be read: %(reason)s."),
        _SETTINGS,
    ),
    _list(
        33,
        "lookup.elsewhere",
        _lt("The WSDL sends the question to %(host)s, the source names %(expected)s."),
        _lt("If that is right, write the full address under «Address of the service»."),
    ),
)
