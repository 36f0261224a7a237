"""What the page of a doubt is told; see docs/contract.md."""

from dataclasses import dataclass, field
from typing import Annotated

from odoo.addons.dscsa_compliance.services.scanning.contract import No, Shape


@dataclass(kw_only=True)
class SignTold(Shape):
    """One sign to tap, and whether somebody saw it."""

    code: Annotated[str, "kept for good, as `L5`"]
    text: Annotated[str, "what is seen, in words"]
    icon: Annotated[str, "icon"]
    photo: Annotated[bool, "a picture shows it"]
    told: Annotated[str | No, "what our own records say of it; a person confirms"]
    id: Annotated[int | No, "the `dscsa.investigation.sign`, once it was tapped"]
    by: Annotated[str, "who tapped it, and when"]
    photos: Annotated[int, "pictures kept with it"]


@dataclass(kw_only=True)
class SignGroup(Shape):
    """Signs of one kind."""

    key: Annotated[str, "name"]
    title: Annotated[str, "in words"]
    signs: Annotated[list[SignTold], "in the order to show them"]


@dataclass(kw_only=True)
class Said(Shape):
    """What somebody wrote of what is odd."""

    text: Annotated[str, "the sentence"]
    by: Annotated[str, "who wrote it, and when"]


@dataclass(kw_only=True)
class DoubtTold(Shape):
    """The page of a doubt: `dscsa.investigation.dscsa_doubt` and what taps answer."""

    id: Annotated[int, "id of the `dscsa.investigation`"]
    name: Annotated[str, "its name"]
    goods: Annotated[str, "what it is about"]
    why: Annotated[str, "why it was opened"]
    where: Annotated[str, "where to lay it"]
    is_open: Annotated[bool, "signs can be tapped"]
    is_private: Annotated[bool, "a patient's name may be on it: ask before a photo"]
    has_label: Annotated[bool, "labels can be printed here"]
    photos: Annotated[int, "pictures and papers kept"]
    groups: Annotated[list[SignGroup], "the signs"] = field(default_factory=list)
    said: Annotated[list[Said], "in words"] = field(default_factory=list)
