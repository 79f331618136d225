"""Who does what is due, and when?"""
