"""Do both stores keep the same promises?"""
