"""Do the tests' own servers behave?"""
