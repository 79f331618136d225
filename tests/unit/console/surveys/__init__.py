"""Can staff write surveys, try them, open them and read what they found?"""
