from . import (
    test_import_forms,
    test_import_reading,
    test_import_tables,
    test_inbox,
)
