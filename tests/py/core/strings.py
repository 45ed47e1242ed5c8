s = "Hello"
print(s + ", " + "World!", s * 2, len(s), s[0], s[-1], s[1:3], s[::-1], s.upper(), s.lower())
print("a,b,c".split(","), "-".join(["x", "y"]), "  trim ".strip(), "abc".replace("b", "X"), "abc".find("c"), "abc" in "xabcx")
print(f"{s} has {len(s)} chars", f"{3.14159:.2f}", f"{42:>6}|{42:<6}|{42:^6}|", f"{s!r}", f"{1 + 1 = }")
print("%s is %d years and %.1f%%" % ("Bob", 42, 99.5), "{} {name}".format(1, name="n"))
print(repr("it's"), repr('say "hi"'), repr("tab\tnl\n"), "unicode: é ü 😀", "\u00e9" == "é")
for c in "abc": print(c, end=" ")
print()
print(s.startswith("He"), s.endswith("lo"), s.isalpha(), "12".isdigit(), s.center(11, "*"), s.count("l"), s.index("l"), "title case".title())
print("multi\nline".splitlines(), sorted("hello"), list("abc"), "abc" < "abd", "a" == "a", ord("a"), chr(98), str(5) + "5", int("5") + 5)
print("""triple
quoted""", 'single', "esc\\aped", r"raw\n", "con" "cat")
