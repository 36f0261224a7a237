"""Suspect and illegitimate product: from a doubt to the end of a notification.

FD&C Act, section 582(d)(4) (21 U.S.C. 360eee-1(d)(4)). Values in, values out: what a
step needs, what a form shows, what a notice names. Words: ``catalogue`` (what is
missing or refused) and ``words`` (what screens and papers call things).
"""
