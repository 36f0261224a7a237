from . import (
    dscsa_import_column,
    dscsa_import_row,
    dscsa_import_wizard,
)
