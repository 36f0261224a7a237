from . import (
    dscsa_label_wizard,
    dscsa_leaver_bench,
)
