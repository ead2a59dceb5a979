"""附件: pictures that people add to a record. Taken in (`pictures`), kept outside the database (`store`), attached to
their subject (`models`, `actions`), shown by the page of the subject (`answers`,
`showing`).
"""
