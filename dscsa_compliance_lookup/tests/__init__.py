from . import (
    test_snapshots,
    test_soap_faults,
    test_soap_lookup,
    test_sources,
    test_sources_json,
    test_sources_matching,
    test_sources_products,
)
