getBok()
