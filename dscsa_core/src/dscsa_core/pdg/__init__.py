"""Exception messages of the Partnership for DSCSA Governance (PDG), as JSON.

A report says what did not fit and what is asked; a response answers item by item.
``shapes`` is our model of the two public schemas, ``report`` and ``response`` make
and read messages. How they travel is not laid down: they go as mail attachments.
"""
