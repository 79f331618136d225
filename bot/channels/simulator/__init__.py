"""How is a resident played in the browser, in the manner of any channel?"""
