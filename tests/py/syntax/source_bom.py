# a byte order mark comes first
print("bom ok", "é")
