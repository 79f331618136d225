"""Which steps did the schema take, in order?"""
