"""How do staff write a survey, try it on a phone, open it, and read what it found?"""
