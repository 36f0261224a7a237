"""A photo of a barcode → its text, or what to do with the camera in words."""

import base64

from dscsa_core.errors import CoreError
from dscsa_core.guarded.picture_file import NAMING
from dscsa_core.guarded.reading import clean_picture, read_codes

from odoo.exceptions import UserError

from ..ingest.machine import faults_told

_MAX_PHOTO = 20 << 20


def read_picture(env, data):
    """Texts of the barcodes in a picture; raises UserError with what to do."""
    try:
        with faults_told(env):
            return read_codes(data)
    except CoreError as error:
        raise UserError(_words(env, error)) from error


def clean_photo(env, image):
    """A photo in base64 as JPEG in base64, without place, time and name of a camera.

    Raises UserError for what is no picture, or one that no camera takes.
    """
    data = _decoded(env, image)
    if len(data) > _MAX_PHOTO:
        raise UserError(env._("The picture is larger than 20 MB. Take a smaller one."))
    try:
        with faults_told(env):
            return base64.b64encode(clean_picture(data))
    except CoreError as error:
        raise UserError(_words(env, error)) from error


def _words(env, error):
    kind = error.facts.get("kind")
    if kind:
        return env._(
            "This is no picture that can be read: %(kind)s. Send a JPEG, PNG or WEBP.",
            kind=kind,
        )
    return _by_code(env).get(error.code) or env._(
        "This picture cannot be read. Take another one, or type what is printed."
    )


def _by_code(env):
    return {
        "picture.reader": env._(
            "Pictures cannot be read on this server: the Python packages "
            "zxing-cpp and pyzbar are missing. Ask whoever runs the server to "
            "install zxing-cpp, or type what is printed."
        ),
        "picture.size": env._(
            "The picture is too large. Send one below 40 megapixels."
        ),
        "picture.packed": env._(
            "The picture has millions of points and shows almost nothing: no camera "
            "makes such. Take a photo of the package, or type what is printed."
        ),
        "picture.no_code": env._(
            "No barcode was found in the picture. Take it from nearer, with more "
            "light and without glare, or type what is printed."
        ),
        "picture.kind": _no_picture(env),
        "reading.time": env._(
            "The picture takes too long to read. Take it from nearer, or type what is "
            "printed."
        ),
    }


def _no_picture(env):
    return env._("This is no picture that can be read. Send a JPEG, PNG or WEBP.")


def read_pictures_text(env, image):
    """The first barcode text of a picture in base64, as browsers send it."""
    return code_in(env, _decoded(env, image))


def _decoded(env, image):
    try:
        return base64.b64decode(image or b"", validate=False)
    except (ValueError, TypeError) as error:
        raise UserError(_no_picture(env)) from error


def code_in(env, data):
    """The one code of a picture that names the goods; UserError as the others."""
    return _the_one(env, read_picture(env, data))


def _the_one(env, texts):
    """The code that names the goods; UserError when the picture shows several.

    A bottle often bears a retail code beside the square one, a case its lot and date
    on a second line of bars: they name no package.
    """
    codes = list(dict.fromkeys(texts))
    for start in NAMING:
        named = [code for code in codes if code.startswith(start)]
        if len(named) > 1:
            raise UserError(
                env._(
                    "The picture shows %(count)s packages. Take a picture of one at a "
                    "time.",
                    count=len(named),
                )
            )
        if named:
            return named[0]
    return codes[0]
