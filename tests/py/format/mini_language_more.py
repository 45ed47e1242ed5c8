for spec in ["", "5", ".2f", "e", ",", "%"]:
    row = []
    for v in [0, -1, 1000000, 0.5, -1234.5678, 1e-10]:
        try: row.append(format(v, spec))
        except ValueError as e: row.append(str(e))
    print(spec, row)
w = 12
for fill in ("", "*", "0"):
    for align in "<>^=":
        for sign in ("", "+", " "):
            spec = f"{fill}{align}{sign}{w},.2f"
            print(spec, [format(v, spec) for v in (1234.5, -1234.5)], end=" ")
    print()
for width in range(1, 12): print(format(-1234567, f"0{width},"), format(1234, f"0{width}_"), format(255, f"#0{width}x"), format(65535, f"0{width}_b"), sep="|")
