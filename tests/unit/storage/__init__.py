"""What does each part of the storage do by itself?"""
