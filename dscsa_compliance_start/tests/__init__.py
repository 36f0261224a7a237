from . import (
    test_first_hour,
    test_going_live,
    test_start_cards,
    test_start_other_company,
)
