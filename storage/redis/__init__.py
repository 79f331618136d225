"""What may be lost at any moment: wake-ups and pace, shared by the processes through Redis?"""
