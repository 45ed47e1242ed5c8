"""Backslashes in front of braces."""
import warnings
for s in [r"f'\{{\}}'", r"f'\{{'", r"f'\{{{1+1}'", r"f'\}}{1+1}'", r"f'{1+1}\}}'", r"fr'\{{\}}'", r"f'\{6*7}'", r"f'\\{{x}}'", r"f'\N{AMPERSAND}{{'", r"f'{1:\}}'", r"f'\{{}}'", r"f'{3!r:\{5}}'", r"f'a\{1}\{2}'"]:
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter("always")
        try: print(s, repr(eval(s)), [str(x.message)[:45] for x in w])
        except SyntaxError as e: print(s, e)
        except ValueError as e: print(s, type(e).__name__)
