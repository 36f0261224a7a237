from . import (
    test_alert,
    test_alert_later,
    test_at_bench,
    test_at_station,
    test_deciding,
    test_disposal,
    test_doubt,
    test_form3911,
    test_found_out,
    test_notices,
    test_shown_elsewhere,
    test_way,
)
