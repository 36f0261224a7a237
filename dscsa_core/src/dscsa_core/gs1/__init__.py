"""GS1 identifiers as texts and values.

``keys`` keys and check digits · ``dates`` · ``ndc`` · ``epc_uri`` identifiers of files
→ keys, ``key_reader`` the same in bulk, ``epc_encode`` the way back · ``barcode`` one
scan → its readings · ``digital_link`` · ``codes`` every code with its facts.
"""
