"""What do residents want, when they write freely?"""
