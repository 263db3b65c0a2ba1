"""The ground floor: what the service knows, as data in topic folders, and the code that reads and checks it.

Nothing that does not hold leaves this room: `read_topic` returns a whole, checked topic or raises `TopicError`
with file and line. No drug, analyte or threshold stands in the code.
"""
