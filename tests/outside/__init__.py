"""Does the whole service hold against counterparts that others wrote, and against whatever anyone posts?"""
