"""What the bottle page adds to the contract of every desk; see docs/contract.md."""

from dataclasses import dataclass, field
from typing import Annotated, Literal

from odoo.addons.dscsa_compliance.services.scanning.contract import (
    Reading,
    Shape,
    Way,
)


@dataclass(kw_only=True)
class BottleReading(Reading):
    """One of several bottles a text may mean; a person chooses."""

    expiry_text: Annotated[str, "expiry date in words"]


@dataclass(kw_only=True)
class Link(Shape):
    """A record to open beside the page."""

    title: Annotated[str, "text on the button"]
    model: Annotated[str, "its model"]
    id: Annotated[int, "its id"]


@dataclass(kw_only=True)
class Looked(Shape):
    """The answer of `dscsa.bottle.dscsa_look`: one page about one bottle."""

    id: Annotated[int, "id of the `dscsa.bottle`, whose `action_print` prints it"]
    text: Annotated[str, "what was scanned or typed"]
    kind: Annotated[
        Literal["package", "lot", "ndc", "choose", "none"],
        "what was found; `choose` asks for a choice",
    ]
    title: Annotated[str, "head of the page"]
    html: Annotated[str, "the page"]
    readings: Annotated[list[BottleReading], "to choose from"]
    links: Annotated[list[Link], "records to open"]
    ways: Annotated[list[Way], "further ways out, of rooms"] = field(
        default_factory=list
    )
