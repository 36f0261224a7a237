from . import (
    archive,
)
