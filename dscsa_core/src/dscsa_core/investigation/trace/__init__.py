"""Tracing messages between firms: who owned these packages, asked and answered.

FD&C Act, section 582(g)(1)(D), (E): transaction information is gathered back to the
maker on a request of FDA, a State or an authorized partner. The industry's form is not
public; ``trace-request/1`` and ``trace-response/1`` are messages of our own with the
fields it is known to have, and ``mapping`` turns those of a partner into them.
``request.schema.json`` and ``response.schema.json`` describe them for others.
"""
