# exit: 1
é = "naïve"; x = é + ; y = 1
