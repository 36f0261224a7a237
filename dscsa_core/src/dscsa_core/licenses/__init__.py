"""Public lists of licenses and registrations, and answers of look-up services.

``tables`` bytes → rows of a delimited file; ``wdd``, ``decrs`` and ``ndc_directory``
the rows of FDA's three files; ``keys`` numbers, names and addresses in the form in
which they are compared; ``answers`` what a service answered, read by a table of paths.
"""
