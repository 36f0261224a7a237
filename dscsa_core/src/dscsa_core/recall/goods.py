"""What a notice recalls, and the same while it is read."""

from dataclasses import dataclass, field

from .lots import Like, Names, Range


@dataclass(frozen=True, slots=True)
class Goods:
    """Drugs by code (of the notice's line when none is given) with what is recalled."""

    codes: tuple[str, ...] = ()
    lots: Names = Names()
    serials: Names = Names()


@dataclass(frozen=True, slots=True)
class Notice:
    """All goods of a text; ``asked``: pieces of it nobody can be certain about."""

    goods: tuple[Goods, ...] = ()
    asked: tuple[str, ...] = ()

    @property
    def lots(self) -> Names:
        """The lots of all goods together."""
        each = [goods.lots for goods in self.goods]
        return Names(
            tuple(name for lots in each for name in lots.names),
            tuple(found for lots in each for found in lots.ranges),
            any(lots.every for lots in each),
        )


def _by_kind() -> dict[str, list]:
    return {"lot": [], "serial": []}


@dataclass(slots=True)
class Group:
    """Goods while they are read."""

    codes: list[str] = field(default_factory=list)
    names: dict[str, list[str]] = field(
        default_factory=lambda: {"lot": [], "serial": []}
    )
    ranges: dict[str, list[Range | Like]] = field(
        default_factory=lambda: {"lot": [], "serial": []}
    )
    every: bool = False

    @property
    def has_names(self) -> bool:
        return self.every or any(map(any, (self.names.values(), self.ranges.values())))

    def add(self, other: "Group"):
        """Take the names of another group."""
        for kind in ("lot", "serial"):
            self.names[kind] += other.names[kind]
            self.ranges[kind] += other.ranges[kind]
        self.every = self.every or other.every

    def goods(self) -> Goods:
        lots, serials = (
            Names(tuple(dict.fromkeys(self.names[kind])), tuple(self.ranges[kind]))
            for kind in ("lot", "serial")
        )
        if self.every:
            lots = Names(lots.names, lots.ranges, every=True)
        return Goods(tuple(dict.fromkeys(self.codes)), lots, serials)
