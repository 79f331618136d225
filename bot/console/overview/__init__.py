"""What do the figures of the home page say?"""
