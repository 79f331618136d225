"""How much do several processes on one PostgreSQL answer, empty, with a large town stored, and beside a bare floor?"""
