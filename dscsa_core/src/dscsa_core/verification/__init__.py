"""Asking a manufacturer whether a product identifier is one of its own.

FD&C Act, section 582(b)(4)(C) and (d)(4) (21 U.S.C. 360eee-1). Messages: GS1's
Lightweight Messaging Standard for Verification of Product Identifiers 1.1.0 and the
headers of GS1 US's guideline R1.3. ``question`` is put together, an adapter sends it by
a callable it is given, ``answer`` judges what came back by the rows of ``answers.csv``,
``asking`` says whether and when to ask again. Green is one answer of all: HTTP 200, a
JSON object, our own number, the Boolean true, and not a word more.
"""
