"""What a seller hands over with goods: transaction information and statement (TI/TS).

FD&C Act, sections 581(24), (26), (27) and 582(b) to (f). Values in, values and bytes
out: ``cases`` judges what leaves, ``document`` writes the file of a sale, ``after``
takes it back or corrects it, ``making`` tells of packages made and destroyed, ``table``
is the same as rows and as a plain structure.
"""
