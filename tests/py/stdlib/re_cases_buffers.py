# Letters whose upper case is several letters, and replacements that are buffers.
import re

print(re.findall(r"(?i)\ufb05|[\ufb00-\ufb04]", "\ufb06\ufb05\ufb00"), re.match(r"(?i)[\ufb04-\ufb05]", "\ufb06"))
print(re.match(r"(?i)\xdf+$", "\xdf\u1e9e"), re.match(r"(?i)[^\u0390]", "\u1fd3"), re.match(r"(?i)\u0149", "\u0149"))
print(re.sub(b"y", bytearray(b"a"), bytearray(b"xyz")), re.sub(b"(y)", memoryview(rb"<\1>".replace(rb"\1", b"-")), b"xyz"))
for bad in (5, None, ["a"]):
    try:
        print(re.sub("y", bad, "xyz"))
    except Exception as error:
        print(type(error).__name__, error)
