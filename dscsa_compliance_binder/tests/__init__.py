from . import (
    test_binder,
    test_in_hand,
    test_pbm,
    test_procedures,
    test_readiness,
    test_readiness_known,
    test_readiness_sellers,
    test_size,
)
