"""Who wants to hear from a person, what was said, and what do staff answer?"""
