"""Who takes part, what did they agree to, and what do they have a right to?"""
