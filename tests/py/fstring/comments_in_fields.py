# What `=` shows of a field's text has no comments.
print(f'''{1 + 2 = # mine
}''')
print(f'''{1 + 2 # my # own
 = !r:>10}''')
print(f'''{'#' + "a#b" = # both
}''')
print(f'''{[1, # one
 2 # two
]=}''')
print(f'''{f'{1 # inner
=}' # outer
=}''')
print(f'''{1
# only
# comments
=}''')
print(f'''{'''#'''=}''')

t = t'''{1 # c
 = # d
!r:>4} {(2 # e
)}'''
print(t.strings, t.interpolations)
