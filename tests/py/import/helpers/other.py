y = "other y"
