"""How does one play a resident in a browser?"""
