"""Final answers of many students marked: the slips that they show, and what follows from them."""
