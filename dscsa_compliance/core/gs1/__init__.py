"""GS1 identifiers as texts and values: keys, dates, EPC URIs, barcodes, NDC."""
