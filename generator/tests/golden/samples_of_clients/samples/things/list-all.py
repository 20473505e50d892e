print("the author's own")
