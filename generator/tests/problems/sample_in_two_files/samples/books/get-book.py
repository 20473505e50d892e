getBook()
