"""stub"""
async def raconter(bac, console):
    return True
