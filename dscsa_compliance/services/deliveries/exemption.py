"""Reasons why no TI/TS is owed that the program knows by their code."""

# FD&C Act, 582(d)(5): a licensed practitioner who administers or dispenses in the
# usual course of practice; what (d)(1) and (d)(4) ask of dispensers is lifted
PRACTITIONER = "PRACTITIONER"

# the other reasons make it no sale (581(24)(B)), so that nobody has to prove anything;
# under these it is one, and the seller has to be authorised all the same (582(d)(3))
STILL_A_SALE = frozenset({PRACTITIONER})
