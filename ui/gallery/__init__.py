"""Every part of the window in every state, to look at while making one: `python -m ui.gallery`.

A tool for those who build the program; its own words are not translated. The parts say theirs in the language that is
worn. It works on a made-up armoury in a folder that goes when it is closed.
"""
