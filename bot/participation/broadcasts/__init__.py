"""What may be said to many, when, and how often?"""
