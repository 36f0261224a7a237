from . import (
    test_binder,
    test_pbm,
    test_readiness,
    test_size,
)
