"""What do all pages of the service share: drawing, words by language, headers, how rows read?"""
