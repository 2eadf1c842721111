"""The seal on the suite's own content: what it judges is what a named reviewer has agreed to.

`content` takes what a checkout judges, `lock` keeps it as a text, `differences` tells the two apart in words.
"""
