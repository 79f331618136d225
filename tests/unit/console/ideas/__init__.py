"""Do the pages of ideas show, decide and tell what they should, to whom they should?"""
