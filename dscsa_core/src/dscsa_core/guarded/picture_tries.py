"""One photo → the same photo as it may be read better, the likeliest help first.

Ink-jet dots have to run together, grain has to go, small modules want more pixels.
Every try costs time: big photos are made smaller, and whoever takes the tries stops
when the code is found or the time is up.
"""

from collections import namedtuple

from PIL import Image, ImageChops, ImageFilter, ImageOps

# sides up to which a photo is worth making larger, and of the copies that are worked on
_SMALL, _WORKED = 1400, 2200
_GRAY, _WHITE = 128, 255

Try = namedtuple("Try", "name image")


def tries(image):
    """Copies of a gray picture, lazily: ``Try(name, image)``."""
    yield Try("as sent", image)
    work = _at_most(image, _WORKED)
    if work is not image:
        yield Try("smaller", work)
        yield Try("blur 2, as large as sent", image.filter(ImageFilter.GaussianBlur(2)))
    yield Try("contrast", ImageOps.autocontrast(work, cutoff=1))
    yield from _cleaned(work)
    yield from _resized(work)
    yield from _flattened(work)
    yield from _turned(work)


def _cleaned(work):
    """Dots joined, grain taken out, blur sharpened."""
    yield Try("blur 2", work.filter(ImageFilter.GaussianBlur(2)))
    yield Try("thicker", work.filter(ImageFilter.MinFilter(3)))
    yield Try("median", work.filter(ImageFilter.MedianFilter(5)))
    yield Try("blur 1", work.filter(ImageFilter.GaussianBlur(1)))
    yield Try("blur 4", work.filter(ImageFilter.GaussianBlur(4)))
    yield Try("thicker 5", work.filter(ImageFilter.MinFilter(5)))
    yield Try("thinner", work.filter(ImageFilter.MaxFilter(3)))
    sharp = work.filter(ImageFilter.UnsharpMask(radius=4, percent=250, threshold=2))
    yield Try("sharper", sharp)


def _resized(work):
    """Small modules enlarged; many pixels a module averaged."""
    if max(work.size) <= _SMALL:
        for times in (2, 3):
            larger = _scaled(work, times)
            yield Try(f"{times} times", larger)
            yield Try(
                f"{times} times, blur", larger.filter(ImageFilter.GaussianBlur(2))
            )
    for part in (0.5, 0.33, 0.25):
        smaller = _scaled(work, part)
        if min(smaller.size) < 24:
            return
        yield Try(f"{part} times", smaller)
        yield Try(f"{part} times, thicker", smaller.filter(ImageFilter.MinFilter(3)))


def _flattened(work):
    """Shadow and glare taken out, then black and white; also white on black."""
    ground = work.filter(ImageFilter.GaussianBlur(max(8, min(work.size) // 12)))
    flat = ImageOps.autocontrast(
        ImageChops.subtract(work, ground, scale=1, offset=_GRAY), cutoff=1
    )
    yield Try("flat", flat)
    median = flat.filter(ImageFilter.MedianFilter(3))
    yield Try("flat, black and white", median.point(_to_two))
    yield Try("inverted", ImageOps.invert(flat))
    equal = ImageOps.equalize(work.filter(ImageFilter.GaussianBlur(1.5)))
    yield Try("equalized", equal)


def _turned(work):
    """Bars are read along straight lines only."""
    flat = ImageOps.autocontrast(work, cutoff=1)
    for angle in (15, -15, 30, -30, 45, 60, 75, 90):
        turned = flat.rotate(
            angle, Image.Resampling.BICUBIC, expand=True, fillcolor=_WHITE
        )
        yield Try(f"turned {angle}", turned)


def _to_two(value):
    return _WHITE if value > _GRAY else 0


def _at_most(image, side):
    longest = max(image.size)
    return _scaled(image, side / longest) if longest > side else image


def _scaled(image, times):
    size = [max(1, round(length * times)) for length in image.size]
    return image.resize(size, Image.Resampling.LANCZOS)
