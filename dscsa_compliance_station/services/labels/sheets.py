"""Where labels come to lie: one a page on a roll, or many on a sheet."""

from dataclasses import dataclass

from .label import LARGE, SMALL, Label
from .paper import Paper

LETTER, A4 = (215.9, 279.4), (210.0, 297.0)


@dataclass(frozen=True, slots=True)
class Layout:
    """Millimetres: the page, one label, and how many labels lie in which raster."""

    page: tuple[float, float]
    label: tuple[float, float]
    columns: int = 1
    rows: int = 1

    def places(self):
        """Top left corners of the labels of one page, centred on it."""
        width, height = self.label
        left = (self.page[0] - self.columns * width) / 2
        top = (self.page[1] - self.rows * height) / 2
        return [
            (left + column * width, top + row * height)
            for row in range(self.rows)
            for column in range(self.columns)
        ]


LAYOUTS = {
    "50x25": Layout(SMALL, SMALL),
    "100x50": Layout(LARGE, LARGE),
    "letter": Layout(LETTER, LARGE, 2, 5),
    "a4": Layout(A4, LARGE, 2, 5),
}


def draw_labels(env, texts, size, title):
    """A PDF with these ``LabelText`` in a layout of ``LAYOUTS``: bytes."""
    layout = LAYOUTS[size]
    paper = Paper(layout.page, title)
    label = Label(env, paper)
    places = layout.places()
    for number, text in enumerate(texts):
        if number % len(places) == 0:
            paper.page()
        x, y = places[number % len(places)]
        label.draw(text, x, y, layout.label)
    return paper.bytes_of()
