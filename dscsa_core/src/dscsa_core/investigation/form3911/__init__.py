"""Form FDA 3911 (drug notification) as a sheet to copy from, field by field.

Items by version of the form, when each is required and where its fact comes from are
data: ``fields.csv``; code lists of FDA's style sheet for the electronic form, and those
that are no more than known (no code beside them): ``codes.csv``. All of it goes to FDA
and is English. There is no upload: a person copies line by line.
"""
